//! Compiled for the server instead of `browser_side.rs`.

/// Whether this code runs on the server.
pub(super) const IS_SERVER: bool = true;
