//! The pages for roles.

mod access;
mod forms;
mod permits;
mod roles;

pub use access::Access;
pub use roles::Roles;
