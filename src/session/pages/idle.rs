//! Warns before a session expires, with a countdown that all its tabs share. The warning is a dialog or, while
//! somebody is typing and must not lose the focus, a notice beside the page.

use leptos::prelude::*;

use crate::{
    access::{Current, Member},
    error::AppError,
    reactive::{dynamic, effect, memo},
    session::SignOut,
    texts::session as t,
    ui::{Dialog, Form, Notice, Ring, Submit, Tone, browser, time::countdown},
};

/// The limit that the session is about to reach.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Coming {
    /// The idle limit, which activity postpones.
    Idle,
    /// The absolute limit at this time, in Unix seconds. Nothing postpones it; shown once per time.
    Absolute(i64),
}

/// The CSS selector of the warning.
pub const IDLE_WARNING: &str = "[aria-labelledby=idle-warning]";

/// The warning. Called once, by `App`.
#[component]
pub fn IdleWarning() -> impl IntoView {
    let current = Current::expect();
    let left = memo(move |_| current.seconds_until(current.member(|member| member.session.idle_ends_at)));
    let coming = memo(move |_| {
        let warn = current.member(|member| member.session.idle_warning);
        let is_near = (1..=warn).contains(&left.get());
        current.with(|principal| principal.member().filter(|_| is_near).map(what_comes))
    });
    let known = RwSignal::new(None::<Coming>);
    let open = memo(move |_| match coming.get() {
        Some(absolute @ Coming::Absolute(_)) => known.get() != Some(absolute),
        other => other.is_some(),
    });
    // Decided when the warning opens, so that it does not change form while in use.
    let is_beside = memo(move |was: Option<&bool>| open.get() && (was == Some(&true) || browser::is_typing()));
    effect(move || {
        if is_beside.get() {
            browser::remember_focus();
        } else {
            browser::return_focus();
        }
    });
    let is_dialog = memo(move |_| open.get() && !is_beside.get());
    let failure = RwSignal::new(None::<AppError>);
    let stay = Callback::new(move |()| {
        if let Some(absolute @ Coming::Absolute(_)) = coming.get_untracked() {
            known.set(Some(absolute));
        } else {
            failure.set(None);
            current.stay(Callback::new(move |error| failure.set(Some(error))));
        }
    });
    // The countdown changes every second; screen readers only get a few announcements.
    let spoken = memo(move |_| match left.get() {
        ..=10 => t::left_10(),
        11..=30 => t::left_30(),
        31..=60 => t::left_60(),
        _ => String::new(),
    });
    // The whole ring is the time for which the warning is shown.
    let percent = memo(move |_| {
        let warn = current.member(|member| member.session.idle_warning).max(1);
        (left.get() * 100 / warn).clamp(0, 100)
    });
    let words = move |size: &'static str| {
        view! {
            <Ring percent size>
                <b role="timer" aria-live="off">{dynamic(move || countdown(left.get()))}</b>
                <small>{t::left()}</small>
            </Ring>
            <h2 id="idle-warning">
                {dynamic(move || match coming.get() {
                    Some(Coming::Absolute(_)) => t::limit(),
                    _ => t::idle(),
                })}
            </h2>
            <p class="visually-hidden" role="status">{spoken}</p>
            <p class="muted" id="idle-warning-words">
                {dynamic(move || match coming.get() {
                    Some(Coming::Absolute(_)) => t::limit_words(),
                    _ => t::idle_words(),
                })}
            </p>
            {dynamic(move || failure.get().map(|error| view! { <Notice tone=Tone::Bad>{error.to_string()}</Notice> }))}
        }
    };
    let answer = move || match coming.get() {
        Some(Coming::Absolute(_)) => t::limit_understood(),
        _ => t::idle_stay(),
    };
    view! {
        <Dialog open=is_dialog labelled_by="idle-warning" described_by="idle-warning-words" on_escape=stay>
            <div class="stack stack-s mid">{words("l")}</div>
            <div class="dialog-foot">
                <SignOutNow/>
                <button class="btn primary" type="button" autofocus on:click=move |_| stay.run(())>{answer}</button>
            </div>
        </Dialog>
        {dynamic(move || is_beside.get().then(|| view! {
            <section class="dialog beside" role="alert" aria-labelledby="idle-warning">
                <div class="stack stack-s mid">{words("")}</div>
                <div class="dialog-foot">
                    <button class="btn primary" type="button" on:click=move |_| stay.run(())>{answer}</button>
                </div>
            </section>
        }))}
    }
}

fn what_comes(member: &Member) -> Coming {
    let session = &member.session;
    if session.idle_ends_at >= session.ends_at { Coming::Absolute(session.ends_at) } else { Coming::Idle }
}

#[component]
fn SignOutNow() -> impl IntoView {
    let sign_out = ServerAction::<SignOut>::new();
    Current::expect().follow(sign_out);
    view! {
        <Form action=sign_out class="" next="/" of="now" resumes=false>
            <Submit class="btn quiet">{t::sign_out()}</Submit>
        </Form>
    }
}
