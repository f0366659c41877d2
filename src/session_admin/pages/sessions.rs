//! `/admin/sessions`: who is signed in, and ending one session, selected ones, or all of them.

use std::time::Duration;

use leptos::prelude::*;
use leptos_meta::Title;

use super::listing::{Everybody, Filters, use_filter};
use crate::{
    access::{Current, Permission, Role},
    console::{Bones, ConsolePage, Progress},
    live::ChangeSignal,
    reactive::{dynamic, memo},
    role::{RoleSummary, list_roles},
    session_admin::{EndEverySession, count_sessions},
    texts::session_admin as t,
    ui::{Checkbox, FailedToLoad, Form, Select, Submit, grouped},
};

/// The minimum time between two counts, which take a while on a large database.
const COUNTED_AGAIN: Duration = Duration::from_secs(10);

/// The page.
#[component]
pub fn EverySession() -> impl IntoView {
    let end = ServerAction::<EndEverySession>::new();
    Current::expect().refresh_after(end);
    let change_signal = ChangeSignal::expect().throttle(COUNTED_AGAIN);
    // Reference-counted, because it may be read while the page is being removed.
    let counted = ArcResource::new_blocking(move || (end.version().get(), change_signal.get()), |_| count_sessions());
    let filter = use_filter();
    let counts = move || {
        let counted = counted.clone();
        Suspend::new(async move {
            match counted.await {
                Ok(counts) => view! { <Counts counts/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    // Loaded once, so that the forms keep their input when the counts change.
    let roles = Resource::new_blocking(|| (), |()| list_roles());
    let filters = move || {
        Suspend::new(async move {
            let roles = roles.await.ok()?.into_iter().map(|one| one.role).collect();
            Some(view! { <Filters roles/> })
        })
    };
    let form = move || {
        Suspend::new(async move {
            match roles.await {
                Ok(roles) => view! { <EndForm roles end/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::title()/>
        <ConsolePage>
            <header class="head"><div><h1>{t::title()}</h1><p>{t::about()}</p></div></header>
            <Progress acts=end.version()/>
            <Transition fallback=|| view! { <Bones/> }>{counts}</Transition>
            <Transition>{filters}</Transition>
            <Everybody filter end_every=end/>
            <Transition>{form}</Transition>
        </ConsolePage>
    }
}

#[component]
fn Counts(counts: Vec<(Role, i64)>) -> impl IntoView {
    let count = |(role, count): (Role, i64)| {
        let whose = t::sessions_of(count, role.plural());
        let only = format!("/admin/sessions?role={role}");
        view! { <a href=only><b>{grouped(count)}</b>{whose}</a> }
    };
    view! { <div class="stats">{counts.into_iter().map(count).collect_view()}</div> }
}

#[component]
fn EndForm(roles: Vec<RoleSummary>, end: ServerAction<EndEverySession>) -> impl IntoView {
    let current = Current::expect();
    let may_end = memo(move |_| current.member(|member| member.permissions.has(Permission::END_SESSIONS)));
    let choices = StoredValue::new({
        let mine = current.peek(|principal| principal.member().map(|member| member.permissions).unwrap_or_default());
        let reaches_all = roles.iter().all(|one| mine.reach(one.permissions));
        let everyone = reaches_all.then(|| ("everyone".to_owned(), t::end_everyone()));
        let roles = roles
            .into_iter()
            .filter(move |one| mine.reach(one.permissions))
            .map(|one| (one.role.to_string(), t::end_all_of(one.role.plural())));
        roles.chain(everyone).collect::<Vec<_>>()
    });
    dynamic(move || {
        may_end.get().then(|| {
            view! {
                <Form action=end done=t::ended() resumes=false>
                    <h2>{t::end()}</h2>
                    <p class="muted small">{t::end_effect()}</p>
                    <Select name="role" label=t::end_for() choices=choices.get_value() value=Role::MEMBER.name()/>
                    <Checkbox name="keep_own" label=t::keep_own() ticked=true/>
                    <Submit class="btn solid">{t::end()}</Submit>
                </Form>
            }
        })
    })
}
