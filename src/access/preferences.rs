//! How a person wants pages to look and speak. Members keep their preferences with the account, guests in a cookie.

use serde::{Deserialize, Serialize};

/// The colours of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
    /// The strongest contrast, on white.
    Contrast,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Contrast];

    /// The name in forms, in the cookie, in the database and in the attribute `data-theme`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// The theme with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// How the time of day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HourCycle {
    /// 22:31.
    H24,
    /// 10:31 pm.
    H12,
}

impl HourCycle {
    /// The name in forms, in the cookie and in the database, as in Unicode's locale keyword `hc`.
    pub fn name(self) -> &'static str {
        match self {
            Self::H24 => "h23",
            Self::H12 => "h12",
        }
    }

    /// The cycle with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::H24, Self::H12].into_iter().find(|cycle| cycle.name() == name)
    }
}

/// How dates are written, if not as the language has it ("4 Dec 2026").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// 2026-12-04 (ISO 8601).
    Iso,
}

impl DateStyle {
    /// The name in forms, in the cookie and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Iso => "iso",
        }
    }

    /// The style with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(Self::Iso).filter(|style| style.name() == name)
    }
}

/// The page that opens after signing in, if it is not the home page. Only these can be chosen, never an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartPage {
    /// The person's sessions.
    Sessions,
    /// The overview of the console.
    Console,
}

impl StartPage {
    /// Every page that can be chosen.
    pub const ALL: [Self; 2] = [Self::Sessions, Self::Console];

    /// The name in forms, in the cookie and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Console => "console",
        }
    }

    /// The page with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.name() == name)
    }
}

/// A person's preferences. What is `None` has never been set, or was set back: the device decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub struct Preferences {
    /// The colours.
    pub theme: Option<Theme>,
    /// The language tag (RFC 5646).
    pub language: Option<String>,
    /// The name of the time zone (IANA), such as `Europe/Berlin`.
    pub time_zone: Option<String>,
    /// How the time of day is written.
    pub hour_cycle: Option<HourCycle>,
    /// How dates are written.
    pub date_style: Option<DateStyle>,
    /// The page that opens after signing in.
    pub start_page: Option<StartPage>,
    /// No animations, even if the device allows them.
    pub less_motion: bool,
    /// No shortcuts of a single key (WCAG 2.1.4), which speech input can press by mistake.
    pub no_key_shortcuts: bool,
}

/// The longest language tag or name of a time zone, in bytes.
const NAME_MAX: usize = 64;

impl Preferences {
    /// The values of `self`, and where it has none, those of `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            theme: self.theme.or(other.theme),
            language: self.language.or(other.language),
            time_zone: self.time_zone.or(other.time_zone),
            hour_cycle: self.hour_cycle.or(other.hour_cycle),
            date_style: self.date_style.or(other.date_style),
            start_page: self.start_page.or(other.start_page),
            less_motion: self.less_motion || other.less_motion,
            no_key_shortcuts: self.no_key_shortcuts || other.no_key_shortcuts,
        }
    }

    /// Writes the values that are set as a form: `theme=dark&language=de`. Empty if none is set.
    pub fn write(&self) -> String {
        let pairs = [
            ("theme", self.theme.map(|theme| theme.name().to_owned())),
            ("language", self.language.clone()),
            ("zone", self.time_zone.clone()),
            ("clock", self.hour_cycle.map(|cycle| cycle.name().to_owned())),
            ("date", self.date_style.map(|style| style.name().to_owned())),
            ("start", self.start_page.map(|page| page.name().to_owned())),
            ("motion", self.less_motion.then(|| "less".to_owned())),
            ("keys", self.no_key_shortcuts.then(|| "off".to_owned())),
        ];
        let pairs = pairs.into_iter().filter_map(|(name, value)| Some((name, value?)));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    }

    /// Reads what [`Self::write`] has written. Unknown names and values are ignored, because a cookie can contain
    /// anything, and so that a server of another version can read it.
    pub fn read(text: &str) -> Self {
        let mut preferences = Self::default();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let named = || is_name(&value).then(|| value.clone().into_owned());
            match &*name {
                "theme" => preferences.theme = Theme::from_name(&value),
                "language" => preferences.language = named(),
                "zone" => preferences.time_zone = named(),
                "clock" => preferences.hour_cycle = HourCycle::from_name(&value),
                "date" => preferences.date_style = DateStyle::from_name(&value),
                "start" => preferences.start_page = StartPage::from_name(&value),
                "motion" => preferences.less_motion = value == "less",
                "keys" => preferences.no_key_shortcuts = value == "off",
                _ => {}
            }
        }
        preferences
    }
}

/// Whether it looks like a language tag or the name of a time zone.
fn is_name(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/' | b'+');
    (1..=NAME_MAX).contains(&text.len()) && text.bytes().all(fits)
}

impl From<Preferences> for String {
    fn from(preferences: Preferences) -> Self {
        preferences.write()
    }
}

impl From<String> for Preferences {
    fn from(text: String) -> Self {
        Self::read(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_round_trip() {
        let preferences = Preferences {
            theme: Some(Theme::Contrast),
            language: Some("de".to_owned()),
            time_zone: Some("America/Argentina/Buenos_Aires".to_owned()),
            hour_cycle: Some(HourCycle::H12),
            date_style: Some(DateStyle::Iso),
            start_page: Some(StartPage::Sessions),
            less_motion: true,
            no_key_shortcuts: true,
        };
        assert_eq!(Preferences::read(&preferences.write()), preferences);
        assert_eq!(Preferences::default().write(), "");
        assert!(preferences.write().len() < 200);
    }

    #[test]
    fn what_is_unknown_is_ignored() {
        let read =
            Preferences::read("theme=pink&language=%3Cb%3E&x=y&motion=less&zone=&clock=h12&date=us&start=/admin");
        let expected = Preferences { hour_cycle: Some(HourCycle::H12), less_motion: true, ..Preferences::default() };
        assert_eq!(read, expected);
    }

    #[test]
    fn own_values_win_field_by_field() {
        let own = Preferences::read("theme=dark");
        let other = Preferences::read("theme=light&language=de");
        assert_eq!(own.or(other), Preferences::read("theme=dark&language=de"));
    }
}
