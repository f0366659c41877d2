//! The settings of the policy, with their ranges, defaults and descriptions.

use std::{ops::RangeInclusive, sync::OnceLock};

/// How the value of a setting is interpreted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Seconds, written as `30m`, `12h` or `14d`.
    Duration,
    /// A count.
    Number,
    /// 0 or 1, written as `no` or `yes`.
    Switch,
    /// One of these words, stored as its index.
    Choice(&'static [&'static str]),
}

/// The choices of the setting `sign_up`.
pub const SIGN_UP: &[&str] = &["open", "invitation", "closed"];

/// A setting of the policy.
///
/// ```
/// use hallpass::policy::Setting;
///
/// const NOTES: Setting = Setting::number("notes", "Notes of a person", 1..=1000, 100)
///     .per_role()
///     .about("The maximum number of notes that a person can have.");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The name on the command line and in the database: lower-case letters, digits and `_`, beginning with a letter.
    pub name: &'static str,
    /// The label in the console.
    pub label: &'static str,
    /// How the value is interpreted.
    pub kind: Kind,
    /// The allowed values.
    pub range: RangeInclusive<i64>,
    /// The default value.
    pub default: i64,
    /// Whether a role can have its own value. Of this value and everyone's, the smaller one applies.
    pub per_role: bool,
    /// A description.
    pub about: &'static str,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The longest limit on sessions that can be set, in seconds.
pub const LONGEST_LIMIT: i64 = 366 * DAY;

/// Hallpass's own settings.
pub(super) static OWN: [Setting; 14] = [
    Setting::IDLE,
    Setting::ABSOLUTE,
    Setting::REMEMBER_ME,
    Setting::REMEMBER_ME_IDLE,
    Setting::REMEMBER_ME_ABSOLUTE,
    Setting::SESSIONS,
    Setting::IDLE_WARNING,
    Setting::ROLE_CHANGE_ENDS,
    Setting::HISTORY,
    Setting::PASSWORD_MIN_LENGTH,
    Setting::PASSWORD_SCORE,
    Setting::RESET_LINK,
    Setting::SIGN_UP,
    Setting::AUDIT,
];

/// The settings of the application's features.
static REGISTERED: OnceLock<Vec<Setting>> = OnceLock::new();

/// Registers the settings of all features, once per process. Hallpass's own come first, in display order.
///
/// # Errors
/// If a name is invalid or taken, if a default is not within its range, if a setting of Hallpass is missing, or if
/// another application was started in this process.
pub(crate) fn register(settings: Vec<Setting>) -> Result<(), String> {
    let (own, settings): (Vec<_>, Vec<_>) = settings.into_iter().partition(|setting| OWN.contains(setting));
    if let Some(missing) = OWN.iter().find(|setting| !own.contains(setting)) {
        return Err(format!("no feature declares the setting {:?}", missing.name));
    }
    if own.len() > OWN.len() {
        return Err("two features declare the same setting".to_owned());
    }
    for (place, setting) in settings.iter().enumerate() {
        let name = setting.name;
        let is_valid = (1..=64).contains(&name.len())
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        // The policy form has arguments of these names.
        if !is_valid || ["id", "shown", "role", "everyone"].contains(&name) {
            return Err(format!("no setting can be called {name:?}"));
        }
        if OWN.iter().chain(&settings[..place]).any(|other| other.name == name) {
            return Err(format!("two settings are called {name:?}"));
        }
        if !setting.range.contains(&setting.default) {
            return Err(format!("the default of the setting {name:?} is not within its range"));
        }
    }
    if REGISTERED.get_or_init(|| settings.clone()) == &settings {
        Ok(())
    } else {
        Err("another application has been started in this process".to_owned())
    }
}

impl Setting {
    /// The idle limit of sessions (ASVS 7.3.1).
    pub const IDLE: Self = Self::duration("idle", "Idle limit", 10..=LONGEST_LIMIT, 30 * MINUTE)
        .per_role()
        .about("A session ends after this long without activity. Below 2m people cannot be warned in good time.");

    /// The absolute limit of sessions (ASVS 7.3.2).
    pub const ABSOLUTE: Self = Self::duration("absolute", "Absolute limit", 10..=LONGEST_LIMIT, 12 * HOUR)
        .per_role()
        .about("A session ends after this long in any case.");

    /// Whether “keep me signed in” is allowed.
    pub const REMEMBER_ME: Self = Self::switch("remember_me", "“Keep me signed in” is allowed", 1)
        .per_role()
        .about("Whether “keep me signed in” lengthens a session; if not, the plain limits hold.");

    /// The idle limit of sessions with “keep me signed in”.
    pub const REMEMBER_ME_IDLE: Self =
        Self::duration("remember_me_idle", "Idle limit when kept", 10..=LONGEST_LIMIT, 14 * DAY)
            .per_role()
            .about("The idle limit of sessions that are kept; where that is allowed, no shorter than the plain one.");

    /// The absolute limit of sessions with “keep me signed in”.
    pub const REMEMBER_ME_ABSOLUTE: Self =
        Self::duration("remember_me_absolute", "Absolute limit when kept", 10..=LONGEST_LIMIT, 30 * DAY)
            .per_role()
            .about(
                "The absolute limit of sessions that are kept; where that is allowed, no shorter than the plain one.",
            );

    /// The maximum number of sessions of an account (ASVS 7.1.2).
    pub const SESSIONS: Self = Self::number("sessions", "Sessions of an account", 1..=1000, 20)
        .per_role()
        .about("Sessions an account has at most. One more sign-in asks which of them to end.");

    /// How long before the idle limit people are warned (WCAG 2.2.1).
    pub const IDLE_WARNING: Self =
        Self::duration("idle_warning", "Warning before the idle end", MINUTE..=HOUR, 2 * MINUTE)
            .about("A person is warned this long before the idle end (WCAG 2.2.1), but not before half the limit.");

    /// Whether a change of role ends the sessions of the account.
    pub const ROLE_CHANGE_ENDS: Self = Self::switch("role_change_ends", "A new role ends sessions", 0)
        .about("Whether a change of role ends the account's sessions. If not, open pages follow the new role.");

    /// How long ended sessions and used links are kept.
    pub const HISTORY: Self = Self::duration("history", "History kept for", DAY..=10 * 366 * DAY, 90 * DAY)
        .about("Sessions that are over, and used links, are kept this long.");

    /// The minimum length of new passwords (ASVS 6.2.1).
    pub const PASSWORD_MIN_LENGTH: Self = Self::number("password_min_length", "Shortest password", 8..=64, 15)
        .about("Characters a new password has at least. Below 15 only with a second factor (NIST SP 800-63B).");

    /// The minimum strength of new passwords (ASVS 6.2.4).
    // Passwords in the lists of common passwords score at most 1: a minimum of 2 always rejects them.
    pub const PASSWORD_SCORE: Self = Self::number("password_score", "Least strength of passwords", 2..=4, 3).about(
        "How hard a new password must be to guess, as zxcvbn rates it from 0 to 4. Common ones are always refused.",
    );

    /// How long password reset links work.
    pub const RESET_LINK: Self =
        Self::duration("reset_link", "How long password reset links work", 10 * MINUTE..=7 * DAY, HOUR).about(
            "A link with which somebody sets a new password works this long, once. Links that are out keep their end.",
        );

    /// Who may create an account.
    pub const SIGN_UP: Self = Self::choice("sign_up", "Sign-up", (SIGN_UP, 2), 0)
        .about("Who may make an account: everyone, those who hold an invitation, or nobody.");

    /// How long the audit is kept.
    pub const AUDIT: Self = Self::duration("audit", "Audit", 30 * DAY..=10 * 366 * DAY, 400 * DAY)
        .about("The audit is kept this long, and up to a day longer.");

    /// Creates a setting that is a duration in seconds, typed as `30m`, `12h` or `14d`.
    pub const fn duration(name: &'static str, label: &'static str, range: RangeInclusive<i64>, default: i64) -> Self {
        Self { name, label, kind: Kind::Duration, range, default, per_role: false, about: "" }
    }

    /// Creates a setting that is a number.
    pub const fn number(name: &'static str, label: &'static str, range: RangeInclusive<i64>, default: i64) -> Self {
        Self { name, label, kind: Kind::Number, range, default, per_role: false, about: "" }
    }

    /// Creates a setting that is a switch: 0 or 1, typed as `no` or `yes`.
    pub const fn switch(name: &'static str, label: &'static str, default: i64) -> Self {
        Self { name, label, kind: Kind::Switch, range: 0..=1, default, per_role: false, about: "" }
    }

    /// The index of one of the words; `last` is the highest index.
    const fn choice(
        name: &'static str,
        label: &'static str,
        (words, last): (&'static [&'static str], i64),
        default: i64,
    ) -> Self {
        Self { name, label, kind: Kind::Choice(words), range: 0..=last, default, per_role: false, about: "" }
    }

    /// Allows each role to have its own value. Of this value and everyone's, the smaller one applies.
    #[must_use]
    pub const fn per_role(mut self) -> Self {
        self.per_role = true;
        self
    }

    /// Sets the description: one or two sentences.
    #[must_use]
    pub const fn about(mut self, about: &'static str) -> Self {
        self.about = about;
        self
    }

    /// Every setting: Hallpass's own, then those of the application's features.
    pub fn all() -> impl Iterator<Item = &'static Self> + Clone {
        OWN.iter().chain(REGISTERED.get().into_iter().flatten())
    }

    /// Finds a setting by its name.
    pub fn of_name(name: &str) -> Option<&'static Self> {
        Self::all().find(|setting| setting.name == name)
    }

    /// The setting's index in [`Self::all`]. `None` if no feature declares it.
    pub(crate) fn place(&self) -> Option<usize> {
        Self::all().position(|setting| setting.name == self.name)
    }

    /// Formats a value as people can type it.
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
        assert_eq!(shown("remember_me", 0).as_deref(), Some("no"));
        assert_eq!(shown("sessions", 20).as_deref(), Some("20"));
        assert_eq!(shown("sign_up", 1).as_deref(), Some("invitation"));
    }

    #[test]
    fn defaults_are_within_their_ranges() {
        for setting in Setting::all() {
            assert!(setting.range.contains(&setting.default), "{}", setting.name);
            if let Kind::Choice(words) = setting.kind {
                assert_eq!(usize::try_from(*setting.range.end()), Ok(words.len() - 1), "{}", setting.name);
            }
        }
    }
}
