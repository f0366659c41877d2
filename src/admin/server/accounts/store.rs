//! The SQL of the list of accounts. The places of a page are found first, by indexes; what is told
//! of each account is looked up for those alone.

use std::fmt::Write;

use sqlx::{Any, AnyExecutor, AssertSqlSafe, any::AnyArguments, query::QueryScalar};

use super::{Cursor, Sort, State, Wanted};
use crate::{
    access::{Permissions, Role},
    admin::{
        AccountSummary, COUNT_MAX,
        server::store::{read, select},
    },
    session::server::store::{ban_in_force, role_in},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

enum Value<'a> {
    Text(&'a str),
    Number(i64),
}

/// A condition on the accounts `a`, and the values of its parameters; `$1` is the time.
struct Condition<'a> {
    sql: String,
    values: Vec<Value<'a>>,
}

impl<'a> Condition<'a> {
    /// The name of a new parameter with that value.
    fn value(&mut self, value: Value<'a>) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    fn and(&mut self, sql: &str) {
        // Writing to a text does not fail.
        let _ = write!(self.sql, " AND {sql}");
    }

    fn of(wanted: &'a Wanted, now: i64) -> Self {
        let mut this = Self { sql: "a.closed_at IS NULL".to_owned(), values: vec![Value::Number(now)] };
        let banned = format!("(SELECT b.account_id FROM bans b WHERE {})", ban_in_force("$1"));
        match wanted.state {
            State::Open => {}
            State::Good => this.and(&format!("a.id NOT IN {banned}")),
            State::Banned => this.and(&format!("a.id IN {banned}")),
            State::Closed => "a.closed_at IS NOT NULL".clone_into(&mut this.sql),
        }
        if let Some(role) = &wanted.role {
            let role = this.value(Value::Text(role.name()));
            this.and(&format!("a.role = {role}"));
        }
        if let Some(since) = wanted.seen_since {
            let since = this.value(Value::Number(since));
            this.and(&format!("a.last_seen_at >= {since}"));
        }
        if wanted.never_seen {
            this.and("a.last_seen_at = 0");
        }
        if let Some(search) = &wanted.search {
            let mut begins = |column: &str, (first, beyond): &'a (String, String)| {
                let (first, beyond) = (this.value(Value::Text(first)), this.value(Value::Text(beyond)));
                format!("SELECT id FROM accounts WHERE {column} >= {first} AND {column} < {beyond}")
            };
            let found = [
                begins("username_key", &search.folded),
                begins("LOWER(display_name)", &search.lower),
                begins("LOWER(email)", &search.lower),
            ];
            this.and(&format!("a.id IN ({})", found.join(" UNION ")));
        }
        this
    }

    fn after(&mut self, cursor: &'a Cursor) {
        let sql = match cursor {
            Cursor::Name(key) => format!("a.username_key > {}", self.value(Value::Text(key))),
            Cursor::Time(sort, at, id) => {
                let (at, id) = (self.value(Value::Number(*at)), self.value(Value::Text(id)));
                format!("({}, a.id) < ({at}, {id})", column(*sort))
            }
        };
        self.and(&sql);
    }
}

fn column(sort: Sort) -> &'static str {
    match sort {
        Sort::Name => "a.username_key",
        Sort::Newest => "a.created_at",
        Sort::LastActive => "a.last_seen_at",
    }
}

fn order(sort: Sort) -> String {
    match sort {
        Sort::Name => column(sort).to_owned(),
        Sort::Newest | Sort::LastActive => format!("{} DESC, a.id DESC", column(sort)),
    }
}

/// So many accounts that match, in order, after the cursor.
pub(super) async fn list(
    db: impl AnyExecutor<'_>,
    wanted: &Wanted,
    after: Option<&Cursor>,
    limit: i64,
    now: i64,
) -> Result<Vec<AccountSummary>> {
    let mut condition = Condition::of(wanted, now);
    if let Some(cursor) = after {
        condition.after(cursor);
    }
    let limit = condition.value(Value::Number(limit));
    let order = order(wanted.sort);
    let places = format!("SELECT a.id FROM accounts a WHERE {} ORDER BY {order} LIMIT {limit}", condition.sql);
    let from = format!("({places}) AS found JOIN accounts a ON a.id = found.id");
    let mut query = sqlx::query(AssertSqlSafe(format!("{} ORDER BY {order}", select(&from))));
    for value in condition.values {
        query = match value {
            Value::Text(text) => query.bind(text),
            Value::Number(number) => query.bind(number),
        };
    }
    query.fetch_all(db).await?.iter().map(read).collect()
}

/// How many match, counted no further than one beyond [`COUNT_MAX`].
pub(super) async fn count(db: impl AnyExecutor<'_>, wanted: &Wanted, now: i64) -> Result<i64> {
    let mut condition = Condition::of(wanted, now);
    let limit = condition.value(Value::Number(COUNT_MAX.saturating_add(1)));
    let sql =
        format!("SELECT COUNT(*) FROM (SELECT a.id FROM accounts a WHERE {} LIMIT {limit}) AS found", condition.sql);
    let mut query: QueryScalar<'_, Any, i64, AnyArguments> = sqlx::query_scalar(AssertSqlSafe(sql));
    for value in condition.values {
        query = match value {
            Value::Text(text) => query.bind(text),
            Value::Number(number) => query.bind(number),
        };
    }
    query.fetch_one(db).await
}

/// The key by which an account is sorted among names.
pub(super) async fn username_key(db: impl AnyExecutor<'_>, id: &str) -> Result<String> {
    sqlx::query_scalar("SELECT username_key FROM accounts WHERE id = $1").bind(id).fetch_one(db).await
}

/// Every role with what it permits: those that are built in first, least first, then by name.
pub(super) async fn roles(db: impl AnyExecutor<'_>) -> Result<Vec<(Role, Permissions)>> {
    let sql = "SELECT r.name AS role, r.permissions FROM roles r ORDER BY CASE r.name WHEN 'member' THEN 0 \
         WHEN 'moderator' THEN 1 WHEN 'administrator' THEN 2 ELSE 3 END, r.name";
    sqlx::query(sql).fetch_all(db).await?.iter().map(role_in).collect()
}
