//! Parses filters that people type.

use super::{filter::Filter, store};
use crate::{
    access::{server::read_address, username_key},
    audit::{Act, AuditFilter, Outcome},
    database::Database,
    error::{AppError, FieldError, Problem},
    ui::moment::{self, Moment},
};

/// The maximum length of a field of a filter, in code points.
const LONGEST: usize = 254;

impl Filter {
    /// Parses a filter. `None`: nothing can match it.
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
            typed => match (
                store::account(database.pool(), typed, &username_key(typed)).await?,
                uuid::Uuid::parse_str(typed),
            ) {
                (Some(id), _) => id,
                (None, Ok(id)) => id.to_string(),
                (None, Err(_)) => return Ok(None),
            },
        };
        // The form in which addresses are stored.
        let address = read_address(address).map_or_else(|| address.to_owned(), |address| address.to_string());
        Ok(Some(Self { act, outcome, account, since, before, address }))
    }
}

fn named<T>(typed: &str, find: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
    match typed.trim() {
        "" => Ok(None),
        name => find(name).map(Some).ok_or(()),
    }
}

/// Parses a day or a time, in UTC. `end`: return the end of a day instead of its beginning.
fn moment(typed: &str, end: bool) -> Result<Option<i64>, ()> {
    const DAY: i64 = 24 * 3600;
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let Moment { at, is_day } = moment::read(typed).ok_or(())?;
    Ok(Some(if is_day && end { at + DAY } else { at }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_parsed_in_utc() {
        assert_eq!(moment("", false), Ok(None));
        assert_eq!(moment(" 1970-01-02 ", false), Ok(Some(86_400)));
        assert_eq!(moment("1970-01-02", true), Ok(Some(2 * 86_400)));
        assert_eq!(moment("1970-01-02 01:00", true), Ok(Some(90_000)));
        assert_eq!(moment("1970-01-02T01:00:00Z", true), Ok(Some(90_000)));
        for typed in ["soon", "9999-12-32", "1970-13-01", "1970-01-02 25:00"] {
            assert_eq!(moment(typed, false), Err(()), "{typed}");
        }
    }
}
