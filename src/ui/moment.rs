//! Parses days and moments as people type them, in UTC: the counterpart of [`super::time`].

use time::{
    Date, OffsetDateTime, PrimitiveDateTime, Time, format_description::well_known::Rfc3339, macros::format_description,
};

/// A day or a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The time in Unix seconds; for a day, its beginning.
    pub at: i64,
    /// Whether it is a whole day.
    pub is_day: bool,
}

/// Parses `2030-01-31`, `2030-01-31 18:00`, also with `T` and seconds, and RFC 3339.
pub fn read(typed: &str) -> Option<Moment> {
    let text = typed.trim();
    if let Ok(moment) = OffsetDateTime::parse(text, &Rfc3339) {
        return Some(Moment { at: moment.unix_timestamp(), is_day: false });
    }
    let in_utc = |moment: PrimitiveDateTime| moment.assume_utc().unix_timestamp();
    if let Ok(day) = Date::parse(text, &format_description!("[year]-[month]-[day]")) {
        return Some(Moment { at: in_utc(PrimitiveDateTime::new(day, Time::MIDNIGHT)), is_day: true });
    }
    let text = text.replacen('T', " ", 1);
    let minute = format_description!("[year]-[month]-[day] [hour]:[minute]");
    let second = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    let moment = PrimitiveDateTime::parse(&text, &minute).or_else(|_| PrimitiveDateTime::parse(&text, &second));
    moment.ok().map(|moment| Moment { at: in_utc(moment), is_day: false })
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
            assert_eq!(read(text), Some(Moment { at: EVENING, is_day: false }), "{text}");
        }
        assert_eq!(read("2030-01-31"), Some(Moment { at: EVENING - 18 * 3600, is_day: true }));
        for text in ["", "soon", "2030-02-31", "1970-13-01", "9999-12-32", "1970-01-02 25:00"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
