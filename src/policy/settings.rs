//! The settings of the policy, with their ranges, defaults and descriptions.

use std::{ops::RangeInclusive, sync::OnceLock};

use super::group::Group;
use crate::texts::policy as t;

/// How the value of a setting is interpreted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Seconds, written as `30m`, `12h` or `14d`.
    Duration,
    /// A count.
    Number,
    /// 0 or 1, written as `no` or `yes`.
    Switch,
    /// The beginning of a day (UTC) in Unix seconds, written as `2027-01-31`; 0: none, written as `none`.
    Date,
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
/// const NOTES: Setting = Setting::number("notes", || "Notes per person".into(), 1..=1000, 100)
///     .per_role()
///     .about(|| "The maximum number of notes that a person can have.".into());
/// ```
#[derive(Clone, Debug)]
pub struct Setting {
    /// The name on the command line and in the database: lower-case letters, digits and `_`, beginning with a letter.
    pub name: &'static str,
    /// Returns the label in the console, in the reader's language.
    pub label: fn() -> String,
    /// How the value is interpreted.
    pub kind: Kind,
    /// The allowed values.
    pub range: RangeInclusive<i64>,
    /// Whether 0 is allowed as well, and means “never”.
    pub(crate) can_be_never: bool,
    /// The default value.
    pub default: i64,
    /// Whether a role can have its own value. Of this value and everyone's, the smaller one applies.
    pub per_role: bool,
    /// Returns a description in the reader's language.
    pub about: fn() -> String,
    /// The group in which the console shows it.
    pub(crate) group: Group,
}

/// Two settings are the same if they have the same name, values and default. The texts do not count: a function's
/// address says nothing about them.
impl PartialEq for Setting {
    fn eq(&self, other: &Self) -> bool {
        (self.name, self.kind, &self.range, self.can_be_never, self.default, self.per_role)
            == (other.name, other.kind, &other.range, other.can_be_never, other.default, other.per_role)
    }
}

impl Eq for Setting {}

pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

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

/// Registers the settings of all features, once per process. Hallpass's own come first, in their order.
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
    pub const IDLE: Self =
        Self::duration("idle", t::idle, 10..=LONGEST_LIMIT, 30 * MINUTE).per_role().about(t::idle_about);

    /// The absolute limit of sessions (ASVS 7.3.2).
    pub const ABSOLUTE: Self =
        Self::duration("absolute", t::absolute, 10..=LONGEST_LIMIT, 12 * HOUR).per_role().about(t::absolute_about);

    /// Whether “keep me signed in” is allowed.
    pub const REMEMBER_ME: Self = Self::switch("remember_me", t::remember_me, 1).per_role().about(t::remember_me_about);

    /// The idle limit of sessions with “keep me signed in”.
    pub const REMEMBER_ME_IDLE: Self =
        Self::duration("remember_me_idle", t::remember_me_idle, 10..=LONGEST_LIMIT, 14 * DAY)
            .per_role()
            .about(t::remember_me_idle_about);

    /// The absolute limit of sessions with “keep me signed in”.
    pub const REMEMBER_ME_ABSOLUTE: Self =
        Self::duration("remember_me_absolute", t::remember_me_absolute, 10..=LONGEST_LIMIT, 30 * DAY)
            .per_role()
            .about(t::remember_me_absolute_about);

    /// The maximum number of sessions of an account (ASVS 7.1.2).
    pub const SESSIONS: Self = Self::number("sessions", t::sessions, 1..=1000, 20).per_role().about(t::sessions_about);

    /// How long before the idle limit people are warned (WCAG 2.2.1).
    pub const IDLE_WARNING: Self =
        Self::duration("idle_warning", t::idle_warning, MINUTE..=HOUR, 2 * MINUTE).about(t::idle_warning_about);

    /// Whether a change of role ends the sessions of the account.
    pub const ROLE_CHANGE_ENDS: Self =
        Self::switch("role_change_ends", t::role_change_ends, 0).about(t::role_change_ends_about);

    /// How long ended sessions and used links are kept.
    pub const HISTORY: Self = Self::duration("history", t::history, DAY..=10 * 366 * DAY, 90 * DAY)
        .about(t::history_about)
        .group(Group::Records);

    /// The minimum length of new passwords (ASVS 6.2.1).
    pub const PASSWORD_MIN_LENGTH: Self = Self::number("password_min_length", t::password_min_length, 8..=64, 15)
        .about(t::password_min_length_about)
        .group(Group::SignIn);

    /// The minimum strength of new passwords (ASVS 6.2.4).
    // Passwords in the lists of common passwords score at most 1: a minimum of 2 always rejects them.
    pub const PASSWORD_SCORE: Self =
        Self::number("password_score", t::password_score, 2..=4, 3).about(t::password_score_about).group(Group::SignIn);

    /// How long password reset links work.
    pub const RESET_LINK: Self = Self::duration("reset_link", t::reset_link, 10 * MINUTE..=7 * DAY, HOUR)
        .about(t::reset_link_about)
        .group(Group::SignUp);

    /// Who may create an account.
    pub const SIGN_UP: Self =
        Self::choice("sign_up", t::sign_up, (SIGN_UP, 2), 0).about(t::sign_up_about).group(Group::SignUp);

    /// How long the audit is kept.
    pub const AUDIT: Self = Self::duration("audit", t::audit, 30 * DAY..=10 * 366 * DAY, 400 * DAY)
        .about(t::audit_about)
        .group(Group::Records);

    /// Creates a setting that is a duration in seconds, typed as `30m`, `12h` or `14d`.
    pub const fn duration(name: &'static str, label: fn() -> String, range: RangeInclusive<i64>, default: i64) -> Self {
        Self::new(name, label, Kind::Duration, range, default)
    }

    /// Creates a setting that is a number.
    pub const fn number(name: &'static str, label: fn() -> String, range: RangeInclusive<i64>, default: i64) -> Self {
        Self::new(name, label, Kind::Number, range, default)
    }

    /// Creates a setting that is a switch: 0 or 1, typed as `no` or `yes`.
    pub const fn switch(name: &'static str, label: fn() -> String, default: i64) -> Self {
        Self::new(name, label, Kind::Switch, 0..=1, default)
    }

    /// The index of one of the words; `last` is the highest index.
    pub(super) const fn choice(
        name: &'static str,
        label: fn() -> String,
        (words, last): (&'static [&'static str], i64),
        default: i64,
    ) -> Self {
        Self::new(name, label, Kind::Choice(words), 0..=last, default)
    }

    pub(super) const fn new(
        name: &'static str,
        label: fn() -> String,
        kind: Kind,
        range: RangeInclusive<i64>,
        default: i64,
    ) -> Self {
        Self {
            name,
            label,
            kind,
            range,
            can_be_never: false,
            default,
            per_role: false,
            about: String::new,
            group: Group::Sessions,
        }
    }

    /// Sets the group in which the console shows it. A feature's settings are moved to the feature's group.
    #[must_use]
    pub(crate) const fn group(mut self, group: Group) -> Self {
        self.group = group;
        self
    }

    /// Allows 0 besides the range. It means “never”.
    #[must_use]
    pub(super) const fn or_never(mut self) -> Self {
        self.can_be_never = true;
        self
    }

    /// Allows each role to have its own value. Of this value and everyone's, the smaller one applies.
    #[must_use]
    pub const fn per_role(mut self) -> Self {
        self.per_role = true;
        self
    }

    /// Sets the description: one or two sentences, in the reader's language.
    #[must_use]
    pub const fn about(mut self, about: fn() -> String) -> Self {
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

    /// Every setting in the order in which the console shows it: by group.
    pub(crate) fn by_group() -> Vec<(Group, Vec<&'static Self>)> {
        let mut groups: Vec<_> = Group::OWN.map(|group| (group, Vec::new())).into();
        for setting in Self::all() {
            match groups.iter_mut().find(|(group, _)| group.is(setting.group)) {
                Some((_, settings)) => settings.push(setting),
                None => groups.push((setting.group, vec![setting])),
            }
        }
        groups
    }

    /// The setting's index in [`Self::all`]. `None` if no feature declares it.
    pub(crate) fn place(&self) -> Option<usize> {
        Self::all().position(|setting| setting.name == self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_console_shows_every_setting_in_one_group() {
        let groups = Setting::by_group();
        let names = |place: usize| groups[place].1.iter().map(|setting| setting.name).collect::<Vec<_>>();
        assert_eq!(names(0)[..2], ["idle", "absolute"]);
        assert_eq!(names(1)[..2], ["password_min_length", "password_score"]);
        assert_eq!(names(2), ["reset_link", "sign_up"]);
        assert_eq!(names(3), ["history", "audit"]);
        assert_eq!(groups.iter().map(|group| group.1.len()).sum::<usize>(), Setting::all().count());
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
