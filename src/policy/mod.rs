//! Durations and limits in force. Today they come from the configuration.

/// How long sessions hold, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionPolicy {
    /// Without activity (ASVS 7.3.1). Higher is kinder to people who read long, lower protects an
    /// unattended screen.
    pub idle: i64,
    /// In all (ASVS 7.3.2). Higher means fewer sign-ins, and a stolen session that lives longer.
    pub absolute: i64,
    /// The same two for sessions that are kept.
    pub remembered_idle: i64,
    /// In all, for sessions that are kept.
    pub remembered_absolute: i64,
}

impl SessionPolicy {
    /// The idle and absolute limits of a session.
    pub fn limits(&self, remembered: bool) -> (i64, i64) {
        if remembered { (self.remembered_idle, self.remembered_absolute) } else { (self.idle, self.absolute) }
    }
}

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
