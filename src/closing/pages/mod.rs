//! `/account/close`, and the section of the account page that exports and closes an account.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::Current,
    account::pages::{AccountPage, OwnOnly},
    closing::{CloseAccount, CloseAccountOf},
    directory::AccountSummary,
    directory::pages::{AT_FOOT, follow_and_say},
    texts::closing as t,
    ui::{Field, Form, Glyph, Hidden, Icon, PasswordField, Submit},
};

/// The page that closes one's own account.
#[component]
pub fn CloseOwn() -> impl IntoView {
    let current = Current::expect();
    let close = ServerAction::<CloseAccount>::new();
    current.follow(close);
    let username = Memo::new(move |_| current.member(|member| member.username.clone()));
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
                    {t::copy_first(|words| view! { <A href="/account/export">{words}</A> })}
                </div>
            </section>
            <OwnOnly what=t::owner_only()>
                <Form action=close next="/" resumes=false>
                    <h2>{t::confirm_title()}</h2>
                    <Field name="username" label=t::confirm_own() required=true/>
                    <PasswordField name="current_password" label=t::current_password() autocomplete="current-password"/>
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

/// The section that exports and closes somebody else's account.
#[component]
pub(crate) fn ExportAndClose(account: RwSignal<AccountSummary>) -> impl IntoView {
    let close = ServerAction::<CloseAccountOf>::new();
    follow_and_say(close, account, AT_FOOT, t::closed);
    let id = account.with_untracked(|account| account.id.clone());
    let current = Current::expect();
    let needs_reauthentication = current.needs_reauthentication();
    let page = format!("/admin/accounts/{id}");
    let file = format!("{page}/export.json");
    let save = move || {
        if needs_reauthentication.get() {
            let ask = format!("/account/reauthenticate?next={page}");
            view! { <a class="btn s" href=ask>{t::confirm_first()}</a> }.into_any()
        } else {
            view! { <a class="btn s" href=file.clone() download="" rel="external"><Icon name="download"/>{t::download()}</a> }.into_any()
        }
    };
    view! {
        <section class="card" aria-labelledby="personal-data">
            <header class="card-head"><h2 id="personal-data">{t::data()}</h2></header>
            <div class="rows">
                <div>
                    <div class="what"><h3>{t::export()}</h3><p>{t::export_about()}</p></div>
                    <div class="does">{save}</div>
                </div>
                <Form action=close class="">
                    <div class="what"><h3>{t::close_title()}</h3><p>{t::close_about()}</p></div>
                    <div class="does stack stack-s">
                        <Hidden name="id" value=id/>
                        <Field name="username" label=t::confirm() required=true/>
                        <Submit class="btn danger">{t::close()}</Submit>
                    </div>
                </Form>
            </div>
        </section>
    }
}
