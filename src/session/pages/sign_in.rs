//! `/sign-in`: signing in with username and password. Redirects people who are already signed in.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    components::{A, Redirect},
};

use super::EndedNotice;
use crate::{
    access::{Current, encode, local_path, start_page},
    account::SignUpRules,
    error::{AppError, SessionChoice},
    session,
    texts::session as t,
    ui::{Checkbox, Field, Form, PasswordField, Submit, When, error_of_form, use_query},
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
    let is_member = Memo::new(move |_| current.with(|principal| principal.member().is_some()));
    move || {
        let next = next.clone();
        if is_member.get() {
            let path = next.unwrap_or_else(|| current.peek(start_page).to_owned());
            view! { <Redirect path options=NavigateOptions { replace: true, ..Default::default() }/> }.into_any()
        } else {
            content(next)
        }
    }
}

/// The page.
#[component]
pub fn SignIn() -> impl IntoView {
    view! {
        <Title text=t::sign_in()/>
        <div class="wrap">
            <GuestsOnly next=next() content=|next| view! { <SignInForm next/> }.into_any()/>
        </div>
    }
}

/// The sign-in form. At the session limit, it also asks which session to end.
#[component]
pub fn SignInForm(
    /// The page that opens afterwards; `None`: the start page.
    #[prop(into)]
    next: Option<String>,
    #[prop(default = t::sign_in(), into)] heading: String,
    #[prop(default = "sign-in")] heading_id: &'static str,
    /// The username to fill in.
    #[prop(optional)]
    username: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let sign_in = ServerAction::<session::SignIn>::new();
    Current::expect().follow(sign_in);
    let terms = SignUpRules::expect();
    let sign_up =
        next.as_deref().map_or_else(|| "/sign-up".to_owned(), |next| format!("/sign-up?next={}", encode(next)));
    // Without scripts, this page leads on to the start page: only then it is known who has signed in.
    let next = next.unwrap_or_else(|| "/sign-in".to_owned());
    view! {
        <Form action=sign_in next class="card stack narrow">
            <h1 id=heading_id>{heading}</h1>
            <EndedNotice/>
            {children.map(|children| children())}
            <Field name="username" label=t::username() autocomplete="username" required=true value=username/>
            <PasswordField name="password" label=t::password() autocomplete="current-password"/>
            {terms.remember_me.then(|| view! { <Checkbox name="remember_me" label=t::keep_signed_in()/> })}
            <MakeRoom/>
            <Submit class="btn primary wide">{t::sign_in()}</Submit>
            <details class="small">
                <summary>{t::forgot()}</summary>
                <p class="muted">{t::forgot_words()}</p>
            </details>
            {terms.is_open().then(|| view! {
                <p class="small muted">{t::no_account(|words| view! { <A href=sign_up>{words}</A> })}</p>
            })}
        </Form>
    }
}

/// Lets the person choose a session to end, once the server has asked for it.
#[component]
fn MakeRoom() -> impl IntoView {
    let error = error_of_form();
    let choices = Memo::new(move |_| match error() {
        Some(AppError::TooManySessions { sessions, surplus, more }) => (sessions, surplus, more),
        _ => (Vec::new(), 0, false),
    });
    move || {
        let (choices, surplus, are_more) = choices.get();
        let others = (surplus > 0).then(|| {
            view! { <p class="muted small">{t::choose_surplus(surplus)}</p> }
        });
        let radio = |choice: SessionChoice| {
            view! {
                <label class="tick">
                    <input type="radio" name="instead_of" value=choice.id/>
                    " "
                    {choice.device}
                    <span class="muted small">" · " {t::last_active(view! { <When at=choice.last_active_at/> })}</span>
                </label>
            }
        };
        (!choices.is_empty()).then(|| {
            view! {
                <fieldset class="choices">
                    <legend>{t::choose_device()}</legend>
                    {are_more.then(|| view! { <p class="muted small">{t::choose_some()}</p> })}
                {choices.into_iter().map(radio).collect_view()}
                {others}
                </fieldset>
            }
        })
    }
}
