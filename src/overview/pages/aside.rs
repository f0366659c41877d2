//! Beside the figures: what waits for the viewer, and the state of the server.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    access::{Current, Permission, Rule},
    overview::{Figures, Health},
    texts::overview as t,
    ui::{Ago, Glyph, Icon},
};

/// What waits for somebody: appeals, and warnings of the server. Says so if there is nothing.
#[component]
pub(super) fn NeedsYou(figures: Figures, warnings: usize) -> impl IntoView {
    let current = Current::expect();
    let may_answer = current.peek(|principal| Rule::Needs(Permission::BAN_ACCOUNTS).decide(principal).is_ok());
    let warned = (warnings > 0).then(|| {
        view! {
            <li>
                <Glyph name="triangle-alert" tone="amber"/>
                <div class="what">
                    <h3><a href="#warnings">{t::warnings_shown(warnings)}</a></h3>
                    <p>{t::warnings_where()}</p>
                </div>
            </li>
        }
    });
    let appeals = (figures.appeals > 0 && may_answer).then(|| {
        view! {
            <li>
                <Glyph name="message-square-text" tone="amber"/>
                <div class="what">
                    <h3><A href="/admin/appeals">{t::appeals_waiting(figures.appeals)}</A></h3>
                    <p>{t::appeals_about()}</p>
                </div>
            </li>
        }
    });
    let list = if warned.is_none() && appeals.is_none() {
        view! { <p class="card-body muted">{t::needs_nothing()}</p> }.into_any()
    } else {
        view! { <ul class="rows">{warned}{appeals}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="needs-you">
            <header class="card-head"><h2 id="needs-you">{t::needs_you()}</h2></header>
            {list}
        </section>
    }
}

/// The state of the server that answers.
#[component]
pub(super) fn System(health: Health) -> impl IntoView {
    let Health { version, engine, answers, migrated, started_at, tabs, head, maintained_at, warnings } = health;
    let state = if answers && migrated && warnings.is_empty() {
        view! { <span class="tag green"><Icon name="check"/>{t::all_well()}</span> }.into_any()
    } else {
        view! { <span class="tag amber"><Icon name="triangle-alert"/>{t::not_well()}</span> }.into_any()
    };
    let answer = if answers { t::database_healthy(engine) } else { t::database_failing(engine) };
    let schema = if migrated { t::schema_current() } else { t::schema_other() };
    let maintenance = match maintained_at {
        Some(at) => view! { <Ago at/> }.into_any(),
        None => t::no_cleanup().into_any(),
    };
    view! {
        <section class="card" aria-labelledby="system">
            <header class="card-head">
                <h2 id="system">{t::system()}</h2>
                {state}
            </header>
            <dl class="facts card-body">
                <dt>{t::version()}</dt>
                <dd>{version}</dd>
                <dt>{t::database()}</dt>
                <dd>{answer}</dd>
                <dt>{t::schema()}</dt>
                <dd>{schema}</dd>
                <dt>{t::started()}</dt>
                <dd><Ago at=started_at/></dd>
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
