//! Pages of the audit, the newest first: found so that a page costs the same however long the audit is.

mod store;

use self::store::{Order, Place, Way};
use super::filter::Wanted;
use crate::{
    audit::{AuditEvent, Outcome},
    database::Database,
    error::AppError,
};

/// Events that are so few that all of them are looked at.
const FEW: i64 = 2000;

/// By what an index finds events. In the order in which one is gone through where each finds many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Time,
    /// An account, with an act or refusals where they are asked for.
    Account,
    Address,
    Act,
    /// Refusals of an act.
    RefusedAct,
    Refusal,
    /// All there are.
    Nothing,
}

impl Wanted {
    /// What it asks for that an index finds.
    fn by(&self) -> Vec<By> {
        let is_refused = self.outcome == Some(Outcome::Refused);
        let of_all = self.account.is_empty();
        let asked = [
            (By::Time, self.since.is_some() || self.before.is_some()),
            (By::Account, !of_all),
            (By::Address, !self.address.is_empty()),
            (By::Act, of_all && self.act.is_some() && !is_refused),
            (By::RefusedAct, of_all && self.act.is_some() && is_refused),
            (By::Refusal, of_all && is_refused && self.act.is_none()),
        ];
        asked.into_iter().filter(|(_, is_asked)| *is_asked).map(|(by, _)| by).collect()
    }
}

/// So many events that match, the newest first, before that place. Within days they are in the order
/// of their times, which is that of their places unless a clock was wrong.
pub(super) async fn newest(
    database: &Database,
    wanted: &Wanted,
    before: i64,
    limit: i64,
) -> Result<Vec<AuditEvent>, AppError> {
    let by = wanted.by();
    let order = if by.contains(&By::Time) { Order::Time } else { Order::Place };
    let place = match order {
        Order::Place => Some(Place { seq: before, at: 0 }),
        Order::Time => store::time_of(database.pool(), before).await?.map(|at| Place { seq: before, at }),
    };
    // What is newer than that place is not gone through.
    let until = place.filter(|_| order == Order::Time).map(|place| place.at.saturating_add(1));
    let until = [wanted.before, until].into_iter().flatten().min();
    let wanted = &Wanted { before: until, ..wanted.clone() };
    let way = way(database, wanted, &by).await?;
    Ok(store::page(database.pool(), wanted, (way, order), place, limit).await?)
}

/// Whatever few events match is looked at in whole; otherwise an index is gone through.
async fn way(database: &Database, wanted: &Wanted, by: &[By]) -> Result<Way, AppError> {
    if by.len() > 1 {
        for one in by {
            if store::count(database.pool(), wanted, *one, FEW + 1).await? <= FEW {
                return Ok(Way::Sorted(*one));
            }
        }
    }
    Ok(Way::Along(by.first().copied().unwrap_or(By::Nothing)))
}
