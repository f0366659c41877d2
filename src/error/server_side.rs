//! Compiled for the server.

/// Whether this is the server.
pub(super) const IS_SERVER: bool = true;
