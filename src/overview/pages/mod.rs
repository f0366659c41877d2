//! `/admin`: the overview.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::{Current, Permission},
    audit::{AuditEvent, Outcome},
    console::Badge,
    console::ConsolePage,
    console::Progress,
    health::ActiveWarning,
    live::ChangeSignal,
    overview::count_warnings,
    overview::{Figures, Health, OverviewSummary, Range, SignIns, show_overview},
    texts::overview as t,
    ui::{
        Bars, Chart, FailedToLoad, Notice, Tone, When, grouped,
        time::{utc_day, utc_time},
        use_query,
    },
};

/// After this time the server's cached counts are outdated.
const COUNTED_AGAIN: Duration = Duration::from_secs(31);

/// The page. An unknown range in the URL shows the default range.
#[component]
pub fn Overview() -> impl IntoView {
    let asked = use_query("range");
    let range = Memo::new(move |_| Range::from_name(&asked.get()).unwrap_or_default());
    let change_signal = use_slow_change_signal();
    // Reference-counted, because it may be read while the page is being removed.
    let found = ArcResource::new_blocking(
        move || (range.get(), change_signal.get()),
        |(range, _)| show_overview(range.name().to_owned()),
    );
    let content = move || {
        let (range, found) = (range.get(), found.clone());
        Suspend::new(async move {
            match found.await {
                Ok(overview) => view! { <Loaded overview range/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::title()/>
        <ConsolePage>
            <h1>{t::title()}</h1>
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
    Effect::new(move |before: Option<u32>| {
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

/// The URL of the page for a range.
fn address(range: Range) -> String {
    format!("/admin?range={}", range.name())
}

#[component]
fn Loaded(overview: OverviewSummary, range: Range) -> impl IntoView {
    let OverviewSummary { counted_at, is_cached, figures, sign_ins, events, health } = overview;
    let warnings = health.warnings.clone();
    let current = Current::expect();
    // Hide the events when the viewer loses the permission.
    let sees_events = Memo::new(move |_| current.member(|member| member.permissions.has(Permission::VIEW_AUDIT)));
    let events = StoredValue::new(events);
    let events = move || events.get_value().filter(|_| sees_events.get()).map(|events| view! { <Events events/> });
    let when = view! { <When at=counted_at/> };
    // The router ignores links to the current URL, so the browser follows this one.
    let refresh = move |words: String| view! { <a href=address(range) rel="external">{words}</a> };
    view! {
        <Warnings warnings/>
        <p class="muted small">
            {if is_cached { t::updated_cached(when, refresh) } else { t::updated(when, refresh) }}
        </p>
        <Cards figures/>
        <section class="card stack" aria-labelledby="sign-ins">
            <h2 id="sign-ins">{t::sign_ins()}</h2>
            <Ranges range/>
            <SignInChart sign_ins range/>
        </section>
        {events}
        <System health/>
    }
}

#[component]
fn Cards(figures: Figures) -> impl IntoView {
    let Figures { people, sessions, accounts, banned, appeals, invitations } = figures;
    let cards = [
        (people, t::people(people)),
        (sessions, t::sessions(sessions)),
        (accounts, t::accounts(accounts)),
        (banned, t::banned(banned)),
        (appeals, t::appeals(appeals)),
        (invitations, t::invitations(invitations)),
    ];
    let card = |(count, words): (i64, String)| {
        view! { <div class="card stat"><b>{grouped(count)}</b>" "<span class="muted small">{words}</span></div> }
    };
    view! { <div class="stats">{cards.map(card).collect_view()}</div> }
}

#[component]
fn Ranges(range: Range) -> impl IntoView {
    let link = |one: Range| {
        let current = (one == range).then_some("page");
        view! { <a class="btn s" href=address(one) aria-current=current>{one.title()}</a> }
    };
    view! { <nav class="tabs" aria-label=t::ranges()>{Range::ALL.iter().copied().map(link).collect_view()}</nav> }
}

#[component]
fn SignInChart(sign_ins: Vec<SignIns>, range: Range) -> impl IntoView {
    let label = |since| if range == Range::Month { utc_day(since) } else { utc_time(since) };
    let bars = |part: SignIns| Bars { label: label(part.since), counts: [part.done, part.refused] };
    view! {
        <Chart
            id="sign-ins-chart"
            title=t::chart(range.name())
            kinds=[t::signed_in(), t::refused()]
            unit=t::unit(range.name())
            bars=sign_ins.into_iter().map(bars).collect()
            empty=t::chart_empty(range.name())
        />
        <p class="muted small">{t::chart_note()}</p>
    }
}

/// The latest events, for viewers who may see the audit.
#[component]
fn Events(events: Vec<AuditEvent>) -> impl IntoView {
    let line = |event: AuditEvent| {
        let refused = event.outcome == Outcome::Refused.name();
        view! {
            <li>
                <When at=event.at/>
                <span>{event.words()}</span>
                {refused.then(|| view! { <span class="tag amber">{t::event_refused()}</span> })}
            </li>
        }
    };
    let list = if events.is_empty() {
        view! { <p class="muted">{t::events_none()}</p> }.into_any()
    } else {
        view! { <ul class="events">{events.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card stack" aria-labelledby="events">
            <h2 id="events">{t::events()}</h2>
            {list}
            <p><A href="/admin/audit">{t::view_audit()}</A></p>
        </section>
    }
}

#[component]
fn System(health: Health) -> impl IntoView {
    let Health { version, engine, answers, migrated, started_at, tabs, head, maintained_at, warnings } = health;
    let answer = if answers { t::database_healthy(engine) } else { t::database_failing(engine) };
    let schema = if migrated { t::schema_current() } else { t::schema_other() };
    let maintenance = match maintained_at {
        Some(at) => view! { <When at/> }.into_any(),
        None => t::no_cleanup().into_any(),
    };
    view! {
        <section class="card stack" aria-labelledby="system">
            <h2 id="system">{t::system()}</h2>
            <dl class="facts">
                <dt>{t::warnings()}</dt>
                <dd>{t::warnings_shown(warnings.len())}</dd>
                <dt>{t::version()}</dt>
                <dd>{version}</dd>
                <dt>{t::database()}</dt>
                <dd>{answer}</dd>
                <dt>{t::schema()}</dt>
                <dd>{schema}</dd>
                <dt>{t::up_since()}</dt>
                <dd><When at=started_at/></dd>
                <dt>{t::open_tabs()}</dt>
                <dd>{tabs}</dd>
                <dt>{t::last_cleanup()}</dt>
                <dd>{maintenance}</dd>
                <dt>{t::latest_event()}</dt>
                <dd>{if head == 0 { t::no_event() } else { t::event_number(head) }}</dd>
            </dl>
        </section>
    }
}

/// The active warnings.
#[component]
fn Warnings(warnings: Vec<ActiveWarning>) -> impl IntoView {
    let notice = |active: ActiveWarning| {
        view! {
            <Notice tone=Tone::Warning>
                {t::warning(active.warning.to_string(), view! { <When at=active.since/> })}
            </Notice>
        }
    };
    (!warnings.is_empty()).then(|| {
        view! {
            <section class="stack" aria-label=t::warnings()>{warnings.into_iter().map(notice).collect_view()}</section>
        }
    })
}

/// Shows the number of active warnings.
#[component]
pub fn WarningsBadge() -> impl IntoView {
    let badge = |count: i64| t::warnings_badge(count, |said| view! { <span class="visually-hidden">{said}</span> });
    view! { <Badge count=|| Box::pin(async { count_warnings().await.map(|count| i64::try_from(count).unwrap_or(i64::MAX)) }) badge/> }
}
