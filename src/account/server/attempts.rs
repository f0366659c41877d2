//! Limits on guessing passwords. An attempt is counted before the password is checked, so that concurrent
//! attempts count, and unknown names count like known ones (ASVS 2.4.1, 6.3.1, 6.3.8).

use std::{
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use governor::{Quota, RateLimiter, clock, middleware::NoOpMiddleware, nanos::Nanos, state::keyed::DashMapStateStore};
use sha2::{Digest, Sha256};

use crate::{
    access::server::Client,
    database::Clock,
    error::AppError,
    policy::{AttemptLimits, Limit},
};

/// The number of attempts after which the limiters forget idle keys.
const SWEEP_EVERY: usize = 10_000;

/// A digest of what is counted. Its size is fixed, so that nobody can fill the memory with long keys.
type Key = [u8; 16];
type Limiter = RateLimiter<Key, DashMapStateStore<Key>, TestableClock, NoOpMiddleware<Nanos>>;

/// Counts attempts by account and by address.
#[derive(Clone, Debug)]
pub struct Attempts(Arc<Limiters>);

#[derive(Debug)]
struct Limiters {
    accounts: Limiter,
    addresses: Limiter,
    ratings: Limiter,
    counted: AtomicUsize,
    clock: TestableClock,
}

impl Attempts {
    /// Creates the limiters with full allowances.
    pub fn new(limits: AttemptLimits, clock: Clock) -> Self {
        let clock = TestableClock(clock);
        let limiter = |limit: Limit| RateLimiter::new(quota(limit), DashMapStateStore::default(), clock.clone());
        Self(Arc::new(Limiters {
            accounts: limiter(limits.per_account),
            addresses: limiter(limits.per_address),
            ratings: limiter(limits.ratings),
            counted: AtomicUsize::new(0),
            clock,
        }))
    }

    /// Counts an attempt to enter a password. `known`: the account has signed in from this network before. Such
    /// a network has its own allowance, so that nobody else's guesses can lock the owner out.
    ///
    /// # Errors
    /// [`AppError::TooMany`] with the seconds to wait.
    pub fn password(&self, username_key: &str, client: &Client, known: bool) -> Result<(), AppError> {
        let network = client.network();
        self.count(&self.0.addresses, &[&network])?;
        let source = if known { &*network } else { "" };
        self.count(&self.0.accounts, &[username_key, "\0", source])
    }

    /// Counts an attempt to enter a code of the second factor. All attempts for an account count together, whatever
    /// session or sign-in they belong to (ASVS 6.6.3).
    ///
    /// # Errors
    /// [`AppError::TooMany`] with the seconds to wait.
    pub fn code(&self, account_id: &str) -> Result<(), AppError> {
        self.count(&self.0.accounts, &[account_id, "\0", "code"])
    }

    /// Counts an attempt to create an account or to use a one-time link.
    ///
    /// # Errors
    /// [`AppError::TooMany`] with the seconds to wait.
    pub fn from_address(&self, client: &Client) -> Result<(), AppError> {
        self.count(&self.0.addresses, &[&client.network()])
    }

    /// Counts a challenge for a passkey. Nobody can guess an answer; this limits the work.
    ///
    /// # Errors
    /// [`AppError::TooMany`] with the seconds to wait.
    pub(crate) fn passkey_challenge(&self, client: &Client) -> Result<(), AppError> {
        self.count(&self.0.ratings, &[&client.network(), "\0", "passkey challenge"])
    }

    /// Counts an answer of a passkey, apart from challenges, which pages ask for on their own.
    ///
    /// # Errors
    /// [`AppError::TooMany`] with the seconds to wait.
    pub(crate) fn passkey_answer(&self, client: &Client) -> Result<(), AppError> {
        self.count(&self.0.ratings, &[&client.network(), "\0", "passkey answer"])
    }

    /// Counts a rating of a password.
    ///
    /// # Errors
    /// [`AppError::TooMany`] with the seconds to wait.
    pub fn rating(&self, client: &Client) -> Result<(), AppError> {
        self.count(&self.0.ratings, &[&client.network()])
    }

    fn sweep(&self) {
        for limiter in [&self.0.accounts, &self.0.addresses, &self.0.ratings] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }

    fn count(&self, limiter: &Limiter, parts: &[&str]) -> Result<(), AppError> {
        if self.0.counted.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.sweep();
        }
        limiter.check_key(&key(parts)).map_err(|refused| {
            let wait = refused.wait_time_from(clock::Clock::now(&self.0.clock));
            AppError::TooMany { retry_after: wait.as_secs() + 1 }
        })
    }
}

fn quota(limit: Limit) -> Quota {
    let burst = NonZeroU32::new(limit.burst).unwrap_or(NonZeroU32::MIN);
    let refill = Duration::from_secs(limit.refill.max(1).into());
    Quota::with_period(refill).map_or_else(|| Quota::per_hour(burst), |quota| quota.allow_burst(burst))
}

fn key(parts: &[&str]) -> Key {
    let digest = parts.iter().fold(Sha256::new(), Sha256::chain_update).finalize();
    std::array::from_fn(|i| digest[i])
}

/// Adapts the server's monotonic clock to governor. With the wall clock, setting it back would make people wait
/// that much longer, and setting it ahead would allow more guesses.
#[derive(Clone, Debug)]
struct TestableClock(Clock);

impl clock::Clock for TestableClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::from(self.0.monotonic())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Limit = Limit { burst: 2, refill: 60 };
    const WIDE: Limit = Limit { burst: 100, refill: 1 };

    fn from(last: u8) -> Client {
        Client { address: std::net::Ipv4Addr::new(192, 0, 2, last).into(), ..Client::default() }
    }

    #[test]
    fn an_account_is_limited_across_addresses_except_for_known_ones() {
        let (here, there) = (from(1), from(2));
        let clock = Clock::system();
        let attempts =
            Attempts::new(AttemptLimits { per_account: ONE, per_address: WIDE, ratings: WIDE }, clock.clone());
        assert_eq!(attempts.password("ada", &here, false), Ok(()));
        assert_eq!(attempts.password("ada", &there, false), Ok(()));
        let refused = attempts.password("ada", &there, false);
        assert!(matches!(refused, Err(AppError::TooMany { retry_after: 1..=61 })), "{refused:?}");
        assert_eq!(attempts.password("eve", &there, false), Ok(()), "another account");
        assert_eq!(attempts.password("ada", &here, true), Ok(()), "an address the owner signed in from");
        clock.shift(61);
        assert_eq!(attempts.password("ada", &there, false), Ok(()), "refilled");
    }

    #[test]
    fn setting_the_wall_clock_does_not_change_limits() {
        let here = from(1);
        let clock = Clock::system();
        let attempts =
            Attempts::new(AttemptLimits { per_account: ONE, per_address: WIDE, ratings: WIDE }, clock.clone());
        for _ in 0..2 {
            assert_eq!(attempts.password("ada", &here, false), Ok(()));
        }
        for set in [-86_400, 2 * 86_400] {
            clock.set(set);
            let refused = attempts.password("ada", &here, false);
            assert!(matches!(refused, Err(AppError::TooMany { retry_after: 1..=61 })), "{set}: {refused:?}");
        }
    }

    #[test]
    fn an_address_is_limited_across_accounts() {
        let (here, there) = (from(1), from(2));
        let attempts =
            Attempts::new(AttemptLimits { per_account: WIDE, per_address: ONE, ratings: WIDE }, Clock::system());
        assert_eq!(attempts.password("a", &here, false), Ok(()));
        assert_eq!(attempts.password("b", &here, false), Ok(()));
        assert!(attempts.password("c", &here, true).is_err());
        assert_eq!(attempts.password("c", &there, false), Ok(()));
    }
}
