//! Jobs, and the cuts that they carry out.

mod cuts;
mod program;
mod shared;
