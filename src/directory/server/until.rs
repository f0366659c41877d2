//! Until when: days and moments as forms and people write them, in UTC.

use crate::{error::Problem, ui::moment};

/// The Unix second a text names, which must lie in the future; `None` for an empty one. A day is meant from
/// its beginning.
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
