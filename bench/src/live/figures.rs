//! The measurements as text and JSON, and their limits.

use std::time::Instant;

use serde_json::{Value, json};

use crate::{
    Report,
    times::{Times, milliseconds, rounded},
};

/// The maximum memory of an open tab on the server, in KiB.
const MEMORY_LIMIT: f64 = 20.0;
/// The maximum time from sending a ban until the last tab shows it, as the 99th percentile in milliseconds.
const SENT_LIMIT: f64 = 100.0;
/// The same from the ban's response, in plain round trips, so that the result does not depend on the speed or load of
/// the machine.
const ANSWER_LIMIT: f64 = 50.0;
/// A time above its limit is undecided if plain round trips vary as well: if it is at most this many times their 99th
/// percentile.
const NOISE: f64 = 10.0;

/// A time above its limit.
struct Late {
    sentence: String,
    /// Whether the machine may be the cause.
    is_noise: bool,
}

/// The results of one run.
#[derive(Default)]
pub(crate) struct Figures {
    pub(crate) accounts: usize,
    pub(crate) tabs: usize,
    /// The server's memory in KiB.
    pub(crate) memory_before: u64,
    pub(crate) memory_after: u64,
    /// The time to open all tabs, in milliseconds.
    pub(crate) opening: f64,
    pub(crate) round_trip: Times,
    /// From sending a ban until the last tab shows it.
    pub(crate) from_sending: Times,
    /// The same from the ban's response; negative if the tabs were notified before the administrator got it.
    pub(crate) from_answer: Times,
    /// Accounts with a tab that was not notified.
    pub(crate) untold: usize,
    pub(crate) strays: usize,
    pub(crate) beats: usize,
    pub(crate) restart: Option<Restart>,
}

/// How the server stopped.
pub(crate) struct Restart {
    /// From the signal until the process exits, in milliseconds.
    pub(crate) time: f64,
    pub(crate) clean: bool,
    /// Channels that were closed with code 1012.
    pub(crate) told: usize,
}

/// The signed time between two moments, in milliseconds.
pub(crate) fn between(from: Instant, to: Instant) -> f64 {
    milliseconds(to.saturating_duration_since(from)) - milliseconds(from.saturating_duration_since(to))
}

fn json_of(times: &Times, peer: f64) -> Value {
    json!({
        "median_ms": rounded(times.median()),
        "p99_ms": rounded(times.p99()),
        "longest_ms": rounded(times.percentile(100)),
        "median_ratio": rounded(times.median() / peer),
        "p99_ratio": rounded(times.p99() / peer),
    })
}

fn line(times: &Times, what: &str, peer: f64) -> String {
    let (median, p99, longest) = (times.median(), times.p99(), times.percentile(100));
    let (usual, seldom) = (median / peer, p99 / peer);
    format!("{what:<28}{median:>9.1} ms {p99:>9.1} ms {longest:>9.1} ms   {usual:.1} and {seldom:.1} round trips")
}

impl Figures {
    pub(crate) fn report(&self) -> Report {
        Report { text: self.text(), json: self.json(), broken: self.broken(), undecided: self.undecided() }
    }

    /// In KiB. Negative if the server released memory meanwhile.
    #[expect(clippy::cast_precision_loss, reason = "memory and tabs are far below 2^52")]
    fn memory_per_tab(&self) -> f64 {
        (self.memory_after as f64 - self.memory_before as f64) / self.tabs as f64
    }

    /// Describes the limits that are exceeded.
    fn broken(&self) -> Vec<String> {
        let memory = self.memory_per_tab();
        let (told, ended_well) = self.restart.as_ref().map_or((self.tabs, true), |end| (end.told, end.clean));
        let mut broken = Vec::new();
        let mut hold = |holds: bool, sentence: String| {
            if !holds {
                broken.push(sentence);
            }
        };
        hold(memory < MEMORY_LIMIT, format!("a tab takes {memory:.1} KiB; the limit is {MEMORY_LIMIT}"));
        hold(self.untold == 0, format!("{} bans did not reach every tab", self.untold));
        hold(self.strays == 0, format!("{} messages reached tabs that they do not concern", self.strays));
        hold(told == self.tabs, format!("{told} of {} channels were closed with 1012 at the end", self.tabs));
        hold(ended_well, "the server ended with an error".to_owned());
        broken.extend(self.late().into_iter().filter(|late| !late.is_noise).map(|late| late.sentence));
        broken
    }

    /// Describes the limits that this run cannot decide.
    fn undecided(&self) -> Vec<String> {
        self.late().into_iter().filter(|late| late.is_noise).map(|late| late.sentence).collect()
    }

    /// The times that are above their limits.
    fn late(&self) -> Vec<Late> {
        let (trip, wavering) = (self.round_trip.median(), self.round_trip.p99());
        let limits = [
            ("sending a ban", self.from_sending.p99(), SENT_LIMIT),
            ("a ban's answer", self.from_answer.p99(), ANSWER_LIMIT * trip),
        ];
        let late = limits.into_iter().filter(|(_, p99, limit)| p99.is_nan() || p99 >= limit);
        let late = late.map(|(from, p99, limit)| Late {
            sentence: format!(
                "p99 from {from} is {p99:.1} ms; the limit is {limit:.1} ms (p99 of a plain round trip: {wavering:.1} ms)"
            ),
            is_noise: p99 <= NOISE * wavering,
        });
        late.collect()
    }

    fn json(&self) -> Value {
        let peer = self.round_trip.median();
        let restart = self.restart.as_ref().map(|restart| {
            json!({ "time_ms": rounded(restart.time), "clean": restart.clean, "closed_with_1012": restart.told })
        });
        json!({
            "accounts": self.accounts,
            "tabs": self.tabs,
            "opening_ms": rounded(self.opening),
            "memory": {
                "before_kib": self.memory_before,
                "after_kib": self.memory_after,
                "per_tab_kib": rounded(self.memory_per_tab()),
            },
            "round_trip": json_of(&self.round_trip, peer),
            "ban_from_sending": json_of(&self.from_sending, peer),
            "ban_from_answer": json_of(&self.from_answer, peer),
            "bans_that_missed_a_tab": self.untold,
            "stray_messages": self.strays,
            "beats": self.beats,
            "restart": restart,
            "limits": { "memory_per_tab_kib": MEMORY_LIMIT, "p99_from_sending_ms": SENT_LIMIT, "p99_from_answer_ratio": ANSWER_LIMIT, "noise_ratio": NOISE },
            "broken": self.broken(),
            "undecided": self.undecided(),
        })
    }

    fn text(&self) -> String {
        let peer = self.round_trip.median();
        let (memory, before, after) = (self.memory_per_tab(), self.memory_before, self.memory_after);
        let mut lines = vec![
            format!("{} tabs of {} accounts opened in {:.1} s", self.tabs, self.accounts, self.opening / 1000.0),
            format!("memory: {memory:.1} KiB per tab ({before} KiB before, {after} KiB after)"),
            format!("{:<28}{:>12} {:>12} {:>12}", "", "median", "p99", "longest"),
            line(&self.round_trip, "plain round trip", peer),
            line(&self.from_sending, "ban, from sending", peer),
            line(&self.from_answer, "ban, from its answer", peer),
            format!("bans that missed a tab: {}, stray messages: {}", self.untold, self.strays),
            format!("heartbeats meanwhile: {}", self.beats),
        ];
        if let Some(restart) = &self.restart {
            let (told, time) = (restart.told, restart.time);
            lines.push(format!("restart: ended in {time:.0} ms; {told} channels were closed with 1012"));
        }
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(trip: f64, ban: f64) -> Figures {
        let mut figures = Figures { tabs: 1, ..Figures::default() };
        figures.round_trip.add(trip);
        figures.from_sending.add(ban);
        figures.from_answer.add(0.0);
        figures
    }

    #[test]
    fn a_late_ban_exceeds_the_limit_unless_everything_is_late() {
        for (trip, ban, broken, undecided) in [(1.0, 99.0, 0, 0), (1.0, 101.0, 1, 0), (20.0, 101.0, 0, 1)] {
            let figures = run(trip, ban);
            assert_eq!((figures.broken().len(), figures.undecided().len()), (broken, undecided), "{trip} {ban}");
        }
    }

    #[test]
    fn missing_measurements_exceed_their_limits() {
        let broken = Figures { tabs: 1, ..Figures::default() }.broken();
        assert_eq!(broken.len(), 2, "{broken:?}");
    }
}
