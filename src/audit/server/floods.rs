//! Limits how many refusals are written, so that nobody can fill the database by being refused.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Refusals that are written for one account, or one network of guests, in a minute.
const MOST: u32 = 30;
/// Counts that are kept before those of earlier minutes are dropped.
const COUNTS: usize = 10_000;

/// How many refusals there were of late, by whom.
#[derive(Clone, Debug, Default)]
pub(super) struct Floods(Arc<Mutex<HashMap<String, Count>>>);

#[derive(Debug, Default)]
struct Count {
    minute: u64,
    seen: u32,
}

impl Floods {
    /// Counts one more; `None` when it is too many to write, otherwise how many were left out before.
    /// `minute`: by the monotonic clock, since a wall clock can be set.
    pub(super) fn count(&self, key: &str, minute: u64) -> Option<u32> {
        // A panic elsewhere leaves nothing half done in this map.
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
    fn a_flood_is_counted_and_left_out() {
        let floods = Floods::default();
        for _ in 0..MOST {
            assert_eq!(floods.count("ada", 1), Some(0));
        }
        assert_eq!(floods.count("ada", 1), None);
        assert_eq!(floods.count("ada", 1), None);
        assert_eq!(floods.count("eve", 1), Some(0), "another has counts of their own");
        assert_eq!(floods.count("ada", 2), Some(2));
        assert_eq!(floods.count("ada", 2), Some(0));
    }
}
