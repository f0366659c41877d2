//! Durations and limits. Settings in the database can change while the server runs; limits on hashing, attempts
//! and tabs come from the configuration.

mod changed;
mod group;
mod second_step;
#[cfg(feature = "ssr")]
pub mod server;
mod settings;
mod shown;
mod values;

pub use changed::ChangedValue;
pub(crate) use group::Group;
pub(crate) use settings::register as register_settings;
pub use settings::{Kind, LONGEST_LIMIT, SIGN_UP, Setting};
pub use values::Values;

/// The effective session limits of one role, in seconds: the strictest values that apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durations {
    /// The idle limit (ASVS 7.3.1). Higher is more convenient for long reading, lower protects an unattended screen.
    pub idle: i64,
    /// The absolute limit (ASVS 7.3.2). Higher means fewer sign-ins, but a stolen session lives longer.
    pub absolute: i64,
    /// The idle limit of sessions with “remember me”.
    pub remember_me_idle: i64,
    /// The absolute limit of sessions with “remember me”.
    pub remember_me_absolute: i64,
    /// How long before a session reaches its idle limit to warn.
    pub idle_warning: i64,
}

impl Durations {
    /// Whether both have the same session limits. Ignores the warning.
    pub fn lasts_as(&self, other: &Self) -> bool {
        Self { idle_warning: 0, ..*self } == Self { idle_warning: 0, ..*other }
    }

    /// Returns the idle and absolute limits of a session.
    pub fn limits(&self, remember_me: bool) -> (i64, i64) {
        if remember_me { (self.remember_me_idle, self.remember_me_absolute) } else { (self.idle, self.absolute) }
    }
}

/// How a password is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashingCost {
    /// Argon2id memory in KiB. Higher makes attacks, and each sign-in, more expensive.
    pub memory_kib: u32,
    /// Argon2id passes.
    pub iterations: u32,
    /// Argon2id lanes.
    pub parallelism: u32,
}

/// A rate limit: a burst of attempts, then one every `refill` seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The number of attempts in a burst, at least 1.
    pub burst: u32,
    /// Seconds until one more attempt is allowed, at least 1.
    pub refill: u32,
}

/// The rate limits on attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptLimits {
    /// Password attempts for one account.
    pub per_account: Limit,
    /// Password attempts and sign-ups from one IP address (IPv6: one /64).
    pub per_address: Limit,
    /// Password ratings for the strength meter, from one IP address.
    pub ratings: Limit,
}

/// How many open tabs can be connected at once. Further tabs get no channel and see changes at their next request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TabLimits {
    /// Tabs of one account, at least 1.
    pub per_account: usize,
    /// Tabs from one IP address (IPv6: one /64), at least 1.
    pub per_address: usize,
    /// All tabs. Each uses one of the process's file descriptors.
    pub in_all: usize,
}
