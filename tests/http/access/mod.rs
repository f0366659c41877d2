//! Access control: the matrix of principals, functions, pages and files, and what it says.

pub(crate) mod matrix;
pub(crate) mod tables;
mod words;
