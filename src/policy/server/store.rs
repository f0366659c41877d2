//! The SQL of the policy and of its changes. The view `limits` computes the values in force for each role.

use sqlx::{AnyConnection, AnyExecutor, FromRow, Row, any::AnyRow};

use crate::{
    database::sql,
    policy::{Setting, Values},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The values set for everyone (role `""`) and for each role. Those of features are empty.
pub(super) async fn own(db: impl AnyExecutor<'_>) -> Result<Vec<(String, Values<Option<i64>>)>> {
    let read = |row: &AnyRow| Ok((row.try_get("role")?, read(row, Setting::is_own)?));
    sqlx::query("SELECT * FROM policies ORDER BY role").fetch_all(db).await?.iter().map(read).collect()
}

/// Reads the values of the settings that are columns of a row; others are the default of their type.
fn read<'r, T>(row: &'r AnyRow, is_column: impl Fn(&Setting) -> bool) -> Result<Values<T>>
where
    T: Default + sqlx::Decode<'r, sqlx::Any> + sqlx::Type<sqlx::Any>,
{
    let mut failed = Ok(());
    let values = Values::of(|setting| {
        let value = if is_column(setting) { row.try_get(setting.name) } else { Ok(T::default()) };
        value.unwrap_or_else(|error| {
            failed = Err(error);
            T::default()
        })
    });
    failed.map(|()| values)
}

/// The values in force for each role, by the view `limits`. Those of features are 0.
pub(super) async fn limits(db: impl AnyExecutor<'_>) -> Result<Vec<(String, Values<i64>)>> {
    // The view has the settings of which roles can have their own value.
    let in_view = |setting: &Setting| setting.is_own() && setting.per_role;
    let read = |row: &AnyRow| Ok((row.try_get("role")?, read(row, in_view)?));
    sqlx::query("SELECT * FROM limits ORDER BY role").fetch_all(db).await?.iter().map(read).collect()
}

/// The values set for settings of features: role, setting and value.
pub(super) async fn of_features(db: impl AnyExecutor<'_>) -> Result<Vec<(String, String, i64)>> {
    sqlx::query_as("SELECT role, setting, value FROM policy_values").fetch_all(db).await
}

/// The values of a feature's setting, for everyone and for a role.
pub(super) async fn of_feature(
    db: impl AnyExecutor<'_>,
    setting: &str,
    role: &str,
) -> Result<(Option<i64>, Option<i64>)> {
    let sql = "SELECT (SELECT value FROM policy_values WHERE setting = $1 AND role = ''), \
         (SELECT value FROM policy_values WHERE setting = $1 AND role = $2)";
    sqlx::query_as(sql).bind(setting).bind(role).fetch_one(db).await
}

/// Sets one value; `None` resets it. Returns `false` if there is no such role.
pub(super) async fn set(tx: &mut AnyConnection, role: &str, setting: &Setting, value: Option<i64>) -> Result<bool> {
    if setting.is_own() {
        // The column's name is one of our own settings.
        let sql = sql!("UPDATE policies SET {name} = $2 WHERE role = $1", name = setting.name);
        let set = sqlx::query(sql).bind(role).bind(value).execute(tx).await?;
        return Ok(set.rows_affected() == 1);
    }
    let scopes: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM policies WHERE role = $1").bind(role).fetch_one(&mut *tx).await?;
    if scopes == 0 {
        return Ok(false);
    }
    let old = sqlx::query("DELETE FROM policy_values WHERE role = $1 AND setting = $2");
    old.bind(role).bind(setting.name).execute(&mut *tx).await?;
    if let Some(value) = value {
        let new = sqlx::query("INSERT INTO policy_values (role, setting, value) VALUES ($1, $2, $3)");
        new.bind(role).bind(setting.name).bind(value).execute(tx).await?;
    }
    Ok(true)
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
    let sql = "SELECT password_min_length, password_score, sign_up, (SELECT MAX(remember_me) FROM limits) \
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
pub(super) async fn record(db: impl AnyExecutor<'_>, change: &RecordedChange) -> Result<()> {
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
    let sql = sql!("{RECORDED} ORDER BY c.id DESC LIMIT $1", RECORDED);
    sqlx::query_as(sql).bind(most).fetch_all(db).await
}

/// One change.
pub(crate) async fn find_change(db: impl AnyExecutor<'_>, id: &str) -> Result<Option<RecordedChange>> {
    sqlx::query_as(sql!("{RECORDED} WHERE c.id = $1", RECORDED)).bind(id).fetch_optional(db).await
}
