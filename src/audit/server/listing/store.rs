//! The SQL of pages of the audit. Only the condition that the query plan has chosen is written so that an index
//! can be used. All others are written so that none can, because each engine would choose by its estimate of
//! the number of rows.

use sqlx::AnyExecutor;

use super::plan::{By, Cursor, Order, QueryPlan};
use crate::{
    audit::{
        AuditEvent, Outcome,
        server::{
            filter::Filter,
            store::{COLUMNS, NAMES, read},
        },
    },
    database::{Conditions, Sql, sql},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Adds the conditions that an index finds.
fn find<'a>(conditions: &mut Conditions<'a>, filter: &'a Filter, by: By) {
    match by {
        By::Time => times(conditions, filter, "e.at"),
        By::Address => conditions.add("o.address = {}", &filter.address),
        By::Account | By::Act | By::RefusedAct => {
            if let Some(act) = filter.act {
                conditions.add("e.act = {}", act);
            }
        }
        By::Refusal | By::Nothing => {}
    }
    let finds_refusals = matches!(by, By::Account | By::RefusedAct | By::Refusal);
    if finds_refusals && filter.outcome == Some(Outcome::Refused) {
        // A literal, because the indexes of refusals are limited to that value.
        conditions.push("e.outcome = 'refused'");
    }
}

fn times(conditions: &mut Conditions<'_>, filter: &Filter, column: &'static str) {
    for (sign, time) in [(">=", filter.since), ("<", filter.before)] {
        if let Some(time) = time {
            let time = conditions.bind(time);
            conditions.push(sql!("{column} {sign} {time}", column, sign, time));
        }
    }
}

/// Adds all other conditions, so that no index is used for them.
fn check<'a>(conditions: &mut Conditions<'a>, filter: &'a Filter, found: By) {
    if found != By::Time {
        times(conditions, filter, "e.at + 0");
    }
    if found != By::Account && !filter.account.is_empty() {
        conditions.add("(e.actor || '' = {} OR e.subject || '' = {})", &filter.account);
    }
    if found != By::Address && !filter.address.is_empty() {
        conditions.add("o.address || '' = {}", &filter.address);
    }
    let finds_act = matches!(found, By::Account | By::Act | By::RefusedAct);
    if let Some(act) = filter.act.filter(|_| !finds_act) {
        conditions.add("e.act || '' = {}", act);
    }
    let finds_refusals = matches!(found, By::Account | By::RefusedAct | By::Refusal);
    let is_found = |outcome: &Outcome| finds_refusals && *outcome == Outcome::Refused;
    if let Some(outcome) = filter.outcome.filter(|outcome| !is_found(outcome)) {
        conditions.add("e.outcome || '' = {}", outcome.name());
    }
}

/// The events, and their origins if the filter has an address.
fn tables(filter: &Filter) -> &'static str {
    if filter.address.is_empty() { "audit_events e" } else { "audit_origins o JOIN audit_events e ON e.seq = o.seq" }
}

/// The events that match, in order, before that cursor: at most `limit`.
pub(super) async fn page(
    db: impl AnyExecutor<'_>,
    filter: &Filter,
    (plan, order): (QueryPlan, Order),
    before: Option<Cursor>,
    limit: i64,
) -> Result<Vec<AuditEvent>> {
    let (QueryPlan::Along(by) | QueryPlan::Sorted(by)) = plan;
    let is_along = matches!(plan, QueryPlan::Along(_)) && (order == Order::Cursor || by == By::Time);
    let seq = if by == By::Address { "o.seq" } else { "e.seq" };
    let place = match (order, is_along) {
        (Order::Cursor, true) => sql!("{seq}", seq),
        (Order::Cursor, false) => sql!("{seq} + 0", seq),
        (Order::Time, true) => sql!("e.at, {seq}", seq),
        (Order::Time, false) => sql!("e.at + 0, {seq}", seq),
    };
    let mut conditions = Conditions::default();
    find(&mut conditions, filter, by);
    check(&mut conditions, filter, by);
    match (before, order) {
        (None, _) => {}
        (Some(before), Order::Cursor) => {
            let seq = conditions.bind(before.seq);
            conditions.push(sql!("{place} < {seq}", place, seq));
        }
        (Some(before), Order::Time) => {
            let (at, seq) = (conditions.bind(before.at), conditions.bind(before.seq));
            conditions.push(sql!("({place}) < ({at}, {seq})", place, at, seq));
        }
    }
    let (all, limit) = (conditions.all(), conditions.bind(limit));
    let descending = place.replace(", ", " DESC, ");
    let select = |condition: Sql| {
        sql!(
            "SELECT e.seq, e.at FROM {tables} WHERE {condition} AND {all} ORDER BY {descending} DESC LIMIT {limit}",
            tables = tables(filter),
            condition,
            all,
            descending,
            limit
        )
    };
    // Events by an account and events about it have separate indexes.
    let found = if by == By::Account {
        let account = conditions.bind(&filter.account);
        let by_account = select(sql!("e.actor = {account} AND e.actor <> e.subject", account));
        let about_account = select(sql!("e.subject = {account}", account));
        let by = if order == Order::Time { "at DESC, seq" } else { "seq" };
        sql!(
            "SELECT seq, at FROM (SELECT seq, at FROM ({by_account}) AS done UNION ALL \
             SELECT seq, at FROM ({about_account}) AS about) AS either ORDER BY {by} DESC LIMIT {limit}",
            by_account,
            about_account,
            by,
            limit
        )
    } else {
        select("1 = 1".into())
    };
    let by = if order == Order::Time { "found.at DESC, found.seq" } else { "found.seq" };
    let sql = sql!(
        "SELECT {COLUMNS} FROM ({found}) AS found JOIN audit_events e ON e.seq = found.seq {NAMES} ORDER BY {by} DESC",
        COLUMNS,
        found,
        NAMES,
        by
    );
    conditions.query(sql).fetch_all(db).await?.iter().map(read).collect()
}

/// How many events `by` finds, counted up to `most`.
pub(super) async fn count(db: impl AnyExecutor<'_>, filter: &Filter, by: By, most: i64) -> Result<i64> {
    let mut conditions = Conditions::default();
    find(&mut conditions, filter, by);
    let (all, limit) = (conditions.all(), conditions.bind(most));
    let found = match by {
        By::Account => {
            let account = conditions.bind(&filter.account);
            let select = |condition: Sql| {
                sql!("SELECT 1 FROM audit_events e WHERE {condition} AND {all} LIMIT {limit}", condition, all, limit)
            };
            let by_account = select(sql!("e.actor = {account} AND e.actor <> e.subject", account));
            let about_account = select(sql!("e.subject = {account}", account));
            sql!(
                "SELECT 1 FROM ({by_account}) AS done UNION ALL SELECT 1 FROM ({about_account}) AS about",
                by_account,
                about_account
            )
        }
        By::Address => sql!("SELECT 1 FROM audit_origins o WHERE {all} LIMIT {limit}", all, limit),
        _ => sql!("SELECT 1 FROM audit_events e WHERE {all} LIMIT {limit}", all, limit),
    };
    let sql = sql!("SELECT COUNT(*) FROM ({found}) AS found", found);
    conditions.query_scalar(sql).fetch_one(db).await
}

/// The time of the event with that number or, if retention has deleted it, of the next one.
pub(super) async fn time_of(db: impl AnyExecutor<'_>, seq: i64) -> Result<Option<i64>> {
    let query = sqlx::query_scalar("SELECT at FROM audit_events WHERE seq >= $1 ORDER BY seq LIMIT 1");
    query.bind(seq).fetch_optional(db).await
}
