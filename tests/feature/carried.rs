//! State that outlives sign-in.

use std::sync::atomic::Ordering;

use hallpass::{
    error::AppError,
    testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp},
};

use crate::app::{REHEARSALS, app};

const COOKIE: &str = "hallpass-carried";

async fn add(browser: &Browser, item: &str) -> Vec<String> {
    let reply = browser.fetch("add_to_cart", &[("item", item)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

async fn cart(browser: &Browser) -> Vec<String> {
    browser.fetch("show_cart", &[]).await.json()
}

async fn sign_in(browser: &Browser, name: &str) {
    let reply = browser.fetch("sign_in", &[("username", name), ("password", PASSWORD)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
}

#[tokio::test]
async fn a_guest_s_cart_is_in_a_cookie_that_nobody_can_read_or_forge() {
    let app = TestApp::of(app()).await;
    let guest = app.browser();
    assert_eq!(cart(&guest).await, [""; 0]);
    assert!(guest.cookie(COOKIE).is_none(), "looking leaves nothing behind");
    let reply = guest.fetch("add_to_cart", &[("item", "metronome")]).await;
    let cookies = reply.cookies();
    let set = cookies.iter().find(|cookie| cookie.name() == COOKIE).expect("the cookie");
    assert_eq!((set.http_only(), set.path(), set.secure()), (Some(true), Some("/"), None));
    assert_eq!(set.same_site().map(|site| site.to_string()).as_deref(), Some("Lax"));
    assert_eq!(add(&guest, "baton").await, ["metronome", "baton"]);
    let value = guest.cookie(COOKIE).expect("the cookie");
    assert!(value.len() < 4096 && !value.contains("baton"));
    let mut forged = value.clone();
    forged.replace_range(30..31, if &forged[30..31] == "A" { "B" } else { "A" });
    guest.set_cookie(COOKIE, &forged);
    assert_eq!(cart(&guest).await, [""; 0]);
    guest.set_cookie(COOKIE, &value);
    assert_eq!(cart(&guest).await, ["metronome", "baton"]);
}

#[tokio::test]
async fn a_guest_s_cart_is_merged_into_the_account_s_when_the_person_signs_in() {
    let app = TestApp::of(app()).await;
    let ada = app.member("ada").await;
    assert_eq!(add(&ada, "score").await, ["score"]);
    let other = app.browser();
    add(&other, "baton").await;
    sign_in(&other, "ada").await;
    assert_eq!(cart(&other).await, ["score", "baton"]);
    assert!(other.cookie(COOKIE).is_none(), "the cookie is gone");
    assert_eq!(cart(&ada).await, ["score", "baton"], "on every device");
    assert_eq!(add(&ada, "stand").await, ["score", "baton", "stand"]);
    assert_eq!(cart(&other).await, ["score", "baton", "stand"]);
    // After signing out, there is a new, empty cart.
    assert_eq!(other.fetch("sign_out", &[]).await.status, 200);
    assert_eq!(cart(&other).await, [""; 0]);
    assert_eq!(app.count("SELECT COUNT(*) FROM carried").await, 1);
}

#[tokio::test]
async fn a_guest_who_signs_up_keeps_the_cart() {
    let app = TestApp::of(app()).await;
    let guest = app.browser();
    add(&guest, "baton").await;
    let fields = [("username", "noor.new"), ("password", PASSWORD)];
    assert_eq!(guest.fetch("sign_up", &fields).await.status, 200);
    assert_eq!(cart(&guest).await, ["baton"]);
}

#[tokio::test]
async fn two_changes_at_the_same_time_both_count_and_a_failed_sign_in_moves_nothing() {
    let app = TestApp::of(app()).await;
    let ada = app.member("ada").await;
    let (one, two) = tokio::join!(add(&ada, "a"), add(&ada, "b"));
    assert_eq!(one.len() + two.len(), 3, "{one:?} {two:?}");
    assert_eq!(cart(&ada).await.len(), 2);
    let guest = app.browser();
    add(&guest, "baton").await;
    let wrong = guest.fetch("sign_in", &[("username", "ada"), ("password", "not this one, sorry")]).await;
    assert_eq!(wrong.status, 401);
    assert_eq!(cart(&guest).await, ["baton"]);
    assert_eq!(cart(&ada).await.len(), 2);
}

#[tokio::test]
async fn a_member_who_sends_an_old_cookie_does_not_get_its_cart_again() {
    let app = TestApp::of(app()).await;
    app.member("ada").await;
    let browser = app.browser();
    add(&browser, "baton").await;
    let old = browser.cookie(COOKIE).expect("the cookie");
    sign_in(&browser, "ada").await;
    assert_eq!(cart(&browser).await, ["baton"]);
    browser.set_cookie(COOKIE, &old);
    assert_eq!(browser.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.status, 200);
    browser.set_cookie(COOKIE, &old);
    let change = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(browser.fetch("change_password", &change).await.status, 200);
    assert_eq!(cart(&browser).await, ["baton"]);
    assert!(browser.cookie(COOKIE).is_none());
}

#[tokio::test]
async fn two_servers_that_rotate_at_the_same_time_keep_the_key_before() {
    let app = TestApp::of(app()).await;
    let guest = app.browser();
    add(&guest, "baton").await;
    let before = app.text("SELECT id FROM cookie_keys").await;
    let other = app.restart(&[]).await;
    app.pass(2_592_001).await;
    // Counts how often maintenance has run.
    let rehearsals = REHEARSALS.load(Ordering::SeqCst);
    app.run_maintenance();
    other.run_maintenance();
    let rotated = async {
        while app.count("SELECT COUNT(*) FROM cookie_keys").await < 2
            || REHEARSALS.load(Ordering::SeqCst) < rehearsals + 2
        {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), rotated).await.expect("both have rotated");
    assert_eq!(app.text("SELECT MIN(id) FROM cookie_keys").await, before);
    assert_eq!(cart(&guest).await, ["baton"]);
}

#[tokio::test]
async fn a_cart_that_is_too_large_is_refused_and_stays_as_it_was() {
    let app = TestApp::of(app()).await;
    let (guest, ada) = (app.browser(), app.member("ada").await);
    for browser in [&guest, &ada] {
        add(browser, "baton").await;
        let reply = browser.fetch("add_to_cart", &[("item", &"x".repeat(200))]).await;
        assert_eq!((reply.status, reply.error()), (413, AppError::TooLarge));
        assert_eq!(cart(browser).await, ["baton"]);
    }
}

#[tokio::test]
async fn keys_rotate_and_the_key_before_still_opens_a_cart() {
    let app = TestApp::of(app()).await;
    let guest = app.browser();
    add(&guest, "baton").await;
    let rotate = async || {
        let before = app.text("SELECT MAX(id) FROM cookie_keys").await;
        app.pass(2_592_001).await;
        app.run_maintenance();
        let rotated = async {
            while app.text("SELECT MAX(id) FROM cookie_keys").await == before {
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(30), rotated).await.expect("a new key");
    };
    rotate().await;
    assert_eq!(cart(&guest).await, ["baton"]);
    rotate().await;
    assert_eq!(cart(&guest).await, [""; 0], "the key is gone");
    assert_eq!(app.count("SELECT COUNT(*) FROM cookie_keys").await, 2);
}

#[tokio::test]
async fn carts_are_exported_and_erased_with_the_account() {
    let app = TestApp::of(app()).await;
    let ada = app.member("ada").await;
    add(&ada, "baton").await;
    let export = ada.fetch_file("/account/export.json").await;
    assert_eq!(export.json::<serde_json::Value>()["features"]["carried"]["cart"]["items"][0], "baton");
    let close = [("username", "ada"), ("current_password", PASSWORD)];
    assert_eq!(ada.fetch("close_account", &close).await.status, 200);
    assert_eq!(app.count("SELECT COUNT(*) FROM carried").await, 0);
}
