//! Measured times.

use std::time::Duration;

/// Times in milliseconds, in ascending order.
#[derive(Default)]
pub(crate) struct Times(Vec<f64>);

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Rounds to three decimal places, for JSON.
pub(crate) fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

impl Times {
    pub(crate) fn add(&mut self, time: f64) {
        let place = self.0.partition_point(|known| known.total_cmp(&time).is_le());
        self.0.insert(place, time);
    }

    /// The nearest-rank percentile: the smallest time that `percent` of all times do not exceed.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        self.0.get(rank - 1).copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn median(&self) -> f64 {
        self.percentile(50)
    }

    pub(crate) fn p99(&self) -> f64 {
        self.percentile(99)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_use_the_nearest_rank() {
        let mut times = Times::default();
        for time in (1..=100).rev() {
            times.add(f64::from(time));
        }
        let ranks = [times.median(), times.p99(), times.percentile(100)];
        assert_eq!(ranks.map(|rank| format!("{rank}")), ["50", "99", "100"]);
        assert!(Times::default().p99().is_nan());
    }
}
