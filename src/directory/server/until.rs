//! Parses end times: days and times as people and browsers write them, in UTC.

use crate::{error::Problem, ui::moment};

/// Parses a time to Unix seconds. It must be in the future; a day means its beginning. Returns `None` for an empty
/// text.
pub(crate) fn parse(typed: &str, now: i64) -> Result<Option<i64>, Problem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let moment = moment::read(typed).ok_or(Problem::NotADate)?.at;
    if moment > now { Ok(Some(moment)) } else { Err(Problem::NotInTheFuture) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_date_formats_are_parsed() {
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
