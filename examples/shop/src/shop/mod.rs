//! The shop: its products, and a cart for everyone.

mod api;
mod pages;
mod product;
#[cfg(feature = "ssr")]
mod server;

use hallpass::{Feature, Link, Page, access::Rule};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use self::product::Product;
use crate::texts::shop as t;

/// A product in the cart, and how many of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub id: String,
    pub quantity: u32,
}

impl Line {
    /// What the line costs, in cents.
    fn cents(&self) -> i64 {
        Product::find(&self.id).map_or(0, |product| product.cents * i64::from(self.quantity))
    }
}

/// The shop feature. Guests may do everything that members may.
pub fn feature() -> Feature {
    Feature::new("shop")
        .functions(api::FUNCTIONS)
        .page(Page::new("/shop", Rule::Open, pages::Shop).loads_data())
        .page(Page::new("/cart", Rule::Open, pages::CartPage).loads_data())
        .link(Link::header("/shop", t::shop).icon("layout-dashboard"))
        .link(Link::header("/cart", t::cart).icon("shopping-cart").badge(|| view! { <pages::CartBadge/> }.into_any()))
        .server(hallpass::on_server!(server::SIDE))
}
