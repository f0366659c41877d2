//! The page that a banned person sees in place of any other: the ban, the appeal against it, and what it means.

use leptos::prelude::*;
use leptos_meta::Title;

use super::appeal_form::AppealPart;
use crate::{
    access::{Ban, Current, Principal},
    reactive::{dynamic, memo},
    texts::{app, ban as t},
    ui::{Day, Icon, Pass, PassFact, PassKind, Status, When, time::span},
};

/// The page for a banned person, shown in place of any page.
#[component]
pub(crate) fn Banned() -> impl IntoView {
    Status::set(403);
    let current = Current::expect();
    let ban = memo(move |old: Option<&Ban>| match current.get() {
        Principal::Banned(ban) => ban,
        // The gate is about to remove this page.
        _ => old.cloned().unwrap_or_default(),
    });
    let appeal = memo(move |_| ban.with(|ban| ban.appeal.clone()));
    // Rendered anew only when the terms change, so that a draft of the appeal is not lost.
    let shown = memo(move |_| ban.with(|ban| Ban { appeal: None, ..ban.clone() }));
    let until = memo(move |_| ban.with(|ban| ban.until));
    let heading = move || match until.get() {
        Some(at) => t::heading_until(view! { <Day at/> }).into_any(),
        None => t::heading().into_any(),
    };
    view! {
        <Title text=t::title()/>
        <div class="page stack" data-needs-chunk="">
            <header class="head"><div><h1>{heading}</h1><p>{t::safe()}</p></div></header>
            {dynamic(move || view! { <BanPass ban=shown.get()/> })}
            <AppealPart appeal/>
            <Meaning until/>
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
            <p>
                <strong>{dynamic(move || span(current.seconds_until(until)))}</strong>
                " "
                {t::until_end()}
            </p>
        }
        .into_any(),
        None => view! { <p><strong>{t::no_end()}</strong></p> }.into_any(),
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

/// What the ban means for the person: their sessions, its end, and their data.
#[component]
fn Meaning(until: Memo<Option<i64>>) -> impl IntoView {
    let end = move || match until.get() {
        Some(at) => (t::ends_itself(), t::ends_itself_about(view! { <Day at/> }).into_any()),
        None => (t::stays(), t::stays_about().into_any()),
    };
    let end = move || {
        let (title, about) = end();
        view! { <h3 class="cluster green"><Icon name="calendar"/>{title}</h3><p class="small muted">{about}</p> }
    };
    view! {
        <section class="grid three" aria-labelledby="meaning">
            <h2 class="visually-hidden" id="meaning">{t::meaning()}</h2>
            <div>
                <h3 class="cluster green"><Icon name="log-out"/>{t::signed_out()}</h3>
                <p class="small muted">{t::signed_out_about()}</p>
            </div>
            <div>{end}</div>
            <div>
                <h3 class="cluster green"><Icon name="shield-check"/>{t::data()}</h3>
                <p class="small muted">{t::data_about()}</p>
            </div>
        </section>
    }
}
