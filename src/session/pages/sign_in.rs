//! `/sign-in`: signing in with username and password. Redirects people who are already signed in.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::{
    NavigateOptions,
    components::{A, Redirect},
};

use super::{EndedNotice, passkey::SignInWithPasskey};
use crate::{
    access::{Current, encode, local_path, start_page},
    account::SignUpRules,
    error::{AppError, SessionChoice},
    reactive::{dynamic, memo},
    session,
    texts::session as t,
    ui::{Ago, Avatar, Checkbox, Field, Form, PasswordField, Submit, TallPass, error_of_form, use_query},
};

/// Where the person was on the way to before signing in: the page's `next` parameter, if it is a local path.
pub(super) fn next() -> Option<String> {
    let next = use_query("next").get_untracked();
    local_path(&next).map(str::to_owned)
}

/// Shows `content` to guests and redirects members to `next`, or to the start page that they have chosen.
#[component]
pub(super) fn GuestsOnly(next: Option<String>, content: fn(Option<String>) -> AnyView) -> impl IntoView {
    let current = Current::expect();
    let is_member = memo(move |_| current.with(|principal| principal.member().is_some()));
    dynamic(move || {
        let next = next.clone();
        if is_member.get() {
            let path = next.unwrap_or_else(|| current.peek(start_page).to_owned());
            view! { <Redirect path options=NavigateOptions { replace: true, ..Default::default() }/> }.into_any()
        } else {
            content(next)
        }
    })
}

/// The page.
#[component]
pub fn SignIn() -> impl IntoView {
    view! {
        <Title text=t::sign_in()/>
        <Meta name="description" content=t::sign_in_about()/>
        <div class="center">
            <GuestsOnly next=next() content=|next| view! { <SignInForm next/> }.into_any()/>
        </div>
    }
}

/// The sign-in form on a pass. At the session limit, it also asks which session to end.
#[component]
pub fn SignInForm(
    /// The page that opens afterwards; `None`: the start page.
    #[prop(into)]
    next: Option<String>,
    #[prop(default = t::welcome_back(), into)] heading: String,
    #[prop(default = "sign-in")] heading_id: &'static str,
    /// The username to fill in.
    #[prop(optional)]
    username: String,
    /// What the pass is good for, if not for signing in from the start: it is then drawn as one that is over.
    #[prop(optional, into)]
    over: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let sign_in = ServerAction::<session::SignIn>::new();
    Current::expect().follow(sign_in);
    let terms = SignUpRules::expect();
    let sign_up =
        next.as_deref().map_or_else(|| "/sign-up".to_owned(), |next| format!("/sign-up?next={}", encode(next)));
    // Without scripts, this page leads on to the start page: only then it is known who has signed in.
    let next = next.unwrap_or_else(|| "/sign-in".to_owned());
    let stub = terms.is_open().then(|| t::no_account(|words| view! { <A href=sign_up>{words}</A> }));
    let who = (!username.is_empty()).then(|| view! { <Avatar name=Signal::stored(username.clone()) large=true/> });
    let about = children.map_or_else(|| t::sign_in_words().into_any(), |children| children());
    let is_over = over.is_some();
    let name_label = if terms.sends_mail { t::username_or_email() } else { t::username() };
    let forgot = if terms.sends_mail {
        view! { <A href="/forgot-password" attr:class="small">{t::forgot()}</A> }.into_any()
    } else {
        view! {
            <details class="more">
                <summary>{t::forgot()}</summary>
                <p class="muted small">{t::forgot_words()}</p>
            </details>
        }
        .into_any()
    };
    view! {
        <TallPass label=over.unwrap_or_else(t::sign_in) is_over nostrip:stub=stub>
            <div class="who">
                {who}
                <div>
                    <h1 id=heading_id>{heading}</h1>
                    <p class="muted">{about}</p>
                </div>
            </div>
            <EndedNotice/>
            <Form action=sign_in next class="stack">
                <Field name="username" label=name_label autocomplete="username webauthn" required=true value=username/>
                <PasswordField name="password" label=t::password() autocomplete="current-password"/>
                {terms.remember_me.then(|| view! { <Checkbox name="remember_me" label=t::keep_signed_in()/> })}
                <MakeRoom/>
                <Submit class="btn primary l">{t::sign_in()}</Submit>
                <SignInWithPasskey/>
                {forgot}
            </Form>
        </TallPass>
    }
}

/// Lets the person choose a session to end, once the server has asked for it.
#[component]
pub(super) fn MakeRoom() -> impl IntoView {
    let error = error_of_form();
    let choices = memo(move |_| match error() {
        Some(AppError::TooManySessions { sessions, surplus, more }) => (sessions, surplus, more),
        _ => (Vec::new(), 0, false),
    });
    dynamic(move || {
        let (choices, surplus, are_more) = choices.get();
        let others = (surplus > 0).then(|| {
            view! { <p class="muted small">{t::choose_surplus(surplus)}</p> }
        });
        (!choices.is_empty()).then(|| {
            view! {
                <fieldset class="stack stack-s">
                    <legend>{t::choose_device()}</legend>
                    {are_more.then(|| view! { <p class="muted small">{t::choose_some()}</p> })}
                    {choices.into_iter().map(|choice| view! { <Choice choice/> }).collect_view()}
                    {others}
                </fieldset>
            }
        })
    })
}

/// A session that can be chosen.
#[component]
fn Choice(choice: SessionChoice) -> impl IntoView {
    let SessionChoice { id, device, last_active_at, signed_in_at, address } = choice;
    view! {
        <label class="option">
            <input type="radio" name="instead_of" value=id/>
            <span>
                {device}
                <small class="dots">
                    <span>{t::last_active(view! { <Ago at=last_active_at/> })}</span>
                    {signed_in_at.map(|at| view! { <span>{t::signed_in_at(view! { <Ago at/> })}</span> })}
                    {(!address.is_empty()).then(|| view! { <span class="mono">{address}</span> })}
                </small>
            </span>
        </label>
    }
}
