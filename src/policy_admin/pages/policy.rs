//! `/admin/policy`: the settings for everyone or for one role, a preview of changes, and the latest changes, which
//! can be undone.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

use super::{
    changes::{Changes, Configured, Outcome, undo_form},
    check::{Check, address},
    following::{FORM, Following, OutcomePlace, follow_policy},
    settings::{Settings, first_check, typed_in_address},
};
use crate::{
    console::ConsolePage,
    console::Progress,
    directory::pages::Changed,
    error::{AppError, Conflict, FormFlash},
    policy_admin::{ChangePolicy, PolicyOutcome, PolicyOverview, PolicyValues, UndoPolicy, show_policy},
    reactive::{dynamic, effect, memo},
    texts::policy_admin as t,
    ui::{FailedToLoad, Toasts, browser, use_query},
};

/// The page.
#[component]
pub fn Policy() -> impl IntoView {
    let query = use_query("id");
    let scope = memo(move |_| Some(query.get()).filter(|id| !id.is_empty()).unwrap_or("everyone".to_owned()));
    let said = RwSignal::new(None::<PolicyOutcome>);
    say(said);
    view! {
        <Title text=t::title()/>
        <ConsolePage>
            <header class="head"><div><h1>{t::title()}</h1><p>{t::intro()}</p></div></header>
            {dynamic(move || view! { <ScopePage scope=scope.get() said/> })}
        </ConsolePage>
    }
}

/// Says the outcomes of the person's changes, with a way to undo them: through the form beside the change in the list,
/// which shows errors and asks for the password.
fn say(said: RwSignal<Option<PolicyOutcome>>) {
    let toasts = Toasts::expect();
    effect(move || {
        let Some(outcome) = said.get() else { return };
        let words = outcome.words();
        if outcome.id.is_empty() {
            return toasts.say(words);
        }
        let form = undo_form(&outcome.id);
        toasts.say_undoable(words, move || {
            if browser::is_there(&form) {
                browser::submit_around(&form);
            } else {
                // Somebody else has changed the same setting since.
                toasts.say(AppError::Conflict { conflict: Conflict::CannotUndo }.to_string());
            }
        });
    });
}

/// The settings of one scope, updated after each change.
#[component]
fn ScopePage(scope: String, said: RwSignal<Option<PolicyOutcome>>) -> impl IntoView {
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
                Ok(overview) => view! { <Loaded overview scope typed check=check.await said/> }.into_any(),
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
    said: RwSignal<Option<PolicyOutcome>>,
) -> impl IntoView {
    let change = ServerAction::<ChangePolicy>::new();
    let following = follow_policy(overview, said);
    let Following { shown, made, outcome, .. } = following;
    let of_post = |path, place| Some((place, FormFlash::answer(path)?));
    outcome
        .set(of_post(ChangePolicy::PATH, OutcomePlace::Form).or_else(|| of_post(UndoPolicy::PATH, OutcomePlace::List)));
    following.act(change, OutcomePlace::Form);
    let is_there = {
        let scope = scope.clone();
        memo(move |_| shown.with(|shown| shown.scopes.iter().any(|one| one.name == scope)))
    };
    let tabs = {
        let scope = scope.clone();
        let names = memo(move |_| shown.with(|shown| shown.scopes.iter().map(|one| one.name.clone()).collect()));
        move || {
            let tab = |name: String| {
                let current = (name == scope).then_some("page");
                let href = address(&name);
                view! { <a href=href aria-current=current>{t::scope_title(name)}</a> }
            };
            names.with(|names: &Vec<String>| names.iter().cloned().map(tab).collect_view())
        }
    };
    let check = RwSignal::new(check);
    let typed = StoredValue::new(typed);
    let discard = Callback::new(move |()| {
        typed.set_value(None);
        check.set(None);
        change.clear();
        following.make_anew();
        request_animation_frame(|| browser::focus_if_lost(FORM));
    });
    let form = move |made: (u32, PolicyOverview)| {
        let everyone = made.1.scopes.iter().find(|one| one.is_everyone()).cloned();
        let this = made.1.scopes.into_iter().find(|one| one.name == scope);
        this.zip(everyone).map(|(this, everyone)| view! { <Settings this everyone typed change check discard/> })
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
