//! The SQL of accounts. It contains no rules except those that must be atomic.

use sqlx::{AnyExecutor, FromRow};

use super::{account::Account, username::Username};
use crate::{access::Role, database::sql};

type Result<T> = std::result::Result<T, sqlx::Error>;

#[derive(FromRow)]
struct AccountRow {
    id: String,
    username: String,
    username_key: String,
    display_name: String,
    email: Option<String>,
    password_hash: String,
    role: String,
    created_at: i64,
    password_changed_at: i64,
    second_factor_at: Option<i64>,
    passkeys: i64,
}

impl TryFrom<AccountRow> for Account {
    type Error = sqlx::Error;

    fn try_from(row: AccountRow) -> Result<Self> {
        let role = Role::from_name(&row.role).ok_or_else(|| sqlx::Error::Decode("unknown role".into()))?;
        Ok(Self {
            id: row.id,
            username: row.username,
            username_key: row.username_key,
            display_name: row.display_name,
            email: row.email,
            password_hash: row.password_hash.into(),
            role,
            created_at: row.created_at,
            password_epoch: row.password_changed_at.to_be_bytes(),
            second_factor: row.second_factor_at.is_some(),
            passkeys: row.passkeys,
        })
    }
}

const SELECT: &str = "SELECT id, username, username_key, display_name, email, password_hash, role, created_at, \
     password_changed_at, second_factor_at, passkeys FROM accounts";

/// The account with that username key, unless it is closed.
pub(super) async fn find_by_key(db: impl AnyExecutor<'_>, key: &str) -> Result<Option<Account>> {
    let sql = sql!("{SELECT} WHERE username_key = $1 AND closed_at IS NULL", SELECT);
    let row: Option<AccountRow> = sqlx::query_as(sql).bind(key).fetch_optional(db).await?;
    row.map(Account::try_from).transpose()
}

/// The username key of the account with that verified e-mail address, unless it is closed.
pub(super) async fn find_key_by_email(db: impl AnyExecutor<'_>, email_key: &str) -> Result<Option<String>> {
    let sql = "SELECT username_key FROM accounts \
         WHERE email_key = $1 AND email_verified_at IS NOT NULL AND closed_at IS NULL";
    sqlx::query_scalar(sql).bind(email_key).fetch_optional(db).await
}

/// The account with that ID, unless it is closed.
pub(super) async fn find(db: impl AnyExecutor<'_>, id: &str) -> Result<Option<Account>> {
    let sql = sql!("{SELECT} WHERE id = $1 AND closed_at IS NULL", SELECT);
    let row: Option<AccountRow> = sqlx::query_as(sql).bind(id).fetch_optional(db).await?;
    row.map(Account::try_from).transpose()
}

/// The number of accounts with the name's key, and of those with its key or its skeleton.
pub(super) async fn count_alike(db: impl AnyExecutor<'_>, name: &Username) -> Result<(i64, i64)> {
    sqlx::query_as(
        "SELECT COUNT(CASE WHEN username_key = $1 THEN 1 END), COUNT(*) FROM accounts \
         WHERE username_key = $1 OR username_skeleton = $2",
    )
    .bind(&name.key)
    .bind(&name.skeleton)
    .fetch_one(db)
    .await
}

/// A new account's row.
pub(super) struct NewRow<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a Username,
    pub(super) email: Option<&'a str>,
    pub(super) email_key: Option<String>,
    pub(super) password_hash: &'a str,
    pub(super) role: &'a Role,
    pub(super) now: i64,
}

/// Inserts an account. `false`: an account with that name, or one that looks alike, exists.
pub(super) async fn insert(db: impl AnyExecutor<'_>, new: NewRow<'_>) -> Result<bool> {
    let inserted = sqlx::query(
        "INSERT INTO accounts (id, username, username_key, username_skeleton, display_name, email, \
         password_hash, role, created_at, password_changed_at, email_key) \
         VALUES ($1, $2, $3, $4, $2, $5, $6, $7, $8, $8, $9) ON CONFLICT DO NOTHING",
    )
    .bind(new.id)
    .bind(&new.name.shown)
    .bind(&new.name.key)
    .bind(&new.name.skeleton)
    .bind(new.email)
    .bind(new.password_hash)
    .bind(new.role.name())
    .bind(new.now)
    .bind(new.email_key)
    .execute(db)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Whether the role exists.
pub(super) async fn is_role(db: impl AnyExecutor<'_>, role: &Role) -> Result<bool> {
    let count: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM roles WHERE name = $1").bind(role.name()).fetch_one(db).await?;
    Ok(count > 0)
}

/// The number of administrators, including banned ones.
pub(super) async fn count_administrators(db: impl AnyExecutor<'_>) -> Result<i64> {
    sqlx::query_scalar("SELECT COUNT(*) FROM accounts WHERE role = 'administrator'").fetch_one(db).await
}

/// Serializes the transactions that add or remove administrators or roles.
pub(crate) async fn lock_administrators(db: impl AnyExecutor<'_>) -> Result<()> {
    sqlx::query("UPDATE locks SET taken = taken + 1 WHERE name = 'administrators'").execute(db).await.map(drop)
}

/// Locks the account's row until the transaction ends; `false` when there is no such account, or it
/// is closed.
pub(crate) async fn lock_account(db: impl AnyExecutor<'_>, id: &str) -> Result<bool> {
    let query = sqlx::query("UPDATE accounts SET role = role WHERE id = $1 AND closed_at IS NULL");
    Ok(query.bind(id).execute(db).await?.rows_affected() == 1)
}

/// Turns the emails about sign-ins on new devices on or off; `false`: they were already.
pub(crate) async fn set_new_device_notices(db: impl AnyExecutor<'_>, id: &str, is_on: bool) -> Result<bool> {
    let query = sqlx::query("UPDATE accounts SET new_device_notices = $2 WHERE id = $1 AND new_device_notices <> $2");
    Ok(query.bind(id).bind(i64::from(is_on)).execute(db).await?.rows_affected() == 1)
}

/// Changes the display name; `false` when the account was closed meanwhile.
pub(super) async fn set_display_name(db: impl AnyExecutor<'_>, id: &str, display_name: &str) -> Result<bool> {
    let query = sqlx::query("UPDATE accounts SET display_name = $2 WHERE id = $1 AND closed_at IS NULL");
    Ok(query.bind(id).bind(display_name).execute(db).await?.rows_affected() == 1)
}

/// The costs at which the passwords of accounts are hashed: the beginnings of their PHC strings, without the 67
/// characters of salt and digest. At most eight. Each is found from the previous one through the index, so the
/// time does not depend on the number of accounts.
pub(super) async fn hash_costs(db: impl AnyExecutor<'_>) -> Result<Vec<String>> {
    const NEXT: &str = "SELECT CASE WHEN length(password_hash) > 67 \
         THEN substr(password_hash, 1, length(password_hash) - 67) ELSE '' END AS cost FROM accounts \
         WHERE closed_at IS NULL AND CASE WHEN length(password_hash) > 67 \
         THEN substr(password_hash, 1, length(password_hash) - 67) ELSE '' END";
    let sql = sql!(
        "WITH RECURSIVE costs (cost) AS (SELECT '' UNION ALL \
         SELECT ({NEXT} > c.cost ORDER BY cost LIMIT 1) FROM costs c WHERE c.cost IS NOT NULL) \
         SELECT cost FROM costs WHERE cost > '' LIMIT 8",
        NEXT
    );
    sqlx::query_scalar(sql).fetch_all(db).await
}

/// Replaces the hash of a password with another one of the same password, unless the password was changed
/// meanwhile.
pub(super) async fn upgrade_hash(db: impl AnyExecutor<'_>, id: &str, old: &str, new: &str) -> Result<()> {
    let query = sqlx::query("UPDATE accounts SET password_hash = $3 WHERE id = $1 AND password_hash = $2");
    query.bind(id).bind(old).bind(new).execute(db).await.map(drop)
}

/// Replaces the hash of the password. Returns the recorded time of the change, or `None` if the password was
/// changed meanwhile. Each change gets a second of its own, even if there are two within one, so that a session
/// that was started with an earlier password cannot pass for one with this password.
pub(super) async fn set_password(
    db: impl AnyExecutor<'_>,
    id: &str,
    epoch: i64,
    hash: &str,
    now: i64,
) -> Result<Option<i64>> {
    let query = sqlx::query_scalar(
        "UPDATE accounts SET password_hash = $3, password_changed_at = \
         CASE WHEN password_changed_at < $4 THEN $4 ELSE password_changed_at + 1 END \
         WHERE id = $1 AND password_changed_at = $2 RETURNING password_changed_at",
    );
    query.bind(id).bind(epoch).bind(hash).bind(now).fetch_optional(db).await
}
