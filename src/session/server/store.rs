//! The SQL of sessions. A session is live only while `ended_at` is NULL, its deadlines have not passed and no
//! cut has ended it. No statement sets `ended_at` back to NULL. The SQL that ends sessions is in `endings`, and
//! the SQL that lists them is in `registry`.

use sqlx::{AnyExecutor, Row, any::AnyRow};

use super::{
    cuts::{Generation, is_not_cut},
    deadlines::is_in_time,
    device::device,
};
use crate::{
    access::{NamedDevice, Permissions, Role},
    database::{Sql, sql},
    policy::Durations,
    session::Method,
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Whether “remember me” applies to the session `s`, by the limits `p`. If they no longer allow it, the
/// ordinary limits apply.
pub(crate) const REMEMBER_ME: &str = "CASE WHEN p.remember_me = 1 THEN s.remember_me ELSE 0 END AS remember_me";

/// Joins `f`, the session of the same account from which a person ended the session `s`. There is none if an
/// administrator ended it or it had expired.
pub(crate) const ENDED_FROM: &str = "LEFT JOIN sessions f ON f.id = s.ended_by AND f.id <> s.id \
     AND f.account_id = s.account_id AND s.ending NOT IN ('idle', 'absolute')";

/// The condition under which the session `s` is live by the limits `p`; `now` is the statement's
/// parameter for the time.
pub(crate) fn is_live(now: impl Into<Sql>) -> Sql {
    let now = now.into();
    sql!("s.ended_at IS NULL AND {in_time} AND {not_cut}", in_time = is_in_time(now), not_cut = is_not_cut())
}

/// The condition under which the ban `b` is in force; `now` is the statement's parameter for the time.
pub(crate) fn ban_in_force(now: impl Into<Sql>) -> Sql {
    let now = now.into();
    sql!("b.lifted_at IS NULL AND (b.until IS NULL OR b.until > {now})", now)
}

/// The role in a row, and its permissions.
pub(crate) fn role_in(row: &AnyRow) -> Result<(Role, Permissions)> {
    let (name, permissions): (String, String) = (row.try_get("role")?, row.try_get("permissions")?);
    let role = Role::from_name(&name).ok_or_else(|| sqlx::Error::Decode("a role of no such name".into()))?;
    // Administrators have all permissions, including those that later versions add.
    let all = role == Role::ADMINISTRATOR;
    Ok((role, if all { Permissions::all() } else { Permissions::from_names(&permissions) }))
}

/// The limits in a row.
pub(super) fn durations(row: &AnyRow) -> Result<Durations> {
    Ok(Durations {
        idle: row.try_get("idle")?,
        absolute: row.try_get("absolute")?,
        remember_me_idle: row.try_get("remember_me_idle")?,
        remember_me_absolute: row.try_get("remember_me_absolute")?,
        idle_warning: row.try_get("idle_warning")?,
    })
}

/// The device of a session, with its name. `None`: the row has no such session.
pub(super) fn named_device(row: &AnyRow, name: &str, user_agent: &str) -> Result<Option<NamedDevice>> {
    let name: Option<String> = row.try_get(name)?;
    let user_agent: Option<String> = row.try_get(user_agent)?;
    let user_agent = user_agent.or_else(|| name.as_ref().filter(|name| !name.is_empty()).map(|_| String::new()));
    Ok(user_agent.map(|user_agent| NamedDevice { name: name.unwrap_or_default(), device: device(&user_agent) }))
}

/// The data of a session, and the values that its deadlines are computed from.
pub(super) struct DataRow {
    pub(super) id: String,
    pub(super) data: String,
    pub(super) created_at: i64,
    pub(super) last_seen_at: i64,
    pub(super) remember_me: bool,
    pub(super) durations: Durations,
}

/// The data of a session that has not been ended.
pub(super) async fn find_data(db: impl AnyExecutor<'_>, secret_hash: &str) -> Result<Option<DataRow>> {
    let sql = sql!(
        "SELECT s.id, s.data, s.created_at, s.last_seen_at, s.remember_me, \
         p.idle, p.absolute, p.remember_me_idle, p.remember_me_absolute, p.idle_warning \
         FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN limits p ON p.role = a.role \
         WHERE s.secret_hash = $1 AND s.ended_at IS NULL AND {not_cut}",
        not_cut = is_not_cut()
    );
    let row = sqlx::query(sql).bind(secret_hash).fetch_optional(db).await?;
    let read = |row: AnyRow| {
        Ok(DataRow {
            id: row.try_get("id")?,
            data: row.try_get("data")?,
            created_at: row.try_get("created_at")?,
            last_seen_at: row.try_get("last_seen_at")?,
            remember_me: row.try_get::<i64, _>("remember_me")? != 0,
            durations: durations(&row)?,
        })
    };
    row.map(read).transpose()
}

/// A new session's row.
#[derive(Debug)]
pub(super) struct NewRow<'a> {
    pub(super) id: &'a str,
    pub(super) secret_hash: &'a str,
    pub(super) account_id: &'a str,
    /// When the password was last changed. If it has changed since, the session does not start.
    pub(super) password_epoch: i64,
    pub(super) data: &'a str,
    pub(super) now: i64,
    pub(super) remember_me: bool,
    pub(super) address: &'a str,
    pub(super) network: &'a str,
    pub(super) user_agent: &'a str,
    pub(super) method: Method,
    pub(super) level: i64,
    pub(super) name: &'a str,
    /// See [`super::device_cookie`].
    pub(super) device_hash: &'a str,
    /// Cuts up to this one do not apply to the session.
    pub(super) generation: Generation,
}

/// Records the sign-in on the account, and forgets wrong codes. Call this before the session is inserted, because it locks the account's
/// row against a concurrent ban or password change.
pub(super) async fn note_sign_in(db: impl AnyExecutor<'_>, account_id: &str, now: i64) -> Result<()> {
    let query =
        sqlx::query("UPDATE accounts SET last_sign_in_at = $2, last_seen_at = $2, wrong_codes = 0 WHERE id = $1");
    query.bind(account_id).bind(now).execute(db).await.map(drop)
}

/// Inserts a session. `false`: the password was changed meanwhile, or a second factor turned on that was not asked for. If the account is banned, the row is
/// inserted as ended by the ban: a sign-in with the right password shows the ban, but grants no access.
pub(super) async fn insert(db: impl AnyExecutor<'_>, new: NewRow<'_>) -> Result<bool> {
    let sql = sql!(
        "INSERT INTO sessions (id, secret_hash, account_id, data, created_at, last_seen_at, remember_me, \
         address, network, user_agent, method, name, generation, level, device_hash, ended_at, ending) \
         SELECT $1, $2, a.id, CASE WHEN b.id IS NULL THEN $4 ELSE '{{}}' END, $5, $5, $6, $7, $10, $8, $11, $12, $13, $14, $15, \
         CASE WHEN b.id IS NULL THEN NULL ELSE $5 END, CASE WHEN b.id IS NULL THEN NULL ELSE 'banned' END \
         FROM accounts a LEFT JOIN bans b ON b.account_id = a.id AND {ban_in_force} \
         WHERE a.id = $3 AND a.password_changed_at = $9 AND (a.second_factor_at IS NULL OR $14 = 2)",
        ban_in_force = ban_in_force("$5")
    );
    let inserted = sqlx::query(sql)
        .bind(new.id)
        .bind(new.secret_hash)
        .bind(new.account_id)
        .bind(new.data)
        .bind(new.now)
        .bind(i64::from(new.remember_me))
        .bind(new.address)
        .bind(new.user_agent)
        .bind(new.password_epoch)
        .bind(new.network)
        .bind(new.method.name())
        .bind(new.name)
        .bind(new.generation.0)
        .bind(new.level)
        .bind(new.device_hash)
        .execute(db)
        .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Records activity on a live session. A session that a cut has ended is not changed.
pub(super) async fn touch(db: impl AnyExecutor<'_>, id: &str, at: i64) -> Result<()> {
    let sql = sql!(
        "UPDATE sessions AS s SET last_seen_at = $2 WHERE s.id = $1 AND s.ended_at IS NULL AND s.last_seen_at < $2 \
         AND EXISTS (SELECT 1 FROM accounts p WHERE p.id = s.account_id AND {not_cut})",
        not_cut = is_not_cut()
    );
    sqlx::query(sql).bind(id).bind(at).execute(db).await.map(drop)
}

/// Records the activity on the session's account, too, for the order of the list of accounts.
pub(super) async fn touch_account(db: impl AnyExecutor<'_>, id: &str, at: i64) -> Result<()> {
    sqlx::query(
        "UPDATE accounts SET last_seen_at = $2 WHERE last_seen_at < $2 AND closed_at IS NULL \
         AND id = (SELECT s.account_id FROM sessions s WHERE s.id = $1 AND s.last_seen_at = $2)",
    )
    .bind(id)
    .bind(at)
    .execute(db)
    .await
    .map(drop)
}

/// How many live sessions an account has, not counting `except`, and its session limit.
pub(super) async fn count_live(
    db: impl AnyExecutor<'_>,
    account_id: &str,
    except: &str,
    now: i64,
) -> Result<(i64, i64)> {
    let sql = sql!(
        "SELECT (SELECT COUNT(*) FROM sessions s WHERE s.account_id = a.id AND s.id <> $2 AND {live}), p.sessions \
         FROM accounts a JOIN limits p ON p.role = a.role WHERE a.id = $1",
        live = is_live("$3")
    );
    sqlx::query_as(sql).bind(account_id).bind(except).bind(now).fetch_one(db).await
}

/// Whether the policy allows “remember me” for an account.
pub(super) async fn remember_me_allowed(db: impl AnyExecutor<'_>, account_id: &str) -> Result<bool> {
    let sql = "SELECT p.remember_me FROM accounts a JOIN limits p ON p.role = a.role WHERE a.id = $1";
    let may: i64 = sqlx::query_scalar(sql).bind(account_id).fetch_one(db).await?;
    Ok(may != 0)
}

/// The `count` live sessions of an account that have been idle the longest.
pub(super) async fn surplus(db: impl AnyExecutor<'_>, account_id: &str, count: i64, now: i64) -> Result<Vec<String>> {
    let sql = sql!(
        "SELECT s.id FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN limits p ON p.role = a.role \
         WHERE s.account_id = $1 AND {live} ORDER BY s.last_seen_at, s.id LIMIT $3",
        live = is_live("$2")
    );
    sqlx::query_scalar(sql).bind(account_id).bind(now).bind(count).fetch_all(db).await
}

/// Whether the account has signed in from this network before, or has used a link there.
pub(super) async fn is_known(db: impl AnyExecutor<'_>, username_key: &str, network: &str) -> Result<bool> {
    let known: Option<i64> = sqlx::query_scalar(
        "SELECT CAST(1 AS BIGINT) FROM accounts a WHERE a.username_key = $1 AND (\
         EXISTS (SELECT 1 FROM sessions s WHERE s.account_id = a.id AND s.network = $2) OR \
         EXISTS (SELECT 1 FROM links l WHERE l.account_id = a.id AND l.used_network = $2))",
    )
    .bind(username_key)
    .bind(network)
    .fetch_optional(db)
    .await?;
    Ok(known.is_some())
}

/// The SQL of the deadlines, evaluated for a session that began at 0: for each time, whether it has not
/// expired, its first deadline, and the cause.
#[cfg(test)]
pub(super) async fn compare(
    db: impl AnyExecutor<'_>,
    durations: Durations,
    remember_me: bool,
    last_seen_at: i64,
    times: std::ops::RangeInclusive<i64>,
) -> Result<Vec<(i64, bool, i64, String)>> {
    let (deadline, cause) = super::deadlines::first_deadline();
    let Durations { idle, absolute, remember_me_idle, remember_me_absolute, .. } = durations;
    let sql = sql!(
        "WITH RECURSIVE times (now) AS (SELECT $1 UNION ALL SELECT now + 1 FROM times WHERE now < $2), \
         s AS (SELECT 0 AS created_at, {last_seen_at} AS last_seen_at, {from} AS remember_me), \
         p AS (SELECT {idle} AS idle, {absolute} AS absolute, {remember_me_idle} AS remember_me_idle, \
         {remember_me_absolute} AS remember_me_absolute) \
         SELECT now, CASE WHEN {in_time} THEN 1 ELSE 0 END, {deadline}, {cause} FROM times, s, p",
        last_seen_at,
        from = i64::from(remember_me),
        idle,
        absolute,
        remember_me_idle,
        remember_me_absolute,
        in_time = is_in_time("now"),
        deadline,
        cause
    );
    let rows: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(sql).bind(times.start()).bind(times.end()).fetch_all(db).await?;
    Ok(rows.into_iter().map(|(now, is_live, deadline, cause)| (now, is_live == 1, deadline, cause)).collect())
}
