//! Generates the accounts, each computed from its number, so that none is kept in memory.

/// The period of sign-ups and events before `now`, in seconds.
pub(crate) const SPAN: i64 = 30 * DAY;
pub(crate) const DAY: i64 = 86_400;
const FIRST: [&str; 20] = [
    "quiet", "amber", "brisk", "cedar", "dusty", "early", "gentle", "happy", "ivory", "jolly", "kind", "lucky",
    "misty", "noble", "olive", "plucky", "rapid", "sunny", "tidy", "velvet",
];
const SECOND: [&str; 20] = [
    "heron", "otter", "badger", "cobra", "dingo", "egret", "falcon", "gecko", "hare", "ibis", "jackal", "koala",
    "lynx", "magpie", "newt", "ocelot", "puffin", "quail", "raven", "stoat",
];
/// The minimum number of accounts of each kind: more than a page.
const PAGE: usize = 60;
/// The minimum number of banned accounts: all of them appeal, and the page of appeals is longer.
const APPEALS: usize = 120;

/// The number of accounts, and the time at which they are generated.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) accounts: usize,
    /// In Unix seconds.
    pub(crate) now: i64,
    /// Whether every account is a plain one.
    pub(crate) all_plain: bool,
}

/// The kind of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Plain,
    Administrator,
    Moderator,
    /// Has a custom role.
    Helper,
    Closed,
    Banned,
    /// Was banned, and the ban was lifted.
    Forgiven,
}

impl Plan {
    /// The kind of the account with this number. Each kind has a fixed share, but at least one page.
    pub(crate) fn kind(self, number: usize) -> Kind {
        let is_of = |part: usize, least: usize, rest: usize| {
            let every = self.accounts / (self.accounts / part).max(least);
            number % every.max(1) == rest
        };
        let is = |part, rest| is_of(part, PAGE, rest);
        match () {
            () if self.all_plain => Kind::Plain,
            () if is(20_000, 3) => Kind::Administrator,
            () if is(1000, 1) => Kind::Moderator,
            () if is(100, 2) => Kind::Helper,
            () if is(100, 4) => Kind::Closed,
            () if is_of(200, APPEALS, 5) => Kind::Banned,
            () if is(200, 6) => Kind::Forgiven,
            () => Kind::Plain,
        }
    }

    pub(crate) fn created_at(self, number: usize) -> i64 {
        self.now - SPAN + 60 + SPAN * long(number) / (long(self.accounts) + 1)
    }

    pub(crate) fn id(self, number: usize) -> String {
        uuid(self.created_at(number), 1, number)
    }

    /// Four of ten begin with the same word; the others with one of 20 words.
    pub(crate) fn username(self, number: usize) -> String {
        if self.kind(number) == Kind::Closed {
            return format!("closed-{}", self.id(number));
        }
        let chance = mix(1, number);
        if chance % 10 < 4 { format!("user{number:07}") } else { format!("{}{number}", words(chance / 10, ".")) }
    }

    pub(crate) fn display_name(self, number: usize) -> String {
        if self.kind(number) == Kind::Closed { "Closed account".to_owned() } else { words(mix(2, number), " ") }
    }

    pub(crate) fn email(self, number: usize) -> Option<String> {
        let chance = mix(3, number);
        let has = self.kind(number) != Kind::Closed && chance % 10 < 6;
        has.then(|| format!("{}{number}@example.org", words(chance / 10, ".")))
    }

    /// 0 if it was never active.
    pub(crate) fn last_seen_at(self, number: usize) -> i64 {
        let chance = mix(4, number);
        let back = match chance % 100 {
            _ if self.kind(number) == Kind::Closed => return 0,
            0..15 => return 0,
            15..21 => 3000,
            21..30 => DAY,
            30..50 => 7 * DAY,
            _ => SPAN,
        };
        (self.now - long(mix(5, number)) % back - 1).max(self.created_at(number))
    }

    /// The number of live sessions.
    pub(crate) fn live(self) -> usize {
        (self.accounts / 20).max(PAGE)
    }

    /// The first plain account from this number on.
    pub(crate) fn plain(self, number: usize) -> usize {
        (number..number + self.accounts)
            .map(|number| number % self.accounts)
            .find(|number| self.kind(*number) == Kind::Plain)
            .unwrap_or(0)
    }

    /// The administrator who does the most.
    pub(crate) fn busiest(self) -> usize {
        (0..self.accounts).find(|number| self.kind(*number) == Kind::Administrator).unwrap_or(0)
    }
}

fn words(chance: usize, between: &str) -> String {
    format!("{}{between}{}", FIRST[chance % 20], SECOND[chance / 20 % 20])
}

/// Converts a number to the database's type.
pub(crate) fn long(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A pseudorandom number below 2^40, the same in each run (splitmix64).
pub(crate) fn mix(kind: u64, number: usize) -> usize {
    let mut z = (number as u64).wrapping_mul(16).wrapping_add(kind).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((z ^ (z >> 31)) >> 24).unwrap_or_default()
}

/// An ID as the server creates them: a version 7 UUID for this second.
pub(crate) fn uuid(at: i64, kind: u64, number: usize) -> String {
    let (millis, chance) = (at * 1000 + long(number % 1000), mix(kind, number));
    let (high, low) = (millis >> 16, millis & 0xffff);
    format!("{high:08x}-{low:04x}-7{:03x}-8{:03x}-{number:012x}", chance & 0xfff, (chance >> 12) & 0xfff)
}

/// The user agent of a person or session: one of a few hundred.
pub(crate) fn user_agent(number: usize) -> String {
    let (chance, version) = (mix(6, number), 110 + mix(7, number) % 40);
    match chance % 1000 {
        0..2 => "Lynx/2.9.0 libwww-FM/2.14".to_owned(),
        2..400 => format!(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{version}.5 Mobile/15E148 Safari/604.1"
        ),
        400..700 => {
            format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{version}.0) Gecko/20100101 Firefox/{version}.0")
        }
        _ => format!(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36"
        ),
    }
}

/// The address: one third share a few addresses, the others have their own.
pub(crate) fn address(number: usize) -> String {
    let chance = mix(8, number);
    match chance % 9 {
        0..3 => format!("192.0.2.{}", chance / 9 % 200),
        _ => format!("2001:db8:{:x}:{:x}::1", number >> 16, number & 0xffff),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_fills_a_page_of_a_small_database() {
        let plan = Plan { accounts: 1000, now: 1_800_000_000, all_plain: false };
        let count = |kind| (0..plan.accounts).filter(|number| plan.kind(*number) == kind).count();
        for kind in [Kind::Administrator, Kind::Moderator, Kind::Helper, Kind::Closed] {
            assert!((51..=70).contains(&count(kind)), "{kind:?}: {}", count(kind));
        }
        assert!((100..=130).contains(&count(Kind::Banned)), "{}", count(Kind::Banned));
    }
}
