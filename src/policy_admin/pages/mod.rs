//! The policy page.

mod changes;
mod check;
mod following;
mod policy;
mod preview;
mod rows;
mod settings;

pub use policy::Policy;
