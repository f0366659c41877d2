//! The SQL of the policy and of its changes. The view `limits` computes the values in force for each role.

use sqlx::{AnyExecutor, AssertSqlSafe, FromRow, Row};

use crate::policy::{SETTINGS, Setting};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The values that have been set: for everyone (role `""`) and for each role, in the order of [`SETTINGS`].
pub(super) async fn all(db: impl AnyExecutor<'_>) -> Result<Vec<(String, Vec<Option<i64>>)>> {
    let columns: Vec<_> = SETTINGS.iter().map(|setting| setting.name).collect();
    let sql = format!("SELECT role, {} FROM policies ORDER BY role", columns.join(", "));
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(db).await?;
    let read = |row: &sqlx::any::AnyRow| {
        let values: Result<Vec<_>> = SETTINGS.iter().map(|setting| row.try_get(setting.name)).collect();
        Ok((row.try_get("role")?, values?))
    };
    rows.iter().map(read).collect()
}

/// The values in force for each role, in the order of [`SETTINGS`]. The view contains the settings that can
/// differ between roles.
pub(super) async fn limits(db: impl AnyExecutor<'_>) -> Result<Vec<(String, Vec<i64>)>> {
    let column = |setting: &Setting| format!("{}.{}", if setting.per_role { "l" } else { "e" }, setting.name);
    let columns: Vec<_> = SETTINGS.iter().map(column).collect();
    let sql =
        format!("SELECT l.role, {} FROM limits l JOIN policies e ON e.role = '' ORDER BY l.role", columns.join(", "));
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(db).await?;
    let read = |row: &sqlx::any::AnyRow| {
        let values: Result<Vec<_>> = SETTINGS.iter().map(|setting| row.try_get(setting.name)).collect();
        Ok((row.try_get("role")?, values?))
    };
    rows.iter().map(read).collect()
}

/// Sets one value; `None`: the same as for everyone. Returns `false` if there is no such role.
pub(super) async fn set(db: impl AnyExecutor<'_>, role: &str, setting: &Setting, value: Option<i64>) -> Result<bool> {
    // The name of the column comes from `SETTINGS`.
    let sql = format!("UPDATE policies SET {} = $2 WHERE role = $1", setting.name);
    let set = sqlx::query(AssertSqlSafe(sql)).bind(role).bind(value).execute(db).await?;
    Ok(set.rows_affected() == 1)
}

/// How long the audit is kept, in seconds.
pub(super) async fn audit(db: impl AnyExecutor<'_>) -> Result<i64> {
    sqlx::query_scalar("SELECT audit FROM policies WHERE role = ''").fetch_one(db).await
}

/// How long ended sessions and expired links are kept, in seconds.
pub(super) async fn history(db: impl AnyExecutor<'_>) -> Result<i64> {
    sqlx::query_scalar("SELECT history FROM policies WHERE role = ''").fetch_one(db).await
}

/// The minimum length and score of a new password, the sign-up mode, and whether any role allows “remember me”.
pub(crate) async fn terms(db: impl AnyExecutor<'_>) -> Result<(i64, i64, i64, i64)> {
    let sql = "SELECT password_min_length, password_score, sign_up, (SELECT MAX(remembered) FROM limits) \
         FROM policies WHERE role = ''";
    sqlx::query_as(sql).fetch_one(db).await
}

/// How long a password reset link works, in seconds.
pub(crate) async fn reset_link(db: impl AnyExecutor<'_>) -> Result<i64> {
    sqlx::query_scalar("SELECT reset_link FROM policies WHERE role = ''").fetch_one(db).await
}

/// A recorded change of the policy.
#[derive(Debug, FromRow)]
pub(crate) struct RecordedChange {
    pub(crate) id: String,
    pub(crate) at: i64,
    pub(crate) changed_by: Option<String>,
    /// The display name of the person who made the change.
    pub(crate) display_name: Option<String>,
    pub(crate) ended: i64,
    pub(crate) undoes: Option<String>,
    /// The values before and after, as JSON.
    pub(crate) settings: String,
}

const RECORDED: &str = "SELECT c.id, c.at, c.changed_by, a.display_name, c.ended, c.undoes, c.settings \
     FROM policy_changes c LEFT JOIN accounts a ON a.id = c.changed_by";

/// Records a change.
pub(crate) async fn record(db: impl AnyExecutor<'_>, change: &RecordedChange) -> Result<()> {
    sqlx::query(
        "INSERT INTO policy_changes (id, at, changed_by, ended, undoes, settings) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&change.id)
    .bind(change.at)
    .bind(&change.changed_by)
    .bind(change.ended)
    .bind(&change.undoes)
    .bind(&change.settings)
    .execute(db)
    .await
    .map(drop)
}

/// Records how many sessions a change has ended.
pub(crate) async fn set_ended(db: impl AnyExecutor<'_>, id: &str, ended: i64) -> Result<()> {
    sqlx::query("UPDATE policy_changes SET ended = $2 WHERE id = $1").bind(id).bind(ended).execute(db).await.map(drop)
}

/// The newest changes, newest first.
pub(crate) async fn recent_changes(db: impl AnyExecutor<'_>, most: i64) -> Result<Vec<RecordedChange>> {
    let sql = format!("{RECORDED} ORDER BY c.id DESC LIMIT $1");
    sqlx::query_as(AssertSqlSafe(sql)).bind(most).fetch_all(db).await
}

/// One change.
pub(crate) async fn find_change(db: impl AnyExecutor<'_>, id: &str) -> Result<Option<RecordedChange>> {
    sqlx::query_as(AssertSqlSafe(format!("{RECORDED} WHERE c.id = $1"))).bind(id).fetch_optional(db).await
}
