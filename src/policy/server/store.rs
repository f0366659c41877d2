//! The SQL of the policy. The view `limits` computes what holds for each role.

use sqlx::{AnyExecutor, AssertSqlSafe, Row};

use crate::policy::{SETTINGS, Setting};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// What has been set: for everyone (role `""`) and for each role, in the order of [`SETTINGS`].
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

/// What holds for each role, in the order of [`SETTINGS`].
pub(super) async fn limits(db: impl AnyExecutor<'_>) -> Result<Vec<(String, Vec<i64>)>> {
    // What a role cannot have a value of its own for is everyone's.
    let column = |setting: &Setting| match (setting.per_role, setting.name) {
        (true, name) => name.to_owned(),
        (false, name) => format!("(SELECT e.{name} FROM policies e WHERE e.role = '') AS {name}"),
    };
    let columns: Vec<_> = SETTINGS.iter().map(column).collect();
    let sql = format!("SELECT role, {} FROM limits ORDER BY role", columns.join(", "));
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(db).await?;
    let read = |row: &sqlx::any::AnyRow| {
        let values: Result<Vec<_>> = SETTINGS.iter().map(|setting| row.try_get(setting.name)).collect();
        Ok((row.try_get("role")?, values?))
    };
    rows.iter().map(read).collect()
}

/// Sets one value; `None`: as everyone.
pub(super) async fn set(db: impl AnyExecutor<'_>, role: &str, setting: &Setting, value: Option<i64>) -> Result<()> {
    // The column's name is one of the table's.
    let sql = format!("UPDATE policies SET {} = $2 WHERE role = $1", setting.name);
    sqlx::query(AssertSqlSafe(sql)).bind(role).bind(value).execute(db).await.map(drop)
}

/// How long the audit is kept.
pub(super) async fn audit(db: impl AnyExecutor<'_>) -> Result<i64> {
    sqlx::query_scalar("SELECT audit FROM policies WHERE role = ''").fetch_one(db).await
}

/// How long what is over is kept.
pub(super) async fn history(db: impl AnyExecutor<'_>) -> Result<i64> {
    sqlx::query_scalar("SELECT history FROM policies WHERE role = ''").fetch_one(db).await
}
