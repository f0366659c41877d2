//! The server functions and their access rules: the cart is open to guests.

#[cfg(feature = "ssr")]
use {
    super::server::{Cart, MOST, known, quantity_of},
    crate::texts::shop as t,
    hallpass::{access::server::admit, carried::server::CarriedStore},
};

use hallpass::{
    access::Rule,
    error::{AppError, Client, Form, Json},
};
use leptos::prelude::*;

use super::Line;

hallpass::functions! {
    SHOW_CART = "shop/show_cart", Rule::Open, passive, impersonated;
    ADD_TO_CART = "shop/add_to_cart", Rule::Open;
    SET_QUANTITY = "shop/set_quantity", Rule::Open;
    REMOVE_FROM_CART = "shop/remove_from_cart", Rule::Open;
}

/// The caller's cart, in the order of the shop.
#[server(prefix = "/api", endpoint = "shop/show_cart", input = Form, output = Json, client = Client)]
pub async fn show_cart() -> Result<Vec<Line>, AppError> {
    let visit = admit(SHOW_CART)?;
    Ok(CarriedStore::expect()?.load::<Cart>(&visit).await?.lines())
}

/// Adds one of a product.
#[server(prefix = "/api", endpoint = "shop/add_to_cart", input = Form, output = Json, client = Client)]
pub async fn add_to_cart(id: String) -> Result<(), AppError> {
    let visit = admit(ADD_TO_CART)?;
    let product = known(&id)?;
    let mut fits = false;
    CarriedStore::expect()?.change(&visit, |cart: &mut Cart| fits = cart.add(product)).await?;
    if fits { Ok(()) } else { Err(AppError::rejected(t::full(MOST))) }
}

/// Sets how many of a product are in the cart.
#[server(prefix = "/api", endpoint = "shop/set_quantity", input = Form, output = Json, client = Client)]
pub async fn set_quantity(id: String, quantity: String) -> Result<(), AppError> {
    let visit = admit(SET_QUANTITY)?;
    let (product, quantity) = (known(&id)?, quantity_of(&quantity)?);
    CarriedStore::expect()?.change(&visit, |cart: &mut Cart| cart.set(product, quantity)).await?;
    Ok(())
}

/// Removes a product. It may have been removed already, on another device.
#[server(prefix = "/api", endpoint = "shop/remove_from_cart", input = Form, output = Json, client = Client)]
pub async fn remove_from_cart(id: String) -> Result<(), AppError> {
    let visit = admit(REMOVE_FROM_CART)?;
    CarriedStore::expect()?.change(&visit, |cart: &mut Cart| cart.remove(&id)).await?;
    Ok(())
}
