//! The form that changes the account's role.

use leptos::prelude::*;

use crate::{
    access::Current,
    directory::{
        AccountSummary,
        pages::{DialogFoot, OwnActs},
    },
    role::{ChangeRole, RoleSummary, list_roles},
    texts::account_admin as t,
    ui::{FailedToLoad, Form, Hidden, Select, Submit},
};

/// Creates the action that changes the role, and follows it.
pub(super) fn follow_role(own: OwnActs) -> ServerAction<ChangeRole> {
    let (change, undo) = (ServerAction::<ChangeRole>::new(), ServerAction::<ChangeRole>::new());
    own.follow_undo(undo, t::role_changed);
    own.follow_and_say(change, move |toasts, before, account| {
        let (id, role) = (account.id.clone(), before.role.name().to_owned());
        let back = move || drop(undo.dispatch(ChangeRole { id: id.clone(), role: role.clone() }));
        toasts.say_undoable(t::role_changed_to(&account.display_name, account.role.label()), back);
    });
    change
}

/// The form.
#[component]
pub(super) fn RoleForm(change: ServerAction<ChangeRole>, account: RwSignal<AccountSummary>) -> impl IntoView {
    // An answer to an earlier form is none to this one.
    change.value().set(None);
    let roles = Resource::new_blocking(|| (), |()| list_roles());
    let form = move || {
        Suspend::new(async move {
            match roles.await {
                Ok(roles) => view! { <RoleChoice roles account change/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{form}</Transition> }
}

#[component]
fn RoleChoice(
    roles: Vec<RoleSummary>,
    account: RwSignal<AccountSummary>,
    change: ServerAction<ChangeRole>,
) -> impl IntoView {
    let (id, role) = account.with_untracked(|account| (account.id.clone(), account.role.name().to_owned()));
    let mine =
        Current::expect().peek(|principal| principal.member().map(|member| member.permissions).unwrap_or_default());
    let offered = roles.into_iter().filter(|one| mine.cover(one.permissions) || one.role.name() == role);
    let choices: Vec<_> = offered.map(|one| (one.role.name().to_owned(), one.role.label())).collect();
    view! {
        <Form action=change class="stack" done=t::role_changed()>
            <Hidden name="id" value=id/>
            <Select name="role" label=t::role() hint=t::role_effect() choices value=role/>
            <DialogFoot><Submit>{t::change_role()}</Submit></DialogFoot>
        </Form>
    }
}
