//! The impersonation section of the account page.

mod bar;

pub(crate) use bar::ActingBar;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    access::Current,
    directory::AccountSummary,
    impersonation::{IMPERSONATION_REASON_MAX, Impersonate},
    texts::impersonation as t,
    ui::{Form, Hidden, Submit, TextArea},
};

/// The form that begins an impersonation.
#[component]
pub(crate) fn ActAs(account: RwSignal<AccountSummary>) -> impl IntoView {
    let current = Current::expect();
    let begin = ServerAction::<Impersonate>::new();
    let navigate = use_navigate();
    Effect::new(move || {
        if begin.value().with(|value| matches!(value, Some(Ok(_)))) {
            navigate("/", NavigateOptions::default());
        }
    });
    current.follow(begin);
    let (id, name) = account.with_untracked(|account| (account.id.clone(), account.display_name.clone()));
    view! {
        <Form action=begin next="/">
            <h2>{t::view_as(&name)}</h2>
            <p class="muted small">{t::about()}</p>
            <Hidden name="id" value=id/>
            <TextArea
                name="reason"
                label=t::reason()
                hint=t::reason_hint(IMPERSONATION_REASON_MAX)
                required=true
                max=IMPERSONATION_REASON_MAX
            />
            <Submit class="btn">{t::view_as(name)}</Submit>
        </Form>
    }
}
