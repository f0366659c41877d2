//! The page that a banned person sees in place of any other: the ban, and the appeal against it.

use leptos::prelude::*;
use leptos_meta::Title;

use super::appeal_form::AppealPart;
use crate::{
    access::{Ban, Current, Principal},
    texts::{app, ban as t},
    ui::{Pass, PassFact, PassKind, Status, When, time::span},
};

/// The page for a banned person, shown in place of any page.
#[component]
pub(crate) fn Banned() -> impl IntoView {
    Status::set(403);
    let current = Current::expect();
    let ban = Memo::new(move |old: Option<&Ban>| match current.get() {
        Principal::Banned(ban) => ban,
        // The gate is about to remove this page.
        _ => old.cloned().unwrap_or_default(),
    });
    let appeal = Memo::new(move |_| ban.with(|ban| ban.appeal.clone()));
    // Rendered anew only when the terms change, so that a draft of the appeal is not lost.
    let shown = Memo::new(move |_| ban.with(|ban| Ban { appeal: None, ..ban.clone() }));
    view! {
        <Title text=t::title()/>
        <div class="page stack">
            <header class="head"><div><h1>{t::title()}</h1><p>{t::safe()}</p></div></header>
            {move || view! { <BanPass ban=shown.get()/> }}
            <AppealPart appeal/>
        </div>
    }
}

#[component]
fn BanPass(ban: Ban) -> impl IntoView {
    let current = Current::expect();
    let facts = view! {
        <PassFact term=t::reason()><span class="said">{ban.reason}</span></PassFact>
        {ban.until.map(|at| view! { <PassFact term=t::ends()><When at/></PassFact> })}
        <PassFact term=t::banned_on()><When at=ban.since/></PassFact>
    };
    let stub = match ban.until {
        Some(until) => view! {
            <b>{move || span(current.seconds_until(until))}</b>
            <span class="small muted">{t::until_end()}</span>
        }
        .into_any(),
        None => view! { <b>{t::no_end()}</b> }.into_any(),
    };
    let name = ban.display_name;
    view! {
        <Pass
            kind=PassKind::Banned
            label=app::pass_label()
            name=Signal::stored(name)
            about=().into_any()
            facts=facts.into_any()
            stub_label=t::revoked().into_any()
            stub
        />
    }
}
