//! The SQL of notes about accounts.

use sqlx::{AnyExecutor, Row, any::AnyRow};

use crate::account_note::AccountNote;
use crate::directory::Attribution;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The notes about an account, the newest first.
pub(super) async fn list(db: impl AnyExecutor<'_>, account_id: &str) -> Result<Vec<AccountNote>> {
    let rows = sqlx::query(
        "SELECT n.id, n.text, n.created_at, w.username FROM account_notes n \
         LEFT JOIN accounts w ON w.id = n.created_by WHERE n.account_id = $1 ORDER BY n.id DESC",
    );
    let read = |row: &AnyRow| {
        Ok(AccountNote {
            id: row.try_get("id")?,
            text: row.try_get("text")?,
            written: Attribution { at: row.try_get("created_at")?, by: row.try_get("username")? },
        })
    };
    rows.bind(account_id).fetch_all(db).await?.iter().map(read).collect()
}

/// Inserts a note. `by`: the account that wrote it; `None` at the server's terminal.
pub(super) async fn insert(
    db: impl AnyExecutor<'_>,
    id: &str,
    account_id: &str,
    text: &str,
    by: Option<&str>,
    now: i64,
) -> Result<()> {
    sqlx::query("INSERT INTO account_notes (id, account_id, text, created_at, created_by) VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(account_id)
        .bind(text)
        .bind(now)
        .bind(by)
        .execute(db)
        .await
        .map(drop)
}

/// Deletes a note. Returns the ID of the account that it was about, or `None` if there is no such note.
pub(super) async fn delete(db: impl AnyExecutor<'_>, id: &str) -> Result<Option<String>> {
    let query = sqlx::query_scalar("DELETE FROM account_notes WHERE id = $1 RETURNING account_id");
    query.bind(id).fetch_optional(db).await
}
