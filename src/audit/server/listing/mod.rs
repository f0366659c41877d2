//! Pages of the audit, the newest first: found so that a page costs the same however long the audit is.

mod plan;
mod store;

use self::plan::{By, Cursor, Order, QueryPlan};
use super::filter::Filter;
use crate::{audit::AuditEvent, database::Database, error::AppError};

/// Events that are so few that all of them are looked at.
const FEW: i64 = 2000;

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
