//! The chunks that a page needs before it is hydrated.

use super::{
    App,
    gate::{BANNED, CHALLENGE},
    home::MEMBER_HOME,
    routing::page_at,
};
use crate::{
    feature::{LazyView, PageView},
    ui::browser,
};

/// Loads the chunks that the server-rendered page needs. Returns whether all of them were loaded.
pub(crate) async fn load_chunks() -> bool {
    for view in needed_views() {
        if !view.load().await {
            return false;
        }
    }
    true
}

fn needed_views() -> Vec<LazyView> {
    // Lazy views that are no pages have this attribute.
    if browser::has("[data-needs-chunk]") {
        return vec![MEMBER_HOME, BANNED, CHALLENGE];
    }
    match page_at(App::current().pages(), &browser::path()).map(|page| &page.view) {
        Some(PageView::Lazy(view)) => vec![*view],
        Some(PageView::Eager(_)) | None => Vec::new(),
    }
}
