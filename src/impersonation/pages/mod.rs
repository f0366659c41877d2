//! The dialog of the account page that begins an impersonation.

mod bar;

pub(crate) use bar::ActingBar;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    access::Current,
    directory::{AccountSummary, pages::DialogFoot},
    impersonation::{IMPERSONATION_REASON_MAX, Impersonate},
    reactive::effect,
    texts::impersonation as t,
    ui::{Form, Hidden, Submit, TextArea},
};

/// The form that begins an impersonation.
#[component]
pub(crate) fn ActAs(account: RwSignal<AccountSummary>) -> impl IntoView {
    let current = Current::expect();
    let begin = ServerAction::<Impersonate>::new();
    let navigate = use_navigate();
    effect(move || {
        if begin.value().with(|value| matches!(value, Some(Ok(_)))) {
            navigate("/", NavigateOptions::default());
        }
    });
    current.follow(begin);
    let (id, name) = account.with_untracked(|account| (account.id.clone(), account.display_name.clone()));
    view! {
        <Form action=begin next="/" class="stack">
            <p>{t::about()}</p>
            <Hidden name="id" value=id/>
            <TextArea
                name="reason"
                label=t::reason()
                hint=t::reason_hint(IMPERSONATION_REASON_MAX)
                required=true
                max=IMPERSONATION_REASON_MAX
            />
            <DialogFoot><Submit>{t::view_as(name)}</Submit></DialogFoot>
        </Form>
    }
}
