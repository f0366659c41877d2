//! The SQL of everybody's live sessions. What is not asked for is not written, so that an index fits.

use sqlx::{AnyExecutor, AssertSqlSafe, Row, any::AnyRow};

use crate::{
    access::{Permissions, Role},
    admin::server::store::escaped,
    session::{
        SessionSummary,
        server::{
            SeenFrom,
            store::{is_live, role_in},
            summary, summary_columns,
        },
    },
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// What is looked for; `None` asks for nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// What the key of the username begins with.
    pub(super) account: Option<String>,
    /// A role, and whether so few accounts have it that these are looked up first.
    pub(super) role: Option<(Role, bool)>,
    /// What the address begins with, or the whole of it.
    pub(super) address: Option<(String, bool)>,
}

/// A live session, whose it is and what runs it.
pub(super) struct Found {
    pub(super) account_id: String,
    pub(super) username: String,
    pub(super) role: Role,
    pub(super) permissions: Permissions,
    pub(super) session: SessionSummary,
    pub(super) user_agent: String,
}

/// A place in the list: when the session before it was last active, and its id.
pub(super) type Place = (i64, String);

/// Live sessions that match, the last active first, after that place.
pub(super) async fn live(
    db: impl AnyExecutor<'_>,
    wanted: &Wanted,
    (at, id): &Place,
    limit: i64,
    from: SeenFrom<'_>,
    now: i64,
) -> Result<Vec<Found>> {
    let mut conditions = vec![is_live("$1"), "s.last_seen_at <= $2 AND (s.last_seen_at < $2 OR s.id < $3)".to_owned()];
    let mut texts = Vec::new();
    let mut add = |condition: &str, text: String| {
        texts.push(text);
        conditions.push(condition.replace('?', &format!("${}", texts.len() + 4)));
    };
    let mut is_narrow = false;
    if let Some(account) = &wanted.account {
        is_narrow = true;
        add("s.account_id IN (SELECT id FROM accounts WHERE username_key LIKE ? ESCAPE '!')", escaped(account) + "%");
    }
    match &wanted.role {
        None => {}
        // Written so that no index of roles is taken for it.
        Some((role, false)) => add("a.role || '' = ?", role.name().to_owned()),
        Some((role, true)) => {
            is_narrow = true;
            add("s.account_id IN (SELECT id FROM accounts WHERE role = ?)", role.name().to_owned());
        }
    }
    if let Some((address, is_whole)) = &wanted.address {
        is_narrow = true;
        add("s.address LIKE ? ESCAPE '!'", escaped(address) + if *is_whole { "" } else { "%" });
    }
    // Where few match, they are found first and sorted then; otherwise they are read in order.
    let order = if is_narrow { "s.last_seen_at + 0" } else { "s.last_seen_at" };
    let sql = format!(
        "SELECT {}, s.account_id, a.username, a.role, r.permissions FROM sessions s \
         JOIN accounts a ON a.id = s.account_id JOIN roles r ON r.name = a.role JOIN limits p ON p.role = a.role \
         WHERE {} ORDER BY {order} DESC, s.id DESC LIMIT $4",
        summary_columns(),
        conditions.join(" AND "),
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(now).bind(at).bind(id).bind(limit);
    for text in texts {
        query = query.bind(text);
    }
    query.fetch_all(db).await?.iter().map(|row| read(row, from)).collect()
}

fn read(row: &AnyRow, from: SeenFrom<'_>) -> Result<Found> {
    let (role, permissions) = role_in(row)?;
    Ok(Found {
        account_id: row.try_get("account_id")?,
        username: row.try_get("username")?,
        role,
        permissions,
        session: summary(row, from)?,
        user_agent: row.try_get("user_agent")?,
    })
}

/// How many accounts have that role, counted up to `most`.
pub(super) async fn count_with_role(db: impl AnyExecutor<'_>, role: &Role, most: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM (SELECT id FROM accounts WHERE role = $1 LIMIT $2) AS counted";
    sqlx::query_scalar(sql).bind(role.name()).bind(most).fetch_one(db).await
}
