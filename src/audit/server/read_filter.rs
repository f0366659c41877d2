//! Parses filters that people type.

use super::{filter::Filter, store};
use crate::{
    access::{server::read_address, username_key},
    audit::{Act, AuditFilter, Outcome},
    database::Database,
    error::{AppError, FieldError, Problem},
    locale::server::moment::{self, Moment},
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
        let read = |typed: &str| moment(typed, &filter.zone);
        let since = read(&filter.since).map(|since| since.map(|since| since.at));
        let before = read(&filter.until).map(|until| until.map(|until| until.until));
        for (field, is_wrong) in [("act", act.is_err()), ("outcome", outcome.is_err())] {
            if is_wrong {
                wrong(field, Problem::UnknownChoice);
            }
        }
        for (field, moment) in [("since", &since), ("until", &before)] {
            if let Err(problem) = moment {
                wrong(field, problem.clone());
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

/// Parses a day or a time in a zone, which is empty for UTC. `None`: nothing was typed.
fn moment(typed: &str, zone: &str) -> Result<Option<Moment>, Problem> {
    match typed.trim() {
        "" => Ok(None),
        typed => match moment::read(typed, zone) {
            Some(moment) => Ok(Some(moment)),
            None if moment::is_known(zone) => Err(Problem::NotADate),
            None => Err(Problem::UnknownZone),
        },
    }
}
