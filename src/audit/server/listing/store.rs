//! The SQL of pages of the audit. Only the condition that the query plan has chosen is written so that an index
//! can be used. All others are written so that none can, because each engine would choose by its estimate of
//! the number of rows.

use sqlx::{Any, AnyExecutor, AssertSqlSafe, any::AnyArguments, query::Query, query::QueryScalar};

use super::plan::{By, Cursor, Order, QueryPlan};
use crate::audit::{
    AuditEvent, Outcome,
    server::{
        filter::Filter,
        store::{COLUMNS, NAMES, read},
    },
};

type Result<T> = std::result::Result<T, sqlx::Error>;

enum Value<'a> {
    Text(&'a str),
    Number(i64),
}

/// Conditions on the events `e` and their origins `o`, and the values of their parameters.
#[derive(Default)]
struct Conditions<'a> {
    written: Vec<String>,
    values: Vec<Value<'a>>,
}

impl<'a> Conditions<'a> {
    /// Adds a condition, in which `?` stands for the value.
    fn add(&mut self, condition: &str, value: Value<'a>) {
        let parameter = self.value(value);
        self.written.push(condition.replace('?', &parameter));
    }

    /// Adds a parameter with that value and returns its name.
    fn value(&mut self, value: Value<'a>) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    /// Adds the conditions for which an index is used.
    fn find(&mut self, filter: &'a Filter, by: By) {
        match by {
            By::Time => self.times(filter, "e.at"),
            By::Address => self.add("o.address = ?", Value::Text(&filter.address)),
            By::Account | By::Act | By::RefusedAct => {
                if let Some(act) = filter.act {
                    self.add("e.act = ?", Value::Text(act));
                }
            }
            By::Refusal | By::Nothing => {}
        }
        let finds_refusals = matches!(by, By::Account | By::RefusedAct | By::Refusal);
        if finds_refusals && filter.outcome == Some(Outcome::Refused) {
            // A literal, because the indexes of refusals contain only this outcome.
            self.written.push("e.outcome = 'refused'".to_owned());
        }
    }

    fn times(&mut self, filter: &Filter, column: &str) {
        for (sign, time) in [(">=", filter.since), ("<", filter.before)] {
            if let Some(time) = time {
                self.add(&format!("{column} {sign} ?"), Value::Number(time));
            }
        }
    }

    /// Adds all other conditions, for which no index is used.
    fn check(&mut self, filter: &'a Filter, found: By) {
        if found != By::Time {
            self.times(filter, "e.at + 0");
        }
        if found != By::Account && !filter.account.is_empty() {
            let account = self.value(Value::Text(&filter.account));
            self.written.push(format!("(e.actor || '' = {account} OR e.subject || '' = {account})"));
        }
        if found != By::Address && !filter.address.is_empty() {
            self.add("o.address || '' = ?", Value::Text(&filter.address));
        }
        let finds_act = matches!(found, By::Account | By::Act | By::RefusedAct);
        if let Some(act) = filter.act.filter(|_| !finds_act) {
            self.add("e.act || '' = ?", Value::Text(act));
        }
        let finds_refusals = matches!(found, By::Account | By::RefusedAct | By::Refusal);
        let is_found = |outcome: &Outcome| finds_refusals && *outcome == Outcome::Refused;
        if let Some(outcome) = filter.outcome.filter(|outcome| !is_found(outcome)) {
            self.add("e.outcome || '' = ?", Value::Text(outcome.name()));
        }
    }

    fn sql(&self) -> String {
        let all: Vec<_> = ["1 = 1"].into_iter().chain(self.written.iter().map(String::as_str)).collect();
        all.join(" AND ")
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
        (Order::Cursor, true) => seq.to_owned(),
        (Order::Cursor, false) => format!("{seq} + 0"),
        (Order::Time, true) => format!("e.at, {seq}"),
        (Order::Time, false) => format!("e.at + 0, {seq}"),
    };
    let mut conditions = Conditions::default();
    conditions.find(filter, by);
    conditions.check(filter, by);
    match (before, order) {
        (None, _) => {}
        (Some(before), Order::Cursor) => conditions.add(&format!("{place} < ?"), Value::Number(before.seq)),
        (Some(before), Order::Time) => {
            let (at, seq) = (conditions.value(Value::Number(before.at)), conditions.value(Value::Number(before.seq)));
            conditions.written.push(format!("({place}) < ({at}, {seq})"));
        }
    }
    let limit = conditions.value(Value::Number(limit));
    let select = |condition: &str| {
        let (tables, conditions, descending) = (tables(filter), conditions.sql(), place.replace(", ", " DESC, "));
        format!(
            "SELECT e.seq, e.at FROM {tables} WHERE {condition}{conditions} ORDER BY {descending} DESC LIMIT {limit}"
        )
    };
    // The events of an account are of two kinds, each with its own indexes.
    let found = if by == By::Account {
        let account = format!("${}", conditions.values.len() + 1);
        let of = |condition: String| select(&condition);
        let (done, borne) = (
            of(format!("e.actor = {account} AND e.actor <> e.subject AND ")),
            of(format!("e.subject = {account} AND ")),
        );
        let by = if order == Order::Time { "at DESC, seq" } else { "seq" };
        format!(
            "SELECT seq, at FROM (SELECT seq, at FROM ({done}) AS done UNION ALL SELECT seq, at FROM ({borne}) AS borne) \
             AS either ORDER BY {by} DESC LIMIT {limit}"
        )
    } else {
        select("")
    };
    if by == By::Account {
        conditions.values.push(Value::Text(&filter.account));
    }
    let by = if order == Order::Time { "found.at DESC, found.seq" } else { "found.seq" };
    let sql = format!(
        "SELECT {COLUMNS} FROM ({found}) AS found JOIN audit_events e ON e.seq = found.seq {NAMES} ORDER BY {by} DESC"
    );
    let mut query: Query<'_, Any, AnyArguments> = sqlx::query(AssertSqlSafe(sql));
    for value in &conditions.values {
        query = match value {
            Value::Text(text) => query.bind(*text),
            Value::Number(number) => query.bind(*number),
        };
    }
    query.fetch_all(db).await?.iter().map(read).collect()
}

/// How many events `by` finds, counted up to `most`.
pub(super) async fn count(db: impl AnyExecutor<'_>, filter: &Filter, by: By, most: i64) -> Result<i64> {
    let mut conditions = Conditions::default();
    conditions.find(filter, by);
    let limit = conditions.value(Value::Number(most));
    let select = |from: &str, condition: String| format!("SELECT 1 FROM {from} WHERE {condition} LIMIT {limit}");
    let found = match by {
        By::Account => {
            let account = conditions.value(Value::Text(&filter.account));
            let of = |condition: String| select("audit_events e", format!("{condition} AND {}", conditions.sql()));
            let done = of(format!("e.actor = {account} AND e.actor <> e.subject"));
            let borne = of(format!("e.subject = {account}"));
            format!("SELECT 1 FROM ({done}) AS done UNION ALL SELECT 1 FROM ({borne}) AS borne")
        }
        By::Address => select("audit_origins o", conditions.sql()),
        _ => select("audit_events e", conditions.sql()),
    };
    let sql = format!("SELECT COUNT(*) FROM ({found}) AS found");
    let mut query: QueryScalar<'_, Any, i64, AnyArguments> = sqlx::query_scalar(AssertSqlSafe(sql));
    for value in &conditions.values {
        query = match value {
            Value::Text(text) => query.bind(*text),
            Value::Number(number) => query.bind(*number),
        };
    }
    query.fetch_one(db).await
}

/// The time of the event with that number or, if retention has deleted it, of the next one.
pub(super) async fn time_of(db: impl AnyExecutor<'_>, seq: i64) -> Result<Option<i64>> {
    let query = sqlx::query_scalar("SELECT at FROM audit_events WHERE seq >= $1 ORDER BY seq LIMIT 1");
    query.bind(seq).fetch_optional(db).await
}
