//! Access control: the matrix of principals, functions, pages and files, and what it says.

mod matrix;
pub(crate) mod tables;
mod words;
