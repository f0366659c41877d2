//! The SQL of one-time links.

use sqlx::{AnyExecutor, FromRow};

use super::purpose::LinkPurpose;
use crate::{
    access::CLOCK_SKEW,
    database::{Sql, sql},
};

/// After so many wrong codes, the codes of the account's links no longer work; the links do.
const WRONG_CODES: i64 = 10;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The condition under which a link is valid at `$3`: unused, not expired, and not created in the future by a
/// wrong clock.
fn works() -> Sql {
    sql!("used_at IS NULL AND expires_at > $3 AND created_at - {CLOCK_SKEW} <= $3", CLOCK_SKEW)
}

/// A new link. Times are Unix seconds.
pub(crate) struct NewLink<'a> {
    pub(crate) token_hash: &'a str,
    pub(crate) purpose: LinkPurpose,
    pub(crate) account_id: Option<&'a str>,
    /// The address that it is sent to, if it is mailed.
    pub(crate) email: Option<&'a str>,
    /// The digest of the code that can be typed instead.
    pub(crate) code_hash: Option<&'a str>,
    pub(crate) now: i64,
    pub(crate) expires_at: i64,
}

/// Inserts a link. It is valid until it is used or until it expires.
pub(crate) async fn insert(db: impl AnyExecutor<'_>, new: NewLink<'_>) -> Result<()> {
    sqlx::query(
        "INSERT INTO links (token_hash, purpose, account_id, created_at, expires_at, email, code_hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.token_hash)
    .bind(new.purpose.name())
    .bind(new.account_id)
    .bind(new.now)
    .bind(new.expires_at)
    .bind(new.email)
    .bind(new.code_hash)
    .execute(db)
    .await
    .map(drop)
}

/// What a valid link is for.
#[derive(FromRow)]
pub(crate) struct Link {
    /// `None`: it is not for an account yet.
    pub(crate) account_id: Option<String>,
    /// The address that it was sent to.
    pub(crate) email: Option<String>,
}

/// The link with that digest, if it is valid.
pub(crate) async fn find(
    db: impl AnyExecutor<'_>,
    token_hash: &str,
    purpose: LinkPurpose,
    now: i64,
) -> Result<Option<Link>> {
    let sql =
        sql!("SELECT account_id, email FROM links WHERE token_hash = $1 AND purpose = $2 AND {works}", works = works());
    sqlx::query_as(sql).bind(token_hash).bind(purpose.name()).bind(now).fetch_optional(db).await
}

/// The digests of the tokens of the valid links of an account with this code, unless too many wrong codes were typed.
pub(crate) async fn find_by_code(
    db: impl AnyExecutor<'_>,
    (account_id, code_hash): (&str, &str),
    purpose: LinkPurpose,
    now: i64,
) -> Result<Option<String>> {
    let sql = sql!(
        "SELECT token_hash FROM links WHERE account_id = $1 AND purpose = $2 AND {works} AND code_hash = $4 \
         AND wrong_codes < {WRONG_CODES} LIMIT 1",
        works = works(),
        WRONG_CODES
    );
    let query = sqlx::query_scalar(sql).bind(account_id).bind(purpose.name()).bind(now).bind(code_hash);
    query.fetch_optional(db).await
}

/// When the newest valid link of an account with that purpose expires.
pub(crate) async fn valid_until(
    db: impl AnyExecutor<'_>,
    account_id: &str,
    purpose: LinkPurpose,
    now: i64,
) -> Result<Option<i64>> {
    let sql =
        sql!("SELECT MAX(expires_at) FROM links WHERE account_id = $1 AND purpose = $2 AND {works}", works = works());
    sqlx::query_scalar(sql).bind(account_id).bind(purpose.name()).bind(now).fetch_one(db).await
}

/// Counts a wrong code against all valid links of an account.
pub(crate) async fn count_wrong_code(
    db: impl AnyExecutor<'_>,
    account_id: &str,
    purpose: LinkPurpose,
    now: i64,
) -> Result<()> {
    let sql = sql!(
        "UPDATE links SET wrong_codes = wrong_codes + 1 WHERE account_id = $1 AND purpose = $2 AND {works}",
        works = works()
    );
    sqlx::query(sql).bind(account_id).bind(purpose.name()).bind(now).execute(db).await.map(drop)
}

/// Marks a link as used, from a network that becomes a known one of its account. `false`: the link has already
/// been used, or has expired.
pub(crate) async fn take(
    db: impl AnyExecutor<'_>,
    token_hash: &str,
    purpose: LinkPurpose,
    network: &str,
    now: i64,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE links SET used_at = $3, used_network = $4 WHERE token_hash = $1 AND purpose = $2 AND {works}",
        works = works()
    );
    let used = sqlx::query(sql).bind(token_hash).bind(purpose.name()).bind(now).bind(network).execute(db).await?;
    Ok(used.rows_affected() == 1)
}

/// Notes the browser in which a link was used: the digest of its device cookie and the account.
pub(crate) async fn note_device(db: impl AnyExecutor<'_>, token_hash: &str, device_hash: &str) -> Result<()> {
    let query = sqlx::query("UPDATE links SET used_device = $2 WHERE token_hash = $1");
    query.bind(token_hash).bind(device_hash).execute(db).await.map(drop)
}

/// Revokes the unused links of an account with that purpose.
pub(crate) async fn revoke(db: impl AnyExecutor<'_>, account_id: &str, purpose: LinkPurpose, now: i64) -> Result<()> {
    sqlx::query("UPDATE links SET used_at = $3 WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL")
        .bind(account_id)
        .bind(purpose.name())
        .bind(now)
        .execute(db)
        .await
        .map(drop)
}

/// Deletes some links that expired before that time. Returns how many.
pub(crate) async fn remove_old(db: impl AnyExecutor<'_>, before: i64, most: i64) -> Result<u64> {
    let removed = sqlx::query(
        "DELETE FROM links WHERE token_hash IN (SELECT token_hash FROM links WHERE expires_at < $1 LIMIT $2)",
    );
    Ok(removed.bind(before).bind(most).execute(db).await?.rows_affected())
}
