//! Parses values of settings as people type them.

use time::{Date, Month};

use crate::{
    error::Problem,
    policy::{Kind, Setting},
};

impl Setting {
    /// Parses a value such as `30m`, `12` or `yes`.
    ///
    /// # Errors
    /// A [`Problem`] that says what was expected instead.
    pub fn parse(&self, text: &str) -> Result<i64, Problem> {
        let value = match self.kind {
            Kind::Duration => {
                let duration = humantime::parse_duration(text).map_err(|_| Problem::NotADuration)?;
                i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
            }
            Kind::Date if text == "none" => 0,
            Kind::Date => day(text).filter(|day| self.range.contains(day)).ok_or(Problem::NotADay)?,
            Kind::Number => text.parse().map_err(|_| Problem::NotANumber)?,
            Kind::Switch => place(&["no", "yes"], text)?,
            Kind::Choice(words) => place(words, text)?,
        };
        let (least, most) = (self.show(*self.range.start()), self.show(*self.range.end()));
        match value {
            0 if self.can_be_never => Ok(0),
            value if self.range.contains(&value) => Ok(value),
            _ if self.can_be_never => Err(Problem::OutOfRangeOrNever { least, most }),
            _ => Err(Problem::OutOfRange { least, most }),
        }
    }

    /// Parses a value from a form or the command line. An empty value or `default` returns `None`, which resets the
    /// setting.
    ///
    /// # Errors
    /// A [`Problem`] that says what was expected instead.
    pub fn parse_typed(&self, text: &str) -> Result<Option<i64>, Problem> {
        match text.trim() {
            "" | "default" => Ok(None),
            text => self.parse(text).map(Some),
        }
    }
}

/// The beginning of a day in UTC, in Unix seconds.
fn day(text: &str) -> Option<i64> {
    let (year, month_and_day) = text.split_once('-').filter(|(year, _)| year.len() == 4)?;
    let (month, day) = month_and_day.split_once('-')?;
    let month: u8 = month.parse().ok()?;
    let date = Date::from_calendar_date(year.parse().ok()?, Month::try_from(month).ok()?, day.parse().ok()?).ok()?;
    Some(date.midnight().assume_utc().unix_timestamp())
}

fn place(words: &[&str], text: &str) -> Result<i64, Problem> {
    let place = words.iter().position(|word| *word == text).and_then(|place| i64::try_from(place).ok());
    place.ok_or_else(|| Problem::NotOneOf { words: words.join(", ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(name: &str, text: &str) -> Result<i64, String> {
        Setting::of_name(name).unwrap().parse(text).map_err(|problem| problem.to_string())
    }

    #[test]
    fn values_are_parsed() {
        for (name, text, value) in [
            ("idle", "15m", 900),
            ("idle", "90s", 90),
            ("idle", "1h 30m", 5400),
            ("absolute", "2d", 172_800),
            ("remember_me", "no", 0),
            ("sessions", "7", 7),
            ("sign_up", "closed", 2),
        ] {
            assert_eq!(parse(name, text), Ok(value), "{name}={text}");
        }
        assert_eq!(Setting::of_name("idle").unwrap().parse_typed(" default "), Ok(None));
        let date = |text| Setting::SECOND_FACTOR_FROM.parse(text).ok();
        assert_eq!([date("none"), date("2027-01-31"), date("2028-02-29")], [0, 1_801_353_600, 1_835_395_200].map(Some));
        assert_eq!(["2027-02-29", "31.01.2027", "soon", "1960-01-01", "10000-01-01"].map(date), [None; 5]);
    }

    #[test]
    fn invalid_values_are_rejected_with_the_allowed_values() {
        assert_eq!(parse("idle", "5s").unwrap_err(), "Use a value between 10 seconds and 366 days.");
        let from = |text| Setting::SECOND_FACTOR_FROM.parse(text).map_err(|problem| problem.to_string());
        for text in ["2030-01-31 18:00", "31.01.2030", "1960-01-01"] {
            assert_eq!(from(text).unwrap_err(), "Enter a day, such as 2030-01-31, or “none”.", "{text}");
        }
        let removal = |text| Setting::SECOND_FACTOR_REMOVAL.parse(text).map_err(|problem| problem.to_string());
        let wrong = || Err("Use 0 (never), or a value between 1 day and 14 days.".to_owned());
        assert_eq!(["0", "0s", "0d", "1d", "14d"].map(removal), [0, 0, 0, 86_400, 1_209_600].map(Ok));
        assert_eq!(["1m", "23h 59m", "15d"].map(removal), [wrong(), wrong(), wrong()]);
        assert_eq!(parse("sign_up", "maybe").unwrap_err(), "Use one of these: open, invitation, closed.");
        for (name, text) in [
            ("sessions", "0"),
            ("sessions", "99999999999999999999"),
            ("idle_warning", "59s"),
            ("remember_me", "1"),
            ("idle", "soon"),
            ("idle", "-5m"),
            ("idle", "99999999999999y"),
            ("password_min_length", "7"),
        ] {
            assert!(parse(name, text).is_err(), "{name}={text}");
        }
    }
}
