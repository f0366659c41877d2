//! `/admin/policy`: what is set for everyone or for one role, what a change would do, and the last
//! changes, each of which can be taken back.

mod changes;
mod settings;

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

use self::{
    changes::{Changes, Configured, Undo},
    settings::{FIELDS, Settings},
};
use super::{aside::ConsolePage, progress::Progress};
use crate::{
    access::{Current, encode},
    admin::{ChangePolicy, PolicyOutcome, PolicyOverview, UndoPolicy, show_policy},
    error::{AppError, Conflict, Posted},
    ui::{FailedToLoad, Notice, Tone, browser, use_query},
};

/// Takes the focus where what had it is gone.
const OUTCOME: &str = "policy-outcome";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Shared {
    /// What the last change has done.
    outcome: RwSignal<Option<PolicyOutcome>>,
    /// Counts the reasons to load what holds anew.
    version: RwSignal<u32>,
}

impl Shared {
    /// Takes up what an action answers.
    fn follow<F>(self, action: ServerAction<F>)
    where
        F: ServerFn<Output = PolicyOutcome, Error = AppError> + Clone + Send + Sync + 'static,
    {
        Effect::new(move || match action.value().get() {
            Some(Ok(outcome)) => {
                self.outcome.set(Some(outcome));
                self.version.update(|version| *version += 1);
            }
            Some(Err(AppError::Conflict { conflict: Conflict::PolicyMoved })) => {
                self.version.update(|version| *version += 1);
            }
            _ => {}
        });
        Current::expect().watch(action);
    }
}

/// The address of a scope's page.
fn address(scope: &str) -> String {
    if scope == "everyone" { "/admin/policy".to_owned() } else { format!("/admin/policy?id={}", encode(scope)) }
}

/// The page.
#[component]
pub fn Policy() -> impl IntoView {
    let query = use_query("id");
    let scope = Memo::new(move |_| Some(query.get()).filter(|id| !id.is_empty()).unwrap_or("everyone".to_owned()));
    view! {
        <Title text="Policy"/>
        <ConsolePage>
            <h1>"Policy"</h1>
            <p class="muted">
                "What is saved here holds at once, for every session there is. Of everyone’s value and a role’s own, the \
                 stricter one holds."
            </p>
            {move || view! { <ScopePage scope=scope.get()/> }}
        </ConsolePage>
    }
}

/// One scope, as it stands after each change.
#[component]
fn ScopePage(scope: String) -> impl IntoView {
    let change = ServerAction::<ChangePolicy>::new();
    let said = Posted::answer(ChangePolicy::PATH).or_else(|| Posted::answer(UndoPolicy::PATH));
    let shared = Shared { outcome: RwSignal::new(said), version: RwSignal::new(0) };
    shared.follow(change);
    let overview = Resource::new_blocking(move || shared.version.get(), |_| show_policy());
    let page = move || {
        let scope = scope.clone();
        Suspend::new(async move {
            match overview.await {
                Ok(overview) => view! { <Loaded overview scope change shared/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <div id=OUTCOME tabindex="-1">
            {move || shared.outcome.get().map(|outcome| view! { <Outcome outcome shared/> })}
        </div>
        <Progress acts=Signal::derive(move || shared.version.get() as usize)/>
        <Transition fallback=|| view! { <p class="muted">"Looking…"</p> }>{page}</Transition>
    }
}

/// What the last change has done, and the way back.
#[component]
fn Outcome(outcome: PolicyOutcome, shared: Shared) -> impl IntoView {
    let words = outcome.words();
    view! {
        <Notice tone=Tone::Good>
            <div class="row">
                <span>{words}</span>
                {(!outcome.id.is_empty()).then(|| view! { <Undo id=outcome.id what="what was just saved" shared/> })}
            </div>
        </Notice>
    }
}

#[component]
fn Loaded(
    overview: PolicyOverview,
    scope: String,
    change: ServerAction<ChangePolicy>,
    shared: Shared,
) -> impl IntoView {
    Effect::new(move || {
        if shared.version.get_untracked() > 0 {
            request_animation_frame(|| {
                browser::reset_around(FIELDS);
                browser::focus_if_lost(OUTCOME);
            });
        }
    });
    let everyone = overview.scopes.iter().find(|scope| scope.is_everyone()).cloned();
    let this = overview.scopes.iter().find(|found| found.name == scope).cloned();
    let (Some(everyone), Some(this)) = (everyone, this) else {
        return view! { <FailedToLoad error=AppError::NotFound/> }.into_any();
    };
    let tab = |name: &str| {
        let current = (name == scope).then_some("page");
        let words = if name == "everyone" { "Everyone".to_owned() } else { format!("Role: {name}") };
        view! { <a class="btn small" href=address(name) aria-current=current>{words}</a> }
    };
    let tabs: Vec<_> = overview.scopes.iter().map(|scope| tab(&scope.name)).collect();
    view! {
        <nav class="tabs" aria-label="Whose policy">{tabs}</nav>
        <Settings this everyone change shared/>
        <Changes changes=overview.changes shared/>
        <Configured limits=overview.configured/>
    }
    .into_any()
}
