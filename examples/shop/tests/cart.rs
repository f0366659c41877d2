//! Tests of the cart over HTTP.
#![cfg(feature = "ssr")]

use hallpass::{
    error::AppError,
    testing::{Browser, PASSWORD, TestApp},
};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    quantity: u32,
}

async fn cart(browser: &Browser) -> Vec<(String, u32)> {
    let lines: Vec<Line> = browser.fetch("shop/show_cart", &[]).await.json();
    lines.into_iter().map(|line| (line.id, line.quantity)).collect()
}

fn lines(lines: &[(&str, u32)]) -> Vec<(String, u32)> {
    lines.iter().map(|(id, quantity)| ((*id).to_owned(), *quantity)).collect()
}

async fn add(browser: &Browser, id: &str) {
    let reply = browser.fetch("shop/add_to_cart", &[("id", id)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
}

async fn set(browser: &Browser, id: &str, quantity: &str) {
    let reply = browser.fetch("shop/set_quantity", &[("id", id), ("quantity", quantity)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
}

#[tokio::test]
async fn a_guest_fills_a_cart_without_javascript() {
    let app = TestApp::of(shop::app()).await;
    let guest = app.browser();
    assert!(guest.get("/cart").await.body.contains("Your cart is empty"));
    let page = guest.form("/shop", "shop/add_to_cart", &[("id", "baton")]).await;
    assert!(page.body.contains("Baton is in your cart."), "{}", page.body);
    let page = guest.form("/cart", "shop/set_quantity", &[("id", "baton"), ("quantity", "3")]).await;
    assert!(page.body.contains("3 items") && page.body.contains("€44.70"), "{}", page.body);
    let page = guest.form("/cart", "shop/set_quantity", &[("id", "baton"), ("quantity", "100")]).await;
    assert!(page.body.contains("Enter a number from 1 to 99."), "{}", page.body);
    let page = guest.form("/cart", "shop/remove_from_cart", &[("id", "baton")]).await;
    assert!(page.body.contains("Your cart is empty"), "{}", page.body);
}

#[tokio::test]
async fn a_guest_who_signs_up_keeps_the_cart() {
    let app = TestApp::of(shop::app()).await;
    let guest = app.browser();
    add(&guest, "baton").await;
    add(&guest, "songbook").await;
    let reply = guest.fetch("sign_up", &[("username", "noor.new"), ("password", PASSWORD)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(cart(&guest).await, lines(&[("songbook", 1), ("baton", 1)]), "in the order of the shop");
}

#[tokio::test]
async fn signing_in_adds_quantities_up_to_the_maximum() {
    let app = TestApp::of(shop::app()).await;
    let ada = app.member("ada").await;
    set(&ada, "baton", "60").await;
    set(&ada, "fork", "1").await;
    let other = app.browser();
    set(&other, "baton", "60").await;
    set(&other, "fork", "2").await;
    let reply = other.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    for device in [&ada, &other] {
        assert_eq!(cart(device).await, lines(&[("fork", 3), ("baton", 99)]));
    }
    let full = ada.fetch("shop/add_to_cart", &[("id", "baton")]).await;
    assert_eq!(full.error(), AppError::rejected("You can have at most 99 of one product in your cart."));
    assert_eq!(cart(&ada).await, lines(&[("fork", 3), ("baton", 99)]));
}

#[tokio::test]
async fn unknown_products_and_impossible_quantities_are_refused() {
    let app = TestApp::of(shop::app()).await;
    let guest = app.browser();
    assert_eq!(guest.fetch("shop/add_to_cart", &[("id", "piano")]).await.status, 409);
    for quantity in ["0", "100", "-1", "two", ""] {
        let reply = guest.fetch("shop/set_quantity", &[("id", "baton"), ("quantity", quantity)]).await;
        assert_eq!(reply.problems(), ["quantity: Enter a number from 1 to 99."], "{quantity}");
    }
    assert_eq!(cart(&guest).await, []);
}

#[tokio::test]
async fn a_cart_with_everything_fits_for_guests_and_members() {
    let app = TestApp::of(shop::app()).await;
    for browser in [app.browser(), app.member("ada").await] {
        for id in ["songbook", "folder", "stand", "lamp", "fork", "metronome", "baton", "risers"] {
            set(&browser, id, "99").await;
        }
        assert_eq!(cart(&browser).await.len(), 8);
    }
}

#[tokio::test]
async fn prices_are_written_as_the_language_does() {
    let app = TestApp::of(shop::app()).await;
    let guest = app.browser();
    assert!(guest.get("/shop").await.body.contains("€1,280.00"));
    guest.set_cookie("hallpass-preferences", "language=de");
    assert!(guest.get("/shop").await.body.contains("1.280,00\u{a0}€"));
}

#[tokio::test]
async fn banned_people_have_no_cart() {
    let app = TestApp::of(shop::app()).await;
    let eve = app.banned("eve").await;
    assert_eq!(eve.fetch("shop/show_cart", &[]).await.status, 403);
    assert_eq!(eve.fetch("shop/add_to_cart", &[("id", "baton")]).await.status, 403);
}
