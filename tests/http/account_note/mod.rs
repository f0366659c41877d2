//! Administrators' notes about accounts.

mod notes;
