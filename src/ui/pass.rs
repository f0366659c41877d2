//! The pass, a recurring element: who you are, since when and until when, with a ring that empties.

use leptos::prelude::*;

use crate::texts::ui as t;

/// The kind of a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassKind {
    /// For somebody who is not signed in; drawn with a dashed border.
    Guest,
    /// For a signed-in person.
    Holder,
    /// For a banned person; stamped "Revoked".
    Banned,
}

/// A pass: its kind in words, a name, facts, and the content of the stub.
#[component]
pub fn Pass(
    kind: PassKind,
    #[prop(into)] label: String,
    #[prop(into)] name: Signal<String>,
    /// The terms and descriptions of a `dl`.
    facts: AnyView,
    stub: AnyView,
) -> impl IntoView {
    let class = match kind {
        PassKind::Guest => "pass guest",
        PassKind::Holder => "pass",
        PassKind::Banned => "pass banned",
    };
    let stamp = (kind == PassKind::Banned).then(|| view! { <span class="stamp" aria-hidden="true">{t::revoked()}</span> });
    view! {
        <article class=class>
            <div class="main">
                <div class="kind">{label}</div>
                <h2>{name}</h2>
                <dl>{facts}</dl>
            </div>
            <div class="stub">{stub}</div>
            {stamp}
        </article>
    }
}

/// A ring that shows the remaining part of the idle limit, in percent. It is decorative: text beside it says the same.
#[component]
pub fn Ring(#[prop(into)] percent: Signal<i64>, #[prop(optional)] big: bool) -> impl IntoView {
    /// Below this percentage, it is drawn as a warning.
    const LOW: i64 = 34;
    view! {
        <svg class="ring" class:low=move || percent.get() < LOW class:big=big viewBox="0 0 26 26" aria-hidden="true">
            <circle class="track" cx="13" cy="13" r="10"></circle>
            <circle
                class="left"
                cx="13"
                cy="13"
                r="10"
                pathLength="100"
                stroke-dasharray="100"
                stroke-dashoffset=move || (100 - percent.get()).to_string()
            ></circle>
        </svg>
    }
}

/// The logo: a ticket with a tick.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2">
            <path d="M4 4h16v4.2a2.3 2.3 0 0 0 0 4.6V20H4v-7.2a2.3 2.3 0 0 0 0-4.6z"></path>
            <path d="M9 12.2l2.2 2.2L15.4 10" stroke-linecap="round" stroke-linejoin="round"></path>
        </svg>
    }
}
