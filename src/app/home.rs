//! The start page: an invitation for guests, the pass for members.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::{Current, Permission},
    account::SignUpRules,
    session::pages::EndedNotice,
    texts::app as t,
    ui::{Ago, Pass, PassFact, PassKind, Ring, time::span},
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
        <PassFact term=t::you_can()>{if is_open { t::you_can_sign_up() } else { t::you_can_sign_in() }}</PassFact>
        <PassFact term=t::you_cannot()>{t::you_cannot_see()}</PassFact>
    };
    let stub = view! { <p>{t::nothing_stored()}</p> };
    view! {
        <div class="landing">
            <div class="full"><EndedNotice/></div>
            <div class="stack">
                <h1>{t::guest_title()}</h1>
                <p class="lead">{t::guest_lead()}</p>
                <p class="cluster">
                    {is_open.then(|| view! { <A href="/sign-up" attr:class="btn primary l">{t::create_account()}</A> })}
                    <A href="/sign-in" attr:class="btn l">{t::sign_in()}</A>
                </p>
            </div>
            <Pass
                kind=PassKind::Guest
                label=t::pass_label()
                name=t::guest_pass_name()
                about=t::guest_pass_label().into_any()
                facts=facts.into_any()
                stub_label=().into_any()
                stub=stub.into_any()
            />
        </div>
    }
}

#[component]
fn MemberHome() -> impl IntoView {
    let current = Current::expect();
    let name = Signal::derive(move || current.member(|member| member.display_name.clone()));
    let may_look = Memo::new(move |_| current.member(|member| member.permissions.has(Permission::VIEW_ACCOUNTS)));
    view! {
        <div class="page wide stack">
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
        <PassFact term=t::signed_in()>{move || view! { <Ago at=session.get().signed_in_at/> }}</PassFact>
        <PassFact term=t::session_ends()>{move || view! { <Ago at=session.get().ends_at/> }}</PassFact>
        <PassFact term=t::remember_me()>{remember_me}</PassFact>
    };
    let stub = view! {
        <Ring percent><b>{move || span(left.get())}</b></Ring>
        <p>{t::until_idle()}</p>
    };
    let about = view! {
        {move || current.member(|member| member.role.label())} ", "
        <span class="mono">{move || current.member(|member| member.username.clone())}</span>
    };
    let name = Signal::derive(move || current.member(|member| member.display_name.clone()));
    view! {
        <Pass
            kind=PassKind::Holder
            label=t::pass_label()
            name
            about=about.into_any()
            facts=facts.into_any()
            stub_label=().into_any()
            stub=stub.into_any()
        />
    }
}
