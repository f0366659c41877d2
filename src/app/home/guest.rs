//! The start page for guests.

use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::components::A;

use crate::{
    account::SignUpRules,
    session::pages::EndedNotice,
    texts::app as t,
    ui::{Icon, Pass, PassFact, PassKind},
};

/// The invitation.
#[component]
pub(super) fn GuestHome() -> impl IntoView {
    let is_open = SignUpRules::expect().is_open();
    let facts = view! {
        <PassFact term=t::you_can()>{if is_open { t::you_can_sign_up() } else { t::you_can_sign_in() }}</PassFact>
        <PassFact term=t::you_cannot()>{t::you_cannot_see()}</PassFact>
    };
    let stub = view! { <p>{t::no_session()}</p> };
    view! {
        <Meta name="description" content=t::guest_lead()/>
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
            <div class="grid three full">
                <Point icon="id-card" title=t::who() words=t::who_words()/>
                <Point icon="compass" title=t::where_to() words=t::where_to_words()/>
                <Point icon="hourglass" title=t::until_when() words=t::until_when_words()/>
            </div>
        </div>
    }
}

#[component]
fn Point(icon: &'static str, title: String, words: String) -> impl IntoView {
    view! {
        <div>
            <h2 class="cluster green"><Icon name=icon/>{title}</h2>
            <p class="small muted">{words}</p>
        </div>
    }
}
