//! Pages of the audit, the newest first: found so that a page costs the same however long the audit is.

mod store;

use self::store::{Cursor, Order, QueryPlan};
use super::filter::Filter;
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

impl Filter {
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
    filter: &Filter,
    before: i64,
    limit: i64,
) -> Result<Vec<AuditEvent>, AppError> {
    let by = filter.by();
    let order = if by.contains(&By::Time) { Order::Time } else { Order::Cursor };
    let place = match order {
        Order::Cursor => Some(Cursor { seq: before, at: 0 }),
        Order::Time => store::time_of(database.pool(), before).await?.map(|at| Cursor { seq: before, at }),
    };
    // What is newer than that place is not gone through.
    let until = place.filter(|_| order == Order::Time).map(|place| place.at.saturating_add(1));
    let until = [filter.before, until].into_iter().flatten().min();
    let filter = &Filter { before: until, ..filter.clone() };
    let plan = plan(database, filter, &by).await?;
    Ok(store::page(database.pool(), filter, (plan, order), place, limit).await?)
}

/// Whatever few events match is looked at in whole; otherwise an index is gone through.
async fn plan(database: &Database, filter: &Filter, by: &[By]) -> Result<QueryPlan, AppError> {
    if by.len() > 1 {
        for one in by {
            if store::count(database.pool(), filter, *one, FEW + 1).await? <= FEW {
                return Ok(QueryPlan::Sorted(*one));
            }
        }
    }
    Ok(QueryPlan::Along(by.first().copied().unwrap_or(By::Nothing)))
}
