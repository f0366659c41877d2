//! Preloads chunks: that of a page when the pointer or the focus reaches a link to it, and that of the account pages for
//! guests who are about to sign in.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{App, routing::page_at};
use crate::{feature::PageView, reactive::effect, ui::browser};

/// The delay before the account chunk is preloaded, so that it does not compete with what the page itself needs.
const DELAY: Duration = Duration::from_secs(2);

/// Preloads chunks. Renders nothing; must be inside the router.
#[component]
pub(super) fn Preload() -> impl IntoView {
    effect(|| browser::on_link_near(preload));
    let path = use_location().pathname;
    effect(move || {
        if path.with(|path| path == "/sign-in") {
            set_timeout(|| preload("/account"), DELAY);
        }
    });
}

/// Preloads the chunk of the page at an address, if it has one.
fn preload(path: &str) {
    if let Some(PageView::Lazy(view)) = page_at(App::current().pages(), path).map(|page| &page.view) {
        view.preload();
    }
}
