//! Parses days and moments as people type them: the counterpart of [`super::time`].

use time::{
    Date, OffsetDateTime, PrimitiveDateTime, Time, format_description::well_known::Rfc3339, macros::format_description,
};

use crate::locale;

/// A day or a moment, in Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The moment; of a day, its beginning.
    pub at: i64,
    /// The moment; of a day, its end, which is the beginning of the next day.
    pub until: i64,
}

/// Parses `2030-01-31`, `2030-01-31 18:00`, also with `T` and seconds, and RFC 3339. The name of a time zone (IANA) says
/// where clocks show the time, if it has no offset of its own; an empty one means UTC.
pub fn read(typed: &str, zone: &str) -> Option<Moment> {
    const DAY: i64 = 24 * 3600;
    let text = typed.trim();
    if let Ok(moment) = OffsetDateTime::parse(text, &Rfc3339) {
        let at = moment.unix_timestamp();
        return Some(Moment { at, until: at });
    }
    let zone = if zone.is_empty() { "UTC" } else { zone };
    let seconds = |shown: PrimitiveDateTime| shown.assume_utc().unix_timestamp();
    let in_zone = |shown: i64| locale::server::moment(zone, shown);
    if let Ok(day) = Date::parse(text, &format_description!("[year]-[month]-[day]")) {
        let begin = seconds(PrimitiveDateTime::new(day, Time::MIDNIGHT));
        return Some(Moment { at: in_zone(begin)?, until: in_zone(begin + DAY)? });
    }
    let text = text.replacen('T', " ", 1);
    let minute = format_description!("[year]-[month]-[day] [hour]:[minute]");
    let second = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    let shown = PrimitiveDateTime::parse(&text, &minute).or_else(|_| PrimitiveDateTime::parse(&text, &second)).ok()?;
    let at = in_zone(seconds(shown))?;
    Some(Moment { at, until: at })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::time::machine;

    #[test]
    fn common_date_formats_are_parsed() {
        const EVENING: i64 = 1_896_112_800;
        for text in [
            "2030-01-31 18:00",
            "2030-01-31T18:00",
            " 2030-01-31T18:00:00 ",
            "2030-01-31T19:00:00+01:00",
            &machine(EVENING),
        ] {
            assert_eq!(read(text, ""), Some(Moment { at: EVENING, until: EVENING }), "{text}");
        }
        let midnight = EVENING - 18 * 3600;
        assert_eq!(read("2030-01-31", ""), Some(Moment { at: midnight, until: midnight + 86_400 }));
        for text in ["", "soon", "2030-02-31", "1970-13-01", "9999-12-32", "1970-01-02 25:00"] {
            assert_eq!(read(text, ""), None, "{text}");
        }
    }

    #[test]
    fn clocks_are_read_in_the_zone_unless_the_time_has_an_offset() {
        const EVENING: i64 = 1_896_109_200; // 31 Jan 2030, 17:00 UTC
        for text in ["2030-01-31 18:00", "2030-01-31T17:00:00Z"] {
            assert_eq!(read(text, "Europe/Berlin").map(|moment| moment.at), Some(EVENING), "{text}");
        }
        // The day on which the clocks go forward has 23 hours.
        let day = read("2030-03-31", "Europe/Berlin").unwrap();
        assert_eq!(day.until - day.at, 23 * 3600);
        assert_eq!(read("2030-01-31 18:00", "Mars/Olympus"), None);
    }
}
