//! The filters, sort orders and cursors of the list of accounts.

use unicode_normalization::UnicodeNormalization;

use strum::IntoStaticStr;

use crate::{
    access::Role,
    account::server::username,
    account_admin::AccountFilter,
    error::{AppError, Problem},
};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The sort order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Sort {
    Name,
    Newest,
    LastActive,
}

impl Sort {
    pub(super) fn name(self) -> &'static str {
        self.into()
    }
}

/// The state of accounts in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Any state but closed.
    Open,
    Good,
    Banned,
    Closed,
}

/// A prefix search, as ranges: the first text with the prefix, and the first text after all of them.
pub(super) struct Search {
    /// The range of username keys.
    pub(super) folded: (String, String),
    /// The range in lower case. Only ASCII is lowered, like in the databases.
    pub(super) lower: (String, String),
}

impl Search {
    /// Whether a username key has the prefix.
    pub(super) fn finds_name(&self, key: &str) -> bool {
        let (first, beyond) = &self.folded;
        (&**first..&**beyond).contains(&key)
    }
}

/// A parsed filter.
pub(super) struct Filter {
    pub(super) search: Option<Search>,
    pub(super) role: Option<Role>,
    pub(super) state: State,
    /// Only accounts active at this time or later.
    pub(super) seen_since: Option<i64>,
    pub(super) never_seen: bool,
    pub(super) sort: Sort,
}

impl Filter {
    pub(super) fn read(filter: &AccountFilter, now: i64) -> Result<Self, AppError> {
        let unknown = |field: &str| AppError::field(field, Problem::UnknownChoice);
        let role = match &*filter.role {
            "" => None,
            name => Some(Role::from_name(name).ok_or_else(|| unknown("role"))?),
        };
        let state = match &*filter.state {
            "" => State::Open,
            "good" => State::Good,
            "banned" => State::Banned,
            "closed" => State::Closed,
            _ => return Err(unknown("state")),
        };
        let (seen_within, never_seen) = match &*filter.active {
            "" => (None, false),
            "hour" => (Some(HOUR), false),
            "day" => (Some(DAY), false),
            "week" => (Some(7 * DAY), false),
            "month" => (Some(30 * DAY), false),
            "never" => (None, true),
            _ => return Err(unknown("active")),
        };
        let sort = match &*filter.sort {
            "" | "name" => Sort::Name,
            "newest" => Sort::Newest,
            "last_active" => Sort::LastActive,
            _ => return Err(unknown("sort")),
        };
        // Normalize as stored texts are.
        let typed: String = filter.search.trim().nfc().collect();
        let search = (!typed.is_empty())
            .then(|| Search { folded: beginning(username::key(&typed)), lower: beginning(typed.to_ascii_lowercase()) });
        Ok(Self {
            search,
            role,
            state,
            seen_since: seen_within.map(|within| now.saturating_sub(within)),
            never_seen,
            sort,
        })
    }
}

impl Filter {
    /// Whether there are conditions besides the search and whether accounts are closed.
    pub(super) fn is_filtered(&self) -> bool {
        let is_any = matches!(self.state, State::Open | State::Closed) && self.role.is_none();
        !is_any || self.seen_since.is_some() || self.never_seen
    }

    /// Whether matches may be far apart in the order of the list.
    pub(super) fn is_scattered(&self) -> bool {
        let is_of_time = self.seen_since.is_some() || self.never_seen;
        self.state == State::Banned || (is_of_time && self.sort != Sort::LastActive)
    }
}

/// Returns the range of texts with a prefix: the prefix itself, and the first text after all of them.
fn beginning(text: String) -> (String, String) {
    let mut beyond = text.clone();
    while let Some(last) = beyond.pop() {
        // Use the next valid character: there are none between U+D7FF and U+E000, nor after U+10FFFF.
        if let Some(next) = (u32::from(last)..=u32::from(char::MAX)).skip(1).find_map(char::from_u32) {
            beyond.push(next);
            break;
        }
    }
    (text, beyond)
}

/// The position after which a page begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cursor {
    /// A username key.
    Name(String),
    /// A username key among the accounts that match by something other than their username.
    Other(String),
    /// A time in Unix seconds and an ID, in descending order.
    Time(Sort, i64, String),
}

impl Cursor {
    /// Parses a cursor of a list with this sort order; `None` if it is invalid or belongs to another order.
    pub(super) fn read(text: &str, sort: Sort) -> Option<Self> {
        if let Some(key) = text.strip_prefix("other:").filter(|_| sort == Sort::Name) {
            return Some(Self::Other(key.to_owned()));
        }
        let place = text.strip_prefix(sort.name())?.strip_prefix(':')?;
        if sort == Sort::Name {
            return Some(Self::Name(place.to_owned()));
        }
        let (at, id) = place.split_once(':')?;
        Some(Self::Time(sort, at.parse().ok()?, id.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_search_is_a_range_of_texts() {
        let beyond = |text: &str| beginning(text.to_owned()).1;
        assert_eq!(beyond("ada"), "adb");
        assert_eq!(beyond("a\u{d7ff}"), "a\u{e000}");
        assert_eq!(beyond("a\u{10ffff}"), "b");
        let (first, beyond) = beginning("zo".to_owned());
        for text in ["zo", "zoë", "zozz\u{10ffff}"] {
            assert!(*first <= *text && *text < *beyond, "{text}");
        }
        assert!(*"zp" >= *beyond);
    }

    #[test]
    fn a_cursor_is_only_valid_for_its_sort_order() {
        assert_eq!(Cursor::read("name:a:b", Sort::Name), Some(Cursor::Name("a:b".to_owned())));
        assert_eq!(Cursor::read("newest:7:x", Sort::Newest), Some(Cursor::Time(Sort::Newest, 7, "x".to_owned())));
        for junk in
            ["", "name", "newest:7", "newest:x:y", "newest:7:x", "last_active::", "last_active:9999999999999999999:x"]
        {
            assert_eq!(Cursor::read(junk, Sort::LastActive), None, "{junk}");
        }
    }
}
