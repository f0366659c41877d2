//! `/account/close`, and the dialog of the account page that closes an account.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::Current,
    account::pages::{AccountPage, CurrentPassword, OwnOnly},
    closing::{CloseAccount, CloseAccountOf},
    directory::AccountSummary,
    directory::pages::DialogFoot,
    reactive::memo,
    texts::closing as t,
    ui::{Field, Form, Glyph, Hidden, Submit},
};

/// The page that closes one's own account.
#[component]
pub fn CloseOwn() -> impl IntoView {
    let current = Current::expect();
    let close = ServerAction::<CloseAccount>::new();
    current.follow(close);
    let username = memo(move |_| current.member(|member| member.username.clone()));
    view! {
        <Title text=t::title()/>
        <AccountPage>
            <header class="head"><div><h1>{t::title()}</h1><p>{t::intro()}</p></div></header>
            <section class="card" aria-labelledby="effect">
                <header class="card-head"><h2 id="effect">{t::effect()}</h2></header>
                <ul class="rows">
                    {effect("log-out", t::effect_sessions(), t::effect_sessions_words().into_any())}
                    {effect("trash-2", t::effect_data(), t::effect_data_words().into_any())}
                    {effect("user", t::effect_name(), t::effect_name_words(view! { <b>{username}</b> }).into_any())}
                </ul>
                <div class="card-foot muted">
                    <p>{t::copy_first(|words| view! { <A href="/account/export">{words}</A> })}</p>
                </div>
            </section>
            <OwnOnly what=t::owner_only()>
                <Form action=close next="/" resumes=false>
                    <h2>{t::confirm_title()}</h2>
                    <Field name="username" label=t::confirm_own() required=true/>
                    <CurrentPassword/>
                    <div class="cluster">
                        <Submit class="btn solid">{t::close_own()}</Submit>
                        <A href="/account" attr:class="btn quiet">{t::keep()}</A>
                    </div>
                </Form>
            </OwnOnly>
        </AccountPage>
    }
}

fn effect(icon: &'static str, title: String, words: AnyView) -> impl IntoView {
    view! {
        <li>
            <Glyph name=icon/>
            <div class="what"><h3>{title}</h3><p>{words}</p></div>
        </li>
    }
}

/// The form that closes somebody else's account.
#[component]
pub(crate) fn CloseForm(close: ServerAction<CloseAccountOf>, account: RwSignal<AccountSummary>) -> impl IntoView {
    // An answer to an earlier form is none to this one.
    close.value().set(None);
    let id = account.with_untracked(|account| account.id.clone());
    view! {
        <Form action=close class="stack">
            <p>{t::close_about()}</p>
            <Hidden name="id" value=id/>
            <Field name="username" label=t::confirm() required=true/>
            <DialogFoot><Submit class="btn solid">{t::close()}</Submit></DialogFoot>
        </Form>
    }
}
