//! Shows a lazy view in place of a page.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    feature::LazyView,
    reactive::dynamic,
    texts::{app as t, ui},
};

/// Shows a lazy view in place of a page. It appears once its chunk is loaded.
#[component]
pub(super) fn LazyPage(view: LazyView) -> impl IntoView {
    let is_loaded = RwSignal::new(None);
    view.load_into(is_loaded);
    dynamic(move || match is_loaded.get() {
        Some(true) => view.now(),
        Some(false) => Some(view! { <NotLoaded/> }.into_any()),
        None => Some(view! { <div class="page"><p class="muted">{t::loading()}</p></div> }.into_any()),
    })
}

/// Shown if a chunk could not be loaded. The link bypasses the router and reloads the document: after an upgrade of the
/// server, the chunks that this document knows may be gone.
#[component]
fn NotLoaded() -> impl IntoView {
    view! {
        <Title text=ui::not_loaded()/>
        <div class="page stack">
            <header class="head"><div><h1>{ui::not_loaded()}</h1><p>{t::not_loaded_advice()}</p></div></header>
            <p><a href="" rel="external" class="btn primary">{t::try_again()}</a></p>
        </div>
    }
}
