//! The pages for roles.

mod access;
mod roles;

pub use access::Access;
pub use roles::Roles;
