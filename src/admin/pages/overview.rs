//! `/admin`: what is going on.

use leptos::prelude::*;
use leptos_meta::Title;

use super::aside::ConsolePage;

/// The page.
#[component]
pub fn Overview() -> impl IntoView {
    view! {
        <Title text="Overview"/>
        <ConsolePage>
            <h1>"Overview"</h1>
        </ConsolePage>
    }
}
