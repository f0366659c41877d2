//! A feature with state that outlives sign-in: a cart.

use std::sync::Arc;

use hallpass::{
    Feature,
    access::{Rule, server::admit},
    carried::{Carried, server::CarriedStore},
    error::{AppError, Client, Form, Json},
    feature::server::{CarriedKind, ServerFeature, ServerSide},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

hallpass::functions! {
    SHOW_CART = "show_cart", Rule::Open, passive;
    ADD_TO_CART = "add_to_cart", Rule::Open;
}

/// What a person wants to buy.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Cart {
    items: Vec<String>,
}

impl Carried for Cart {
    const NAME: &'static str = "cart";
    const VERSION: u32 = 1;
    const MAX_BYTES: usize = 200;

    fn merge(mut account: Self, guest: Self) -> Self {
        account.items.extend(guest.items);
        account
    }
}

#[derive(Debug)]
struct Shop;

impl ServerFeature for Shop {}

/// The feature.
pub(crate) fn feature() -> Feature {
    let side = ServerSide::new(|_| Arc::new(Shop)).carried(const { &[CarriedKind::of::<Cart>()] });
    Feature::new("cart").functions(FUNCTIONS).server(Some(side))
}

#[server(prefix = "/api", endpoint = "show_cart", input = Form, output = Json, client = Client)]
async fn show_cart() -> Result<Vec<String>, AppError> {
    let visit = admit(SHOW_CART)?;
    Ok(CarriedStore::expect()?.load::<Cart>(&visit).await?.items)
}

#[server(prefix = "/api", endpoint = "add_to_cart", input = Form, output = Json, client = Client)]
async fn add_to_cart(item: String) -> Result<Vec<String>, AppError> {
    let visit = admit(ADD_TO_CART)?;
    Ok(CarriedStore::expect()?.change(&visit, |cart: &mut Cart| cart.items.push(item)).await?.items)
}
