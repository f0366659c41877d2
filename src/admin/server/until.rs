//! Until when: dates as forms and people write them, in UTC.

use time::{
    Date, OffsetDateTime, PrimitiveDateTime, Time, format_description::well_known::Rfc3339, macros::format_description,
};

use crate::error::Problem;

/// The Unix second a text names, which must lie in the future; `None` for an empty one. Takes
/// `2030-01-31` (its beginning), `2030-01-31 18:00`, with `T` and seconds too, and RFC 3339.
pub(super) fn parse(typed: &str, now: i64) -> Result<Option<i64>, Problem> {
    let text = typed.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let moment = read(text).ok_or(Problem::NotADate)?.unix_timestamp();
    if moment > now { Ok(Some(moment)) } else { Err(Problem::NotInTheFuture) }
}

fn read(text: &str) -> Option<OffsetDateTime> {
    if let Ok(moment) = OffsetDateTime::parse(text, &Rfc3339) {
        return Some(moment);
    }
    let text = text.replacen('T', " ", 1);
    let minute = format_description!("[year]-[month]-[day] [hour]:[minute]");
    let second = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    let day = format_description!("[year]-[month]-[day]");
    PrimitiveDateTime::parse(&text, &minute)
        .or_else(|_| PrimitiveDateTime::parse(&text, &second))
        .or_else(|_| Date::parse(&text, &day).map(|date| PrimitiveDateTime::new(date, Time::MIDNIGHT)))
        .ok()
        .map(PrimitiveDateTime::assume_utc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        const EVENING: i64 = 1_896_112_800;
        for text in ["2030-01-31 18:00", "2030-01-31T18:00", "2030-01-31T18:00:00", "2030-01-31T19:00:00+01:00"] {
            assert_eq!(parse(text, 0), Ok(Some(EVENING)), "{text}");
        }
        assert_eq!(parse("2030-01-31", 0), Ok(Some(EVENING - 18 * 3600)));
        assert_eq!(parse(" ", 0), Ok(None));
        assert_eq!(parse("tomorrow", 0), Err(Problem::NotADate));
        assert_eq!(parse("2030-02-31", 0), Err(Problem::NotADate));
        assert_eq!(parse("2030-01-31", EVENING), Err(Problem::NotInTheFuture));
    }
}
