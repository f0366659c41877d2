//! The start page.

mod safety;
