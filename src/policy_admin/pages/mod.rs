//! The policy page.

mod changes;
mod check;
mod following;
mod policy;
mod settings;

pub use policy::Policy;
