//! The events of the demo: always the same for a given number of people and days.

use super::people::Person;
use crate::{access::Ending, database::new_id};

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

const REASONS: [&str; 4] = [
    "Advertising in other people’s threads, after two warnings.",
    "Insults in the forum of the north gate.",
    "This account was used by several people at once.",
    "Spam in private messages.",
];
const APPEALS: [&str; 2] = [
    "I had left my computer open in the library. It was not me who wrote that.",
    "I am sorry and will not do it again. Please look at it once more.",
];

/// A session, with its future.
#[derive(Clone, Debug)]
pub(super) struct Stay {
    pub(super) id: String,
    /// When it will have been last active.
    pub(super) last_seen_at: i64,
    pub(super) remember_me: bool,
    pub(super) ending: Ending,
}

/// An event that concerns the person with this number.
#[derive(Clone, Debug)]
pub(super) enum EventKind {
    Join(usize),
    SignIn(usize, Stay),
    Leave(usize, Stay),
    Ban(usize, &'static str),
    Appeal(usize, &'static str),
    LiftBan(usize),
    Promote(usize),
}

/// All events, in chronological order.
pub(super) struct Plan {
    pub(super) begins: i64,
    pub(super) people: Vec<Person>,
    pub(super) happenings: Vec<(i64, EventKind)>,
}

impl Plan {
    pub(super) fn make(accounts: u32, begins: i64, now: i64) -> Self {
        let people: Vec<_> = (0..accounts as usize).filter_map(Person::of).collect();
        let mut happenings = Vec::new();
        let mut dice = Dice(42);
        for index in 0..people.len() {
            // Most people join early, and nobody in the last hours.
            let joined = begins + HOUR + dice.below((now - begins) / 2);
            happenings.push((joined, EventKind::Join(index)));
            let banned = (index % 12 == 5).then(|| joined + dice.below(now - 2 * HOUR - joined));
            if index % 40 == 7 {
                happenings.push((joined + HOUR, EventKind::Promote(index)));
            }
            stays(&mut happenings, &mut dice, index, joined, banned.unwrap_or(now - 3 * HOUR));
            match banned {
                Some(banned) => {
                    happenings.push((banned, EventKind::Ban(index, REASONS[index % REASONS.len()])));
                    if index % 24 == 5 {
                        happenings.push((banned + HOUR / 2, EventKind::Appeal(index, APPEALS[index % 2])));
                    }
                    if index % 36 == 17 {
                        happenings.push((banned + HOUR, EventKind::LiftBan(index)));
                    }
                }
                None if index % 3 == 0 => {
                    let last_seen_at = now - dice.below(20 * MINUTE);
                    // "Remember me" is not available to moderators.
                    let remember_me = index % 40 != 7;
                    let stay = Stay { id: new_id(), last_seen_at, remember_me, ending: Ending::Idle };
                    happenings.push((last_seen_at - dice.below(2 * HOUR), EventKind::SignIn(index, stay)));
                }
                None => {}
            }
        }
        happenings.sort_by_key(|(at, _)| *at);
        Self { begins, people, happenings }
    }
}

/// Adds a session every few days, each ended before `end`.
fn stays(happenings: &mut Vec<(i64, EventKind)>, dice: &mut Dice, index: usize, joined: i64, end: i64) {
    let mut at = joined + 2 * MINUTE;
    loop {
        let last_seen_at = at + 2 * MINUTE + dice.below(80 * MINUTE);
        let ending = if dice.below(5) < 2 { Ending::SignedOut } else { Ending::Idle };
        let over = last_seen_at + if ending == Ending::Idle { 30 * MINUTE } else { 0 };
        if over >= end {
            return;
        }
        let stay = Stay { id: new_id(), last_seen_at, remember_me: false, ending };
        happenings.push((at, EventKind::SignIn(index, stay.clone())));
        happenings.push((over, EventKind::Leave(index, stay)));
        at = over + 3 * HOUR + dice.below(6 * DAY);
    }
}

/// A deterministic pseudorandom number generator (`SplitMix64`).
struct Dice(u64);

impl Dice {
    /// A number from 0 to less than `end`; 0 if `end` is not positive.
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((mixed ^ (mixed >> 31)) >> 1).unwrap_or_default() % end.max(1)
    }
}
