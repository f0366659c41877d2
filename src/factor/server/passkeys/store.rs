//! The SQL of passkeys.

use sqlx::{AnyExecutor, FromRow};

use crate::{
    database::{Connection, new_id},
    factor::server::{key_kind::KeyKind, store::VOID_TICKETS},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The row of a passkey or security key.
#[derive(FromRow)]
pub(crate) struct PasskeyRow {
    pub(crate) id: String,
    pub(super) account_id: String,
    pub(crate) credential_id: String,
    pub(super) credential: String,
    pub(crate) name: String,
    pub(crate) user_agent: String,
    pub(crate) created_at: i64,
    pub(crate) last_used_at: Option<i64>,
    kind: String,
}

impl PasskeyRow {
    pub(crate) fn key_kind(&self) -> KeyKind {
        if self.kind == KeyKind::SecurityKey.name() { KeyKind::SecurityKey } else { KeyKind::Passkey }
    }
}

const SELECT: &str =
    "SELECT id, account_id, credential_id, credential, name, user_agent, created_at, last_used_at, kind FROM passkeys";

/// The passkeys and security keys of an account, the oldest first.
pub(super) async fn of_account(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Vec<PasskeyRow>> {
    let sql = crate::database::sql!("{SELECT} WHERE account_id = $1 ORDER BY id", SELECT);
    sqlx::query_as(sql).bind(account_id).fetch_all(db).await
}

/// The passkey with this credential ID.
pub(super) async fn find(db: impl AnyExecutor<'_>, credential_id: &str) -> Result<Option<PasskeyRow>> {
    let sql = crate::database::sql!("{SELECT} WHERE credential_id = $1", SELECT);
    sqlx::query_as(sql).bind(credential_id).fetch_optional(db).await
}

/// A domain that passkeys are for, other than this one, and their number.
pub(super) async fn other_domain(db: impl AnyExecutor<'_>, domain: &str) -> Result<Option<(String, i64)>> {
    let sql = "SELECT domain, COUNT(*) FROM passkeys WHERE domain <> $1 GROUP BY domain ORDER BY domain LIMIT 1";
    sqlx::query_as(sql).bind(domain).fetch_optional(db).await
}

/// The accounts with passkeys for this domain.
pub(super) async fn owners(db: impl AnyExecutor<'_>, domain: &str) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT account_id FROM passkeys WHERE domain = $1 ORDER BY account_id";
    sqlx::query_scalar(sql).bind(domain).fetch_all(db).await
}

/// A new passkey.
pub(super) struct NewRow<'a> {
    pub(super) kind: KeyKind,
    pub(super) account_id: &'a str,
    pub(super) credential_id: &'a str,
    pub(super) credential: &'a str,
    pub(super) domain: &'a str,
    pub(super) user_agent: &'a str,
    pub(super) now: i64,
}

/// Adds a passkey. `false`: there is one with that ID, or the account has reached the limit.
pub(super) async fn add(tx: &mut Connection, new: NewRow<'_>, most: i64) -> Result<bool> {
    let counted = match new.kind {
        KeyKind::Passkey => sqlx::query("UPDATE accounts SET passkeys = passkeys + 1 WHERE id = $1 AND passkeys < $2")
            .bind(new.account_id)
            .bind(most),
        KeyKind::SecurityKey => sqlx::query(
            "UPDATE accounts SET security_keys = security_keys + 1, second_factor_at = COALESCE(second_factor_at, $3) \
             WHERE id = $1 AND security_keys < $2",
        )
        .bind(new.account_id)
        .bind(most)
        .bind(new.now),
    };
    let counted = counted.execute(&mut *tx).await?;
    if new.kind == KeyKind::SecurityKey {
        // A ticket was for what was lost before.
        sqlx::query(VOID_TICKETS).bind(new.account_id).execute(&mut *tx).await?;
    }
    if counted.rows_affected() != 1 {
        return Ok(false);
    }
    let sql = "INSERT INTO passkeys (id, account_id, credential_id, credential, domain, name, user_agent, created_at, kind) \
         VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8) ON CONFLICT DO NOTHING";
    let query = sqlx::query(sql).bind(new_id()).bind(new.account_id).bind(new.credential_id).bind(new.credential);
    let query = query.bind(new.domain).bind(new.user_agent).bind(new.now).bind(new.kind.name());
    Ok(query.execute(tx).await?.rows_affected() == 1)
}

/// Notes that a passkey was used, with its new state. `false`: it is gone, or was used meanwhile.
pub(super) async fn note_use(db: impl AnyExecutor<'_>, id: &str, (old, new): (&str, &str), now: i64) -> Result<bool> {
    let sql = "UPDATE passkeys SET credential = $3, last_used_at = $4 WHERE id = $1 AND credential = $2";
    Ok(sqlx::query(sql).bind(id).bind(old).bind(new).bind(now).execute(db).await?.rows_affected() == 1)
}

/// Names a passkey. `false`: it is gone.
pub(super) async fn rename(db: impl AnyExecutor<'_>, account_id: &str, id: &str, name: &str) -> Result<bool> {
    let query = sqlx::query("UPDATE passkeys SET name = $3 WHERE account_id = $1 AND id = $2");
    Ok(query.bind(account_id).bind(id).bind(name).execute(db).await?.rows_affected() == 1)
}

/// Removes a passkey.
pub(super) async fn remove(tx: &mut Connection, account_id: &str, id: &str) -> Result<()> {
    let query = sqlx::query("DELETE FROM passkeys WHERE account_id = $1 AND id = $2");
    query.bind(account_id).bind(id).execute(&mut *tx).await?;
    recount(tx, account_id).await
}

/// Removes the passkeys of an account, for this domain or for all, and what its devices were asked to sign. Returns how many
/// passkeys there were.
pub(super) async fn remove_all(
    tx: &mut Connection,
    account_id: &str,
    domain: Option<&str>,
    kind: Option<KeyKind>,
) -> Result<u64> {
    forget_challenges(tx, account_id).await?;
    let query = sqlx::query(
        "DELETE FROM passkeys WHERE account_id = $1 AND ($2 = '' OR domain = $2) AND ($3 = '' OR kind = $3)",
    );
    let removed = query
        .bind(account_id)
        .bind(domain.unwrap_or_default())
        .bind(kind.map_or("", KeyKind::name))
        .execute(&mut *tx)
        .await?
        .rows_affected();
    recount(tx, account_id).await?;
    Ok(removed)
}

/// Removes what the devices of an account were asked to sign.
pub(super) async fn forget_challenges(tx: &mut Connection, account_id: &str) -> Result<()> {
    let query = sqlx::query("DELETE FROM passkey_challenges WHERE account_id = $1");
    query.bind(account_id).execute(tx).await.map(drop)
}

/// Whether there is, or was, an account with this ID.
pub(super) async fn is_account(db: impl AnyExecutor<'_>, id: &str) -> Result<bool> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM accounts WHERE id = $1").bind(id).fetch_one(db).await?;
    Ok(count > 0)
}

async fn recount(tx: &mut Connection, account_id: &str) -> Result<()> {
    let sql = "UPDATE accounts SET \
         passkeys = (SELECT COUNT(*) FROM passkeys p WHERE p.account_id = accounts.id AND p.kind = 'passkey'), \
         security_keys = (SELECT COUNT(*) FROM passkeys p WHERE p.account_id = accounts.id AND p.kind = 'security_key') \
         WHERE id = $1";
    sqlx::query(sql).bind(account_id).execute(tx).await.map(drop)
}

/// A challenge.
pub(super) struct NewChallenge<'a> {
    pub(super) token_hash: &'a str,
    pub(super) purpose: &'a str,
    pub(super) account_id: Option<&'a str>,
    pub(super) state: &'a str,
    pub(super) expires_at: i64,
}

/// Stores a challenge.
pub(super) async fn challenge(db: impl AnyExecutor<'_>, new: NewChallenge<'_>) -> Result<()> {
    let sql = "INSERT INTO passkey_challenges (token_hash, purpose, account_id, state, expires_at) \
         VALUES ($1, $2, $3, $4, $5)";
    let query = sqlx::query(sql).bind(new.token_hash).bind(new.purpose).bind(new.account_id);
    query.bind(new.state).bind(new.expires_at).execute(db).await.map(drop)
}

/// The state of a challenge, if it is in force and for this purpose and account.
pub(super) async fn state(
    db: impl AnyExecutor<'_>,
    token_hash: &str,
    purpose: &str,
    account_id: Option<&str>,
    now: i64,
) -> Result<Option<String>> {
    let sql = "SELECT state FROM passkey_challenges \
         WHERE token_hash = $1 AND purpose = $2 AND COALESCE(account_id, '') = $3 AND expires_at > $4";
    let query = sqlx::query_scalar(sql).bind(token_hash).bind(purpose).bind(account_id.unwrap_or_default());
    query.bind(now).fetch_optional(db).await
}

/// Uses up a challenge. `false`: it was used meanwhile.
pub(super) async fn use_up(db: impl AnyExecutor<'_>, token_hash: &str) -> Result<bool> {
    let query = sqlx::query("DELETE FROM passkey_challenges WHERE token_hash = $1");
    Ok(query.bind(token_hash).execute(db).await?.rows_affected() == 1)
}

/// Removes some challenges that have expired. Returns how many.
pub(super) async fn remove_old(db: impl AnyExecutor<'_>, now: i64, most: i64) -> Result<u64> {
    let sql = "DELETE FROM passkey_challenges WHERE token_hash IN \
         (SELECT token_hash FROM passkey_challenges WHERE expires_at <= $1 LIMIT $2)";
    Ok(sqlx::query(sql).bind(now).bind(most).execute(db).await?.rows_affected())
}
