//! Compiled for the browser instead of `server_side.rs`.

/// Whether this code runs on the server.
pub(super) const IS_SERVER: bool = false;
