//! The SQL that previews a change of the policy. It only reads, and counts up to a limit.

use sqlx::AnyExecutor;

use crate::{
    database::{Sql, sql},
    directory::COUNT_MAX,
    policy::{Durations, server::Scope},
    policy_admin::PREVIEW_MAX,
    session::server::{ABSOLUTE_END, IDLE_END, cuts::ChangedLimits, store::is_live},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A deadline by the new limits `n`.
fn new(end: &'static str) -> Sql {
    Sql::from(end).replace("p.", "n.")
}

/// The new time limits and session limits of roles, as a table `n`.
fn table<'a>(rows: impl Iterator<Item = (&'a str, Durations, i64)>) -> Sql {
    let row = |(role, limits, sessions): (&str, Durations, i64)| {
        let Durations { idle, absolute, remember_me_idle, remember_me_absolute, .. } = limits;
        sql!(
            "({role}, {idle}, {absolute}, {remember_me_idle}, {remember_me_absolute}, {sessions})",
            role = Sql::literal(role),
            idle,
            absolute,
            remember_me_idle,
            remember_me_absolute,
            sessions
        )
    };
    sql!(
        "WITH n(role, idle, absolute, remember_me_idle, remember_me_absolute, sessions) AS (VALUES {rows})",
        rows = Sql::join(rows.map(row), ", ")
    )
}

/// How many live sessions would have exceeded shorter limits, counted up to one more than [`PREVIEW_MAX`].
pub(super) async fn count_ended(db: impl AnyExecutor<'_>, shorter: &[ChangedLimits], now: i64) -> Result<i64> {
    if shorter.is_empty() {
        return Ok(0);
    }
    let least = |limit: fn(&Durations) -> i64| shorter.iter().map(|limits| limit(&limits.after)).min();
    let idle = least(|limits| limits.idle.min(limits.remember_me_idle)).unwrap_or_default();
    let absolute = least(|limits| limits.absolute.min(limits.remember_me_absolute)).unwrap_or_default();
    // Sessions that no limit can have ended are skipped before their accounts are looked up.
    let sql = sql!(
        "{table} SELECT COUNT(*) FROM (SELECT 1 FROM sessions s CROSS JOIN accounts a CROSS JOIN limits p CROSS JOIN n \
         WHERE s.ended_at IS NULL AND (s.last_seen_at <= {idle} OR s.created_at <= {absolute}) \
         AND a.id = s.account_id AND p.role = a.role AND n.role = a.role \
         AND ({idle_end} <= $1 OR {absolute_end} <= $1) AND {live} LIMIT $2) AS counted",
        table = table(shorter.iter().map(|limits| (limits.role.name(), limits.after, 0))),
        idle = now - idle,
        absolute = now - absolute,
        idle_end = new(IDLE_END),
        absolute_end = new(ABSOLUTE_END),
        live = is_live("$1")
    );
    sqlx::query_scalar(sql).bind(now).bind(PREVIEW_MAX + 1).fetch_one(db).await
}

/// How many accounts would exceed their session limit, counted up to one more than [`COUNT_MAX`].
pub(super) async fn count_over_the_cap(db: impl AnyExecutor<'_>, after: &[Scope], now: i64) -> Result<i64> {
    let roles = || after.iter().filter_map(|scope| Some((scope.role.as_ref()?.name(), scope)));
    let least = roles().map(|(_, scope)| scope.sessions()).min().unwrap_or_default();
    let sql = sql!(
        "{table} SELECT COUNT(*) FROM (SELECT 1 FROM \
         (SELECT account_id FROM sessions WHERE ended_at IS NULL GROUP BY account_id HAVING COUNT(*) > {least}) AS many \
         CROSS JOIN accounts a CROSS JOIN limits p CROSS JOIN n \
         WHERE a.id = many.account_id AND p.role = a.role AND n.role = a.role AND n.sessions < \
         (SELECT COUNT(*) FROM sessions s WHERE s.account_id = a.id AND {idle_end} > $1 AND {absolute_end} > $1 AND {live}) LIMIT $2) AS counted",
        table = table(roles().map(|(role, scope)| (role, scope.durations(), scope.sessions()))),
        least,
        idle_end = new(IDLE_END),
        absolute_end = new(ABSOLUTE_END),
        live = is_live("$1")
    );
    sqlx::query_scalar(sql).bind(now).bind(COUNT_MAX + 1).fetch_one(db).await
}
