//! The start page: an invitation for guests, the pass for members.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::{Current, Permission},
    account::SignUpRules,
    session::pages::EndedNotice,
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
        <dt>"You can"</dt>
        <dd>{if is_open { "look around, sign up, sign in" } else { "look around, sign in" }}</dd>
        <dt>"You cannot"</dt>
        <dd>"see anyone’s pages"</dd>
    };
    let stub = view! {
        <b>"–"</b>
        <span class="small muted">"no session is stored"</span>
    };
    view! {
        <div class="wrap">
            <EndedNotice/>
            <div class="hero">
                <div class="stack">
                    <h1>"Know who is here. Change it while they are."</h1>
                    <p class="lead muted">
                        "Accounts and sessions in one Rust binary: sign-ins that expire honestly and end everywhere at once, \
                         and pages that follow who you are."
                    </p>
                    <div class="row">
                        {is_open.then(|| view! { <A href="/sign-up" attr:class="btn primary">"Create your account"</A> })}
                        <A href="/sign-in" attr:class="btn">"Sign in"</A>
                    </div>
                </div>
                <div>
                    <Pass kind=PassKind::Guest label="Guest" name="No pass yet" facts=facts.into_any() stub=stub.into_any()/>
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
            <h1>"Hello, " {name}</h1>
            <MemberPass/>
            {move || may_look.get().then(|| view! {
                <p class="muted">
                    "Your role opens the console: " <A href="/admin/accounts">"see who has an account"</A> "."
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
    let remember_me = move || if session.get().remember_me { "yes, on this device" } else { "no" };
    let facts = view! {
        <dt>"Username"</dt>
        <dd>{move || current.member(|member| member.username.clone())}</dd>
        <dt>"Role"</dt>
        <dd>{move || current.member(|member| member.role.to_string())}</dd>
        <dt>"Signed in"</dt>
        <dd>{move || view! { <When at=session.get().signed_in_at/> }}</dd>
        <dt>"Holds until"</dt>
        <dd>{move || view! { <When at=session.get().ends_at/> }} " at the latest"</dd>
        <dt>"Kept"</dt>
        <dd>{remember_me}</dd>
    };
    let stub = view! {
        <Ring percent big=true/>
        <b>{move || span(left.get())}</b>
        <span class="small muted">"left if you pause now"</span>
    };
    let name = Signal::derive(move || current.member(|member| member.display_name.clone()));
    view! { <Pass kind=PassKind::Holder label="Pass" name facts=facts.into_any() stub=stub.into_any()/> }
}
