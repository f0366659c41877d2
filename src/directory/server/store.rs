//! The SQL of the directory. A ban is in force until it is lifted or its time is over.

use sqlx::{AnyExecutor, Row, any::AnyRow};

use crate::{
    access::{Permissions, Role},
    database::{Sql, sql},
    directory::{AccountSummary, BanSummary},
    session::server::store::{ban_in_force, is_live, role_in},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Selects the summaries of the accounts `a` in `from`; `$1` is the time.
pub(crate) fn select(from: impl Into<Sql>) -> Sql {
    let from = from.into();
    sql!(
        "SELECT a.id, a.username, a.display_name, a.email, a.role, r.permissions, a.created_at, \
         a.closed_at, a.last_seen_at, \
         b.reason AS ban_reason, b.note AS ban_note, b.created_at AS ban_since, b.until AS ban_until, \
         (SELECT COUNT(*) FROM sessions s WHERE s.account_id = a.id AND {live}) AS live_sessions \
         FROM {from} JOIN roles r ON r.name = a.role JOIN limits p ON p.role = a.role \
         LEFT JOIN bans b ON b.account_id = a.id AND {ban_in_force}",
        live = is_live("$1"),
        from,
        ban_in_force = ban_in_force("$1")
    )
}

/// Reads the account from a row of [`select`].
pub(crate) fn read(row: &AnyRow) -> Result<AccountSummary> {
    let (role, permissions) = role_in(row)?;
    let reason: Option<String> = row.try_get("ban_reason")?;
    let ban = match reason {
        None => None,
        Some(reason) => Some(BanSummary {
            reason,
            note: row.try_get("ban_note")?,
            since: row.try_get("ban_since")?,
            until: row.try_get("ban_until")?,
        }),
    };
    Ok(AccountSummary {
        id: row.try_get("id")?,
        username: row.try_get("username")?,
        display_name: row.try_get("display_name")?,
        email: row.try_get("email")?,
        role,
        permissions,
        created_at: row.try_get("created_at")?,
        closed_at: row.try_get("closed_at")?,
        last_seen_at: Some(row.try_get("last_seen_at")?).filter(|at| *at > 0),
        sessions: row.try_get("live_sessions")?,
        ban,
    })
}

/// Escapes a text for a `LIKE` pattern whose escape character is `!`.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// One account.
pub(crate) async fn find(db: impl AnyExecutor<'_>, id: &str, now: i64) -> Result<Option<AccountSummary>> {
    let row = sqlx::query(sql!("{select} WHERE a.id = $2", select = select("accounts a")))
        .bind(now)
        .bind(id)
        .fetch_optional(db)
        .await?;
    row.map(|row| read(&row)).transpose()
}

/// Whether this account is the only administrator who is not banned.
pub(crate) async fn leaves_no_administrator(db: impl AnyExecutor<'_>, id: &str, now: i64) -> Result<bool> {
    let sql = sql!(
        "SELECT COUNT(CASE WHEN a.id = $1 THEN 1 END), COUNT(CASE WHEN a.id <> $1 THEN 1 END) \
         FROM accounts a LEFT JOIN bans b ON b.account_id = a.id AND {ban_in_force} \
         WHERE a.role = 'administrator' AND b.id IS NULL",
        ban_in_force = ban_in_force("$2")
    );
    let (this, others): (i64, i64) = sqlx::query_as(sql).bind(id).bind(now).fetch_one(db).await?;
    Ok(this == 1 && others == 0)
}

/// The role of an account, and its permissions.
pub(crate) async fn role_of(db: impl AnyExecutor<'_>, id: &str) -> Result<Option<(Role, Permissions)>> {
    let sql = "SELECT a.role, r.permissions FROM accounts a JOIN roles r ON r.name = a.role WHERE a.id = $1";
    sqlx::query(sql).bind(id).fetch_optional(db).await?.map(|row| role_in(&row)).transpose()
}

/// The permissions of a role. `None`: there is no role with that name.
pub(crate) async fn permissions(db: impl AnyExecutor<'_>, role: &Role) -> Result<Option<Permissions>> {
    let sql = "SELECT name AS role, permissions FROM roles WHERE name = $1";
    let row = sqlx::query(sql).bind(role.name()).fetch_optional(db).await?;
    row.map(|row| Ok(role_in(&row)?.1)).transpose()
}

/// Every role with its permissions: the built-in ones first, by increasing power, then the others by name.
pub(crate) async fn roles(db: impl AnyExecutor<'_>) -> Result<Vec<(Role, Permissions)>> {
    let sql = "SELECT r.name AS role, r.permissions FROM roles r ORDER BY CASE r.name WHEN 'member' THEN 0 \
         WHEN 'moderator' THEN 1 WHEN 'administrator' THEN 2 ELSE 3 END, r.name";
    sqlx::query(sql).fetch_all(db).await?.iter().map(role_in).collect()
}

/// Whether a ban of the account is in force.
pub(crate) async fn is_banned(db: impl AnyExecutor<'_>, id: &str, now: i64) -> Result<bool> {
    let sql =
        sql!("SELECT 1 FROM bans b WHERE b.account_id = $1 AND {ban_in_force}", ban_in_force = ban_in_force("$2"));
    Ok(sqlx::query(sql).bind(id).bind(now).fetch_optional(db).await?.is_some())
}
