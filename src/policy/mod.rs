//! Durations and limits in force. Those that stand in the database change while the server runs;
//! those of hashing, attempts and tabs come from the configuration.

#[cfg(feature = "ssr")]
pub mod server;
mod settings;

pub use settings::{Kind, LONGEST_LIMIT, SETTINGS, SIGN_UP, Setting};

/// How long the sessions of one role hold, in seconds; already the strictest of what applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durations {
    /// Without activity (ASVS 7.3.1). Higher is kinder to people who read long, lower protects an
    /// unattended screen.
    pub idle: i64,
    /// In all (ASVS 7.3.2). Higher means fewer sign-ins, and a stolen session that lives longer.
    pub absolute: i64,
    /// Without activity, for sessions that are kept.
    pub remembered_idle: i64,
    /// In all, for sessions that are kept.
    pub remembered_absolute: i64,
    /// How long before its idle end a person is warned.
    pub idle_warning: i64,
}

impl Durations {
    /// Whether sessions hold as long by both; when people are warned does not matter.
    pub fn lasts_as(&self, other: &Self) -> bool {
        Self { idle_warning: 0, ..*self } == Self { idle_warning: 0, ..*other }
    }

    /// The idle and absolute limits of a session.
    pub fn limits(&self, remembered: bool) -> (i64, i64) {
        if remembered { (self.remembered_idle, self.remembered_absolute) } else { (self.idle, self.absolute) }
    }
}

/// How a password is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashingCost {
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
pub struct AttemptLimits {
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
