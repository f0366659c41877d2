//! A filter as people type it, made into what the database is asked.

use time::{
    Date, Duration, OffsetDateTime, PrimitiveDateTime, Time, format_description::well_known::Rfc3339,
    macros::format_description,
};

use super::store;
use crate::{
    audit::{Act, AuditFilter, Outcome},
    database::Database,
    error::{AppError, FieldError, Problem},
};

/// Code points that no field of a filter has more of.
const LONGEST: usize = 254;

/// What the database is asked; `None` and empty ask for nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub(super) act: Option<&'static str>,
    pub(super) outcome: Option<Outcome>,
    pub(super) account: String,
    pub(super) since: Option<i64>,
    pub(super) before: Option<i64>,
    pub(super) address: String,
}

impl Wanted {
    /// Reads a filter; `None` when nothing can match it.
    pub(super) async fn read(database: &Database, filter: &AuditFilter) -> Result<Option<Self>, AppError> {
        let mut fields = Vec::new();
        let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
        let act = named(&filter.act, |name| Act::from_name(name).map(Act::name));
        let outcome = named(&filter.outcome, Outcome::from_name);
        let (since, before) = (moment(&filter.since, false), moment(&filter.until, true));
        for (field, is_wrong) in [("act", act.is_err()), ("outcome", outcome.is_err())] {
            if is_wrong {
                wrong(field, Problem::UnknownChoice);
            }
        }
        for (field, is_wrong) in [("since", since.is_err()), ("until", before.is_err())] {
            if is_wrong {
                wrong(field, Problem::NotADate);
            }
        }
        let (Ok(act), Ok(outcome), Ok(since), Ok(before)) = (act, outcome, since, before) else {
            return Err(AppError::Invalid { fields });
        };
        let (typed, address) = (filter.account.trim(), filter.address.trim());
        if [typed, address].iter().any(|text| text.contains('\0') || text.chars().count() > LONGEST) {
            return Ok(None);
        }
        let account = match typed {
            "" => String::new(),
            "operator" | "system" => typed.to_owned(),
            typed => match store::account(database.pool(), typed, &typed.to_lowercase()).await? {
                Some(id) => id,
                None if uuid::Uuid::parse_str(typed).is_ok() => typed.to_owned(),
                None => return Ok(None),
            },
        };
        // As it is written down, however it was typed.
        let address = address.parse().map_or_else(|_| address.to_owned(), |ip: std::net::IpAddr| ip.to_string());
        Ok(Some(Self { act, outcome, account, since, before, address }))
    }
}

fn named<T>(typed: &str, find: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
    match typed.trim() {
        "" => Ok(None),
        name => find(name).map(Some).ok_or(()),
    }
}

/// A day, or a moment, in UTC. `end`: of a day its end.
fn moment(typed: &str, end: bool) -> Result<Option<i64>, ()> {
    let text = typed.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(moment) = OffsetDateTime::parse(text, &Rfc3339) {
        return Ok(Some(moment.unix_timestamp()));
    }
    if let Ok(day) = Date::parse(text, &format_description!("[year]-[month]-[day]")) {
        let day = if end { day.checked_add(Duration::DAY).ok_or(())? } else { day };
        return Ok(Some(PrimitiveDateTime::new(day, Time::MIDNIGHT).assume_utc().unix_timestamp()));
    }
    let minute = format_description!("[year]-[month]-[day] [hour]:[minute]");
    let moment = PrimitiveDateTime::parse(&text.replacen('T', " ", 1), &minute).map_err(|_| ())?;
    Ok(Some(moment.assume_utc().unix_timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments_are_read_in_utc() {
        assert_eq!(moment("", false), Ok(None));
        assert_eq!(moment(" 1970-01-02 ", false), Ok(Some(86_400)));
        assert_eq!(moment("1970-01-02", true), Ok(Some(2 * 86_400)));
        assert_eq!(moment("1970-01-02 01:00", true), Ok(Some(90_000)));
        assert_eq!(moment("1970-01-02T01:00:00Z", true), Ok(Some(90_000)));
        for typed in ["soon", "9999-12-32", "1970-13-01", "1970-01-02 25:00"] {
            assert_eq!(moment(typed, false), Err(()), "{typed}");
        }
        assert_eq!(moment("9999-12-31", true), Err(()));
    }
}
