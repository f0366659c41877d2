//! The SQL of bans and appeals.

use sqlx::{AnyExecutor, Row, any::AnyRow};

use crate::{
    ban::{Answer, AppealRecord, BanEnd, BanRecord, OpenAppeal},
    database::{Sql, sql},
    directory::Attribution,
    session::server::store::ban_in_force,
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A ban's terms.
pub(super) struct BanTerms {
    pub(super) reason: String,
    pub(super) until: Option<i64>,
    pub(super) note: String,
}

/// The ID of the account's ban in force.
pub(super) async fn in_force(db: impl AnyExecutor<'_>, account_id: &str, now: i64) -> Result<Option<String>> {
    let sql =
        sql!("SELECT b.id FROM bans b WHERE b.account_id = $1 AND {ban_in_force}", ban_in_force = ban_in_force("$2"));
    sqlx::query_scalar(sql).bind(account_id).bind(now).fetch_optional(db).await
}

/// The ID of the banned account.
pub(super) async fn account_of(db: impl AnyExecutor<'_>, id: &str) -> Result<Option<String>> {
    sqlx::query_scalar("SELECT account_id FROM bans WHERE id = $1").bind(id).fetch_optional(db).await
}

/// Inserts a ban. `by`: the account that decided; `None` at the server's terminal.
pub(super) async fn insert(
    db: impl AnyExecutor<'_>,
    id: &str,
    account_id: &str,
    terms: BanTerms,
    by: Option<&str>,
    now: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO bans (id, account_id, reason, created_at, created_by, until, note) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id)
    .bind(account_id)
    .bind(terms.reason)
    .bind(now)
    .bind(by)
    .bind(terms.until)
    .bind(terms.note)
    .execute(db)
    .await
    .map(drop)
}

/// Changes a ban's terms.
pub(super) async fn change(
    db: impl AnyExecutor<'_>,
    id: &str,
    terms: BanTerms,
    by: Option<&str>,
    now: i64,
) -> Result<()> {
    sqlx::query("UPDATE bans SET reason = $2, until = $3, note = $4, changed_at = $5, changed_by = $6 WHERE id = $1")
        .bind(id)
        .bind(terms.reason)
        .bind(terms.until)
        .bind(terms.note)
        .bind(now)
        .bind(by)
        .execute(db)
        .await
        .map(drop)
}

/// Lifts a ban.
pub(super) async fn lift(db: impl AnyExecutor<'_>, id: &str, by: Option<&str>, now: i64) -> Result<()> {
    let query = sqlx::query("UPDATE bans SET lifted_at = $2, lifted_by = $3 WHERE id = $1");
    query.bind(id).bind(now).bind(by).execute(db).await.map(drop)
}

/// Every ban of an account, the newest first.
pub(super) async fn list(db: impl AnyExecutor<'_>, account_id: &str, now: i64) -> Result<Vec<BanRecord>> {
    let rows = sqlx::query(
        "SELECT b.id, b.reason, b.note, b.created_at, b.until, b.changed_at, b.lifted_at, \
         d.username AS decided_by, c.username AS changed_by, l.username AS lifted_by, \
         ap.text AS appeal, ap.sent_at, ap.answer, ap.answered_at, w.username AS answered_by \
         FROM bans b LEFT JOIN appeals ap ON ap.ban_id = b.id \
         LEFT JOIN accounts d ON d.id = b.created_by LEFT JOIN accounts c ON c.id = b.changed_by \
         LEFT JOIN accounts l ON l.id = b.lifted_by LEFT JOIN accounts w ON w.id = ap.answered_by \
         WHERE b.account_id = $1 ORDER BY b.id DESC",
    );
    rows.bind(account_id).fetch_all(db).await?.iter().map(|row| record(row, now)).collect()
}

/// Reads an attribution: the time in one column, and the username in the other.
fn act(row: &AnyRow, at: &str, by: &str) -> Result<Option<Attribution>> {
    let at: Option<i64> = row.try_get(at)?;
    let by: Option<String> = row.try_get(by)?;
    Ok(at.map(|at| Attribution { at, by }))
}

fn record(row: &AnyRow, now: i64) -> Result<BanRecord> {
    let until: Option<i64> = row.try_get("until")?;
    let end = match act(row, "lifted_at", "lifted_by")? {
        Some(lifted) => Some(BanEnd::Lifted(lifted)),
        None => until.filter(|until| *until <= now).map(BanEnd::ByItself),
    };
    let text: Option<String> = row.try_get("appeal")?;
    let appeal = match text {
        None => None,
        Some(text) => {
            let answer: Option<String> = row.try_get("answer")?;
            let answered = act(row, "answered_at", "answered_by")?;
            let answer = answer.zip(answered).map(|(text, act)| Answer { text, act });
            Some(AppealRecord { text, sent_at: row.try_get("sent_at")?, answer })
        }
    };
    Ok(BanRecord {
        id: row.try_get("id")?,
        reason: row.try_get("reason")?,
        note: row.try_get("note")?,
        decided: Attribution { at: row.try_get("created_at")?, by: row.try_get("decided_by")? },
        until,
        changed: act(row, "changed_at", "changed_by")?,
        end,
        appeal,
    })
}

/// Inserts an appeal. `false`: the ban already has one.
pub(super) async fn insert_appeal(db: impl AnyExecutor<'_>, ban_id: &str, text: &str, now: i64) -> Result<bool> {
    let query =
        sqlx::query("INSERT INTO appeals (ban_id, text, sent_at) VALUES ($1, $2, $3) ON CONFLICT (ban_id) DO NOTHING");
    Ok(query.bind(ban_id).bind(text).bind(now).execute(db).await?.rows_affected() == 1)
}

/// Whether there is an appeal against that ban.
pub(super) async fn has_appeal(db: impl AnyExecutor<'_>, ban_id: &str) -> Result<bool> {
    let query = sqlx::query_scalar("SELECT COUNT(*) FROM appeals WHERE ban_id = $1");
    let count: i64 = query.bind(ban_id).fetch_one(db).await?;
    Ok(count > 0)
}

/// Answers the appeal against that ban; `false` when there is none, or it is answered already.
pub(super) async fn answer_appeal(
    db: impl AnyExecutor<'_>,
    ban_id: &str,
    answer: &str,
    by: Option<&str>,
    now: i64,
) -> Result<bool> {
    let answered = sqlx::query(
        "UPDATE appeals SET answer = $2, answered_at = $3, answered_by = $4 \
         WHERE ban_id = $1 AND answered_at IS NULL",
    );
    Ok(answered.bind(ban_id).bind(answer).bind(now).bind(by).execute(db).await?.rows_affected() == 1)
}

/// Appeals `ap` without an answer, against bans `b` in force, of accounts `a` that are not closed.
fn open(now: &'static str) -> Sql {
    sql!(
        "FROM appeals ap JOIN bans b ON b.id = ap.ban_id JOIN accounts a ON a.id = b.account_id \
         WHERE ap.answered_at IS NULL AND a.closed_at IS NULL AND {ban_in_force}",
        ban_in_force = ban_in_force(now)
    )
}

/// The appeals that wait for an answer, oldest first: at most `most`.
pub(super) async fn open_appeals(db: impl AnyExecutor<'_>, most: i64, now: i64) -> Result<Vec<OpenAppeal>> {
    let sql = sql!(
        "SELECT b.account_id, a.username, a.display_name, b.reason, ap.text, ap.sent_at {open} \
         ORDER BY ap.sent_at, ap.ban_id LIMIT $2",
        open = open("$1")
    );
    let rows = sqlx::query(sql).bind(now).bind(most).fetch_all(db).await?;
    let read = |row: &AnyRow| {
        Ok(OpenAppeal {
            account_id: row.try_get("account_id")?,
            username: row.try_get("username")?,
            display_name: row.try_get("display_name")?,
            reason: row.try_get("reason")?,
            text: row.try_get("text")?,
            sent_at: row.try_get("sent_at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// How many appeals wait for an answer, counted up to `most`.
pub(super) async fn count_open_appeals(db: impl AnyExecutor<'_>, most: i64, now: i64) -> Result<i64> {
    let sql = sql!("SELECT COUNT(*) FROM (SELECT 1 {open} ORDER BY ap.sent_at LIMIT $2) AS counted", open = open("$1"));
    sqlx::query_scalar(sql).bind(now).bind(most).fetch_one(db).await
}
