//! `/admin/policy`: the settings for everyone or for one role, a preview of changes, and the latest changes, which
//! can be undone.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

use super::{
    changes::{Changes, Configured, Outcome},
    check::{Check, address},
    following::{Following, OutcomePlace, follow_policy},
    settings::{Settings, first_check, typed_in_address},
};
use crate::{
    console::ConsolePage,
    console::Progress,
    directory::pages::Changed,
    error::{AppError, FormFlash},
    policy_admin::{ChangePolicy, PolicyOverview, PolicyValues, UndoPolicy, show_policy},
    texts::policy_admin as t,
    ui::{FailedToLoad, use_query},
};

/// The ID of the element with the form.
const FORM: &str = "policy-form";

/// The page.
#[component]
pub fn Policy() -> impl IntoView {
    let query = use_query("id");
    let scope = Memo::new(move |_| Some(query.get()).filter(|id| !id.is_empty()).unwrap_or("everyone".to_owned()));
    view! {
        <Title text=t::title()/>
        <ConsolePage>
            <h1>{t::title()}</h1>
            <p class="muted">{t::intro()}</p>
            {move || view! { <ScopePage scope=scope.get()/> }}
        </ConsolePage>
    }
}

/// The settings of one scope, updated after each change.
#[component]
fn ScopePage(scope: String) -> impl IntoView {
    let typed = typed_in_address();
    let overview = Resource::new_blocking(|| (), |()| show_policy());
    let check = {
        let (scope, typed) = (scope.clone(), typed.clone());
        Resource::new_blocking(|| (), move |()| first_check(scope.clone(), typed.clone()))
    };
    let page = move || {
        let (scope, typed) = (scope.clone(), typed.clone());
        Suspend::new(async move {
            match overview.await {
                Ok(overview) => view! { <Loaded overview scope typed check=check.await/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Progress/>
        <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{page}</Transition>
    }
}

#[component]
fn Loaded(
    overview: PolicyOverview,
    scope: String,
    /// The values to preview, from a form without JavaScript.
    typed: Option<PolicyValues>,
    check: Check,
) -> impl IntoView {
    let change = ServerAction::<ChangePolicy>::new();
    let following = follow_policy(overview, FORM);
    let Following { shown, made, outcome, .. } = following;
    let of_post = |path, place| Some((place, FormFlash::answer(path)?));
    outcome
        .set(of_post(ChangePolicy::PATH, OutcomePlace::Form).or_else(|| of_post(UndoPolicy::PATH, OutcomePlace::List)));
    following.act(change, OutcomePlace::Form);
    let is_there = {
        let scope = scope.clone();
        Memo::new(move |_| shown.with(|shown| shown.scopes.iter().any(|one| one.name == scope)))
    };
    let tabs = {
        let scope = scope.clone();
        let names = Memo::new(move |_| shown.with(|shown| shown.scopes.iter().map(|one| one.name.clone()).collect()));
        move || {
            let tab = |name: String| {
                let current = (name == scope).then_some("page");
                let href = address(&name);
                let words = if name == "everyone" { t::everyone() } else { t::role(name) };
                view! { <a class="btn s" href=href aria-current=current>{words}</a> }
            };
            names.with(|names: &Vec<String>| names.iter().cloned().map(tab).collect_view())
        }
    };
    let check = RwSignal::new(check);
    let typed = StoredValue::new(typed);
    let form = move |made: (u32, PolicyOverview)| {
        let everyone = made.1.scopes.iter().find(|one| one.is_everyone()).cloned();
        let this = made.1.scopes.into_iter().find(|one| one.name == scope);
        this.zip(everyone).map(|(this, everyone)| view! { <Settings this everyone typed change check/> })
    };
    let content = move || {
        let form = form.clone();
        if !is_there.get() {
            return view! { <FailedToLoad error=AppError::NotFound/> }.into_any();
        }
        view! {
            <div class="stack" id=FORM tabindex="-1">
                <Changed
                    words=t::changed_elsewhere()
                    is_waiting=following.is_waiting()
                    show=Callback::new(move |()| following.make_anew())
                    forms=FORM
                />
                <For each=move || [made.get()] key=|made| made.0 children=form/>
            </div>
            <Outcome place=OutcomePlace::Form following/>
        }
        .into_any()
    };
    view! {
        <nav class="tabs" aria-label=t::tabs()>{tabs}</nav>
        {content}
        <Changes following/>
        <Configured following/>
    }
}
