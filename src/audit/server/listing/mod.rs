//! Pages of the audit, newest first. The cost of a page does not depend on the length of the audit.

mod plan;
mod store;

use self::plan::{By, Cursor, Order, QueryPlan};
use super::filter::Filter;
use crate::{audit::AuditEvent, database::Database, error::AppError};

/// Up to this many matching events are all read and sorted.
const FEW: i64 = 2000;

/// The newest events that match, newest first, before the event number `before`: at most `limit`. With a time
/// filter they are sorted by time, otherwise by number. The two orders are the same unless a clock was wrong.
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
    // Do not read events that are newer than the cursor.
    let until = place.filter(|_| order == Order::Time).map(|place| place.at.saturating_add(1));
    let until = [filter.before, until].into_iter().flatten().min();
    let filter = &Filter { before: until, ..filter.clone() };
    let plan = plan(database, filter, &by).await?;
    Ok(store::page(database.pool(), filter, (plan, order), place, limit).await?)
}

/// Chooses the query plan. If one of several conditions matches few events, all of these are read; otherwise an
/// index is read in order.
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
