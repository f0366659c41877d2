//! Resolves a session cookie to a principal: looks up the session, checks its limits and records activity.

mod known;
mod store;

pub(super) use known::KnownSessions;
pub(super) use store::find;

use super::{
    bound::key::{BindingCheck, Evidence},
    deadlines::Deadlines,
    resolve,
    row::SessionRow,
    service::Sessions,
};
use crate::{
    access::{Ending, Principal, activity_pause},
    error::AppError,
};

/// Activity within this many seconds of the idle deadline is written at once.
const WRITE_THROUGH_WITHIN: i64 = 120;

/// The session behind a cookie.
#[derive(Clone, Debug)]
pub(crate) struct ResolvedSession {
    /// The ID of the account that owns the session, even during an impersonation.
    pub(crate) account_id: String,
    pub(crate) principal: Principal,
    /// How often the policy had changed when the session was read.
    pub(crate) policy_changes: i64,
}

impl Sessions {
    /// The principal of this cookie. `active`: the request counts as activity, which keeps the session alive.
    pub(super) async fn principal_of(&self, secret_hash: &str, active: bool) -> Result<Principal, AppError> {
        Ok(self.resolve(secret_hash, active, None).await?.map(|session| session.principal).unwrap_or_default())
    }

    /// Resolves this cookie to a session and a principal; see [`Self::principal_of`]. `evidence`: shows whether the request
    /// comes from the device that the session is bound to; `None` if that was checked before.
    pub(crate) async fn resolve(
        &self,
        secret_hash: &str,
        active: bool,
        evidence: Option<Evidence<'_>>,
    ) -> Result<Option<ResolvedSession>, AppError> {
        let now = self.database.now();
        let Some(mut row) = self.find(secret_hash, now).await? else { return Ok(None) };
        let mut deadlines = row.deadlines();
        let over = |row: &SessionRow, deadlines: Deadlines| match row.ending {
            None => deadlines.ending(now).or(row.ban.as_ref().map(|_| Ending::Banned)),
            Some(_) => None,
        };
        // Record the ending now, so that a longer limit or a lifted ban cannot revive the session.
        if let Some(ending) = over(&row, deadlines) {
            let written = self.expire(&row, ending, deadlines.idle.min(now)).await;
            // The session has ended even if this fails; it is recorded later.
            let _ = written.as_ref().inspect_err(|error| tracing::warn!(cause = %error, "cannot end a session"));
            if matches!(written, Ok(false)) {
                // Another request has ended it, or it was active on another server.
                let Some(again) = self.find(secret_hash, now).await? else { return Ok(None) };
                row = again;
                deadlines = row.deadlines();
            }
        }
        let mut is_live = row.ending.is_none() && over(&row, deadlines).is_none();
        // An ended session tells everybody with its cookie why it has ended.
        if let (true, Some(key), Some(evidence)) = (is_live, &row.key, evidence) {
            match key.check(&row.id, evidence, now) {
                BindingCheck::Confirmed => {}
                BindingCheck::Unconfirmed => {
                    let principal = Principal::ended(Ending::Unconfirmed);
                    let policy_changes = row.policy_changes;
                    return Ok(Some(ResolvedSession { account_id: row.account_id, principal, policy_changes }));
                }
                BindingCheck::Copied => {
                    self.end_copied(&row, evidence.client).await?;
                    let Some(again) = self.find(secret_hash, now).await? else { return Ok(None) };
                    row = again;
                    is_live = false;
                }
            }
        }
        if active && is_live && now - row.last_seen_at >= activity_pause(deadlines.idle_limit) {
            self.activity.note(&row.id, now);
            if deadlines.idle - now <= WRITE_THROUGH_WITHIN {
                // Another server might end the session before the next write.
                self.write_activity().await?;
            }
            row.last_seen_at = now;
            // The session's other tabs have a later deadline, too.
            self.database.changes().wake(&row.account_id);
        }
        let (account_id, acting, policy_changes) = (row.account_id.clone(), row.acting.take(), row.policy_changes);
        let principal = match (resolve::principal(row, now), acting) {
            (Principal::Member(member), Some(acting)) => {
                Principal::Member(self.impersonate(member, acting, now).await?)
            }
            (principal, _) => principal,
        };
        Ok(Some(ResolvedSession { account_id, principal, policy_changes }))
    }

    /// The session of that cookie, including activity that this process has not written yet.
    async fn find(&self, secret_hash: &str, now: i64) -> Result<Option<SessionRow>, AppError> {
        // The version is read before the row, so that a commit in between makes the row outdated.
        let version = self.database.version();
        let mut row = version.and_then(|version| self.known.get(version, secret_hash, now));
        if row.is_none() {
            row = store::find(self.database.pool(), secret_hash, now).await?;
            if let (Some(version), Some(row)) = (version, &row) {
                self.known.put(version, secret_hash, row, now);
            }
        }
        if let Some(row) = &mut row {
            row.last_seen_at = self.activity.last_seen(&row.id, row.last_seen_at);
        }
        Ok(row)
    }
}
