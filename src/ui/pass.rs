//! The pass, a recurring element: who you are, since when and until when, with a ring that empties.

use leptos::prelude::*;

use crate::texts::ui as t;

/// The kind of a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassKind {
    /// For somebody who is not signed in.
    Guest,
    /// For a signed-in person.
    Holder,
    /// For a banned person; stamped "Revoked".
    Banned,
}

/// A pass: its kind in words, a name, a line below it, facts, and the content of the stub.
#[component]
pub fn Pass(
    kind: PassKind,
    /// What is printed on its head.
    #[prop(into)]
    label: String,
    #[prop(into)] name: Signal<String>,
    /// The line below the name.
    about: AnyView,
    /// Facts: see [`PassFact`].
    facts: AnyView,
    /// What is printed on the head of the stub.
    stub_label: AnyView,
    stub: AnyView,
) -> impl IntoView {
    let class = match kind {
        PassKind::Guest => "pass blank",
        PassKind::Holder => "pass",
        PassKind::Banned => "pass revoked",
    };
    let stamp = (kind == PassKind::Banned).then(|| view! { <b class="stamp" aria-hidden="true">{t::revoked()}</b> });
    view! {
        <article class=class aria-labelledby="pass-name">
            <div class="pass-main">
                <p class="pass-band"><Logo/>{label}</p>
                <div class="pass-body">
                    <div>
                        <h2 class="pass-name" id="pass-name">{name}</h2>
                        <p class="muted">{about}</p>
                    </div>
                    <dl class="pass-facts">{facts}</dl>
                </div>
            </div>
            <div class="pass-stub">
                <p class="pass-band">{stub_label}</p>
                <div class="pass-end">{stamp}{stub}</div>
            </div>
        </article>
    }
}

/// A fact on a pass.
#[component]
pub fn PassFact(#[prop(into)] term: String, children: Children) -> impl IntoView {
    view! {
        <div>
            <dt class="label">{term}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// A pass that stands upright around a form, such as that for signing in. `stub` is what comes below the perforation.
#[component]
pub fn TallPass(
    /// What is printed on its head.
    #[prop(into)]
    label: String,
    /// Whether it is drawn as one that is not good any more.
    #[prop(optional)]
    is_over: bool,
    #[prop(optional)] stub: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="pass tall" class:over=is_over>
            <div class="pass-main">
                <p class="pass-band"><Logo/>{label}</p>
                <div class="pass-body">{children()}</div>
            </div>
            {stub.map(|stub| view! { <div class="pass-stub"><p class="pass-end"><span>{stub}</span></p></div> })}
        </div>
    }
}

/// A ring that shows the remaining part of the idle limit, in percent. It is decorative: text in or beside it says the
/// same. `size` is `s` in a chip, `l` in a warning.
#[component]
pub fn Ring(
    #[prop(into)] percent: Signal<i64>,
    #[prop(optional)] size: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    /// Below this percentage, it is drawn as a warning.
    const LOW: i64 = 34;
    view! {
        <span class=format!("ring {size}") class:low=move || percent.get() < LOW>
            <svg viewBox="0 0 100 100" aria-hidden="true">
                <circle class="spent" cx="50" cy="50" r="43" pathLength="60"></circle>
                <circle
                    class="left"
                    cx="50"
                    cy="50"
                    r="43"
                    pathLength="100"
                    stroke-dasharray=move || format!("{} 100", percent.get())
                ></circle>
            </svg>
            {children.map(|children| children())}
        </span>
    }
}

/// The logo: a ticket with a tick.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 24 24" aria-hidden="true">
            <path
                fill="currentColor"
                d="M4.5 4h15A2.5 2.5 0 0 1 22 6.5v2.6a3 3 0 0 0 0 5.8v2.6a2.5 2.5 0 0 1-2.5 2.5h-15A2.5 2.5 0 0 1 2 17.5v-2.6a3 3 0 0 0 0-5.8V6.5A2.5 2.5 0 0 1 4.5 4Z"
            ></path>
            <path class="logo-tick" fill="none" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" d="m8.2 12.2 2.6 2.6 5.2-5.4"></path>
        </svg>
    }
}
