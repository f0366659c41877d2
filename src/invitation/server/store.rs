//! The SQL of invitations, for administrators.

use sqlx::{AnyExecutor, FromRow};

use crate::database::sql;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The row of an invitation, without its digest.
#[derive(FromRow)]
pub(super) struct InvitationRow {
    pub(super) id: String,
    pub(super) note: String,
    pub(super) created_by: Option<String>,
    /// The display name of the person who created it.
    pub(super) display_name: Option<String>,
    pub(super) created_at: i64,
    pub(super) expires_at: i64,
    pub(super) uses_max: i64,
    pub(super) uses_left: i64,
    pub(super) revoked_at: Option<i64>,
}

/// The invitations that are valid, or those that are not, created before that one: newest first, at most
/// `most`.
pub(super) async fn list(
    db: impl AnyExecutor<'_>,
    work: bool,
    before: Option<&str>,
    most: usize,
    now: i64,
) -> Result<Vec<InvitationRow>> {
    let is = if work { "" } else { "NOT" };
    let earlier = if before.is_some() { "AND i.id < $3" } else { "" };
    let sql = sql!(
        "SELECT i.id, i.note, i.created_by, a.display_name, i.created_at, i.expires_at, i.uses_max, i.uses_left, \
         i.revoked_at FROM invitations i LEFT JOIN accounts a ON a.id = i.created_by \
         WHERE {is} (i.revoked_at IS NULL AND i.expires_at > $1 AND i.uses_left > 0) {earlier} \
         ORDER BY i.id DESC LIMIT $2",
        is,
        earlier
    );
    let query = sqlx::query_as(sql).bind(now).bind(i64::try_from(most).unwrap_or(i64::MAX));
    match before {
        Some(id) => query.bind(id).fetch_all(db).await,
        None => query.fetch_all(db).await,
    }
}

/// Inserts an invitation.
pub(super) async fn insert(db: impl AnyExecutor<'_>, row: &InvitationRow, token_hash: &str) -> Result<()> {
    sqlx::query(
        "INSERT INTO invitations (id, token_hash, note, created_by, created_at, expires_at, uses_max, uses_left) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&row.id)
    .bind(token_hash)
    .bind(&row.note)
    .bind(&row.created_by)
    .bind(row.created_at)
    .bind(row.expires_at)
    .bind(row.uses_max)
    .bind(row.uses_left)
    .execute(db)
    .await
    .map(drop)
}

/// Revokes a valid invitation. `false`: there is none.
pub(super) async fn revoke(db: impl AnyExecutor<'_>, id: &str, now: i64) -> Result<bool> {
    let revoked = sqlx::query(
        "UPDATE invitations SET revoked_at = $2 \
         WHERE id = $1 AND revoked_at IS NULL AND expires_at > $2 AND uses_left > 0",
    );
    Ok(revoked.bind(id).bind(now).execute(db).await?.rows_affected() == 1)
}

/// Whether there is such an invitation.
pub(super) async fn exists(db: impl AnyExecutor<'_>, id: &str) -> Result<bool> {
    let found: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM invitations WHERE id = $1").bind(id).fetch_one(db).await?;
    Ok(found > 0)
}
