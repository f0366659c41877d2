//! The part of `/account` about the e-mail address.

use leptos::prelude::*;

use super::current_password::CurrentPassword;
use crate::{
    access::Current,
    account::{ChangeEmail, SendEmailVerification, SignUpRules, VerifyEmailWithCode},
    reactive::{dynamic, memo},
    texts::account as t,
    ui::{Field, Form, Place, Submit},
};

/// The forms that change and verify the address.
#[component]
pub(super) fn EmailForms() -> impl IntoView {
    view! {
        <EmailForm/>
        {SignUpRules::expect().sends_mail.then(|| view! { <Verification/> })}
    }
}

#[component]
fn EmailForm() -> impl IntoView {
    let current = Current::expect();
    let change = ServerAction::<ChangeEmail>::new();
    current.refresh_after(change);
    let truth = Signal::derive(move || current.member(|member| member.email.clone().unwrap_or_default()));
    let now = truth.get_untracked();
    let hint = if SignUpRules::expect().sends_mail { t::email_hint_mail() } else { t::email_hint() };
    view! {
        <Form action=change done=t::saved() class="">
            <div class="what"><h3>{t::email()}</h3></div>
            <div class="does stack stack-s">
                <Field
                    name="email"
                    label=t::email()
                    kind="email"
                    autocomplete="email"
                    value=now
                    follows=truth
                    hint=hint
                    place=Place::Hidden
                />
                <CurrentPassword/>
                <Submit class="btn">{t::save()}</Submit>
            </div>
        </Form>
    }
}

/// Whether the address is verified and, if one is waiting, how to verify it.
#[component]
fn Verification() -> impl IntoView {
    let current = Current::expect();
    let waiting = memo(move |_| current.member(|member| member.email_waiting().map(str::to_owned)));
    let is_verified = memo(move |_| current.member(|member| member.email_verified));
    dynamic(move || match waiting.get() {
        Some(waiting) => view! { <Waiting waiting is_verified=is_verified.get()/> }.into_any(),
        None if is_verified.get() => view! { <p class="small muted">{t::email_verified()}</p> }.into_any(),
        None => ().into_any(),
    })
}

#[component]
fn Waiting(waiting: String, is_verified: bool) -> impl IntoView {
    let current = Current::expect();
    let (send, verify) = (ServerAction::<SendEmailVerification>::new(), ServerAction::<VerifyEmailWithCode>::new());
    current.watch(send);
    current.refresh_after(verify);
    let address = view! { <b class="wrap">{waiting}</b> };
    let words = if is_verified { t::email_pending(address) } else { t::email_unverified(address) };
    view! {
        <div class="row-form">
            <div class="what"><h3>{t::verify_title()}</h3><p>{words}</p></div>
            <div class="does stack stack-s">
                <Form action=verify class="does stack stack-s" done=t::email_now_verified()>
                    <Field name="code" label=t::code() autocomplete="one-time-code" required=true hint=t::code_hint()/>
                    <Submit class="btn">{t::verify()}</Submit>
                </Form>
                <Form action=send class="" done=t::email_sent()>
                    <Submit class="btn quiet s">{t::send_again()}</Submit>
                </Form>
            </div>
        </div>
    }
}
