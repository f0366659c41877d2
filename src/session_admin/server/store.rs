//! The SQL of all live sessions. It contains only the conditions that the filter has, so that an index can be
//! used.

use sqlx::{AnyExecutor, Row, any::AnyRow};

use crate::{
    access::{Permissions, Role},
    database::{Conditions, Sql, sql},
    directory::server::store::escaped,
    session::{
        SessionSummary,
        server::{
            Viewer,
            store::{is_live, role_in},
            summary, summary_columns,
        },
    },
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A filter; `None` matches everything. The `bool` of each condition says whether so few accounts or sessions
/// match that they are found first and then sorted. Otherwise sessions are read in order.
#[derive(Clone, Debug, Default)]
pub(super) struct StoredFilter {
    /// A pattern for the username key.
    pub(super) account: Option<(String, bool)>,
    /// The role of the account.
    pub(super) role: Option<(Role, bool)>,
    /// A pattern for the address.
    pub(super) address: Option<(String, bool)>,
    /// One of these `User-Agent`s.
    pub(super) agents: Option<(Vec<String>, bool)>,
}

/// The `LIKE` pattern of texts that begin with `text`; with `is_whole`, of that text only.
pub(super) fn pattern(text: &str, is_whole: bool) -> String {
    escaped(text) + if is_whole { "" } else { "%" }
}

/// A live session with its account and its `User-Agent`.
pub(super) struct Found {
    pub(super) account_id: String,
    pub(super) username: String,
    pub(super) role: Role,
    pub(super) permissions: Permissions,
    pub(super) session: SessionSummary,
    pub(super) user_agent: String,
}

/// A position in the list: when the session before it was last active, and its ID.
pub(super) type Cursor = (i64, String);

/// Rewrites a condition so that no index is used for it. PostgreSQL estimates that it matches one row in three,
/// and therefore reads in order.
fn unindexed(condition: &Sql) -> Sql {
    sql!("CASE WHEN {condition} THEN 1 ELSE 0 END > 0", condition)
}

/// The live sessions that match, most recently active first, after that cursor: at most `limit`.
pub(super) async fn live(
    db: impl AnyExecutor<'_>,
    filter: &StoredFilter,
    (at, id): &Cursor,
    limit: i64,
    from: Viewer<'_>,
    now: i64,
) -> Result<Vec<Found>> {
    let mut conditions = Conditions::default();
    let (now, at, id) = (conditions.bind(now), conditions.bind(*at), conditions.bind(id));
    conditions.push(is_live(now));
    conditions.push(sql!("s.last_seen_at <= {at} AND (s.last_seen_at < {at} OR s.id < {id})", at, id));
    let mut any_few = false;
    // Conditions that many match are written so that no index is used for them.
    let mut add = |condition: Sql, few: bool| {
        any_few |= few;
        if few { condition } else { unindexed(&condition) }
    };
    if let Some((agents, few)) = &filter.agents {
        let agents: Vec<_> = agents.iter().map(|agent| conditions.bind(agent)).collect();
        conditions.push(add(sql!("s.user_agent IN ({agents})", agents = Sql::join(agents, ", ")), *few));
    }
    if let Some((pattern, few)) = &filter.account {
        let pattern = conditions.bind(pattern);
        let named = sql!("username_key LIKE {pattern} ESCAPE '!'", pattern);
        let found = sql!("s.account_id IN (SELECT id FROM accounts WHERE {named})", named);
        conditions.push(add(if *few { found } else { sql!("a.{named}", named) }, *few));
    }
    if let Some((role, few)) = &filter.role {
        let role = conditions.bind(role.name());
        let found = sql!("s.account_id IN (SELECT id FROM accounts WHERE role = {role})", role);
        conditions.push(add(if *few { found } else { sql!("a.role = {role}", role) }, *few));
    }
    if let Some((pattern, few)) = &filter.address {
        let pattern = conditions.bind(pattern);
        conditions.push(add(sql!("s.address LIKE {pattern} ESCAPE '!'", pattern), *few));
    }
    let order = if any_few { "s.last_seen_at + 0" } else { "s.last_seen_at" };
    let limit = conditions.bind(limit);
    let sql = sql!(
        "SELECT {columns}, s.account_id, a.username, a.role, r.permissions FROM sessions s \
         JOIN accounts a ON a.id = s.account_id JOIN roles r ON r.name = a.role JOIN limits p ON p.role = a.role \
         WHERE {all} ORDER BY {order} DESC, s.id DESC LIMIT {limit}",
        columns = summary_columns(),
        all = conditions.all(),
        order,
        limit
    );
    conditions.query(sql).fetch_all(db).await?.iter().map(|row| read(row, from)).collect()
}

fn read(row: &AnyRow, from: Viewer<'_>) -> Result<Found> {
    let (role, permissions) = role_in(row)?;
    Ok(Found {
        account_id: row.try_get("account_id")?,
        username: row.try_get("username")?,
        role,
        permissions,
        session: summary(row, from)?,
        user_agent: row.try_get("user_agent")?,
    })
}

/// How many accounts have that role, counted up to `most`.
pub(super) async fn count_with_role(db: impl AnyExecutor<'_>, role: &Role, most: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM (SELECT id FROM accounts WHERE role = $1 LIMIT $2) AS counted";
    sqlx::query_scalar(sql).bind(role.name()).bind(most).fetch_one(db).await
}

/// How many accounts have a username key that matches the pattern, counted up to `most`.
pub(super) async fn count_named(db: impl AnyExecutor<'_>, pattern: &str, most: i64) -> Result<i64> {
    let sql =
        "SELECT COUNT(*) FROM (SELECT id FROM accounts WHERE username_key LIKE $1 ESCAPE '!' LIMIT $2) AS counted";
    sqlx::query_scalar(sql).bind(pattern).bind(most).fetch_one(db).await
}

/// How many sessions that have not been ended have an address that matches the pattern, counted up to `most`.
pub(super) async fn count_from(db: impl AnyExecutor<'_>, pattern: &str, most: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM (SELECT id FROM sessions WHERE ended_at IS NULL AND address LIKE $1 ESCAPE '!' \
         LIMIT $2) AS counted";
    sqlx::query_scalar(sql).bind(pattern).bind(most).fetch_one(db).await
}

/// The distinct `User-Agent`s of sessions that have not been ended: at most `most`.
pub(super) async fn agents(db: impl AnyExecutor<'_>, most: i64) -> Result<Vec<String>> {
    // Steps from each to the next in the index, however many sessions have it.
    let sql = "WITH RECURSIVE found(agent, place) AS (\
         SELECT (SELECT MIN(s.user_agent) FROM sessions s WHERE s.ended_at IS NULL), CAST(1 AS BIGINT) UNION ALL \
         SELECT (SELECT MIN(s.user_agent) FROM sessions s WHERE s.ended_at IS NULL AND s.user_agent > found.agent), \
         found.place + 1 FROM found WHERE found.agent IS NOT NULL AND found.place < $1) \
         SELECT agent FROM found WHERE agent IS NOT NULL";
    sqlx::query_scalar(sql).bind(most).fetch_all(db).await
}

/// How many sessions that have not been ended have one of these `User-Agent`s, counted up to `most`.
pub(super) async fn count_with_agents(db: impl AnyExecutor<'_>, agents: &[String], most: i64) -> Result<i64> {
    let mut values = Conditions::default();
    let limit = values.bind(most);
    let agents: Vec<_> = agents.iter().map(|agent| values.bind(agent)).collect();
    let sql = sql!(
        "SELECT COUNT(*) FROM (SELECT id FROM sessions WHERE ended_at IS NULL AND user_agent IN ({agents}) \
         LIMIT {limit}) AS counted",
        agents = Sql::join(agents, ", "),
        limit
    );
    values.query_scalar(sql).fetch_one(db).await
}
