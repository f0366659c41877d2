//! The start page: an invitation for guests, the pass for members.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::{Current, Permission},
    account::SignUpRules,
    session::pages::EndedNotice,
    texts::app as t,
    ui::{Pass, PassKind, Ring, When, time::span},
};

/// The page at `/`.
#[component]
pub fn Home() -> impl IntoView {
    let current = Current::expect();
    let is_member = Memo::new(move |_| current.with(|principal| principal.member().is_some()));
    view! {
        <Title text=""/>
        {move || if is_member.get() { view! { <MemberHome/> }.into_any() } else { view! { <GuestHome/> }.into_any() }}
    }
}

#[component]
fn GuestHome() -> impl IntoView {
    let is_open = SignUpRules::expect().is_open();
    let facts = view! {
        <dt>{t::you_can()}</dt>
        <dd>{if is_open { t::you_can_sign_up() } else { t::you_can_sign_in() }}</dd>
        <dt>{t::you_cannot()}</dt>
        <dd>{t::you_cannot_see()}</dd>
    };
    let stub = view! {
        <b>"–"</b>
        <span class="small muted">{t::nothing_stored()}</span>
    };
    view! {
        <div class="wrap">
            <EndedNotice/>
            <div class="hero">
                <div class="stack">
                    <h1>{t::guest_title()}</h1>
                    <p class="lead muted">
                        {t::guest_lead()}
                    </p>
                    <div class="row">
                        {is_open.then(|| view! { <A href="/sign-up" attr:class="btn primary">{t::create_account()}</A> })}
                        <A href="/sign-in" attr:class="btn">{t::sign_in()}</A>
                    </div>
                </div>
                <div>
                    <Pass kind=PassKind::Guest label=t::guest_pass_label() name=t::guest_pass_name() facts=facts.into_any() stub=stub.into_any()/>
                </div>
            </div>
        </div>
    }
}

#[component]
fn MemberHome() -> impl IntoView {
    let current = Current::expect();
    let name = Signal::derive(move || current.member(|member| member.display_name.clone()));
    let may_look = Memo::new(move |_| current.member(|member| member.permissions.has(Permission::VIEW_ACCOUNTS)));
    view! {
        <div class="wrap stack">
            <h1>{t::hello(name)}</h1>
            <MemberPass/>
            {move || may_look.get().then(|| view! {
                <p class="muted">
                    {t::open_console(|words| view! { <A href="/admin/accounts">{words}</A> })}
                </p>
            })}
        </div>
    }
}

#[component]
fn MemberPass() -> impl IntoView {
    let current = Current::expect();
    let session = Memo::new(move |_| current.member(|member| member.session.clone()));
    let left = Memo::new(move |_| current.seconds_until(session.get().idle_ends_at));
    let percent = Memo::new(move |_| (left.get() * 100 / session.get().idle_limit.max(1)).clamp(0, 100));
    let remember_me = move || if session.get().remember_me { t::remember_me_on() } else { t::remember_me_off() };
    let facts = view! {
        <dt>{t::username()}</dt>
        <dd>{move || current.member(|member| member.username.clone())}</dd>
        <dt>{t::role()}</dt>
        <dd>{move || current.member(|member| member.role.label())}</dd>
        <dt>{t::signed_in()}</dt>
        <dd>{move || view! { <When at=session.get().signed_in_at/> }}</dd>
        <dt>{t::session_ends()}</dt>
        <dd>{move || view! { <When at=session.get().ends_at/> }}</dd>
        <dt>{t::remember_me()}</dt>
        <dd>{remember_me}</dd>
    };
    let stub = view! {
        <Ring percent big=true/>
        <b>{move || span(left.get())}</b>
        <span class="small muted">{t::until_idle()}</span>
    };
    let name = Signal::derive(move || current.member(|member| member.display_name.clone()));
    view! { <Pass kind=PassKind::Holder label=t::pass_label() name facts=facts.into_any() stub=stub.into_any()/> }
}
