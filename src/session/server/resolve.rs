//! Decides which principal a session's row stands for, from the row, the policy and the time. A pure function:
//! its result is not cached, so a policy change applies at once.

use super::row::SessionRow;
use crate::access::{Ending, Member, Principal, SessionFacts};

/// Resolves a session's row to a principal.
///
/// A ban ends the account's sessions. While it is in force, a session that it ended still shows the ban page,
/// but grants no access. A session that had ended before does not reveal the ban.
pub(super) fn principal(row: SessionRow, now: i64) -> Principal {
    let deadlines = row.deadlines();
    let ending = row.ending.or_else(|| deadlines.ending(now));
    match (ending, row.ban) {
        // A live session of a banned account: the ban has not ended it yet.
        (None | Some(Ending::Banned), Some(ban)) => Principal::Banned(ban),
        (Some(ending), _) => Principal::Guest { ended: Some(ending), by: row.by },
        (None, None) => Principal::Member(Member {
            account_id: row.account_id,
            username: row.username,
            display_name: row.display_name,
            email: row.email,
            email_verified: row.email_verified,
            email_pending: row.email_pending,
            role: row.role,
            permissions: row.permissions,
            second_factor: row.second_factor,
            second_factor_required: row.second_factor_required,
            second_factor_from: row.second_factor_from,
            second_factor_ends_at: row.second_factor_ends_at,
            has_authenticator: row.has_authenticator,
            has_security_keys: row.has_security_keys,
            has_passkeys: row.has_passkeys,
            passwordless: row.passwordless,
            new_device_notices: row.new_device_notices,
            preferences: row.preferences,
            session: SessionFacts {
                id: row.id,
                signed_in_at: row.created_at,
                idle_limit: deadlines.idle_limit,
                idle_ends_at: deadlines.idle,
                idle_warning: row.durations.idle_warning.min(deadlines.idle_limit / 2),
                ends_at: deadlines.absolute,
                remember_me: row.remember_me,
                as_of: now,
            },
            impersonator: None,
            epoch: row.epoch,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::{Ban, CLOCK_SKEW, Permissions, Preferences, Role},
        policy::Durations,
    };

    const DURATIONS: Durations = Durations {
        idle: 1800,
        absolute: 43_200,
        remember_me_idle: 1_209_600,
        remember_me_absolute: 2_592_000,
        idle_warning: 120,
    };

    fn row() -> SessionRow {
        SessionRow {
            id: "s".to_owned(),
            account_id: "a".to_owned(),
            username: "ada".to_owned(),
            display_name: "Ada".to_owned(),
            email: None,
            email_verified: false,
            email_pending: None,
            role: Role::MEMBER,
            permissions: Permissions::default(),
            second_factor: false,
            second_factor_required: false,
            second_factor_from: None,
            second_factor_ends_at: None,
            has_authenticator: false,
            has_security_keys: false,
            has_passkeys: false,
            passwordless: false,
            new_device_notices: true,
            preferences: Preferences::default(),
            created_at: 0,
            last_seen_at: 0,
            remember_me: false,
            ending: None,
            by: None,
            acting: None,
            durations: DURATIONS,
            epoch: 0,
            policy_changes: 0,
            ban: None,
            key: None,
        }
    }

    fn ended(row: SessionRow, now: i64) -> Option<Ending> {
        match principal(row, now) {
            Principal::Guest { ended, .. } => ended,
            _ => None,
        }
    }

    #[test]
    fn a_session_expires_exactly_at_the_idle_limit() {
        assert_eq!(ended(row(), 1799), None);
        assert_eq!(ended(row(), 1800), Some(Ending::Idle));
    }

    #[test]
    fn activity_does_not_extend_the_absolute_limit() {
        let busy = SessionRow { last_seen_at: 43_199, ..row() };
        assert_eq!(ended(SessionRow { last_seen_at: 43_199, ..row() }, 43_199), None);
        assert_eq!(ended(busy, 43_200), Some(Ending::Absolute));
    }

    #[test]
    fn the_ending_is_the_first_deadline_however_late_it_is_checked() {
        assert_eq!(ended(row(), 50_000), Some(Ending::Idle));
    }

    #[test]
    fn a_session_that_began_in_the_future_has_expired() {
        let ahead = |began| SessionRow { created_at: began, last_seen_at: began, remember_me: true, ..row() };
        assert_eq!(ended(ahead(CLOCK_SKEW), 0), None, "within the skew of servers' clocks");
        assert_eq!(ended(ahead(CLOCK_SKEW + 1), 0), Some(Ending::Absolute));
    }

    #[test]
    fn remember_me_sessions_have_their_own_limits() {
        let remember_me = || SessionRow { remember_me: true, ..row() };
        assert_eq!(ended(remember_me(), 1_209_599), None);
        assert_eq!(ended(remember_me(), 1_209_600), Some(Ending::Idle));
    }

    #[test]
    fn only_the_sessions_that_a_ban_ended_show_it() {
        let ban = Ban { reason: "spam".to_owned(), ..Ban::default() };
        let banned = |ending| SessionRow { ending, ban: Some(ban.clone()), ..row() };
        assert_eq!(principal(banned(Some(Ending::Banned)), 10), Principal::Banned(ban.clone()));
        assert_eq!(ended(banned(Some(Ending::SignedOut)), 10), Some(Ending::SignedOut));
        let lifted = SessionRow { ending: Some(Ending::Banned), ..row() };
        assert_eq!(ended(lifted, 10), Some(Ending::Banned));
    }
}
