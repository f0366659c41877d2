//! Durations and limits in force. Those of sessions stand in the database and change while the
//! server runs; those of passwords and attempts come from the configuration.

pub mod server;
mod session;

pub use session::{Durations, Kind, SETTINGS, Setting};

/// What a password must be and how it is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// Code points.
    pub min_length: usize,
    /// Argon2id's memory in KiB. Higher costs an attacker, and each sign-in, more.
    pub memory_kib: u32,
    /// Argon2id's passes.
    pub iterations: u32,
    /// Argon2id's lanes.
    pub parallelism: u32,
}

/// How many attempts are taken: a burst, and then one each `refill` seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Attempts at once, at least 1.
    pub burst: u32,
    /// Seconds until one more is allowed, at least 1.
    pub refill: u32,
}

/// The limits on attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Passwords tried for one account.
    pub per_account: Limit,
    /// Passwords tried, and accounts made, from one address (IPv6: from one /64).
    pub per_address: Limit,
    /// Passwords rated for the meter, from one address.
    pub ratings: Limit,
}

/// How many open tabs are told of changes at once. More get no channel, and notice at their next
/// request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TabLimits {
    /// Of one account, at least 1.
    pub per_account: usize,
    /// From one address (IPv6: from one /64), at least 1.
    pub per_address: usize,
    /// Of everyone: each takes one of the files that the system lets the process open.
    pub in_all: usize,
}
