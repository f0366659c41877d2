//! The deadlines of a session: the idle limit and the absolute limit (ASVS 7.3.1, 7.3.2), in Rust for a
//! session that was read and in SQL for conditions on many. A test compares the two.

use crate::{
    access::{CLOCK_SKEW, Ending},
    database::{Sql, sql},
    policy::Durations,
};

/// A session's deadlines, in Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deadlines {
    began: i64,
    /// The idle limit, in seconds.
    pub(super) idle_limit: i64,
    pub(super) idle: i64,
    pub(super) absolute: i64,
}

impl Deadlines {
    /// The deadlines of a session that began and was last active at these times, in Unix seconds.
    pub(super) fn of(durations: Durations, created_at: i64, last_seen_at: i64, remember_me: bool) -> Self {
        let (idle_limit, absolute_limit) = durations.limits(remember_me);
        let absolute = created_at.saturating_add(absolute_limit);
        Self { began: created_at, idle_limit, idle: last_seen_at.saturating_add(idle_limit).min(absolute), absolute }
    }

    /// Why the session has expired at that time, if it has: the deadline that came first, however late the
    /// question is asked. It expires in the second of its deadline. A session that began in the future, by a
    /// wrong clock, has expired as well; otherwise it would live too long.
    pub(super) fn ending(self, now: i64) -> Option<Ending> {
        if now < self.began.saturating_sub(CLOCK_SKEW) {
            Some(Ending::Absolute)
        } else if now < self.idle {
            None
        } else if self.idle < self.absolute {
            Some(Ending::Idle)
        } else {
            Some(Ending::Absolute)
        }
    }
}

/// When the session `s` reaches the idle limit, by the limits `p`.
pub(crate) const IDLE_END: &str =
    "(s.last_seen_at + CASE WHEN s.remember_me = 1 THEN p.remember_me_idle ELSE p.idle END)";
/// When the session `s` reaches the absolute limit, by the limits `p`.
pub(crate) const ABSOLUTE_END: &str =
    "(s.created_at + CASE WHEN s.remember_me = 1 THEN p.remember_me_absolute ELSE p.absolute END)";

/// The condition under which the session `s` has not expired by the limits `p`. `now` is the statement's
/// parameter for the time.
pub(super) fn is_in_time(now: impl Into<Sql>) -> Sql {
    let now = now.into();
    sql!(
        "{IDLE_END} > {now} AND {ABSOLUTE_END} > {now} AND s.created_at - {CLOCK_SKEW} <= {now}",
        IDLE_END,
        now,
        ABSOLUTE_END,
        CLOCK_SKEW
    )
}

/// The first deadline of the session `s`, and the name of that ending.
pub(super) fn first_deadline() -> (Sql, Sql) {
    let first = |absolute: &'static str, idle: &'static str| {
        sql!(
            "CASE WHEN {ABSOLUTE_END} <= {IDLE_END} THEN {absolute} ELSE {idle} END",
            ABSOLUTE_END,
            IDLE_END,
            absolute,
            idle
        )
    };
    (first(ABSOLUTE_END, IDLE_END), first("'absolute'", "'idle'"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        database::{Clock, Database, Missing},
        session::server::store,
    };

    const LIMITS: [Durations; 3] = [
        Durations { idle: 10, absolute: 40, remember_me_idle: 20, remember_me_absolute: 60, idle_warning: 2 },
        Durations { idle: 30, absolute: 30, remember_me_idle: 50, remember_me_absolute: 50, idle_warning: 2 },
        Durations { idle: 7, absolute: 40, remember_me_idle: 7, remember_me_absolute: 40, idle_warning: 2 },
    ];

    /// Both expressions of the limits are compared for every combination of times around every deadline.
    #[tokio::test]
    async fn rust_and_sql_agree_on_every_deadline() {
        let clock = Clock::system();
        let database = Database::connect("sqlite::memory:", 1, Missing::Make, clock).await.unwrap();
        let mut compared = [0; 3];
        for (durations, remember_me, last_seen_at) in
            LIMITS.iter().flat_map(|durations| [false, true].map(|remember_me| (*durations, remember_me))).flat_map(
                |(durations, remember_me)| (0..=60).map(move |last_seen_at| (durations, remember_me, last_seen_at)),
            )
        {
            let deadlines = Deadlines::of(durations, 0, last_seen_at, remember_me);
            let seen = store::compare(database.pool(), durations, remember_me, last_seen_at, -CLOCK_SKEW - 2..=125);
            for (now, is_live, deadline, cause) in seen.await.unwrap() {
                let ending = deadlines.ending(now);
                assert_eq!(ending.is_none(), is_live, "{durations:?} {remember_me} {last_seen_at} {now}");
                assert_eq!(deadlines.idle, deadline, "{durations:?} {remember_me} {last_seen_at}");
                match ending {
                    None => compared[0] += 1,
                    Some(Ending::Idle) => {
                        compared[1] += 1;
                        assert_eq!(cause, "idle");
                    }
                    // A session from the future has no deadline behind it, and gets its own cause in Rust only.
                    Some(_) if now < deadline => {}
                    Some(ending) => {
                        compared[2] += 1;
                        assert_eq!(cause, ending.name());
                    }
                }
            }
        }
        assert!(compared.iter().all(|count| *count > 1000), "{compared:?}");
    }
}
