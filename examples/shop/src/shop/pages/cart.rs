//! The page at `/cart`. It follows the person's other devices and tabs.

use hallpass::{
    access::Current,
    error::AppError,
    ui::{FailedToLoad, Field, Form, Glyph, Hidden, Keyed, LiveList, Submit},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

use super::Drawing;
use crate::{
    shop::{
        Line,
        api::{RemoveFromCart, SetQuantity, show_cart},
        product::{Product, price},
    },
    texts::shop as t,
};

/// The person's cart.
#[component]
pub fn CartPage() -> impl IntoView {
    let loaded = Resource::new_blocking(|| (), |()| show_cart());
    view! {
        <Title text=t::cart()/>
        <div class="page stack">
            <h1>{t::cart()}</h1>
            <Suspense fallback=|| view! { <p class="muted">{t::loading()}</p> }>
                {move || Suspend::new(async move {
                    match loaded.await {
                        Ok(lines) => view! { <Lines lines/> }.into_any(),
                        Err(error) => view! { <FailedToLoad error/> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
}

impl Keyed for Line {
    fn key(&self) -> String {
        self.id.clone()
    }
}

/// What is in the cart.
#[component]
fn Lines(lines: Vec<Line>) -> impl IntoView {
    let current = Current::expect();
    let acts = RwSignal::new(0);
    let lines = LiveList::new("cart", lines, move || current.changes(), move || acts.get(), show_cart);
    let items = move || lines.with(|lines| lines.iter().map(|line| line.quantity).sum::<u32>());
    let total = move || lines.with(|lines| lines.iter().map(Line::cents).sum());
    let is_empty = lines.is_empty();
    view! {
        {lines.notice()}
        <section class="card" aria-labelledby="cart-title">
            <header class="card-head">
                <h2 id="cart-title">{move || t::items(items())}</h2>
            </header>
            <ul class="rows" id="cart" tabindex="-1" aria-labelledby="cart-title">
                <For each=move || lines.rows() key=Keyed::key let:line>
                    <Row line lines acts/>
                </For>
            </ul>
            {move || if is_empty.get() {
                view! {
                    <div class="empty mid stack stack-s">
                        <Glyph name="shopping-cart"/>
                        <p>{t::empty_words()}</p>
                        <a class="btn primary" href="/shop">{t::go_to_shop()}</a>
                    </div>
                }
                .into_any()
            } else {
                view! {
                    <div class="card-foot">
                        <p class="muted">{t::no_checkout()}</p>
                        <p class="push" role="status">{move || t::total(price(total()))}</p>
                    </div>
                }
                .into_any()
            }}
        </section>
    }
}

/// A product in the cart.
#[component]
fn Row(line: Line, lines: LiveList<Vec<Line>>, acts: RwSignal<u32>) -> impl IntoView {
    // The program in an open tab may be older than the server's.
    let product = Product::find(&line.id)?;
    let (set, remove) = (ServerAction::<SetQuantity>::new(), ServerAction::<RemoveFromCart>::new());
    load_after(set, acts);
    load_after(remove, acts);
    let (id, name) = (product.id, product.name);
    let line = lines.row(line);
    let quantity = Signal::derive(move || line.with(|line| line.quantity.to_string()));
    let hidden = move || view! { <span class="visually-hidden">{name()}</span> };
    Some(view! {
        <li>
            <Drawing product/>
            <div class="what">
                <h3>{name()}</h3>
                <small>{t::each(price(product.cents))}</small>
            </div>
            <Form action=set class="does cluster quantity" of=id>
                <Hidden name="id" value=id/>
                <Field
                    name="quantity"
                    kind="number"
                    label=t::quantity(name())
                    value=quantity.get_untracked()
                    follows=quantity
                    required=true
                />
                <Submit class="btn s">{t::set_quantity(hidden())}</Submit>
            </Form>
            <b class="amount">{move || price(line.with(Line::cents))}</b>
            <Form action=remove class="" of=id>
                <Hidden name="id" value=id/>
                <Submit class="btn quiet s">{t::remove(hidden())}</Submit>
            </Form>
        </li>
    })
}

/// Loads the cart again after the person's own action: at once, and even if rows move.
fn load_after<F>(action: ServerAction<F>, acts: RwSignal<u32>)
where
    F: ServerFn<Output = (), Error = AppError> + Clone + Send + Sync + 'static,
{
    Current::expect().refresh_after(action);
    Effect::new(move || {
        if action.value().with(|value| matches!(value, Some(Ok(())))) {
            acts.update(|count| *count += 1);
        }
    });
}
