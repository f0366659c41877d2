//! The permissions as ticks, in groups.

use leptos::prelude::*;

use crate::{
    access::{Current, Permission, Permissions},
    texts::role as t,
    ui::{BoxGroup, Boxes},
};

/// Permissions that roles have without being ticked.
const IMPLIED: [Permission; 2] = [Permission::USE_ACCOUNT, Permission::USE_CONSOLE];
/// Permissions to act on people and their accounts.
const PEOPLE: [Permission; 7] = [
    Permission::VIEW_ACCOUNTS,
    Permission::BAN_ACCOUNTS,
    Permission::END_SESSIONS,
    Permission::INVITE,
    Permission::CLOSE_ACCOUNTS,
    Permission::IMPERSONATE,
    Permission::ISSUE_TICKETS,
];
/// Permissions to change the rules.
const RULES: [Permission; 3] = [Permission::ASSIGN_ROLES, Permission::MANAGE_ROLES, Permission::MANAGE_POLICY];
/// Permissions to read what happened.
const RECORDS: [Permission; 1] = [Permission::VIEW_AUDIT];

/// A checkbox for each permission that the viewer may grant.
#[component]
pub(super) fn Permits(permissions: Permissions) -> impl IntoView {
    let mine =
        Current::expect().peek(|principal| principal.member().map(|member| member.permissions).unwrap_or_default());
    let offered: Vec<_> =
        Permission::all().iter().copied().filter(|one| mine.has(*one) && !IMPLIED.contains(one)).collect();
    let own = [PEOPLE.as_slice(), &RULES, &RECORDS].concat();
    let choices = |belongs: &dyn Fn(&Permission) -> bool| {
        let chosen = offered.iter().filter(|one| belongs(one));
        chosen.map(|one| (one.name(), one.about(), permissions.has(*one))).collect::<Vec<_>>()
    };
    let groups = [
        (t::people(), choices(&|one| PEOPLE.contains(one))),
        (t::rules(), choices(&|one| RULES.contains(one))),
        (t::records(), choices(&|one| RECORDS.contains(one))),
        (t::application(), choices(&|one| !own.contains(one))),
    ];
    let groups: Vec<BoxGroup> = groups.into_iter().filter(|group| !group.1.is_empty()).collect();
    view! {
        <Boxes name="permissions" label=t::permissions() groups/>
        <p class="muted small">{t::permissions_hint()}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_of_hallpass_is_in_one_group() {
        let groups = [IMPLIED.as_slice(), &PEOPLE, &RULES, &RECORDS].concat();
        for permission in Permission::all() {
            let count = groups.iter().filter(|one| *one == permission).count();
            assert_eq!(count, 1, "{}", permission.name());
        }
    }
}
