//! Parses end times: days and times as people and browsers write them, and durations from now.

use crate::{error::Problem, locale::server::moment};

/// The longest duration, in seconds: a hundred years.
const LONGEST: i64 = 100 * 366 * 24 * 3600;

/// Parses a time in a zone, or a duration such as `1h` or `7d`, to Unix seconds. It must be in the future; a day means
/// its beginning. `zone`: see [`moment::read`]. Returns `None` for an empty text.
pub(crate) fn parse(typed: &str, zone: &str, now: i64) -> Result<Option<i64>, Problem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let moment = after(typed, now).or_else(|| moment::read(typed, zone).map(|moment| moment.at));
    let wrong = || if moment::is_known(zone) { Problem::NotADate } else { Problem::UnknownZone };
    let moment = moment.ok_or_else(wrong)?;
    if moment > now { Ok(Some(moment)) } else { Err(Problem::NotInTheFuture) }
}

fn after(typed: &str, now: i64) -> Option<i64> {
    let duration = humantime::parse_duration(typed.trim()).ok()?;
    let seconds = i64::try_from(duration.as_secs()).ok().filter(|seconds| *seconds <= LONGEST)?;
    Some(now + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_date_formats_are_parsed() {
        const EVENING: i64 = 1_896_112_800;
        for text in ["2030-01-31 18:00", "2030-01-31T18:00", "2030-01-31T18:00:00", "2030-01-31T19:00:00+01:00"] {
            assert_eq!(parse(text, "", 0), Ok(Some(EVENING)), "{text}");
        }
        assert_eq!(parse("2030-01-31", "", 0), Ok(Some(EVENING - 18 * 3600)));
        assert_eq!(parse(" ", "", 0), Ok(None));
        assert_eq!(parse("tomorrow", "", 0), Err(Problem::NotADate));
        assert_eq!(parse("2030-02-31", "", 0), Err(Problem::NotADate));
        assert_eq!(parse("2030-01-31", "", EVENING), Err(Problem::NotInTheFuture));
    }

    #[test]
    fn durations_begin_now() {
        for (text, seconds) in [("1h", 3600), ("1d", 86_400), (" 7d ", 7 * 86_400), ("30d", 30 * 86_400), ("90m", 5400)]
        {
            assert_eq!(parse(text, "", 1000), Ok(Some(1000 + seconds)), "{text}");
        }
        assert_eq!(parse("0s", "", 1000), Err(Problem::NotInTheFuture));
        for text in ["7", "-1d", "1000000d", "99999999999999999999d", "7 sunny days"] {
            assert_eq!(parse(text, "", 1000), Err(Problem::NotADate), "{text}");
        }
    }
}
