//! The second step of signing in: the page that asks for a code, in place of any other page.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::{passkey::UsePasskey, sign_in::MakeRoom};
use crate::{
    access::{Current, Principal},
    account::SignUpRules,
    factor::CODE_MAX,
    reactive::{dynamic, memo},
    session::{AnswerChallenge, CancelChallenge, RequestRemoval},
    texts::session as t,
    ui::{Ago, Field, ForUser, Form, Notice, Status, Submit, TallPass, Tone, here, part_of_form},
};

/// The page.
#[component]
pub fn ChallengePage() -> impl IntoView {
    Status::set(401);
    let current = Current::expect();
    let username = memo(move |old: Option<&String>| {
        current.with(|principal| match principal {
            Principal::Challenged(challenge) => challenge.username.clone(),
            // The gate is about to remove this page.
            _ => old.cloned().unwrap_or_default(),
        })
    });
    let lost = memo(move |old: Option<&(Option<i64>, i64)>| {
        current.with(|principal| match principal {
            Principal::Challenged(challenge) => (challenge.second_factor_ends_at, challenge.removal_days),
            _ => old.copied().unwrap_or_default(),
        })
    });
    let has_app = memo(move |old: Option<&bool>| {
        current.with(|principal| match principal {
            Principal::Challenged(challenge) => challenge.has_authenticator,
            _ => old.copied().unwrap_or(true),
        })
    });
    let (answer, cancel) = (ServerAction::<AnswerChallenge>::new(), ServerAction::<CancelChallenge>::new());
    current.follow(answer);
    current.follow(cancel);
    let location = use_location();
    let next = here(&location.pathname.get_untracked(), &location.search.get_untracked());
    let back = next.clone();
    view! {
        <Title text=t::second_step()/>
        <div class="center" data-needs-chunk="">
            <TallPass label=t::second_step()>
                <div>
                    <h1>{t::second_step()}</h1>
                    <p class="muted">{move || {
                        let username = username.get();
                        if has_app.get() { t::second_step_words(username) } else { t::second_step_words_key(username) }
                    }}</p>
                </div>
                <Form action=answer resumes=false next class="stack">
                    <ForUser username=Signal::derive(move || username.get())/>
                    {part_of_form(move || {
                        if has_app.get() { view! { <CodeField/> } } else { view! { <CodeField hint=t::recovery_code_hint()/> } }
                    })}
                    <MakeRoom/>
                    <Submit class="btn primary l">{t::second_step_submit()}</Submit>
                    <UsePasskey/>
                </Form>
                <details class="more">
                    <summary>{move || if has_app.get() { t::lost_app() } else { t::lost_key() }}</summary>
                    <p class="muted small">{t::lost_app_words()}</p>
                    {dynamic(move || view! { <LostAll lost=lost.get()/> })}
                    <p class="muted small">{t::ticket_words()}</p>
                </details>
                <Form action=cancel resumes=false next=back class="">
                    <Submit class="btn quiet">{t::cancel_sign_in()}</Submit>
                </Form>
            </TallPass>
        </div>
    }
}

/// Asks to remove the second factor, or says when that happens.
#[component]
fn LostAll(lost: (Option<i64>, i64)) -> impl IntoView {
    let request = ServerAction::<RequestRemoval>::new();
    Current::expect().follow(request);
    let (ends_at, days) = lost;
    match ends_at {
        Some(at) => view! { <Notice tone=Tone::Warning>{t::removal_due(view! { <Ago at/> })}</Notice> }.into_any(),
        None if SignUpRules::expect().sends_mail && days > 0 => view! {
            <p class="muted small">{t::lost_all(days)}</p>
            <Form action=request resumes=false class="">
                <Submit class="btn s">{t::lost_all_submit()}</Submit>
            </Form>
        }
        .into_any(),
        None => view! { <p class="muted small">{t::ask_administrator()}</p> }.into_any(),
    }
}

/// The field for a code of the authenticator app or a recovery code.
#[component]
pub fn CodeField(#[prop(default = t::code_hint())] hint: String) -> impl IntoView {
    view! { <Field name="code" label=t::code() autocomplete="one-time-code" max=CODE_MAX hint/> }
}
