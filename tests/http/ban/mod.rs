//! Bans, their terms, and appeals.

mod appeals;
mod in_force;
mod terms;
