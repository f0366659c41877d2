//! Values of settings as people read and type them.

use ::time::OffsetDateTime;
use leptos::prelude::use_context;

use super::settings::{DAY, HOUR, Kind, MINUTE, Setting};
use crate::{
    access::{Current, DateStyle},
    texts::{policy as t, time as words},
    ui::time,
};

impl Setting {
    /// Formats a value in the reader's language: a duration in its largest unit that gives a whole number, and a day as the
    /// reader has chosen.
    pub fn words(&self, value: i64) -> String {
        let shown = self.show(value);
        match self.kind {
            Kind::Date if value == 0 => t::no_date(),
            Kind::Number => shown,
            Kind::Date => time::day(value, has_iso_dates()),
            Kind::Duration if value == 0 && self.can_be_never => t::never(),
            Kind::Duration if value % DAY == 0 => words::days(value / DAY),
            Kind::Duration if value % HOUR == 0 => words::hours(value / HOUR),
            Kind::Duration if value % MINUTE == 0 => words::minutes(value / MINUTE),
            Kind::Duration => words::seconds(value),
            Kind::Switch if value == 0 => t::no(),
            Kind::Switch => t::yes(),
            Kind::Choice(_) => match &*shown {
                "open" => t::open(),
                "invitation" => t::invitation(),
                "closed" => t::closed(),
                "required" => t::required(),
                "optional" => t::optional(),
                "off" => t::off(),
                _ => shown,
            },
        }
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
            Kind::Date if value == 0 => "none".to_owned(),
            Kind::Date => {
                OffsetDateTime::from_unix_timestamp(value).unwrap_or(OffsetDateTime::UNIX_EPOCH).date().to_string()
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

/// Whether the reader of the page wants dates as in ISO 8601.
fn has_iso_dates() -> bool {
    let style = |current: Current| current.peek(|principal| principal.member()?.preferences.date_style);
    use_context().and_then(style) == Some(DateStyle::Iso)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::second_step::LAST_DAY;

    #[test]
    fn values_are_formatted_as_they_are_typed() {
        let shown = |name, value| Setting::of_name(name).map(|setting: &Setting| setting.show(value));
        for (name, value, text) in [("idle", 900, "15m"), ("idle", 90, "90s"), ("absolute", 172_800, "2d")] {
            assert_eq!(shown(name, value).as_deref(), Some(text));
        }
        assert_eq!(shown("remember_me", 0).as_deref(), Some("no"));
        assert_eq!(shown("sessions", 20).as_deref(), Some("20"));
        assert_eq!(shown("sign_up", 1).as_deref(), Some("invitation"));
        let date = |value| Setting::SECOND_FACTOR_FROM.show(value);
        assert_eq!([date(0), date(1_801_353_600), date(LAST_DAY)], ["none", "2027-01-31", "9999-12-31"]);
    }

    #[test]
    fn values_are_formatted_in_words() {
        let words = |name, value| Setting::of_name(name).map(|setting: &Setting| setting.words(value)).unwrap();
        assert_eq!([words("remember_me", 0), words("remember_me", 1)], ["No", "Yes"]);
        assert_eq!(
            [90, 900, 7200, 86_400].map(|value| words("idle", value)),
            ["90 seconds", "15 min", "2 hours", "1 day"]
        );
        assert_eq!([0, 259_200].map(|value| Setting::SECOND_FACTOR_REMOVAL.words(value)), ["Never", "3 days"]);
        let date = |value| Setting::SECOND_FACTOR_FROM.words(value);
        assert_eq!([date(0), date(1_801_353_600)], ["No date", "31 Jan 2027"]);
        assert_eq!([0, 1, 2].map(|value| words("sign_up", value)), ["Open to everyone", "By invitation", "Closed"]);
    }
}
