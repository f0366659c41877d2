//! The times and sizes as text and JSON, and their limits.

use serde_json::{Value, json};

use crate::{
    Report,
    seed::Size,
    times::{Times, rounded},
};

/// The maximum ratio of p99 in the large database to p99 in the small one.
const RATIO: f64 = 1.5;
/// The maximum number of bytes of a session on disk, with its part of the indexes.
const BYTES: f64 = 400.0;

/// The times until an answer, in the small and the large database.
pub(super) struct Asked {
    name: &'static str,
    times: [Times; 2],
    /// The p99 of each round.
    rounds: [Vec<f64>; 2],
}

impl Asked {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, times: Default::default(), rounds: Default::default() }
    }

    /// Adds a round. `side`: 0 for the small database, 1 for the large one.
    pub(super) fn add(&mut self, side: usize, times: Vec<f64>) {
        let mut round = Times::default();
        for time in times {
            round.add(time);
            self.times[side].add(time);
        }
        self.rounds[side].push(round.p99());
    }

    fn ratio(&self) -> f64 {
        self.times[1].p99() / self.times[0].p99()
    }

    /// An answer without measurements is late.
    fn is_late(&self) -> bool {
        let holds = self.ratio() <= RATIO;
        !holds
    }

    /// Whether p99 was as high in a round of the small database.
    fn is_noise(&self) -> bool {
        self.times[1].p99() <= self.rounds[0].iter().copied().fold(0.0, f64::max)
    }

    fn sentence(&self) -> String {
        let [small, large] = [0, 1].map(|side| self.times[side].p99());
        let (name, ratio) = (self.name, self.ratio());
        format!(
            "p99 of “{name}” is {large:.1} ms instead of {small:.1} ms, {ratio:.2} times as long; the limit is {RATIO}"
        )
    }

    fn line(&self) -> String {
        let [small, large] = &self.times;
        let mark = if self.is_late() { " *" } else { "" };
        format!(
            "{:<32}{:>9.2} ms {:>9.2} ms {:>9.2} ms {:>9.2} ms {:>7.2}{mark}",
            self.name,
            small.median(),
            large.median(),
            small.p99(),
            large.p99(),
            self.ratio()
        )
    }

    fn json(&self) -> Value {
        let side = |side: usize| {
            let (times, rounds) = (&self.times[side], &self.rounds[side]);
            let rounds: Vec<_> = rounds.iter().copied().map(rounded).collect();
            json!({
                "median_ms": rounded(times.median()),
                "p99_ms": rounded(times.p99()),
                "longest_ms": rounded(times.percentile(100)),
                "p99_of_rounds_ms": rounds,
            })
        };
        json!({ "answer": self.name, "small": side(0), "large": side(1), "p99_ratio": rounded(self.ratio()) })
    }
}

/// The results of one run. Of each pair, the first is of the small database.
pub(super) struct Figures {
    pub(super) sessions: [usize; 2],
    pub(super) accounts: [usize; 2],
    pub(super) asked: [Asked; 2],
    /// Bytes that the servers read from disk while they were measured; `None`: the database is not theirs.
    pub(super) read: Option<[u64; 2]>,
    pub(super) sizes: [Vec<Size>; 2],
}

impl Figures {
    pub(super) fn report(&self) -> Report {
        let late = self.asked.iter().filter(|asked| asked.is_late());
        let (noise, late): (Vec<_>, Vec<_>) = late.partition(|asked| asked.is_noise());
        let sentences = |asked: Vec<&Asked>| asked.into_iter().map(Asked::sentence).collect::<Vec<_>>();
        let (mut broken, undecided) = (sentences(late), sentences(noise));
        let bytes = self.per_session(1);
        if bytes > BYTES {
            broken.push(format!("a session takes {bytes:.0} bytes on disk; the limit is {BYTES}"));
        }
        let json = self.json(&broken, &undecided);
        Report { text: self.text(), json, broken, undecided }
    }

    #[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
    fn each(&self, side: usize, bytes: i64) -> f64 {
        bytes as f64 / self.sessions[side] as f64
    }

    /// The bytes of a session on disk.
    fn per_session(&self, side: usize) -> f64 {
        self.each(side, self.sizes[side].iter().map(|size| size.bytes).sum())
    }

    /// What takes space, and its bytes for each session in both databases.
    fn parts(&self) -> Vec<(String, [f64; 2])> {
        let [small, large] = &self.sizes;
        let parts = large.iter().map(|size| {
            let name = size.columns.as_ref().map_or_else(|| "rows".to_owned(), |columns| format!("index ({columns})"));
            let other = small.iter().find(|other| other.columns == size.columns).map_or(0, |other| other.bytes);
            (name, [self.each(0, other), self.each(1, size.bytes)])
        });
        parts.collect()
    }

    fn text(&self) -> String {
        let [small, large] = self.sessions;
        let mut lines = vec![
            format!("{:<32}{:>12} {:>12} {:>12} {:>12} {:>7}", "", "median", "", "p99", "", "ratio"),
            format!("{:<32}{small:>12} {large:>12} {small:>12} {large:>12} {:>7}", "sessions", "of p99"),
        ];
        lines.extend(self.asked.iter().map(Asked::line));
        if let Some([small, large]) = self.read.map(|read| read.map(|bytes| bytes >> 20)) {
            lines.push(format!("read from disk meanwhile: {small} MiB and {large} MiB"));
        }
        lines.push(format!("{:<32}{small:>12} {large:>12}", "bytes of a session on disk"));
        let total = ("together".to_owned(), [0, 1].map(|side| self.per_session(side)));
        for (name, [small, large]) in self.parts().into_iter().chain([total]) {
            lines.push(format!("{name:<32}{small:>12.1} {large:>12.1}"));
        }
        lines.join("\n")
    }

    fn json(&self, broken: &[String], undecided: &[String]) -> Value {
        let answers: Vec<_> = self.asked.iter().map(Asked::json).collect();
        let parts = self
            .parts()
            .into_iter()
            .map(|(name, [small, large])| json!({ "part": name, "small": rounded(small), "large": rounded(large) }));
        json!({
            "sessions": self.sessions,
            "accounts": self.accounts,
            "answers": answers,
            "read_from_disk": self.read,
            "bytes_per_session": {
                "small": rounded(self.per_session(0)),
                "large": rounded(self.per_session(1)),
                "parts": parts.collect::<Vec<_>>(),
            },
            "limits": { "p99_ratio": RATIO, "bytes_per_session": BYTES },
            "broken": broken,
            "undecided": undecided,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(small: &[f64], large: f64, bytes: i64) -> Figures {
        let mut asked = ["one", "other"].map(Asked::new);
        for asked in &mut asked {
            for time in small {
                asked.add(0, vec![*time]);
            }
            asked.add(1, vec![large]);
        }
        let sizes = [Vec::new(), vec![Size { columns: None, bytes }]];
        Figures { sessions: [1, 10], accounts: [1, 1], asked, read: None, sizes }
    }

    #[test]
    fn p99_may_be_half_as_high_again() {
        for (large, broken) in [(3.0, 0), (3.1, 2)] {
            assert_eq!(figures(&[2.0], large, 1).report().broken.len(), broken, "{large}");
        }
        assert!(Asked::new("not measured").is_late());
    }

    #[test]
    fn a_round_of_the_small_database_as_slow_decides_nothing() {
        let mut small = vec![2.0; 199];
        small.push(5.0);
        let report = figures(&small, 4.0, 1).report();
        assert_eq!((report.broken.len(), report.undecided.len()), (0, 2));
    }

    #[test]
    fn a_session_takes_its_part_of_all_bytes() {
        for (bytes, broken) in [(4000, 0), (4010, 1)] {
            assert_eq!(figures(&[2.0], 2.0, bytes).report().broken.len(), broken, "{bytes}");
        }
    }
}
