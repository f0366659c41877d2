//! `/admin`: the overview.

mod aside;
mod sign_ins;

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use leptos_meta::Title;
use leptos_router::components::A;

use self::{
    aside::{NeedsYou, System},
    sign_ins::{SignInCard, address},
};
use crate::{
    access::{Current, Permission, Rule},
    audit::{AuditEvent, EventSentence},
    console::Badge,
    console::ConsolePage,
    console::Progress,
    health::ActiveWarning,
    live::ChangeSignal,
    overview::count_warnings,
    overview::{Figures, OverviewSummary, Range, show_overview},
    reactive::{dynamic, effect_with_last, memo},
    texts::overview as t,
    ui::{Ago, Clock, FailedToLoad, Glyph, Notice, Tone, grouped, use_query},
};

/// After this time the server's cached counts are outdated.
const COUNTED_AGAIN: Duration = Duration::from_secs(31);

/// The page. An unknown range in the URL shows the default range.
#[component]
pub fn Overview() -> impl IntoView {
    let asked = use_query("range");
    let range = memo(move |_| Range::from_name(&asked.get()).unwrap_or_default());
    let change_signal = use_slow_change_signal();
    // Reference-counted, because it may be read while the page is being removed.
    let found = ArcResource::new_blocking(
        move || (range.get(), change_signal.get()),
        |(range, _)| show_overview(range.name().to_owned()),
    );
    let counted = {
        let found = found.clone();
        move || {
            let (range, found) = (range.get(), found.clone());
            Suspend::new(async move { found.await.ok().map(|overview| view! { <Counted overview range/> }) })
        }
    };
    // The newest event that has been shown; 0: none yet.
    let newest = StoredValue::new(0);
    let content = move || {
        let (range, found) = (range.get(), found.clone());
        Suspend::new(async move {
            match found.await {
                Ok(overview) => view! { <Loaded overview range newest/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    let clock = Clock::expect();
    // Without scripts, the page does not update itself.
    let is_live = memo(move |_| clock.get() > 0);
    view! {
        <Title text=t::title()/>
        <ConsolePage>
            <header class="head">
                <div>
                    <h1>{t::title()}</h1>
                    <Transition>{counted}</Transition>
                </div>
                {dynamic(move || is_live.get().then(|| view! { <span class="tag green live">{t::live()}</span> }))}
            </header>
            <Progress/>
            <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{content}</Transition>
        </ConsolePage>
    }
}

/// Changes with the page's change signal, and once more when the server's cached counts are outdated.
fn use_slow_change_signal() -> RwSignal<u32> {
    let (change_signal, ticks) = (ChangeSignal::expect(), RwSignal::new(0));
    let tick = move || {
        ticks.try_update(|count| *count += 1);
    };
    let again = StoredValue::new(None::<TimeoutHandle>);
    effect_with_last(move |before: Option<u32>| {
        let now = change_signal.get();
        if before.is_some_and(|before| before != now) {
            tick();
            if let Some(again) = again.get_value() {
                again.clear();
            }
            again.set_value(set_timeout_with_handle(tick, COUNTED_AGAIN).ok());
        }
        now
    });
    on_cleanup(move || {
        if let Some(again) = again.try_get_value().flatten() {
            again.clear();
        }
    });
    ticks
}

/// When the figures were counted.
#[component]
fn Counted(overview: OverviewSummary, range: Range) -> impl IntoView {
    let when = view! { <Ago at=overview.counted_at/> };
    // The router ignores links to the current URL, so the browser follows this one.
    let refresh = move |words: String| view! { <a href=address(range) rel="external">{words}</a> };
    view! { <p>{if overview.is_cached { t::updated_cached(when, refresh) } else { t::updated(when, refresh) }}</p> }
}

#[component]
fn Loaded(overview: OverviewSummary, range: Range, newest: StoredValue<i64>) -> impl IntoView {
    let OverviewSummary { figures, sign_ins, events, health, .. } = overview;
    let current = Current::expect();
    // Hide the events when the viewer loses the permission.
    let sees_events = memo(move |_| current.member(|member| member.permissions.has(Permission::VIEW_AUDIT)));
    let shown_before = newest.get_value();
    if let Some(event) = events.iter().flatten().next() {
        newest.set_value(event.seq);
    }
    let events = StoredValue::new(events);
    let events = move || {
        let events = events.get_value().filter(|_| sees_events.get());
        events.map(|events| view! { <Events events shown_before/> })
    };
    view! {
        <Warnings warnings=health.warnings.clone()/>
        <Numbers figures=figures.clone()/>
        <div class="split">
            <div class="stack">
                <SignInCard sign_ins range/>
                {events}
            </div>
            <div class="stack">
                <NeedsYou figures warnings=health.warnings.len()/>
                <System health/>
            </div>
        </div>
    }
}

/// The figures, each a link to its list for those who may open it. Not in a closure: each update would replace
/// the links, so that the focus and a click in progress would be lost. Who may open a list is decided at each update.
#[component]
fn Numbers(figures: Figures) -> impl IntoView {
    let Figures { people, sessions, accounts, banned, appeals, invitations } = figures;
    let current = Current::expect();
    let numbers = [
        (people, t::people(people), "/admin/sessions", Permission::VIEW_ACCOUNTS),
        (sessions, t::sessions(sessions), "/admin/sessions", Permission::VIEW_ACCOUNTS),
        (accounts, t::accounts(accounts), "/admin/accounts", Permission::VIEW_ACCOUNTS),
        (banned, t::banned(banned), "/admin/accounts?state=banned", Permission::VIEW_ACCOUNTS),
        (appeals, t::appeals(appeals), "/admin/appeals", Permission::BAN_ACCOUNTS),
        (invitations, t::invitations(invitations), "/admin/invitations", Permission::INVITE),
    ];
    let number = move |(count, words, list, needed): (i64, String, &'static str, Permission)| {
        let count = grouped(count);
        if current.peek(|principal| Rule::Needs(needed).decide(principal).is_ok()) {
            view! { <A href=list><b>{count}</b>" "{words}</A> }.into_any()
        } else {
            view! { <div><b>{count}</b>" "{words}</div> }.into_any()
        }
    };
    view! { <div class="stats">{numbers.map(number).into_iter().collect_view()}</div> }
}

/// The latest events, for viewers who may see the audit. Those that are newer than `shown_before` are marked.
#[component]
fn Events(events: Vec<AuditEvent>, shown_before: i64) -> impl IntoView {
    let line = move |event: AuditEvent| {
        let (icon, tone) = event.icon();
        let (at, why) = (event.at, event.why());
        let is_fresh = shown_before > 0 && event.seq > shown_before;
        view! {
            <li class=is_fresh.then_some("fresh")>
                <Glyph name=icon tone small=true/>
                <span><EventSentence event/>{(!why.is_empty()).then(|| view! { <small>{why}</small> })}</span>
                <Ago at/>
            </li>
        }
    };
    let list = if events.is_empty() {
        view! { <p class="card-body muted">{t::events_none()}</p> }.into_any()
    } else {
        view! { <ol class="feed card-body">{events.into_iter().map(line).collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="events">
            <header class="card-head">
                <h2 id="events">{t::events()}</h2>
                <A href="/admin/audit" attr:class="link">{t::view_audit()}</A>
            </header>
            {list}
        </section>
    }
}

/// The active warnings.
#[component]
fn Warnings(warnings: Vec<ActiveWarning>) -> impl IntoView {
    let notice = |active: ActiveWarning| {
        view! {
            <Notice tone=Tone::Warning>
                {t::warning(active.warning.to_string(), view! { <Ago at=active.since/> })}
            </Notice>
        }
    };
    (!warnings.is_empty()).then(|| {
        view! {
            <section class="stack stack-s" id="warnings" aria-label=t::warnings()>
                {warnings.into_iter().map(notice).collect_view()}
            </section>
        }
    })
}

/// Shows the number of active warnings.
#[component]
pub fn WarningsBadge() -> impl IntoView {
    let badge: fn(i64) -> AnyView =
        |count| t::warnings_badge(count, |said| view! { <span class="visually-hidden">{said}</span> });
    view! { <Badge count=|| Box::pin(async { count_warnings().await.map(|count| i64::try_from(count).unwrap_or(i64::MAX)) }) badge/> }
}
