//! The SQL that ends sessions and deletes those that ended long ago. No statement sets `ended_at` back to NULL.

use sqlx::{AnyExecutor, AnyPool, FromRow, Row, any::AnyRow};

use crate::{
    access::Ending,
    database::{Sql, sql},
    session::server::{
        cuts::is_not_cut,
        deadlines::{Deadlines, first_deadline, is_in_time},
        selector::SessionSelector,
        store::durations,
    },
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The clauses that select the limits `p` of the session `s`.
const LIMITS: &str = "FROM accounts a JOIN limits p ON p.role = a.role WHERE a.id = s.account_id";

/// The account ID of a session that has not been ended.
pub(super) async fn owner(db: impl AnyExecutor<'_>, which: SessionSelector<'_>) -> Result<Option<String>> {
    let (condition, subject, other) = which.condition();
    let condition = Sql::from(condition).replace("$4", "$1").replace("$5", "$2");
    let sql = sql!("SELECT s.account_id FROM sessions s WHERE s.ended_at IS NULL AND {condition}", condition);
    sqlx::query_scalar(sql).bind(subject).bind(other).fetch_optional(db).await
}

/// Ends sessions and clears their data. Returns the ending of each. Sessions that had already expired get that
/// as their ending, at their deadline.
pub(super) async fn end(
    db: impl AnyExecutor<'_>,
    which: SessionSelector<'_>,
    ending: Ending,
    by: Option<&str>,
    now: i64,
) -> Result<Vec<String>> {
    let (condition, subject, other) = which.condition();
    let (deadline, cause) = first_deadline();
    let over = sql!("{LIMITS} AND {deadline} <= $1", LIMITS, deadline);
    let sql = sql!(
        "UPDATE sessions AS s SET ended_at = COALESCE((SELECT {deadline} {over}), $1), \
         ending = COALESCE((SELECT {cause} {over}), $2), ended_by = $3, data = '{{}}' \
         WHERE s.ended_at IS NULL AND {condition} RETURNING ending",
        deadline,
        over,
        cause,
        condition
    );
    sqlx::query_scalar(sql).bind(now).bind(ending.name()).bind(by).bind(subject).bind(other).fetch_all(db).await
}

/// Whether a session has ended.
pub(super) async fn is_over(db: impl AnyExecutor<'_>, id: &str) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM sessions WHERE id = $1 AND ended_at IS NOT NULL";
    let over: i64 = sqlx::query_scalar(sql).bind(id).fetch_one(db).await?;
    Ok(over > 0)
}

/// A session that has expired.
pub(super) struct ExpiredRow {
    pub(super) id: String,
    pub(super) account_id: String,
    pub(super) last_seen_at: i64,
    pub(super) deadlines: Deadlines,
}

/// For roles with at most this many accounts, the sessions of each account are read. For larger roles, sessions are found
/// by time, which also reads those of other roles.
const FEW: i64 = 1000;

/// The condition that every session meets; it needs no bound.
const BY_ACCOUNT: &str = "$4 = $4";

/// The limits of a role, and how many accounts have it, counted up to one more than [`FEW`].
#[derive(FromRow)]
struct RoleLimits {
    role: String,
    idle: i64,
    absolute: i64,
    remember_me_idle: i64,
    remember_me_absolute: i64,
    accounts: i64,
}

/// Some sessions that have expired but have not been ended, except those that a cut has ended: its job updates
/// them. Does not read sessions that are far from their limits.
pub(super) async fn expired(db: &AnyPool, most: i64, now: i64) -> Result<Vec<ExpiredRow>> {
    let roles = sql!(
        "SELECT role, idle, absolute, remember_me_idle, remember_me_absolute, (SELECT COUNT(*) FROM \
         (SELECT 1 FROM accounts a WHERE a.role = p.role LIMIT {FEW} + 1) AS counted) AS accounts FROM limits p",
        FEW
    );
    let roles: Vec<RoleLimits> = sqlx::query_as(roles).fetch_all(db).await?;
    let mut found = Vec::new();
    for role in roles.iter().filter(|role| role.accounts > 0) {
        for (condition, bound) in role.searches(now) {
            let left = most - i64::try_from(found.len()).unwrap_or(most);
            if left > 0 {
                found.extend(expired_of(db, &role.role, condition, (now, bound), left).await?);
            }
        }
    }
    // A session can reach both limits.
    found.sort_by(|one, other| one.id.cmp(&other.id));
    found.dedup_by(|one, other| one.id == other.id);
    Ok(found)
}

impl RoleLimits {
    /// The conditions that together hold for every expired session `s` of this role, each with its bound `$4`.
    fn searches(&self, now: i64) -> Vec<(&'static str, i64)> {
        if self.accounts <= FEW {
            return vec![(BY_ACCOUNT, 0)];
        }
        vec![
            ("s.remember_me = 0 AND s.last_seen_at <= $4", now.saturating_sub(self.idle)),
            ("s.remember_me = 1 AND s.last_seen_at <= $4", now.saturating_sub(self.remember_me_idle)),
            ("s.remember_me = 0 AND s.created_at <= $4", now.saturating_sub(self.absolute)),
            ("s.remember_me = 1 AND s.created_at <= $4", now.saturating_sub(self.remember_me_absolute)),
            // Begun in the future, by a wrong clock.
            ("s.remember_me = 0 AND s.created_at > $4", now),
            ("s.remember_me = 1 AND s.created_at > $4", now),
        ]
    }
}

/// Some expired sessions of a role that meet the condition.
async fn expired_of(
    db: &AnyPool,
    role: &str,
    condition: &'static str,
    (now, bound): (i64, i64),
    most: i64,
) -> Result<Vec<ExpiredRow>> {
    // SQLite does not change the order of a CROSS JOIN: by time, or by account.
    let by_account = condition == BY_ACCOUNT;
    let tables = if by_account { "accounts a CROSS JOIN sessions s" } else { "sessions s CROSS JOIN accounts a" };
    let sql = sql!(
        "SELECT s.id, s.account_id, s.created_at, s.last_seen_at, s.remember_me, \
         p.idle, p.absolute, p.remember_me_idle, p.remember_me_absolute, p.idle_warning \
         FROM {tables} JOIN limits p ON p.role = a.role \
         WHERE a.id = s.account_id AND a.role = $3 AND s.ended_at IS NULL AND {condition} \
         AND NOT ({in_time}) AND {not_cut} LIMIT $2",
        tables,
        condition,
        in_time = is_in_time("$1"),
        not_cut = is_not_cut()
    );
    let read = |row: &AnyRow| {
        let (created_at, last_seen_at) = (row.try_get("created_at")?, row.try_get("last_seen_at")?);
        let remember_me = row.try_get::<i64, _>("remember_me")? != 0;
        Ok(ExpiredRow {
            id: row.try_get("id")?,
            account_id: row.try_get("account_id")?,
            last_seen_at,
            deadlines: Deadlines::of(durations(row)?, created_at, last_seen_at, remember_me),
        })
    };
    let query = sqlx::query(sql).bind(now).bind(most).bind(role).bind(bound);
    query.fetch_all(db).await?.iter().map(read).collect()
}

/// Ends an expired session at its deadline. `false`: it was active meanwhile, or has already been ended.
pub(super) async fn expire(
    db: impl AnyExecutor<'_>,
    id: &str,
    last_seen_at: i64,
    ending: Ending,
    at: i64,
) -> Result<bool> {
    let ended = sqlx::query(
        "UPDATE sessions SET ended_at = $2, ending = $3, data = '{}' \
         WHERE id = $1 AND ended_at IS NULL AND last_seen_at <= $4",
    );
    let ended = ended.bind(id).bind(at).bind(ending.name()).bind(last_seen_at).execute(db).await?;
    Ok(ended.rows_affected() == 1)
}

/// Ends every expired session of an account at its deadline or, with an `ending`, now and for that reason.
pub(super) async fn end_expired(
    db: impl AnyExecutor<'_>,
    account_id: &str,
    ending: Option<Ending>,
    now: i64,
) -> Result<u64> {
    let (deadline, cause) = first_deadline();
    let sql = sql!(
        "UPDATE sessions AS s SET data = '{{}}', \
         ended_at = (SELECT CASE WHEN $2 <> '' THEN $1 ELSE {deadline} END {LIMITS}), \
         ending = (SELECT CASE WHEN $2 <> '' THEN $2 ELSE {cause} END {LIMITS}) \
         WHERE s.ended_at IS NULL AND s.account_id = $3 AND (SELECT {deadline} {LIMITS}) <= $1",
        deadline,
        LIMITS,
        cause
    );
    let query = sqlx::query(sql).bind(now).bind(ending.map_or("", Ending::name));
    let ended = query.bind(account_id).execute(db).await?;
    Ok(ended.rows_affected())
}

/// Deletes some sessions that ended before that time. Returns how many.
pub(in crate::session::server) async fn remove_some(db: impl AnyExecutor<'_>, before: i64, most: i64) -> Result<u64> {
    let removed = sqlx::query(
        "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)",
    );
    Ok(removed.bind(before).bind(most).execute(db).await?.rows_affected())
}
