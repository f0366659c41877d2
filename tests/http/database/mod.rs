//! The database: grants, upgrades, retention and faults.

mod faults;
mod full;
mod grants;
mod pooler;
mod postgres_faults;
mod retention;
mod upgrade;
