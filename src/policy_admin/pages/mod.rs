//! The page of the policy.

mod changes;
mod following;
mod policy;
mod settings;

pub use policy::Policy;
