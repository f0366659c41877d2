//! The foot of every page, unless the application replaces it: the zone of the times above.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{access::Current, texts::app as t, ui::browser};

/// The footer.
#[component]
pub fn Footer() -> impl IntoView {
    let current = Current::expect();
    // Without scripts, times are in UTC unless a zone is set.
    let device = RwSignal::new("UTC".to_owned());
    Effect::new(move || device.set(browser::time_zone()));
    let zone = move || current.preferences().time_zone.unwrap_or_else(|| device.get()).replace('_', " ");
    let is_member = Memo::new(move |_| current.with(|principal| principal.member().is_some()));
    view! {
        <span>{move || t::times_in(zone())}</span>
        {move || is_member.get().then(|| view! { <A href="/account/preferences">{t::change_zone()}</A> })}
    }
}
