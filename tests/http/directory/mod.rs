//! Lists of the console over many rows.

mod long_lists;
