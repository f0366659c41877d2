//! The bound cookie: how long it is valid, and how a browser gets a new one.

use hallpass::access::Ending;
use hallpass::testing::TestApp;

use crate::support::bound::{BOUND, Bound, HTTPS, Key, challenge, challenge_in, refresh};

#[tokio::test]
async fn a_signature_renews_the_bound_cookie() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    let first = ada.browser.cookie(BOUND).unwrap();
    app.clock.shift(500);
    ada.refresh().await;
    let second = ada.browser.cookie(BOUND).unwrap();
    assert_ne!(first, second);
    // The browser's requests may still have the first one, until that expires itself.
    ada.browser.set_cookie(BOUND, &first);
    app.clock.shift(99);
    assert!(ada.browser.is_member().await);
    app.clock.shift(1);
    assert_eq!(ada.browser.ended().await, Some(Ending::Unconfirmed));
    ada.browser.set_cookie(BOUND, &second);
    assert!(ada.browser.is_member().await);
}

#[tokio::test]
async fn an_expired_cookie_refuses_the_request_and_ends_nothing() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    app.clock.shift(600);
    let page = ada.browser.get("/account/sessions").await;
    assert_eq!((page.status, page.location()), (302, "/sign-in?next=/account/sessions"));
    let page = ada.browser.get("/sign-in").await.body;
    assert!(page.contains(&Ending::Unconfirmed.title()) && page.contains(&Ending::Unconfirmed.advice()), "{page}");
    assert_eq!(ada.browser.fetch("list_sessions", &[]).await.status, 401);
    ada.refresh().await;
    assert_eq!(ada.browser.id().await, ada.id, "the same session");
}

#[tokio::test]
async fn refreshing_is_no_activity() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    let before = ada.browser.principal().await.member().unwrap().session.idle_ends_at;
    app.clock.shift(590);
    ada.refresh().await;
    assert_eq!(ada.browser.principal().await.member().unwrap().session.idle_ends_at, before);
}

#[tokio::test]
async fn requests_that_were_sent_before_the_browser_had_the_cookie_are_accepted() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    app.clock.shift(-1);
    assert!(ada.copy().is_member().await);
    app.clock.shift(1);
    assert!(!ada.copy().is_member().await);
}

#[tokio::test]
async fn several_challenges_can_be_open_and_each_is_used_once() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    let (one, other) = (challenge(&ada.browser, &ada.id).await, challenge(&ada.browser, &ada.id).await);
    for open in [&one, &other] {
        let signed = ada.key.sign(open);
        assert_eq!(refresh(&ada.browser, &ada.id, Some(&signed)).await.status, 200);
        let again = refresh(&ada.browser, &ada.id, Some(&signed)).await;
        assert_ne!(&challenge_in(&again, &ada.id), open, "used, so there is a new one");
        assert!(again.cookies().is_empty());
    }
    let late = challenge(&ada.browser, &ada.id).await;
    app.clock.shift(300);
    challenge_in(&refresh(&ada.browser, &ada.id, Some(&ada.key.sign(&late))).await, &ada.id);
    for _ in 0..20 {
        challenge(&ada.browser, &ada.id).await;
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM session_challenges").await, 8);
    // All of the same second: the one that was just given out is kept.
    for _ in 0..5 {
        challenge(&ada.browser, &ada.id).await;
        ada.refresh().await;
    }
}

#[tokio::test]
async fn only_the_key_of_the_session_renews_its_cookie() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    let grace = Bound::sign_up(&app, "grace").await;
    let open = challenge(&ada.browser, &ada.id).await;
    for (why, id, signed, status) in [
        ("another key", &ada.id, &*Key::new(9).sign(&open), 401),
        ("nothing signed", &ada.id, "x", 400),
        ("another algorithm", &ada.id, &ada.key.sign_as(r#"{"alg":"none","typ":"dbsc+jwt"}"#, &open), 400),
        ("another session", &grace.id, &ada.key.sign(&open), 401),
        ("another session's challenge", &ada.id, &ada.key.sign(&challenge(&grace.browser, &grace.id).await), 403),
        ("its own", &ada.id, &ada.key.sign(&open), 200),
    ] {
        let reply = refresh(&ada.browser, id, Some(signed)).await;
        assert_eq!((reply.status, reply.cookies().is_empty()), (status, status != 200), "{why}: {}", reply.body);
    }
    ada.browser.set_cookie(BOUND, &grace.browser.cookie(BOUND).unwrap());
    assert_eq!(ada.browser.ended().await, Some(Ending::Unconfirmed), "another session's value");
}

#[tokio::test]
async fn signing_out_removes_both_cookies_and_ends_the_refreshing() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    let session = ada.browser.session().unwrap();
    assert_eq!(ada.browser.fetch("sign_out", &[]).await.status, 200);
    assert_eq!((ada.browser.session(), ada.browser.cookie(BOUND)), (None, None));
    assert_eq!(refresh(&ada.browser, &ada.id, None).await.status, 401);
    let kept = ada.browser.replaying(&session);
    assert_eq!(refresh(&kept, &ada.id, None).await.status, 401);
    assert_eq!(kept.ended().await, Some(Ending::SignedOut), "without the bound cookie, too");
}

#[tokio::test]
async fn a_session_without_a_key_cannot_be_refreshed() {
    let app = TestApp::with(&HTTPS).await;
    let ada = app.member("ada").await;
    assert_eq!(refresh(&ada, &ada.id().await, None).await.status, 401);
    assert!(ada.is_member().await);
}
