//! Impersonation: somebody acts as a person who may do less, in their own session, for a while.
//! Whether it still holds is decided anew for every request, from both people as they are then.

mod store;

use super::{Sessions, cuts, endings::SessionSelector};
use crate::{
    access::{
        CLOCK_SKEW, IMPERSONATION_HOLDS, Impersonator, Member, Permission, Permissions, Principal, Role, server::Grant,
    },
    audit::{Act, server::Event},
    database::{Transaction, new_id},
    error::AppError,
};

/// That a session's owner acts as somebody else.
#[derive(Clone, Debug)]
pub(super) struct Acting {
    /// The row's id.
    pub(super) id: String,
    /// As whom.
    pub(super) account_id: String,
    /// When it began.
    pub(super) since: i64,
}

/// The person as whom somebody acts.
#[derive(Clone, Debug)]
struct Target {
    account_id: String,
    username: String,
    display_name: String,
    email: Option<String>,
    role: Role,
    permissions: Permissions,
    is_banned: bool,
}

/// Begins one, within the transaction in which its right was checked.
///
/// # Errors
/// [`AppError::SignInRequired`] where the session has ended meanwhile.
pub(crate) async fn begin(tx: &mut Transaction, grant: &Grant, account_id: &str, reason: &str) -> Result<(), AppError> {
    let (id, now) = (new_id(), tx.now());
    let impersonator_id = &*grant.member().account_id;
    tx.notify_account(account_id).await?;
    tx.notify_account(impersonator_id).await?;
    let session_id = &*grant.member().session.id;
    cuts::settle(tx, impersonator_id).await?;
    // One that is over by time may not have been ended yet.
    if let Some((id, _)) = store::of_session(&mut **tx, session_id).await? {
        end(tx, &id, now).await?;
    }
    let row = store::NewRow { id: &id, session_id, impersonator_id, account_id, reason, now };
    if !store::insert(&mut **tx, row).await? {
        // The session has ended meanwhile.
        return Err(AppError::SignInRequired);
    }
    tx.record(Event::new(Act::IMPERSONATE).on(account_id).with("impersonation", id));
    Ok(())
}

/// Which ones something puts an end to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ImpersonationSelector<'a> {
    /// In which people are impersonated whose sessions are ended: they are alone again.
    Of(SessionSelector<'a>),
    /// The same of a role, or of everyone.
    Owned(Option<&'a Role>),
    /// This account has another role: it has to be looked at anew who is above whom, on either side.
    Account(&'a str),
    /// This role permits something else.
    Role(&'a Role),
}

/// Ends those, for good, within the transaction of what puts an end to them.
pub(crate) async fn end_those(tx: &mut Transaction, those: ImpersonationSelector<'_>) -> Result<(), AppError> {
    let now = tx.now();
    let mut ended = store::end_those(&mut **tx, those, now).await?;
    // In one order, so that two transactions never wait for one another.
    ended.sort_unstable_by(|one, other| one.impersonator_id.cmp(&other.impersonator_id));
    for one in &ended {
        notify_impersonator(tx, one).await?;
    }
    Ok(())
}

/// Ends one within a transaction; `false` when that has been done.
async fn end(tx: &mut Transaction, id: &str, at: i64) -> Result<bool, AppError> {
    let Some(ended) = store::end(&mut **tx, id, at).await? else { return Ok(false) };
    notify_impersonator(tx, &ended).await?;
    Ok(true)
}

async fn notify_impersonator(tx: &mut Transaction, ended: &store::EndedRow) -> Result<(), AppError> {
    tx.notify_account(&ended.impersonator_id).await?;
    let event = Event::new(Act::END_IMPERSONATION).on(&ended.account_id).with("impersonation", &ended.id);
    tx.record(event.with("impersonator", &ended.impersonator_id));
    tracing::info!(impersonator = ended.impersonator_id, account = ended.account_id, "impersonation ended");
    Ok(())
}

impl Sessions {
    /// Whoever acts as somebody else is themselves again, in their own session.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_impersonation(&self, grant: &Grant) -> Result<Principal, AppError> {
        let found = store::of_session(self.database.pool(), &grant.member().session.id).await?;
        if let Some((id, account_id)) = found {
            let mut tx = self.database.begin().await?;
            tx.acts_for(grant);
            tx.notify_account(&account_id).await?;
            let now = tx.now();
            if end(&mut tx, &id, now).await? {
                tx.commit().await?;
            }
        }
        self.here().await
    }

    /// Who a member is who acts as somebody else: that person, while it holds.
    pub(super) async fn impersonate(&self, member: Member, acting: Acting, now: i64) -> Result<Member, AppError> {
        let target = store::target(self.database.pool(), &acting.account_id, now).await?;
        if let Some(target) = target.filter(|target| holds(&member, &acting, target, now)) {
            return Ok(as_target(member, &acting, target));
        }
        // Written down when seen: nothing that changes later may bring it back.
        let at = now.min(acting.since.saturating_add(IMPERSONATION_HOLDS));
        let written = self.finish(&acting.id, &acting.account_id, at).await;
        // What cannot be written now is written later.
        let _ = written.inspect_err(|error| tracing::warn!(cause = %error, "an impersonation's end is not written"));
        Ok(member)
    }

    /// Ends those that are over; how many were found.
    pub(super) async fn finish_impersonations(&self, most: i64) -> Result<usize, AppError> {
        let now = self.database.now();
        let over = store::over(self.database.pool(), most, now).await?;
        for one in &over {
            self.finish(&one.id, &one.account_id, one.over_at.min(now)).await?;
        }
        Ok(over.len())
    }

    async fn finish(&self, id: &str, account_id: &str, at: i64) -> Result<(), AppError> {
        let mut tx = self.database.begin().await?;
        tx.notify_account(account_id).await?;
        if end(&mut tx, id, at).await? {
            tx.commit().await?;
        }
        Ok(())
    }
}

/// Whether somebody may act as that person at this moment: they hold the permission, may do more, the
/// time is not over, and the account is in use.
fn holds(member: &Member, acting: &Acting, target: &Target, now: i64) -> bool {
    (-CLOCK_SKEW..IMPERSONATION_HOLDS).contains(&now.saturating_sub(acting.since))
        && member.permissions.has(Permission::IMPERSONATE)
        && member.permissions.outrank(target.permissions)
        && !target.is_banned
}

/// The person, in the session of whoever acts.
fn as_target(member: Member, acting: &Acting, target: Target) -> Member {
    let ends_at = acting.since.saturating_add(IMPERSONATION_HOLDS).min(member.session.ends_at);
    Member {
        account_id: target.account_id,
        username: target.username,
        display_name: target.display_name,
        email: target.email,
        role: target.role,
        permissions: target.permissions,
        session: member.session,
        impersonator: Some(Impersonator { account_id: member.account_id, username: member.username, ends_at }),
        epoch: member.epoch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(permissions: &str) -> Target {
        Target {
            account_id: "ada".to_owned(),
            username: "ada".to_owned(),
            display_name: "Ada".to_owned(),
            email: None,
            role: Role::MEMBER,
            permissions: Permissions::from_names(permissions),
            is_banned: false,
        }
    }

    #[test]
    fn it_holds_for_half_an_hour_and_for_those_below_only() {
        let acting = Acting { id: String::new(), account_id: "ada".to_owned(), since: 100 };
        let with = |names| Member { permissions: Permissions::from_names(names), ..Member::default() };
        let support = with("view_accounts impersonate");
        assert!(holds(&support, &acting, &target(""), 100));
        assert!(holds(&support, &acting, &target("view_accounts"), 1899));
        assert!(!holds(&support, &acting, &target(""), 1900));
        assert!(!holds(&support, &acting, &target(""), 99 - CLOCK_SKEW), "begun by a clock that was wrong");
        assert!(!holds(&support, &acting, &target("view_accounts impersonate"), 100), "no equals");
        assert!(!holds(&support, &acting, &target("ban_accounts"), 100), "no others");
        assert!(!holds(&with("view_accounts"), &acting, &target(""), 100), "not any more");
        assert!(!holds(&support, &acting, &Target { is_banned: true, ..target("") }, 100));
        let everything = Member { permissions: Permissions::all(), ..Member::default() };
        let administrator = Target { permissions: Permissions::all(), ..target("") };
        assert!(!holds(&everything, &acting, &administrator, 100), "never another administrator");
    }

    #[test]
    fn the_session_and_the_deadlines_stay_those_of_whoever_acts() {
        let acting = Acting { id: String::new(), account_id: "ada".to_owned(), since: 100 };
        let mut grace = Member { account_id: "grace".to_owned(), username: "grace".to_owned(), ..Member::default() };
        grace.session.ends_at = 10_000;
        let seen = as_target(grace.clone(), &acting, target(""));
        assert_eq!((&*seen.account_id, seen.actor(), &seen.session), ("ada", "grace", &grace.session));
        assert_eq!(seen.impersonator.unwrap().ends_at, 1900);
        grace.session.ends_at = 500;
        assert_eq!(as_target(grace, &acting, target("")).impersonator.unwrap().ends_at, 500);
    }
}
