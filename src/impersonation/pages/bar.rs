//! The bar above every page during an impersonation: as whom, for how long, and how to end it. It cannot be closed.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::{
    access::{Current, Member},
    reactive::{dynamic, effect, memo},
    session::EndImpersonation,
    texts::impersonation as t,
    ui::{Form, Icon, Submit, time::span},
};

/// The content of the bar; the bar is rendered again only when it changes.
#[derive(Clone, PartialEq, Eq)]
struct Acting {
    account_id: String,
    display_name: String,
    /// The display name, and the username if that differs.
    name: String,
    impersonator: String,
    ends_at: i64,
}

impl Acting {
    fn of(member: &Member) -> Option<Self> {
        let impersonator = member.impersonator.as_ref()?;
        let name = if member.display_name == member.username {
            member.username.clone()
        } else {
            format!("{} ({})", member.display_name, member.username)
        };
        Some(Self {
            account_id: member.account_id.clone(),
            display_name: member.display_name.clone(),
            name,
            impersonator: impersonator.username.clone(),
            ends_at: impersonator.ends_at,
        })
    }
}

/// The bar; empty without an impersonation.
#[component]
pub(crate) fn ActingBar() -> impl IntoView {
    let current = Current::expect();
    let end = ServerAction::<EndImpersonation>::new();
    let acting = memo(move |_| current.member(Acting::of));
    let account = StoredValue::new(String::new());
    effect(move || {
        if let Some(acting) = acting.get() {
            account.set_value(acting.account_id);
        }
    });
    let navigate = use_navigate();
    effect(move || {
        if end.value().with(|value| matches!(value, Some(Ok(_)))) {
            navigate(&page_of(&account.get_value()), leptos_router::NavigateOptions::default());
        }
    });
    current.follow(end);
    let said = memo(move |_| acting.with(|acting| acting.as_ref().map(|acting| t::started(&acting.name))));
    view! {
        {dynamic(move || acting.get().map(|acting| view! { <Bar acting end/> }))}
        <p class="visually-hidden" role="status">{said}</p>
    }
}

#[component]
fn Bar(acting: Acting, end: ServerAction<EndImpersonation>) -> impl IntoView {
    let current = Current::expect();
    let left = memo(move |_| current.seconds_until(acting.ends_at).max(0));
    view! {
        <aside class="acting" aria-label=t::bar_label()>
            <Icon name="drama"/>
            <p>{t::bar(acting.name, move || span(left.get()), acting.impersonator)}</p>
            <Form action=end class="" next=page_of(&acting.account_id) resumes=false>
                <Submit class="btn s">{t::stop(acting.display_name)}</Submit>
            </Form>
        </aside>
    }
}

/// The page on which the impersonation was started.
fn page_of(account_id: &str) -> String {
    format!("/admin/accounts/{account_id}")
}
