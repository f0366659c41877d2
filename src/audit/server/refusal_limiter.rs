//! Limits how many refusals are recorded, so that nobody can fill the database by being refused.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// The maximum number of refusals recorded in a minute for one account, or for the guests of one network.
const MOST: u32 = 30;
/// The number of counts at which those of earlier minutes are dropped.
const COUNTS: usize = 10_000;

/// The number of recent refusals of each account, or network of guests.
#[derive(Clone, Debug, Default)]
pub(super) struct RefusalLimiter(Arc<Mutex<HashMap<String, Count>>>);

#[derive(Debug, Default)]
struct Count {
    minute: u64,
    seen: u32,
}

impl RefusalLimiter {
    /// Counts a refusal. Returns how many were left out before it, or `None` if this one is over the limit.
    /// `minute`: by the monotonic clock, because the wall clock can be set.
    pub(super) fn count(&self, key: &str, minute: u64) -> Option<u32> {
        // A panic elsewhere cannot leave this map inconsistent.
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= COUNTS {
            counts.retain(|_, count| count.minute == minute);
        }
        let count = counts.entry(key.to_owned()).or_default();
        let left_out = if count.minute == minute { 0 } else { count.seen.saturating_sub(MOST) };
        if count.minute != minute {
            *count = Count { minute, seen: 0 };
        }
        count.seen = count.seen.saturating_add(1);
        (count.seen <= MOST).then_some(left_out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_over_the_limit_are_counted_but_left_out() {
        let refusal_limiter = RefusalLimiter::default();
        for _ in 0..MOST {
            assert_eq!(refusal_limiter.count("ada", 1), Some(0));
        }
        assert_eq!(refusal_limiter.count("ada", 1), None);
        assert_eq!(refusal_limiter.count("ada", 1), None);
        assert_eq!(refusal_limiter.count("eve", 1), Some(0), "another account has its own count");
        assert_eq!(refusal_limiter.count("ada", 2), Some(2));
        assert_eq!(refusal_limiter.count("ada", 2), Some(0));
    }
}
