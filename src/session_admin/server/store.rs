//! The SQL of all live sessions. It contains only the conditions that the filter has, so that an index can be
//! used.

use sqlx::{AnyExecutor, AssertSqlSafe, Row, any::AnyRow};

use crate::{
    access::{Permissions, Role},
    directory::server::store::escaped,
    session::{
        SessionSummary,
        server::{
            SeenFrom,
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
fn checked(condition: &str) -> String {
    format!("CASE WHEN {condition} THEN 1 ELSE 0 END > 0")
}

/// The live sessions that match, most recently active first, after that cursor: at most `limit`.
pub(super) async fn live(
    db: impl AnyExecutor<'_>,
    filter: &StoredFilter,
    (at, id): &Cursor,
    limit: i64,
    from: SeenFrom<'_>,
    now: i64,
) -> Result<Vec<Found>> {
    let mut conditions = vec![is_live("$1"), "s.last_seen_at <= $2 AND (s.last_seen_at < $2 OR s.id < $3)".to_owned()];
    let mut texts = Vec::new();
    if let Some((agents, few)) = &filter.agents {
        let agents = agents.iter().map(|agent| {
            texts.push(agent.clone());
            format!("${}", texts.len() + 4)
        });
        let found = format!("s.user_agent IN ({})", agents.collect::<Vec<_>>().join(", "));
        conditions.push(if *few { found } else { checked(&found) });
    }
    let mut add = |condition: &str, text: String| {
        texts.push(text);
        conditions.push(condition.replace('?', &format!("${}", texts.len() + 4)));
    };
    let named = "s.account_id IN (SELECT id FROM accounts WHERE username_key LIKE ? ESCAPE '!')";
    let with_role = "s.account_id IN (SELECT id FROM accounts WHERE role = ?)";
    // Conditions that many match are written so that no index is used for them.
    match &filter.account {
        None => {}
        Some((pattern, true)) => add(named, pattern.clone()),
        Some((pattern, false)) => add(&checked("a.username_key LIKE ? ESCAPE '!'"), pattern.clone()),
    }
    match &filter.role {
        None => {}
        Some((role, true)) => add(with_role, role.name().to_owned()),
        Some((role, false)) => add(&checked("a.role = ?"), role.name().to_owned()),
    }
    match &filter.address {
        None => {}
        Some((pattern, true)) => add("s.address LIKE ? ESCAPE '!'", pattern.clone()),
        Some((pattern, false)) => add(&checked("s.address LIKE ? ESCAPE '!'"), pattern.clone()),
    }
    let are_few = [
        filter.account.as_ref().is_some_and(|(_, few)| *few),
        filter.role.as_ref().is_some_and(|(_, few)| *few),
        filter.address.as_ref().is_some_and(|(_, few)| *few),
        filter.agents.as_ref().is_some_and(|(_, few)| *few),
    ];
    let order = if are_few.contains(&true) { "s.last_seen_at + 0" } else { "s.last_seen_at" };
    let sql = format!(
        "SELECT {}, s.account_id, a.username, a.role, r.permissions FROM sessions s \
         JOIN accounts a ON a.id = s.account_id JOIN roles r ON r.name = a.role JOIN limits p ON p.role = a.role \
         WHERE {} ORDER BY {order} DESC, s.id DESC LIMIT $4",
        summary_columns(),
        conditions.join(" AND "),
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(now).bind(at).bind(id).bind(limit);
    for text in texts {
        query = query.bind(text);
    }
    query.fetch_all(db).await?.iter().map(|row| read(row, from)).collect()
}

fn read(row: &AnyRow, from: SeenFrom<'_>) -> Result<Found> {
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
    let names: Vec<_> = (0..agents.len()).map(|place| format!("${}", place + 2)).collect();
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT id FROM sessions WHERE ended_at IS NULL AND user_agent IN ({}) LIMIT $1) AS counted",
        names.join(", ")
    );
    let mut query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(most);
    for agent in agents {
        query = query.bind(agent);
    }
    query.fetch_one(db).await
}
