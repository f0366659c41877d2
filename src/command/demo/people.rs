//! Fictional people: names combined from words, devices, and addresses reserved for documentation.

use std::net::Ipv4Addr;

use crate::{account::server::username::Username, database::new_id};

const FIRST: [&str; 20] = [
    "quiet", "amber", "brisk", "cedar", "dusty", "early", "gentle", "happy", "ivory", "jolly", "kind", "lucky",
    "misty", "noble", "olive", "plucky", "rapid", "sunny", "tidy", "velvet",
];
const SECOND: [&str; 20] = [
    "heron", "otter", "badger", "cobra", "dingo", "egret", "falcon", "gecko", "hare", "ibis", "jackal", "koala",
    "lynx", "magpie", "newt", "ocelot", "puffin", "quail", "raven", "stoat",
];
const USER_AGENTS: [&str; 6] = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0",
];
/// Networks reserved for documentation (RFC 5737).
const NETWORKS: [[u8; 3]; 3] = [[192, 0, 2], [198, 51, 100], [203, 0, 113]];

/// A fictional person.
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: Username,
    pub(super) display_name: String,
    pub(super) address: Ipv4Addr,
    pub(super) user_agent: &'static str,
}

impl Person {
    /// The person with this number: always the same, except for the ID.
    pub(super) fn of(number: usize) -> Option<Self> {
        let (first, second) = (FIRST[number % 20], SECOND[number / 20 % 20]);
        let round = number / 400;
        let name = if round == 0 { format!("{first}-{second}") } else { format!("{first}-{second}-{}", round + 1) };
        let [a, b, c] = NETWORKS[number % 3];
        Some(Self {
            id: new_id(),
            name: Username::parse(&name).ok()?,
            display_name: format!("{} {}", capital(first), capital(second)),
            address: Ipv4Addr::new(a, b, c, u8::try_from(number % 254).ok()?.saturating_add(1)),
            user_agent: USER_AGENTS[number % USER_AGENTS.len()],
        })
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_names_are_confusable() {
        let names: BTreeSet<_> = (0..2000).filter_map(|number| Some(Person::of(number)?.name.skeleton)).collect();
        assert_eq!(names.len(), 2000);
    }
}
