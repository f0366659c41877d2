//! Concurrent sessions of one account, and invalid session cookies.

use std::collections::BTreeSet;

use hallpass::{access::Principal, directory::AccountSummary};

use hallpass::testing::{PASSWORD, TestApp};

#[tokio::test]
async fn every_sign_in_gets_a_unique_cookie() {
    let app = TestApp::start().await;
    app.policy(&[("sessions", "100")]).await;
    app.member("ada").await;
    let mut ids = BTreeSet::new();
    for _ in 0..40 {
        let id = app.sign_in("ada", PASSWORD).await.session().unwrap();
        assert!(id.len() >= 22, "{id}");
        assert!(ids.insert(id));
    }
    assert_eq!(app.count("SELECT COUNT(DISTINCT secret_hash) FROM sessions").await, 41);
}

#[tokio::test]
async fn two_devices_can_be_signed_in_at_once() {
    let app = TestApp::start().await;
    let (phone, desk) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    let (Principal::Member(one), Principal::Member(other)) = (phone.principal().await, desk.principal().await) else {
        panic!("both are signed in")
    };
    assert_eq!(one.account_id, other.account_id);
    assert_ne!(one.session.id, other.session.id);
    desk.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    assert!(phone.get("/").await.body.contains("Ada King"), "a change on one device shows on the other");
}

#[tokio::test]
async fn an_invalid_session_cookie_makes_a_guest() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let secret = ada.session().unwrap();
    let flipped = secret.chars().rev().collect::<String>();
    let long = "A".repeat(4000);
    for wrong in [
        "",
        "x",
        "AAAAAAAAAAAAAAAAAAAAAA",
        &flipped,
        &secret[1..],
        &format!("{secret}A"),
        &long,
        "%00",
        "\"a\"",
        "a=b=c",
    ] {
        let mallory = app.browser().replaying(wrong);
        assert_eq!(mallory.principal().await, Principal::default(), "{wrong}");
        assert_eq!(mallory.get("/account").await.status, 302, "{wrong}");
        assert_eq!(mallory.fetch("list_accounts", &[]).await.status, 401, "{wrong}");
        assert_eq!(mallory.fetch("sign_out", &[]).await.status, 200, "{wrong}");
    }
}

#[tokio::test]
async fn the_session_s_public_id_and_digest_are_not_valid_cookies() {
    let app = TestApp::start().await;
    app.member("ada").await;
    for column in ["id", "secret_hash", "account_id"] {
        let value = app.text(&format!("SELECT {column} FROM sessions")).await;
        assert!(!app.browser().replaying(&value).is_member().await, "{column}");
    }
}

#[tokio::test]
async fn administrators_see_the_number_of_live_sessions() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    app.sign_in("ada", PASSWORD).await;
    let id = app.id_of("ada").await;
    let live = || async { grace.fetch("show_account", &[("id", &id)]).await.json::<AccountSummary>().sessions };
    assert_eq!(live().await, 2);
    ada.fetch("sign_out", &[]).await;
    assert_eq!(live().await, 1);
    for _ in 0..3 {
        app.clock.shift(12 * 60);
        grace.get("/admin").await;
    }
    assert_eq!(live().await, 0, "the other one is past its idle limit, although unused");
}
