//! Compiled for the browser.

/// Whether this is the server.
pub(super) const IS_SERVER: bool = false;
