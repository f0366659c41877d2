//! The SQL of roles.

use sqlx::{AnyExecutor, Row, any::AnyRow};

use crate::{
    access::{Permissions, Role},
    directory::COUNT_MAX,
    role::RoleSummary,
    session::server::store::role_in,
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The description and the permissions of a role. `None`: there is no role with that name.
pub(super) async fn role_terms(db: impl AnyExecutor<'_>, role: &Role) -> Result<Option<(String, Permissions)>> {
    let sql = "SELECT name AS role, description, permissions FROM roles WHERE name = $1";
    let row = sqlx::query(sql).bind(role.name()).fetch_optional(db).await?;
    row.map(|row| Ok((row.try_get("description")?, role_in(&row)?.1))).transpose()
}

/// Every role: the built-in ones first, by increasing power, then the others by name. Their accounts are
/// counted up to one more than [`COUNT_MAX`].
pub(super) async fn roles(db: impl AnyExecutor<'_>) -> Result<Vec<RoleSummary>> {
    let sql = "SELECT r.name AS role, r.description, r.permissions, r.built_in, \
         (SELECT COUNT(*) FROM (SELECT 1 FROM accounts a WHERE a.role = r.name LIMIT $1) AS counted) AS accounts FROM roles r \
         ORDER BY CASE r.name WHEN 'member' THEN 0 WHEN 'moderator' THEN 1 WHEN 'administrator' THEN 2 ELSE 3 END, r.name";
    let rows = sqlx::query(sql).bind(COUNT_MAX.saturating_add(1)).fetch_all(db).await?;
    let read = |row: &AnyRow| {
        let (role, permissions) = role_in(row)?;
        let built_in = row.try_get::<i64, _>("built_in")? != 0;
        Ok(RoleSummary {
            role,
            permissions,
            description: row.try_get("description")?,
            built_in,
            accounts: row.try_get("accounts")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Inserts a role and its row of the policy. `false`: a role with that name exists.
pub(super) async fn insert_role(
    tx: &mut sqlx::AnyConnection,
    role: &Role,
    description: &str,
    permissions: Permissions,
    now: i64,
) -> Result<bool> {
    let inserted = sqlx::query(
        "INSERT INTO roles (name, description, permissions, built_in, created_at) VALUES ($1, $2, $3, 0, $4) \
         ON CONFLICT DO NOTHING",
    )
    .bind(role.name())
    .bind(description)
    .bind(permissions.names())
    .bind(now)
    .execute(&mut *tx)
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("INSERT INTO policies (role) VALUES ($1)").bind(role.name()).execute(tx).await?;
    Ok(true)
}

/// Changes the description and the permissions of a role.
pub(super) async fn update_role(
    db: impl AnyExecutor<'_>,
    role: &Role,
    description: &str,
    permissions: Permissions,
) -> Result<()> {
    let query = sqlx::query("UPDATE roles SET description = $2, permissions = $3 WHERE name = $1");
    query.bind(role.name()).bind(description).bind(permissions.names()).execute(db).await.map(drop)
}

/// Deletes a role and its row of the policy. `false`: it is built in, or does not exist.
pub(super) async fn delete_role(tx: &mut sqlx::AnyConnection, role: &Role) -> Result<bool> {
    let deleted = sqlx::query("DELETE FROM roles WHERE name = $1 AND built_in = 0");
    if deleted.bind(role.name()).execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("DELETE FROM policies WHERE role = $1").bind(role.name()).execute(tx).await?;
    Ok(true)
}

/// Whether any account has this role.
pub(super) async fn is_role_in_use(db: impl AnyExecutor<'_>, role: &Role) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM accounts WHERE role = $1 LIMIT 1) AS counted";
    let count: i64 = sqlx::query_scalar(sql).bind(role.name()).fetch_one(db).await?;
    Ok(count > 0)
}

/// The name of an account's role.
pub(super) async fn role(db: impl AnyExecutor<'_>, id: &str) -> Result<String> {
    sqlx::query_scalar("SELECT role FROM accounts WHERE id = $1").bind(id).fetch_one(db).await
}

/// Changes the role of an account.
pub(super) async fn set_role(db: impl AnyExecutor<'_>, id: &str, role: &Role) -> Result<()> {
    let query = sqlx::query("UPDATE accounts SET role = $2 WHERE id = $1");
    query.bind(id).bind(role.name()).execute(db).await.map(drop)
}

/// Whether the policy ends the sessions of an account whose role changes.
pub(super) async fn role_change_ends(db: impl AnyExecutor<'_>) -> Result<bool> {
    let set: i64 = sqlx::query_scalar("SELECT role_change_ends FROM policies WHERE role = ''").fetch_one(db).await?;
    Ok(set != 0)
}
