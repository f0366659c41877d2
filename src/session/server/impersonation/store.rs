//! The SQL of impersonation.

use sqlx::{AnyExecutor, FromRow, Row, any::AnyRow};

use super::target::Target;
use crate::{
    access::{CLOCK_SKEW, IMPERSONATION_HOLDS},
    database::sql,
    session::server::{
        selector::{ImpersonationSelector, SessionSelector},
        store::{ban_in_force, role_in},
    },
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The row of a new impersonation.
pub(super) struct NewRow<'a> {
    pub(super) id: &'a str,
    pub(super) session_id: &'a str,
    pub(super) impersonator_id: &'a str,
    pub(super) account_id: &'a str,
    pub(super) reason: &'a str,
    pub(super) now: i64,
}

/// Inserts an impersonation. `false`: the session has ended.
pub(super) async fn insert(db: impl AnyExecutor<'_>, new: NewRow<'_>) -> Result<bool> {
    let inserted = sqlx::query(
        "INSERT INTO impersonations (id, session_id, impersonator_id, account_id, reason, started_at) \
         SELECT $1, s.id, s.account_id, $4, $5, $6 FROM sessions s \
         WHERE s.id = $2 AND s.account_id = $3 AND s.ended_at IS NULL",
    )
    .bind(new.id)
    .bind(new.session_id)
    .bind(new.impersonator_id)
    .bind(new.account_id)
    .bind(new.reason)
    .bind(new.now)
    .execute(db)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// The impersonated account in its current state. `None`: it is closed or does not exist.
pub(super) async fn target(db: impl AnyExecutor<'_>, account_id: &str, now: i64) -> Result<Option<Target>> {
    let sql = sql!(
        "SELECT a.id, a.username, a.display_name, a.email, a.role, r.permissions, \
         (SELECT COUNT(*) FROM bans b WHERE b.account_id = a.id AND {ban_in_force}) AS bans \
         FROM accounts a JOIN roles r ON r.name = a.role WHERE a.id = $1 AND a.closed_at IS NULL",
        ban_in_force = ban_in_force("$2")
    );
    let read = |row: AnyRow| {
        let (role, permissions) = role_in(&row)?;
        Ok(Target {
            account_id: row.try_get("id")?,
            username: row.try_get("username")?,
            display_name: row.try_get("display_name")?,
            email: row.try_get("email")?,
            role,
            permissions,
            is_banned: row.try_get::<i64, _>("bans")? > 0,
        })
    };
    let row = sqlx::query(sql).bind(account_id).bind(now).fetch_optional(db).await?;
    row.map(read).transpose()
}

/// An impersonation that has just ended.
#[derive(FromRow)]
pub(super) struct EndedRow {
    pub(super) id: String,
    pub(super) impersonator_id: String,
    pub(super) account_id: String,
}

/// Ends an impersonation at that time. `None`: it had already been ended.
pub(super) async fn end(db: impl AnyExecutor<'_>, id: &str, at: i64) -> Result<Option<EndedRow>> {
    sqlx::query_as(
        "UPDATE impersonations SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL \
         RETURNING id, impersonator_id, account_id",
    )
    .bind(id)
    .bind(at)
    .fetch_optional(db)
    .await
}

/// Ends the selected impersonations, at the latest when their time was up. Returns those that it ended.
pub(super) async fn end_selected(
    db: impl AnyExecutor<'_>,
    those: ImpersonationSelector<'_>,
    now: i64,
) -> Result<Vec<EndedRow>> {
    let (condition, subject) = match those {
        ImpersonationSelector::Of(SessionSelector::Account { account_id, .. }) => ("account_id = $2", account_id),
        // Checked for each impersonation, because few are open and a role may have a million accounts.
        ImpersonationSelector::Owned(Some(role)) => {
            ("EXISTS (SELECT 1 FROM accounts a WHERE a.id = account_id AND a.role = $2)", role.name())
        }
        ImpersonationSelector::Owned(None) => ("id <> $2", ""),
        ImpersonationSelector::Of(
            SessionSelector::Secret(_) | SessionSelector::Session(_) | SessionSelector::Own { .. },
        ) => return Ok(Vec::new()),
        ImpersonationSelector::Account(id) => ("(account_id = $2 OR impersonator_id = $2)", id),
        ImpersonationSelector::Role(role) => (
            "EXISTS (SELECT 1 FROM accounts a WHERE a.id IN (account_id, impersonator_id) AND a.role = $2)",
            role.name(),
        ),
    };
    let sql = sql!(
        "UPDATE impersonations SET ended_at = CASE WHEN started_at + {IMPERSONATION_HOLDS} < $1 \
         THEN started_at + {IMPERSONATION_HOLDS} ELSE $1 END WHERE ended_at IS NULL AND {condition} \
         RETURNING id, impersonator_id, account_id",
        IMPERSONATION_HOLDS,
        condition
    );
    sqlx::query_as(sql).bind(now).bind(subject).fetch_all(db).await
}

/// An impersonation that is over but has not been ended.
#[derive(FromRow)]
pub(super) struct OverdueRow {
    pub(super) id: String,
    pub(super) account_id: String,
    pub(super) due_at: i64,
}

/// Some impersonations that are over, by time or with their session, but have not been ended.
pub(super) async fn over(db: impl AnyExecutor<'_>, most: i64, now: i64) -> Result<Vec<OverdueRow>> {
    let sql = sql!(
        "SELECT i.id, i.account_id, CASE WHEN s.ended_at < i.started_at + {IMPERSONATION_HOLDS} THEN s.ended_at \
         ELSE i.started_at + {IMPERSONATION_HOLDS} END AS due_at \
         FROM impersonations i JOIN sessions s ON s.id = i.session_id \
         WHERE i.ended_at IS NULL AND (i.started_at + {IMPERSONATION_HOLDS} <= $1 OR i.started_at - {CLOCK_SKEW} > $1 \
         OR s.ended_at IS NOT NULL) LIMIT $2",
        IMPERSONATION_HOLDS,
        CLOCK_SKEW
    );
    sqlx::query_as(sql).bind(now).bind(most).fetch_all(db).await
}

/// The open impersonation in a session: its ID and the ID of the impersonated account.
pub(super) async fn of_session(db: impl AnyExecutor<'_>, session_id: &str) -> Result<Option<(String, String)>> {
    let sql = "SELECT id, account_id FROM impersonations WHERE session_id = $1 AND ended_at IS NULL";
    sqlx::query_as(sql).bind(session_id).fetch_optional(db).await
}
