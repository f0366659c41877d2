//! Test support that several features use.

pub(crate) mod audit;
pub(crate) mod authenticator;
pub(crate) mod bound;
pub(crate) mod breached;
pub(crate) mod channel;
pub(crate) mod mail;
pub(crate) mod mailed_code;
pub(crate) mod passkey;
pub(crate) mod postgres_server;
pub(crate) mod program;
pub(crate) mod scene;
