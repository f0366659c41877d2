//! Roles, and the administrators that always remain.

mod administrators;
mod authority;
mod meanwhile;
