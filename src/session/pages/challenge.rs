//! The second step of signing in: the page that asks for a code, in place of any other page. The code is that of the
//! authenticator app, or one that was mailed because the browser is new.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::{passkey::UsePasskey, sign_in::MakeRoom};
use crate::{
    access::{Current, Due, Principal},
    account::SignUpRules,
    factor::CODE_MAX,
    reactive::{dynamic, memo},
    session::{AnswerChallenge, CancelChallenge, RequestRemoval, SendSignInCode},
    texts::session as t,
    ui::{Ago, Field, ForUser, Form, NoPasskeyButton, Notice, Status, Submit, TallPass, Tone, here, part_of_form},
};

/// The page.
#[component]
pub fn ChallengePage() -> impl IntoView {
    Status::set(401);
    let current = Current::expect();
    let due = memo(move |old: Option<&Due>| {
        current.with(|principal| match principal {
            Principal::Challenged(challenge) => challenge.due.clone(),
            // The gate is about to remove this page.
            _ => old.cloned().unwrap_or_default(),
        })
    });
    view! {
        <Title text=t::second_step()/>
        <div class="center" data-needs-chunk="">{dynamic(move || view! { <Step due=due.get()/> })}</div>
    }
}

/// The form for the code that is due.
#[component]
fn Step(due: Due) -> impl IntoView {
    let current = Current::expect();
    let username = memo(move |old: Option<&String>| {
        current.with(|principal| match principal {
            Principal::Challenged(challenge) => challenge.username.clone(),
            _ => old.cloned().unwrap_or_default(),
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
    let (back, is_mailed) = (next.clone(), matches!(due, Due::MailedCode(_)));
    let words = move || match &due {
        Due::SecondFactor if has_app.get() => t::second_step_words(username.get()),
        Due::SecondFactor => t::second_step_words_key(username.get()),
        Due::MailedCode(address) => t::mailed_code_words(username.get(), address),
    };
    view! {
        <TallPass label=t::second_step()>
            <div>
                <h1>{t::second_step()}</h1>
                <p class="muted">{words}</p>
            </div>
            <Form action=answer resumes=false next class="stack">
                <ForUser username=Signal::derive(move || username.get())/>
                {part_of_form(move || match (is_mailed, has_app.get()) {
                    (true, _) => view! { <MailedCodeField/> }.into_any(),
                    (false, true) => view! { <CodeField/> }.into_any(),
                    (false, false) => view! { <KeyFirst/> }.into_any(),
                })}
                <MakeRoom/>
                {part_of_form(move || if is_mailed || has_app.get() {
                    view! {
                        <Submit class="btn primary l">{t::second_step_submit()}</Submit>
                        <UsePasskey large=true/>
                    }
                    .into_any()
                } else {
                    view! { <Submit class="btn l">{t::second_step_submit()}</Submit> }.into_any()
                })}
            </Form>
            {if is_mailed { view! { <NoMail/> }.into_any() } else { view! { <LostStep has_app/> }.into_any() }}
            <Form action=cancel resumes=false next=back class="">
                <Submit class="btn quiet">{t::cancel_sign_in()}</Submit>
            </Form>
        </TallPass>
    }
}

/// For accounts without an authenticator app: the security key, and a recovery code instead.
#[component]
fn KeyFirst() -> impl IntoView {
    view! {
        <NoPasskeyButton needs_script=t::key_needs_script not_here=t::key_not_here/>
        <UsePasskey large=true/>
        <CodeField hint=t::recovery_code_hint()/>
    }
}

/// What to do without the authenticator app or the security key.
#[component]
fn LostStep(has_app: Memo<bool>) -> impl IntoView {
    let current = Current::expect();
    let lost = memo(move |old: Option<&(Option<i64>, i64)>| {
        current.with(|principal| match principal {
            Principal::Challenged(challenge) => (challenge.second_factor_ends_at, challenge.removal_days),
            _ => old.copied().unwrap_or_default(),
        })
    });
    view! {
        <details class="more">
            <summary>{move || if has_app.get() { t::lost_app() } else { t::lost_key() }}</summary>
            <p class="muted small">{t::lost_app_words()}</p>
            {dynamic(move || view! { <LostAll lost=lost.get()/> })}
            <p class="muted small">{t::ticket_words()}</p>
        </details>
    }
}

/// Has another code mailed.
#[component]
fn NoMail() -> impl IntoView {
    let send = ServerAction::<SendSignInCode>::new();
    Current::expect().watch(send);
    view! {
        <div class="stack stack-s">
            <p class="muted small">{t::no_mail()}</p>
            <Form action=send resumes=false class="" done=t::code_sent()>
                <Submit class="btn s">{t::send_again()}</Submit>
            </Form>
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

/// The field for a code that was mailed.
#[component]
fn MailedCodeField() -> impl IntoView {
    view! {
        <Field name="code" label=t::code() autocomplete="one-time-code" max=CODE_MAX hint=t::mailed_code_hint()/>
    }
}

/// The field for a code of the authenticator app or a recovery code.
#[component]
pub fn CodeField(#[prop(default = t::code_hint())] hint: String) -> impl IntoView {
    view! { <Field name="code" label=t::code() autocomplete="one-time-code" max=CODE_MAX hint/> }
}
