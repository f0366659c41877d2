//! The impersonated account, and whether the impersonation is permitted.

use crate::{
    access::{CLOCK_SKEW, IMPERSONATION_HOLDS, Impersonator, Member, Permission, Permissions, Role},
    session::server::row::OpenImpersonation,
};

/// The account that is impersonated.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) account_id: String,
    pub(super) username: String,
    pub(super) display_name: String,
    pub(super) email: Option<String>,
    pub(super) role: Role,
    pub(super) permissions: Permissions,
    pub(super) is_banned: bool,
}

/// Whether a member may impersonate that account now: the member has the permission and outranks the account,
/// the time limit has not been reached, and the account is not banned.
pub(super) fn is_permitted(member: &Member, acting: &OpenImpersonation, target: &Target, now: i64) -> bool {
    (-CLOCK_SKEW..IMPERSONATION_HOLDS).contains(&now.saturating_sub(acting.since))
        && member.permissions.has(Permission::IMPERSONATE)
        && member.permissions.outrank(target.permissions)
        && !target.is_banned
}

/// Returns the impersonated account as a member, in the session of the impersonator.
pub(super) fn as_target(member: Member, acting: &OpenImpersonation, target: Target) -> Member {
    let ends_at = acting.since.saturating_add(IMPERSONATION_HOLDS).min(member.session.ends_at);
    Member {
        account_id: target.account_id,
        username: target.username,
        display_name: target.display_name,
        email: target.email,
        // Only for the account's owner.
        email_verified: false,
        email_pending: None,
        role: target.role,
        permissions: target.permissions,
        second_factor: member.second_factor,
        second_factor_required: member.second_factor_required,
        second_factor_from: member.second_factor_from,
        passwordless: member.passwordless,
        // Only for the account's owner.
        second_factor_ends_at: None,
        has_authenticator: member.has_authenticator,
        has_security_keys: member.has_security_keys,
        has_passkeys: member.has_passkeys,
        // Only for the account's owner.
        new_device_notices: false,
        session: member.session,
        impersonator: Some(Impersonator { account_id: member.account_id, username: member.username, ends_at }),
        // Pages still speak to the impersonator.
        preferences: member.preferences,
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
    fn impersonation_lasts_half_an_hour_and_requires_a_higher_rank() {
        let acting = OpenImpersonation { id: String::new(), account_id: "ada".to_owned(), since: 100 };
        let with = |names| Member { permissions: Permissions::from_names(names), ..Member::default() };
        let support = with("view_accounts impersonate");
        assert!(is_permitted(&support, &acting, &target(""), 100));
        assert!(is_permitted(&support, &acting, &target("view_accounts"), 1899));
        assert!(!is_permitted(&support, &acting, &target(""), 1900));
        assert!(!is_permitted(&support, &acting, &target(""), 99 - CLOCK_SKEW), "started by a wrong clock");
        assert!(!is_permitted(&support, &acting, &target("view_accounts impersonate"), 100), "equal rank");
        assert!(!is_permitted(&support, &acting, &target("ban_accounts"), 100), "not outranked");
        assert!(!is_permitted(&with("view_accounts"), &acting, &target(""), 100), "without the permission");
        assert!(!is_permitted(&support, &acting, &Target { is_banned: true, ..target("") }, 100));
        let everything = Member { permissions: Permissions::all(), ..Member::default() };
        let administrator = Target { permissions: Permissions::all(), ..target("") };
        assert!(!is_permitted(&everything, &acting, &administrator, 100), "another administrator");
    }

    #[test]
    fn the_impersonator_keeps_the_session_and_its_deadlines() {
        let acting = OpenImpersonation { id: String::new(), account_id: "ada".to_owned(), since: 100 };
        let mut grace = Member { account_id: "grace".to_owned(), username: "grace".to_owned(), ..Member::default() };
        grace.session.ends_at = 10_000;
        let seen = as_target(grace.clone(), &acting, target(""));
        assert_eq!((&*seen.account_id, seen.actor(), &seen.session), ("ada", "grace", &grace.session));
        assert_eq!(seen.impersonator.unwrap().ends_at, 1900);
        grace.session.ends_at = 500;
        assert_eq!(as_target(grace, &acting, target("")).impersonator.unwrap().ends_at, 500);
    }
}
