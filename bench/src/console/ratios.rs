//! How much longer each page takes in the large database, as text and JSON.

use serde_json::{Value, json};

use crate::{
    Report,
    times::{Times, rounded},
};

/// The maximum ratio of a page's time to first byte at a million accounts to that at a thousand.
const LIMIT: f64 = 2.0;
/// A difference in milliseconds that is always accepted, because it may be due to the machine.
const ALLOWANCE: f64 = 2.0;

/// The times of a page in the small and the large database.
pub(super) struct Measured {
    name: &'static str,
    times: [Times; 2],
}

impl Measured {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, times: [Times::default(), Times::default()] }
    }

    /// `side`: 0 for the small database, 1 for the large one.
    pub(super) fn add(&mut self, side: usize, time: f64) {
        self.times[side].add(time);
    }

    fn medians(&self) -> [f64; 2] {
        [self.times[0].median(), self.times[1].median()]
    }

    fn ratio(&self) -> f64 {
        let [small, large] = self.medians();
        large / small
    }

    /// Pages without measurements count as late.
    fn is_late(&self) -> bool {
        let [small, large] = self.medians();
        let holds = large < LIMIT * small || large - small < ALLOWANCE;
        !holds
    }

    /// Whether the small database's own times vary as much.
    fn is_noise(&self) -> bool {
        self.medians()[1] <= self.times[0].percentile(90)
    }

    fn sentence(&self) -> String {
        let [small, large] = self.medians();
        let (name, ratio) = (self.name, self.ratio());
        format!("“{name}” takes {large:.1} ms instead of {small:.1} ms, {ratio:.1} times as long; the limit is {LIMIT}")
    }

    fn line(&self) -> String {
        let ([small, large], name) = (self.medians(), self.name);
        let mark = if self.is_late() { " *" } else { "" };
        format!("{name:<42}{small:>8.1} ms {large:>8.1} ms {:>7.2}{mark}", self.ratio())
    }

    fn json(&self) -> Value {
        let [small, large] = self.medians();
        json!({
            "page": self.name,
            "small_ms": rounded(small),
            "large_ms": rounded(large),
            "ratio": rounded(self.ratio()),
            "small_p90_ms": rounded(self.times[0].percentile(90)),
            "large_p90_ms": rounded(self.times[1].percentile(90)),
        })
    }
}

/// The results of one run.
pub(super) struct Ratios {
    pub(super) accounts: usize,
    pub(super) measured: Vec<Measured>,
    /// Has no limit, because it happens only once after each start.
    pub(super) first: Measured,
}

impl Ratios {
    pub(super) fn report(&self) -> Report {
        let late = self.measured.iter().filter(|page| page.is_late());
        let (noise, broken): (Vec<_>, Vec<_>) = late.partition(|page| page.is_noise());
        let sentences = |pages: Vec<&Measured>| pages.into_iter().map(Measured::sentence).collect::<Vec<_>>();
        let (broken, undecided) = (sentences(broken), sentences(noise));
        let pages: Vec<_> = self.measured.iter().map(Measured::json).collect();
        let json = json!({
            "accounts": self.accounts,
            "pages": pages,
            "first_after_a_start": self.first.json(),
            "limits": { "ratio": LIMIT, "allowance_ms": ALLOWANCE },
            "broken": broken,
            "undecided": undecided,
        });
        Report { text: self.text(), json, broken, undecided }
    }

    fn text(&self) -> String {
        let heading = format!("{:<42}{:>11} {:>11} {:>7}", "first byte, median", "1000", self.accounts, "ratio");
        let lines = self.measured.iter().chain([&self.first]).map(Measured::line);
        [heading].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(small: &[f64], large: f64) -> Measured {
        let mut measured = Measured::new("a page");
        small.iter().for_each(|time| measured.add(0, *time));
        measured.add(1, large);
        measured
    }

    #[test]
    fn a_page_is_late_at_twice_the_time_beyond_the_allowance() {
        for (small, large, late) in [(4.0, 7.9, false), (4.0, 8.0, true), (1.0, 2.9, false), (1.0, 3.0, true)] {
            assert_eq!(measured(&[small], large).is_late(), late, "{small} {large}");
        }
        assert!(Measured::new("not measured").is_late());
    }

    #[test]
    fn varying_times_count_as_noise() {
        let steady = measured(&[4.0; 10], 9.0);
        let wavering = measured(&[4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 10.0, 10.0], 9.0);
        assert_eq!([steady.is_noise(), wavering.is_noise()], [false, true]);
    }
}
