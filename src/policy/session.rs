//! How long sessions hold, and the settings that say so: one table with each one's range and words.

use std::ops::RangeInclusive;

/// How long the sessions of one role hold, in seconds; already the strictest of what applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durations {
    /// Without activity (ASVS 7.3.1). Higher is kinder to people who read long, lower protects an
    /// unattended screen.
    pub idle: i64,
    /// In all (ASVS 7.3.2). Higher means fewer sign-ins, and a stolen session that lives longer.
    pub absolute: i64,
    /// Without activity, for sessions that are kept.
    pub remembered_idle: i64,
    /// In all, for sessions that are kept.
    pub remembered_absolute: i64,
    /// How long before its idle end a person is warned.
    pub idle_warning: i64,
}

impl Durations {
    /// The idle and absolute limits of a session.
    pub fn limits(&self, remembered: bool) -> (i64, i64) {
        if remembered { (self.remembered_idle, self.remembered_absolute) } else { (self.idle, self.absolute) }
    }
}

/// How a setting's number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Seconds, written `30m`, `12h`, `14d`.
    Duration,
    /// A count.
    Number,
    /// 0 or 1, written `no` or `yes`.
    Switch,
}

/// A setting of the policy for sessions.
#[derive(Debug)]
pub struct Setting {
    /// Its name, on the command line and as a column.
    pub name: &'static str,
    /// How its number is meant.
    pub kind: Kind,
    /// What it may be.
    pub range: RangeInclusive<i64>,
    /// What it is when nobody has changed it.
    pub default: i64,
    /// Whether a role may have a value of its own. The smaller one is the stricter and wins.
    pub per_role: bool,
    /// What it does.
    pub about: &'static str,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Every setting.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "idle",
        kind: Kind::Duration,
        range: 10..=366 * DAY,
        default: 30 * MINUTE,
        per_role: true,
        about: "A session ends after this long without activity. Below 2m people cannot be warned in good time.",
    },
    Setting {
        name: "absolute",
        kind: Kind::Duration,
        range: 10..=366 * DAY,
        default: 12 * HOUR,
        per_role: true,
        about: "A session ends after this long in any case.",
    },
    Setting {
        name: "remembered",
        kind: Kind::Switch,
        range: 0..=1,
        default: 1,
        per_role: true,
        about: "Whether “keep me signed in” lengthens a session; if not, the plain limits hold.",
    },
    Setting {
        name: "remembered_idle",
        kind: Kind::Duration,
        range: 10..=366 * DAY,
        default: 14 * DAY,
        per_role: true,
        about: "The idle limit of sessions that are kept.",
    },
    Setting {
        name: "remembered_absolute",
        kind: Kind::Duration,
        range: 10..=366 * DAY,
        default: 30 * DAY,
        per_role: true,
        about: "The absolute limit of sessions that are kept.",
    },
    Setting {
        name: "sessions",
        kind: Kind::Number,
        range: 1..=1000,
        default: 20,
        per_role: true,
        about: "Sessions an account has at most. One more sign-in asks which of them to end.",
    },
    Setting {
        name: "idle_warning",
        kind: Kind::Duration,
        range: MINUTE..=HOUR,
        default: 2 * MINUTE,
        per_role: false,
        about: "A person is warned this long before the idle end (WCAG 2.2.1), but not before half the limit.",
    },
    Setting {
        name: "role_change_ends",
        kind: Kind::Switch,
        range: 0..=1,
        default: 0,
        per_role: false,
        about: "Whether a change of role ends the account's sessions. If not, open pages follow the new role.",
    },
    Setting {
        name: "history",
        kind: Kind::Duration,
        range: DAY..=10 * 366 * DAY,
        default: 90 * DAY,
        per_role: false,
        about: "Sessions that are over, and used links, are kept this long.",
    },
    Setting {
        name: "audit",
        kind: Kind::Duration,
        range: 30 * DAY..=10 * 366 * DAY,
        default: 400 * DAY,
        per_role: false,
        about: "The audit is kept this long, and up to a day longer.",
    },
];

impl Setting {
    /// The setting of that name.
    pub fn of_name(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.name == name)
    }

    /// A value as a person writes it.
    ///
    /// # Errors
    /// What was expected instead.
    pub fn parse(&self, text: &str) -> Result<i64, String> {
        let value = match self.kind {
            Kind::Duration => {
                let duration = humantime::parse_duration(text).map_err(|error| format!("{text:?}: {error}"))?;
                i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
            }
            Kind::Number => text.parse().map_err(|_| format!("{text:?} is no number"))?,
            Kind::Switch => match text {
                "yes" => 1,
                "no" => 0,
                _ => return Err(format!("{text:?} is neither yes nor no")),
            },
        };
        if self.range.contains(&value) {
            Ok(value)
        } else {
            let (least, most) = (self.show(*self.range.start()), self.show(*self.range.end()));
            Err(format!("{text:?} is not between {least} and {most}"))
        }
    }

    /// A value as a person reads it, and as [`Self::parse`] takes it.
    pub fn show(&self, value: i64) -> String {
        match self.kind {
            Kind::Number => value.to_string(),
            Kind::Switch if value == 0 => "no".to_owned(),
            Kind::Switch => "yes".to_owned(),
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

    fn setting(name: &str) -> &'static Setting {
        Setting::of_name(name).unwrap()
    }

    #[test]
    fn values_are_read_and_shown() {
        for (name, text, value) in [("idle", "15m", 900), ("idle", "90s", 90), ("absolute", "2d", 172_800)] {
            assert_eq!(setting(name).parse(text), Ok(value));
            assert_eq!(setting(name).show(value), text);
        }
        assert_eq!(setting("remembered").parse("no"), Ok(0));
        assert_eq!(setting("sessions").show(20), "20");
    }

    #[test]
    fn values_out_of_range_are_refused_with_the_range() {
        assert_eq!(setting("idle").parse("5s").unwrap_err(), "\"5s\" is not between 10s and 366d");
        assert!(setting("sessions").parse("0").is_err());
        assert!(setting("idle_warning").parse("59s").is_err());
        assert!(setting("remembered").parse("1").is_err());
        assert!(setting("idle").parse("soon").is_err());
    }

    #[test]
    fn defaults_are_within_their_ranges() {
        for setting in SETTINGS {
            assert!(setting.range.contains(&setting.default), "{}", setting.name);
        }
    }
}
