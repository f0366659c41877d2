//! A guest's tour: it is in the cookie, survives signing in, and works without scripts.

use std::collections::BTreeSet;

use hallpass::{
    testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp},
    tour::{Stage, Step},
};

use super::{call, done, stage};

const COOKIE: &str = "hallpass-carried";

async fn sign_in(browser: &Browser, name: &str) {
    let reply = browser.fetch("sign_in", &[("username", name), ("password", PASSWORD)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
}

#[tokio::test]
async fn a_guest_sees_the_steps_and_where_to_sign_in_and_leaves_nothing_behind() {
    let app = TestApp::start().await;
    let guest = app.browser();
    let page = guest.get("/tour").await;
    assert_eq!(page.status, 200);
    for part in [
        "/sign-up?next=/tour",
        "/sign-in?next=/tour",
        "Sign in a second time",
        "0 of 5 done",
        "/api/start_tour",
        "Not now",
    ] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    assert!(!page.body.contains("Start again"));
    assert_eq!((stage(&guest).await, done(&guest).await), (Stage::New, BTreeSet::new()));
    assert!(guest.cookie(COOKIE).is_none());
}

#[tokio::test]
async fn plain_forms_start_the_tour_and_put_it_away() {
    let app = TestApp::start().await;
    let guest = app.browser();
    let page = guest.form("/tour", "start_tour", &[]).await.body;
    assert!(page.contains("Start again") && page.contains("Not now"), "{page}");
    assert!(guest.cookie(COOKIE).is_some());
    let page = guest.form("/tour", "put_away_tour", &[]).await.body;
    assert!(page.contains("You’ve set the tour aside.") && !page.contains("Not now"), "{page}");
    let ada = app.member("ada").await;
    let page = ada.form("/tour", "start_tour", &[]).await.body;
    assert!(page.contains("1 of 5 done") && page.contains("Open a private window"), "{page}");
    assert!(!page.contains("/sign-in?next=/tour"));
}

#[tokio::test]
async fn a_tour_that_a_guest_has_started_goes_on_after_signing_up() {
    let app = TestApp::start().await;
    let guest = app.browser();
    call(&guest, "start_tour").await;
    assert_eq!((stage(&guest).await, done(&guest).await), (Stage::Running, BTreeSet::new()));
    let fields = [("username", "noor.new"), ("password", PASSWORD)];
    assert_eq!(guest.fetch("sign_up", &fields).await.status, 200);
    assert_eq!((stage(&guest).await, done(&guest).await), (Stage::Running, BTreeSet::from([Step::SignIn])));
    assert!(guest.cookie(COOKIE).is_none(), "it is the account's now");
    let phone = app.sign_in("noor.new", PASSWORD).await;
    assert_eq!(stage(&phone).await, Stage::Running, "on every device");
}

#[tokio::test]
async fn a_second_browser_cannot_start_an_account_s_tour_over_by_signing_in() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    call(&ada, "start_tour").await;
    app.sign_in("ada", PASSWORD).await;
    assert_eq!(ada.get("/account/sessions").await.status, 200);
    let before = done(&ada).await;
    assert!(before.contains(&Step::WatchList), "{before:?}");
    app.clock.shift(5);
    for decision in ["start_tour", "put_away_tour"] {
        let other = app.browser();
        call(&other, decision).await;
        sign_in(&other, "ada").await;
        assert_eq!((stage(&other).await, done(&other).await), (Stage::Running, before.clone()), "{decision}");
    }
}

#[tokio::test]
async fn an_old_cookie_does_not_bring_back_a_tour_that_was_put_away_since() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let browser = app.browser();
    call(&browser, "start_tour").await;
    let old = browser.cookie(COOKIE).expect("the cookie");
    sign_in(&browser, "ada").await;
    app.clock.shift(5);
    assert_eq!(call(&browser, "put_away_tour").await.stage, Stage::PutAway);
    assert_eq!(browser.fetch("sign_out", &[]).await.status, 200);
    browser.set_cookie(COOKIE, &old);
    assert_eq!(stage(&browser).await, Stage::Running, "the guest's own");
    sign_in(&browser, "ada").await;
    assert_eq!(stage(&browser).await, Stage::PutAway);
}

#[tokio::test]
async fn a_tour_is_exported_and_erased_with_the_account() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    call(&ada, "start_tour").await;
    app.sign_in("ada", PASSWORD).await;
    assert_eq!(ada.get("/account/sessions").await.status, 200);
    let export: serde_json::Value = ada.fetch_file("/account/export.json").await.json();
    let tour = &export["features"]["carried"]["tour"];
    assert_eq!(tour["decision"], "started");
    assert_eq!(tour["done"], serde_json::json!(["sign_in", "second_session", "watch_list"]));
    let close = [("username", "ada"), ("current_password", PASSWORD)];
    assert_eq!(ada.fetch("close_account", &close).await.status, 200);
    assert_eq!(app.count("SELECT COUNT(*) FROM carried").await, 0);
}

#[tokio::test]
async fn a_new_password_replaces_the_session_and_keeps_the_tour() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    call(&ada, "start_tour").await;
    let change = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &change).await.status, 200);
    assert_eq!(done(&ada).await, BTreeSet::from([Step::SignIn]), "one session after another is not two at once");
}
