//! The page at `/shop`.

use hallpass::{
    access::Current,
    ui::{Form, Hidden, Submit},
};
use leptos::prelude::*;
use leptos_meta::Title;

use super::Drawing;
use crate::{
    shop::{
        api::AddToCart,
        product::{PRODUCTS, Product, price},
    },
    texts::shop as t,
};

/// All products.
#[component]
pub fn Shop() -> impl IntoView {
    view! {
        <Title text=t::shop()/>
        <div class="page wide stack">
            <header class="head">
                <div>
                    <h1>{t::shop()}</h1>
                    <p class="muted">{t::shop_words()}</p>
                </div>
            </header>
            <ul class="grid products">
                {PRODUCTS.iter().map(|product| view! { <Offer product/> }).collect_view()}
            </ul>
        </div>
    }
}

/// A product, with the button that adds it to the cart.
#[component]
fn Offer(product: &'static Product) -> impl IntoView {
    let add = ServerAction::<AddToCart>::new();
    // Also for a guest: the badge beside the link to the cart is loaded again.
    Current::expect().refresh_after(add);
    let name = product.name;
    view! {
        <li class="card stack">
            <Drawing product/>
            <div>
                <h2>{name()}</h2>
                <p>{price(product.cents)}</p>
            </div>
            <Form action=add class="stack stack-s" of=product.id done=t::added(name())>
                <Hidden name="id" value=product.id/>
                <Submit class="btn">{t::add(view! { <span class="visually-hidden">{name()}</span> })}</Submit>
            </Form>
        </li>
    }
}
