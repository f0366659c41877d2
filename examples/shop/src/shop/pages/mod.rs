//! The pages at `/shop` and `/cart`, and the badge beside the link to the cart.

mod badge;
mod cart;
mod shop;

pub use badge::CartBadge;
pub use cart::CartPage;
pub use shop::Shop;

use leptos::prelude::*;

use super::product::Product;

/// The drawing of a product; decorative.
#[component]
fn Drawing(product: &'static Product) -> impl IntoView {
    view! {
        <span class="glyph drawing">
            <svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d=product.drawing></path></svg>
        </span>
    }
}
