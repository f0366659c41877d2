//! Test support that several features use.

pub(crate) mod channel;
pub(crate) mod postgres_server;
pub(crate) mod program;
