//! The SQL of the list of accounts. The IDs of a page are found first, through indexes; the details are read
//! for these accounts only.

use std::fmt::Write;

use sqlx::{Any, AnyExecutor, AssertSqlSafe, any::AnyArguments, query::QueryScalar};

use super::filter::{Cursor, Filter, Search, Sort, State};
use crate::{
    directory::server::store::{read, select},
    directory::{AccountSummary, COUNT_MAX},
    session::server::store::ban_in_force,
};

type Result<T> = std::result::Result<T, sqlx::Error>;

enum Value<'a> {
    Text(&'a str),
    Number(i64),
}

/// How a page of a list is found.
#[derive(Clone, Copy, Debug)]
pub(super) struct QueryPlan {
    /// Whether at most [`COUNT_MAX`] accounts match the search, in each of username, display name and e-mail
    /// address, or there is no search.
    pub(super) finds_few: bool,
    /// Whether an index is read in the order of the list until the page is full, because many accounts match.
    /// If few do, they are found first and then sorted.
    pub(super) walks: bool,
}

/// A part of a list that is sorted by name. Accounts whose username matches the search come first, and those
/// that match otherwise follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    Whole,
    Named,
    Others,
}

/// A statement on the accounts `a` under construction, with the values of its parameters; `$1` is the time.
struct Statement<'a> {
    from: &'static str,
    conditions: String,
    values: Vec<Value<'a>>,
}

impl<'a> Statement<'a> {
    /// Selects the accounts that match. If an index is read in order, all other conditions are written so that
    /// no other index is used.
    fn of(filter: &'a Filter, plan: QueryPlan, segment: Segment, now: i64) -> Self {
        let conditions = closed(filter).to_owned();
        let mut this = Self { from: "accounts a", conditions, values: vec![Value::Number(now)] };
        let banned = format!("EXISTS (SELECT 1 FROM bans b WHERE b.account_id = a.id AND {})", ban_in_force("$1"));
        match filter.state {
            State::Open | State::Closed => {}
            State::Good => this.and(&format!("NOT {banned}")),
            State::Banned if plan.walks => this.and(&banned),
            State::Banned => {
                this.from = "bans b JOIN accounts a ON a.id = b.account_id";
                this.and(&ban_in_force("$1"));
            }
        }
        if let Some(role) = &filter.role {
            // Each sort order has an index within a role.
            let role = this.value(Value::Text(role.name()));
            this.and(&format!("a.role = {role}"));
        }
        let seen = if plan.walks && filter.sort != Sort::LastActive { "a.last_seen_at + 0" } else { "a.last_seen_at" };
        if let Some(since) = filter.seen_since {
            let since = this.value(Value::Number(since));
            this.and(&format!("{seen} >= {since}"));
        }
        if filter.never_seen {
            this.and(&format!("{seen} = 0"));
        }
        match (&filter.search, segment) {
            (Some(search), Segment::Whole) => this.begins(search, plan.finds_few),
            (Some(search), Segment::Named) => {
                let column = if plan.walks || plan.finds_few { BY[0] } else { "a.username_key || ''" };
                let named = this.within(column, &search.folded);
                this.and(&named);
            }
            (Some(search), Segment::Others) => {
                this.begins(search, plan.finds_few);
                let named = this.within("a.username_key || ''", &search.folded);
                this.and(&format!("NOT ({named})"));
            }
            (None, _) => {}
        }
        this
    }

    fn begins(&mut self, search: &'a Search, finds_few: bool) {
        if finds_few {
            let found =
                BY.map(|column| format!("SELECT id FROM accounts WHERE {}", self.within(column, search.by(column))));
            self.and(&format!("a.id IN ({})", found.join(" UNION ")));
        } else {
            let rows = ["a.username_key || ''", "LOWER(a.display_name || '')", "LOWER(a.email || '')"];
            let of = |(row, column): (&str, &str)| format!("({})", self.within(row, search.by(column)));
            let found: Vec<_> = rows.into_iter().zip(BY).map(of).collect();
            self.and(&format!("({})", found.join(" OR ")));
        }
    }

    /// Adds the cursor after which the page begins.
    fn after(&mut self, filter: &Filter, plan: QueryPlan, cursor: Option<&'a Cursor>) {
        let column = column(filter.sort, plan);
        let sql = match cursor {
            None => return,
            Some(Cursor::Name(key) | Cursor::Other(key)) => format!("{column} > {}", self.value(Value::Text(key))),
            Some(Cursor::Time(_, at, id)) => {
                let (at, id) = (self.value(Value::Number(*at)), self.value(Value::Text(id)));
                format!("({column}, a.id) < ({at}, {id})")
            }
        };
        self.and(&sql);
    }

    fn within(&mut self, column: &str, (first, beyond): &'a (String, String)) -> String {
        let (first, beyond) = (self.value(Value::Text(first)), self.value(Value::Text(beyond)));
        format!("{column} >= {first} AND {column} < {beyond}")
    }

    /// Adds a parameter with that value and returns its name.
    fn value(&mut self, value: Value<'a>) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    fn and(&mut self, sql: &str) {
        // Writing to a String cannot fail.
        let _ = write!(self.conditions, " AND {sql}");
    }

    /// Counts what the statement selects.
    async fn count(self, db: impl AnyExecutor<'_>, sql: String) -> Result<i64> {
        let mut query: QueryScalar<'_, Any, i64, AnyArguments> = sqlx::query_scalar(AssertSqlSafe(sql));
        for value in self.values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Number(number) => query.bind(number),
            };
        }
        query.fetch_one(db).await
    }
}

fn closed(filter: &Filter) -> &'static str {
    if filter.state == State::Closed { "a.closed_at IS NOT NULL" } else { "a.closed_at IS NULL" }
}

/// The columns of the prefix search; each has an index.
const BY: [&str; 3] = ["username_key", "LOWER(display_name)", "LOWER(email)"];

impl Search {
    fn by(&self, column: &str) -> &(String, String) {
        if column == BY[0] { &self.folded } else { &self.lower }
    }
}

/// The column of a sort order, written so that its index is used only if it is read in order.
fn column(sort: Sort, plan: QueryPlan) -> &'static str {
    match (sort, plan.walks) {
        (Sort::Name, true) => "a.username_key",
        (Sort::Name, false) => "a.username_key || ''",
        (Sort::Newest, true) => "a.created_at",
        (Sort::Newest, false) => "a.created_at + 0",
        (Sort::LastActive, true) => "a.last_seen_at",
        (Sort::LastActive, false) => "a.last_seen_at + 0",
    }
}

fn order(sort: Sort, plan: QueryPlan) -> String {
    match sort {
        Sort::Name => column(sort, plan).to_owned(),
        Sort::Newest | Sort::LastActive => format!("{} DESC, a.id DESC", column(sort, plan)),
    }
}

/// The accounts of a segment that match, in order, after the cursor: at most `limit`.
pub(super) async fn list(
    db: impl AnyExecutor<'_>,
    filter: &Filter,
    (plan, segment): (QueryPlan, Segment),
    after: Option<&Cursor>,
    limit: usize,
    now: i64,
) -> Result<Vec<AccountSummary>> {
    let mut places = Statement::of(filter, plan, segment, now);
    places.after(filter, plan, after);
    let limit = places.value(Value::Number(i64::try_from(limit).unwrap_or(i64::MAX)));
    let (from, conditions, by) = (places.from, &places.conditions, order(filter.sort, plan));
    let found = format!("SELECT a.id FROM {from} WHERE {conditions} ORDER BY {by} LIMIT {limit}");
    let rows = select(&format!("({found}) AS found JOIN accounts a ON a.id = found.id"));
    let by = order(filter.sort, QueryPlan { walks: false, ..plan });
    let mut query = sqlx::query(AssertSqlSafe(format!("{rows} ORDER BY {by}")));
    for value in places.values {
        query = match value {
            Value::Text(text) => query.bind(text),
            Value::Number(number) => query.bind(number),
        };
    }
    query.fetch_all(db).await?.iter().map(read).collect()
}

/// How many accounts match, counted up to one more than [`COUNT_MAX`].
pub(super) async fn count(db: impl AnyExecutor<'_>, filter: &Filter, finds_few: bool, now: i64) -> Result<i64> {
    let plan = QueryPlan { finds_few, walks: false };
    if let Some(search) = filter.search.as_ref().filter(|_| !finds_few && !filter.is_filtered()) {
        return count_found(db, search, closed(filter)).await;
    }
    let mut matching = Statement::of(filter, plan, Segment::Whole, now);
    let limit = matching.value(Value::Number(COUNT_MAX.saturating_add(1)));
    let (from, conditions) = (matching.from, &matching.conditions);
    let sql = format!("SELECT COUNT(*) FROM (SELECT a.id FROM {from} WHERE {conditions} LIMIT {limit}) AS found");
    matching.count(db, sql).await
}

/// The same for a search without other conditions: through its indexes, each read up to that number.
async fn count_found(db: impl AnyExecutor<'_>, search: &Search, closed: &str) -> Result<i64> {
    let values = vec![Value::Number(COUNT_MAX.saturating_add(1))];
    let mut found = Statement { from: "", conditions: String::new(), values };
    let found_by = BY.map(|column| {
        let begins = found.within(column, search.by(column));
        format!("SELECT id FROM (SELECT a.id FROM accounts a WHERE {closed} AND {begins} LIMIT $1) AS begun")
    });
    let sql = format!("SELECT COUNT(*) FROM ({}) AS found", found_by.join(" UNION "));
    Ok(found.count(db, sql).await?.min(COUNT_MAX.saturating_add(1)))
}

/// Whether at most [`COUNT_MAX`] accounts match the search, in each of username, display name and e-mail
/// address.
pub(super) async fn finds_few(db: impl AnyExecutor<'_>, search: &Search) -> Result<bool> {
    let mut most =
        Statement { from: "", conditions: String::new(), values: vec![Value::Number(COUNT_MAX.saturating_add(1))] };
    let counts = BY.map(|column| {
        let begins = most.within(column, search.by(column));
        format!("SELECT COUNT(*) AS count FROM (SELECT id FROM accounts WHERE {begins} LIMIT $1) AS found")
    });
    let sql = format!("SELECT MAX(count) FROM ({}) AS counts", counts.join(" UNION ALL "));
    Ok(most.count(db, sql).await? <= COUNT_MAX)
}

/// The username key of an account, by which the list is sorted.
pub(super) async fn username_key(db: impl AnyExecutor<'_>, id: &str) -> Result<String> {
    sqlx::query_scalar("SELECT username_key FROM accounts WHERE id = $1").bind(id).fetch_one(db).await
}
