//! The page that a banned person sees in place of any other: the ban, and the appeal against it.

use leptos::prelude::*;
use leptos_meta::Title;

use super::appeal_form::AppealPart;
use crate::{
    access::{Ban, Current, Principal},
    ui::{Pass, PassKind, Status, When, time::span},
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
        <Title text="Your pass has been revoked"/>
        <div class="wrap stack">
            <h1>"Your pass has been revoked"</h1>
            {move || view! { <BanPass ban=shown.get()/> }}
            <AppealPart appeal/>
            <p class="muted">
                "Your account and what is in it are safe. All its sessions have been ended; you can sign out here, above."
            </p>
        </div>
    }
}

#[component]
fn BanPass(ban: Ban) -> impl IntoView {
    let current = Current::expect();
    let facts = view! {
        <dt>"Reason"</dt>
        <dd class="said">{ban.reason}</dd>
        <dt>"Until"</dt>
        <dd>{ban.until.map_or_else(|| "further notice".into_any(), |at| view! { <When at/> }.into_any())}</dd>
        <dt>"Decided"</dt>
        <dd><When at=ban.since/></dd>
    };
    let stub = match ban.until {
        Some(until) => view! {
            <b>{move || span(current.seconds_until(until))}</b>
            <span class="small muted">"then it lifts by itself"</span>
        }
        .into_any(),
        None => view! {
            <b>"For good"</b>
            <span class="small muted">"until it is lifted"</span>
        }
        .into_any(),
    };
    let name = ban.display_name;
    view! { <Pass kind=PassKind::Banned label="Revoked" name=Signal::stored(name) facts=facts.into_any() stub/> }
}
