//! The settings of the policy: a table with their ranges, defaults and descriptions.

use std::ops::RangeInclusive;

/// How the number of a setting is interpreted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Seconds, written as `30m`, `12h` or `14d`.
    Duration,
    /// A count.
    Number,
    /// 0 or 1, written as `no` or `yes`.
    Switch,
    /// The index of one of these words.
    Choice(&'static [&'static str]),
}

/// The choices of the setting `sign_up`.
pub const SIGN_UP: &[&str] = &["open", "invitation", "closed"];

/// A setting of the policy.
#[derive(Debug)]
pub struct Setting {
    /// The name, on the command line and of the database column.
    pub name: &'static str,
    /// The label in the console.
    pub label: &'static str,
    /// How the number is interpreted.
    pub kind: Kind,
    /// The allowed values.
    pub range: RangeInclusive<i64>,
    /// The default value.
    pub default: i64,
    /// Whether roles can have their own value. The smaller of the two values is the stricter one and applies.
    pub per_role: bool,
    /// A description.
    pub about: &'static str,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The longest limit on sessions that can be set, in seconds.
pub const LONGEST_LIMIT: i64 = 366 * DAY;

/// Every setting.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "idle",
        label: "Idle limit",
        kind: Kind::Duration,
        range: 10..=LONGEST_LIMIT,
        default: 30 * MINUTE,
        per_role: true,
        about: "A session ends after this long without activity. Below 2m people cannot be warned in good time.",
    },
    Setting {
        name: "absolute",
        label: "Absolute limit",
        kind: Kind::Duration,
        range: 10..=LONGEST_LIMIT,
        default: 12 * HOUR,
        per_role: true,
        about: "A session ends after this long in any case.",
    },
    Setting {
        name: "remembered",
        label: "“Keep me signed in” is allowed",
        kind: Kind::Switch,
        range: 0..=1,
        default: 1,
        per_role: true,
        about: "Whether “keep me signed in” lengthens a session; if not, the plain limits hold.",
    },
    Setting {
        name: "remembered_idle",
        label: "Idle limit when kept",
        kind: Kind::Duration,
        range: 10..=LONGEST_LIMIT,
        default: 14 * DAY,
        per_role: true,
        about: "The idle limit of sessions that are kept; where that is allowed, no shorter than the plain one.",
    },
    Setting {
        name: "remembered_absolute",
        label: "Absolute limit when kept",
        kind: Kind::Duration,
        range: 10..=LONGEST_LIMIT,
        default: 30 * DAY,
        per_role: true,
        about: "The absolute limit of sessions that are kept; where that is allowed, no shorter than the plain one.",
    },
    Setting {
        name: "sessions",
        label: "Sessions of an account",
        kind: Kind::Number,
        range: 1..=1000,
        default: 20,
        per_role: true,
        about: "Sessions an account has at most. One more sign-in asks which of them to end.",
    },
    Setting {
        name: "idle_warning",
        label: "Warning before the idle end",
        kind: Kind::Duration,
        range: MINUTE..=HOUR,
        default: 2 * MINUTE,
        per_role: false,
        about: "A person is warned this long before the idle end (WCAG 2.2.1), but not before half the limit.",
    },
    Setting {
        name: "role_change_ends",
        label: "A new role ends sessions",
        kind: Kind::Switch,
        range: 0..=1,
        default: 0,
        per_role: false,
        about: "Whether a change of role ends the account's sessions. If not, open pages follow the new role.",
    },
    Setting {
        name: "history",
        label: "History kept for",
        kind: Kind::Duration,
        range: DAY..=10 * 366 * DAY,
        default: 90 * DAY,
        per_role: false,
        about: "Sessions that are over, and used links, are kept this long.",
    },
    Setting {
        name: "password_min_length",
        label: "Shortest password",
        kind: Kind::Number,
        range: 8..=64,
        default: 15,
        per_role: false,
        about: "Characters a new password has at least. Below 15 only with a second factor (NIST SP 800-63B).",
    },
    Setting {
        name: "password_score",
        label: "Least strength of passwords",
        kind: Kind::Number,
        // Passwords in the lists of common passwords score at most 1: a minimum of 2 always rejects them.
        range: 2..=4,
        default: 3,
        per_role: false,
        about: "How hard a new password must be to guess, as zxcvbn rates it from 0 to 4. Common ones are always refused.",
    },
    Setting {
        name: "reset_link",
        label: "How long password reset links work",
        kind: Kind::Duration,
        range: 10 * MINUTE..=7 * DAY,
        default: HOUR,
        per_role: false,
        about: "A link with which somebody sets a new password works this long, once. Links that are out keep their end.",
    },
    Setting {
        name: "sign_up",
        label: "Sign-up",
        kind: Kind::Choice(SIGN_UP),
        range: 0..=2,
        default: 0,
        per_role: false,
        about: "Who may make an account: everyone, those who hold an invitation, or nobody.",
    },
    Setting {
        name: "audit",
        label: "Audit",
        kind: Kind::Duration,
        range: 30 * DAY..=10 * 366 * DAY,
        default: 400 * DAY,
        per_role: false,
        about: "The audit is kept this long, and up to a day longer.",
    },
];

impl Setting {
    /// Finds a setting by its name.
    pub fn of_name(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.name == name)
    }

    /// The setting's index in [`SETTINGS`].
    pub fn place(&self) -> usize {
        SETTINGS.iter().position(|setting| setting.name == self.name).unwrap_or_default()
    }

    /// Formats a value for people, in the form in which it can be typed.
    pub fn show(&self, value: i64) -> String {
        match self.kind {
            Kind::Number => value.to_string(),
            Kind::Switch if value == 0 => "no".to_owned(),
            Kind::Switch => "yes".to_owned(),
            Kind::Choice(words) => {
                let word = usize::try_from(value).ok().and_then(|place| words.get(place));
                word.map_or_else(|| value.to_string(), |word| (*word).to_owned())
            }
            Kind::Duration => {
                let (size, unit) = [(DAY, "d"), (HOUR, "h"), (MINUTE, "m")]
                    .into_iter()
                    .find(|(size, _)| value % size == 0)
                    .unwrap_or((1, "s"));
                format!("{}{unit}", value / size)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_formatted_as_they_are_typed() {
        let shown = |name, value| Setting::of_name(name).map(|setting: &Setting| setting.show(value));
        for (name, value, text) in [("idle", 900, "15m"), ("idle", 90, "90s"), ("absolute", 172_800, "2d")] {
            assert_eq!(shown(name, value).as_deref(), Some(text));
        }
        assert_eq!(shown("remembered", 0).as_deref(), Some("no"));
        assert_eq!(shown("sessions", 20).as_deref(), Some("20"));
        assert_eq!(shown("sign_up", 1).as_deref(), Some("invitation"));
    }

    #[test]
    fn defaults_are_within_their_ranges() {
        for setting in SETTINGS {
            assert!(setting.range.contains(&setting.default), "{}", setting.name);
            if let Kind::Choice(words) = setting.kind {
                assert_eq!(usize::try_from(*setting.range.end()), Ok(words.len() - 1), "{}", setting.name);
            }
        }
    }
}
