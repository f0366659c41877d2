//! A cookie is looked up: who is asking with it, whether it is still good, and that it was seen.

mod store;

pub(super) use store::find;

use super::{deadlines::Deadlines, resolve, row::SessionRow, service::Sessions};
use crate::{
    access::{Ending, Principal, activity_pause},
    error::AppError,
};

/// Activity so short before the idle end is written at once, in seconds.
const WRITTEN_AT_ONCE: i64 = 120;

/// What is found behind a cookie.
#[derive(Clone, Debug)]
pub(crate) struct ResolvedSession {
    /// Whose session it is, also while they act as somebody else.
    pub(crate) account_id: String,
    pub(crate) principal: Principal,
}

impl Sessions {
    /// Who is asking with this cookie. `active`: the request is something a person does, and
    /// keeps the session alive.
    pub(super) async fn principal_of(&self, secret_hash: &str, active: bool) -> Result<Principal, AppError> {
        Ok(self.resolve(secret_hash, active).await?.map(|session| session.principal).unwrap_or_default())
    }

    /// What is behind this cookie; see [`Self::principal_of`].
    pub(crate) async fn resolve(&self, secret_hash: &str, active: bool) -> Result<Option<ResolvedSession>, AppError> {
        let now = self.database.now();
        let Some(mut row) = self.find(secret_hash, now).await? else { return Ok(None) };
        let mut deadlines = row.deadlines();
        let over = |row: &SessionRow, deadlines: Deadlines| match row.ending {
            None => deadlines.ending(now).or(row.ban.as_ref().map(|_| Ending::Banned)),
            Some(_) => None,
        };
        // Written down when seen: a longer policy later, or a lifted ban, must not bring it back.
        if let Some(ending) = over(&row, deadlines) {
            let written = self.expire(&row, ending, deadlines.idle.min(now)).await;
            // It is over all the same; what cannot be written now is written later.
            let _ = written.as_ref().inspect_err(|error| tracing::warn!(cause = %error, "cannot end a session"));
            if matches!(written, Ok(false)) {
                // Somebody else has ended it, or it was seen on another node.
                let Some(again) = self.find(secret_hash, now).await? else { return Ok(None) };
                row = again;
                deadlines = row.deadlines();
            }
        }
        let is_live = row.ending.is_none() && over(&row, deadlines).is_none();
        if active && is_live && now - row.last_seen_at >= activity_pause(deadlines.idle_limit) {
            self.activity.note(&row.id, now);
            if deadlines.idle - now <= WRITTEN_AT_ONCE {
                // Another node might find it over before it is written.
                self.write_activity().await?;
            }
            row.last_seen_at = now;
            // The other tabs of this session have more time as well.
            self.database.changes().wake(&row.account_id);
        }
        let (account_id, acting) = (row.account_id.clone(), row.acting.take());
        let principal = match (resolve::principal(row, now), acting) {
            (Principal::Member(member), Some(acting)) => {
                Principal::Member(self.impersonate(member, acting, now).await?)
            }
            (principal, _) => principal,
        };
        Ok(Some(ResolvedSession { account_id, principal }))
    }

    /// The session of that cookie, seen when it was last seen by anybody here.
    async fn find(&self, secret_hash: &str, now: i64) -> Result<Option<SessionRow>, AppError> {
        let mut row = store::find(self.database.pool(), secret_hash, now).await?;
        if let Some(row) = &mut row {
            row.last_seen_at = self.activity.last_seen(&row.id, row.last_seen_at);
        }
        Ok(row)
    }
}
