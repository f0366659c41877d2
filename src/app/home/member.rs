//! A member's own place: the pass, what happened lately, how safe the account is, and the cards of the features.

use leptos::prelude::*;

use super::{lately::Lately, safety::Safety};
use crate::{
    access::Current,
    feature::HomeCards,
    reactive::{dynamic, memo},
    texts::app as t,
    tour::pages::TourCard,
    ui::{Ago, Pass, PassFact, PassKind, Ring, time::span},
};

/// The place.
#[component]
pub(super) fn MemberHome() -> impl IntoView {
    let current = Current::expect();
    let name = Signal::derive(move || current.member(|member| member.display_name.clone()));
    view! {
        <div class="page wide stack" data-needs-chunk="">
            <header class="head">
                <div>
                    <h1>{t::hello(name)}</h1>
                    <p>{t::home_words()}</p>
                </div>
            </header>
            <div class="split">
                <div class="stack">
                    <MemberPass/>
                    <Lately/>
                </div>
                <div class="stack">
                    <Safety/>
                    // Not a card of its feature: those are in the main bundle.
                    <TourCard/>
                    {HomeCards::shown()}
                </div>
            </div>
        </div>
    }
}

#[component]
fn MemberPass() -> impl IntoView {
    let current = Current::expect();
    let session = memo(move |_| current.member(|member| member.session.clone()));
    let left = memo(move |_| current.seconds_until(session.get().idle_ends_at));
    let percent = memo(move |_| (left.get() * 100 / session.get().idle_limit.max(1)).clamp(0, 100));
    let remembers = memo(move |_| session.get().remember_me);
    let about = view! {
        {dynamic(move || current.member(|member| member.role.label()))} ", "
        <span class="mono">{dynamic(move || current.member(|member| member.username.clone()))}</span>
    };
    let facts = view! {
        <PassFact term=t::signed_in()>{dynamic(move || view! { <Ago at=session.get().signed_in_at/> })}</PassFact>
        <PassFact term=t::session_ends()>{dynamic(move || view! { <Ago at=session.get().ends_at/> })}</PassFact>
        {dynamic(move || remembers.get().then(|| view! { <PassFact term=t::remember_me()>{t::remember_me_on()}</PassFact> }))}
    };
    // A number and its unit, such as "27" and "min".
    let part = move |index: usize| span(left.get()).splitn(2, ' ').nth(index).unwrap_or_default().to_owned();
    let stub = view! {
        <Ring percent><b>{dynamic(move || part(0))}</b><small>{dynamic(move || part(1))}</small></Ring>
        <p>{t::until_idle()}</p>
    };
    let name = Signal::derive(move || current.member(|member| member.display_name.clone()));
    view! {
        <Pass
            kind=PassKind::Holder
            label=t::pass_label()
            name
            about=about.into_any()
            facts=facts.into_any()
            stub_label=view! { <span class="live cluster">{t::live()}</span> }.into_any()
            stub=stub.into_any()
        />
    }
}
