//! Signing out.

use hallpass::access::{Ending, Principal};
use reqwest::Method;

use hallpass::testing::{PASSWORD, TestApp, send};

#[tokio::test]
async fn signing_out_ends_the_session_and_removes_the_cookie() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let old = ada.session().unwrap();
    let reply = ada.fetch("sign_out", &[]).await;
    assert_eq!(reply.json::<Principal>(), Principal::ended(Ending::SignedOut));
    assert_eq!(ada.session(), None);
    let replayed = ada.replaying(&old);
    assert_eq!(replayed.ended().await, Some(Ending::SignedOut));
    assert_eq!(replayed.fetch("change_display_name", &[("display_name", "Thief")]).await.status, 401);
    assert_eq!(replayed.get("/account").await.status, 302);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 0);
}

#[tokio::test]
async fn signing_out_leaves_other_devices_signed_in() {
    let app = TestApp::start().await;
    let (here, elsewhere) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    let grace = app.member("grace").await;
    here.fetch("sign_out", &[]).await;
    assert!(elsewhere.is_member().await);
    assert!(grace.is_member().await);
}

#[tokio::test]
async fn without_scripts_signing_out_leads_to_the_start_page() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let reply = ada.post("/account", "sign_out", &[("_next", "/")]).await;
    assert_eq!((reply.status, reply.location()), (303, "/"));
    let start = ada.get("/").await;
    assert!(start.body.contains("Sign in"), "{}", start.body);
    assert!(!ada.is_member().await);
}

#[tokio::test]
async fn signing_out_twice_or_as_a_guest_is_no_error() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let old = ada.session().unwrap();
    assert_eq!(ada.fetch("sign_out", &[]).await.status, 200);
    assert_eq!(ada.fetch("sign_out", &[]).await.status, 200);
    assert_eq!(ada.replaying(&old).fetch("sign_out", &[]).await.status, 200);
    assert_eq!(ada.replaying(&old).ended().await, Some(Ending::SignedOut));
}

#[tokio::test]
async fn signing_out_requires_a_post() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    for method in [Method::GET, Method::HEAD] {
        assert_eq!(send(ada.request(method, "/api/sign_out")).await.status, 405);
    }
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn requests_after_signing_out_do_not_revive_the_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let old = ada.session().unwrap();
    ada.fetch("sign_out", &[]).await;
    let late = ada.replaying(&old);
    for path in ["/", "/account", "/sign-in"] {
        late.get(path).await;
    }
    late.fetch("sign_in", &[("username", "ada"), ("password", "wrong")]).await;
    app.clock.shift(120);
    late.get("/").await;
    assert_eq!(late.ended().await, Some(Ending::SignedOut));
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 0);
}

#[tokio::test]
async fn every_page_of_a_signed_in_person_has_a_sign_out_button() {
    let app = TestApp::start().await;
    let ada = app.administrator("ada").await;
    for path in ["/", "/account", "/admin", "/nowhere"] {
        let body = ada.get(path).await.body;
        assert!(body.contains("action=\"/api/sign_out\""), "{path}");
    }
    assert!(!app.browser().get("/").await.body.contains("/api/sign_out"));
}
