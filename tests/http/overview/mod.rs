//! The overview of the console.

mod figures;
