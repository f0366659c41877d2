//! The number of items in the cart, beside the link to it.

use hallpass::access::Current;
use leptos::prelude::*;

use crate::{shop::api::show_cart, texts::shop as t};

/// The badge, shown unless the cart is empty. It follows the cart. Without JavaScript, it is on the pages that load
/// data.
#[component]
pub fn CartBadge() -> impl IntoView {
    let current = Current::expect();
    // An `Arc` resource, because it is read while the page may be unmounting.
    let lines = ArcResource::new_blocking(
        move || current.changes(),
        move |_| async move { show_cart().await.unwrap_or_default() },
    );
    let shown = move || {
        let lines = lines.clone();
        Suspend::new(async move {
            let items: u32 = lines.await.iter().map(|line| line.quantity).sum();
            let said = |words| view! { <span class="visually-hidden">{words}</span> };
            (items > 0).then(|| view! { " " <span class="tag green">{t::badge(items, said)}</span> })
        })
    };
    view! { <Transition>{shown}</Transition> }
}
