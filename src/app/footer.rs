//! The foot of every page, unless the application replaces it: the zone of the times above.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    access::Current,
    reactive::{dynamic, memo},
    texts::app as t,
    ui::reader_zone,
};

/// The footer.
#[component]
pub fn Footer() -> impl IntoView {
    let current = Current::expect();
    let zone = reader_zone();
    let is_member = memo(move |_| current.with(|principal| principal.member().is_some()));
    view! {
        <span>{dynamic(move || t::times_in(zone.get().replace('_', " ")))}</span>
        {dynamic(move || is_member.get().then(|| view! { <A href="/account/preferences">{t::change_zone()}</A> }))}
    }
}
