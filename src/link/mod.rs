//! One-time links. Each lets the person who opens it do one thing once, such as setting a new password. Only the digests
//! of their tokens are stored.

pub mod code;
mod purpose;
pub(crate) mod store;
pub mod token;

pub use purpose::LinkPurpose;
