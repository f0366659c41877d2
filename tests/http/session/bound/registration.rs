//! How a session is bound to a device: when a key is asked for, and which keys are accepted.

use hallpass::{
    link::token,
    testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp, send},
};
use reqwest::{Method, header::ORIGIN};

use crate::support::bound::{BOUND, Bound, HTTPS, Key, challenge, offered, refresh, register};

const ADA: [(&str, &str); 2] = [("username", "ada"), ("password", PASSWORD)];

/// Signs Ada in. Returns her browser and the challenge for a key.
async fn sign_in(app: &TestApp) -> (Browser, String) {
    let browser = app.browser();
    let offer = offered(&browser.fetch("sign_in", &ADA).await).expect("an offer");
    (browser, offer)
}

#[tokio::test]
async fn every_sign_in_asks_the_browser_for_a_key_if_the_policy_says_so() {
    let app = TestApp::with(&HTTPS).await;
    let browser = app.browser();
    let fields = [("username", "ada"), ("email", ""), ("password", PASSWORD)];
    assert_eq!(offered(&browser.fetch("sign_up", &fields).await), None, "off by default");
    app.policy(&[("device_bound", "yes")]).await;
    let first = offered(&browser.fetch("sign_in", &ADA).await).unwrap();
    let plain = browser.post("/sign-in", "sign_in", &ADA).await;
    assert_eq!(plain.status, 303);
    assert_ne!(offered(&plain).unwrap(), first);
    let again = browser.fetch("sign_in_again", &[("current_password", PASSWORD)]).await;
    assert!(offered(&again).is_some(), "{}", again.body);
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert!(offered(&browser.fetch("change_password", &fields).await).is_some());
    assert_eq!(offered(&browser.fetch("sign_in", &ADA).await), None, "the password is wrong");
    assert_eq!(offered(&browser.get("/account").await), None);
    app.policy(&[("device_bound", "no")]).await;
    let fields = [("username", "ada"), ("password", NEW_PASSWORD)];
    assert_eq!(offered(&browser.fetch("sign_in", &fields).await), None);
    assert!(browser.is_member().await);
}

#[tokio::test]
async fn over_plain_http_no_session_is_bound() {
    let app = TestApp::start().await;
    app.policy(&[("device_bound", "yes")]).await;
    app.member("ada").await;
    let browser = app.browser();
    let reply = browser.fetch("sign_in", &ADA).await;
    assert_eq!((reply.status, offered(&reply)), (200, None));
    assert_eq!(app.count("SELECT COUNT(*) FROM session_challenges").await, 0);
}

#[tokio::test]
async fn a_registered_key_binds_the_session() {
    let app = TestApp::with(&HTTPS).await;
    app.policy(&[("device_bound", "yes")]).await;
    app.member("ada").await;
    let (browser, offer) = sign_in(&app).await;
    let id = browser.id().await;
    assert!(!browser.sessions().await[0].is_bound);
    let reply = register(&browser, &Key::new(1).registration(&offer)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(
        reply.json::<serde_json::Value>(),
        serde_json::json!({
            "session_identifier": id,
            "refresh_url": "/dbsc/refresh",
            "scope": {
                "origin": "https://pass.example.org",
                "include_site": false,
                "scope_specification": [
                    { "type": "exclude", "domain": "*", "path": "/pkg" },
                    { "type": "exclude", "domain": "*", "path": "/texts" },
                ],
            },
            "credentials":
                [{ "type": "cookie", "name": BOUND, "attributes": "Path=/; Secure; HttpOnly; SameSite=Lax" }],
        })
    );
    let cookies = reply.cookies();
    let [set] = &cookies[..] else { panic!("{cookies:?}") };
    let value = browser.cookie(BOUND).unwrap();
    let expected = format!("{BOUND}={value}; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=600");
    assert_eq!(set.to_string(), expected);
    let sessions = browser.sessions().await;
    let bound: Vec<_> = sessions.iter().map(|session| (session.is_this, session.is_bound)).collect();
    assert_eq!(bound, [(true, true), (false, false)]);
    assert!(browser.get("/account/sessions").await.body.contains("Bound to its device"));
    let stored = app.snapshot().await;
    assert!(!stored.contains(&value) && !stored.contains(&offer));
}

#[tokio::test]
async fn a_wrong_signature_registers_nothing() {
    let app = TestApp::with(&HTTPS).await;
    app.policy(&[("device_bound", "yes")]).await;
    app.member("ada").await;
    let (key, other) = (Key::new(1), Key::new(2));
    let (browser, offer) = sign_in(&app).await;
    let (_, others) = sign_in(&app).await;
    let good = key.registration(&offer);
    let (message, _) = good.rsplit_once('.').unwrap();
    let forged = other.registration(&offer);
    let forged = format!("{message}.{}", forged.rsplit_once('.').unwrap().1);
    for (why, signed, status) in [
        ("another key's signature", &*forged, 403),
        ("no key", &key.sign(&offer), 403),
        ("an unknown challenge", &key.registration("x"), 403),
        ("another session's challenge", &key.registration(&others), 403),
        ("nothing signed", "x", 400),
        ("no signature", message, 400),
    ] {
        assert_eq!(register(&browser, signed).await.status, status, "{why}");
    }
    let without = browser.request(Method::POST, "/dbsc/start").header(ORIGIN, &browser.origin);
    assert_eq!(send(without).await.status, 403);
    let twice = browser.request(Method::POST, "/dbsc/start").header(ORIGIN, &browser.origin);
    let twice = twice.header("secure-session-response", &good).header("secure-session-response", &good);
    assert_eq!(send(twice).await.status, 400);
    assert_eq!(register(&app.browser(), &good).await.status, 401, "no session");
    let foreign = browser.request(Method::POST, "/dbsc/start").header(ORIGIN, "https://evil.example");
    assert_eq!(send(foreign.header("secure-session-response", &good)).await.status, 403);
    assert_eq!(browser.get("/dbsc/start").await.status, 405);
    assert_eq!(app.count("SELECT COUNT(*) FROM session_keys").await, 0);
    assert_eq!(register(&browser, &good).await.status, 200, "nothing has used the challenge up");
}

#[tokio::test]
async fn a_challenge_for_a_key_expires() {
    let app = TestApp::with(&HTTPS).await;
    app.policy(&[("device_bound", "yes")]).await;
    app.member("ada").await;
    let (browser, offer) = sign_in(&app).await;
    app.clock.shift(300);
    assert_eq!(register(&browser, &Key::new(1).registration(&offer)).await.status, 403);
    assert!(browser.is_member().await);
    app.services.sessions.reap().await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM session_challenges").await, 0);
}

#[tokio::test]
async fn a_bound_session_keeps_its_key() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    let open = challenge(&ada.browser, &ada.id).await;
    for (seed, signed) in [(7, ada.key.registration(&open)), (9, Key::new(9).registration(&open))] {
        assert_eq!(register(&ada.browser, &signed).await.status, 403, "{seed}");
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM session_keys").await, 1);
    // A signature with another key does not replace the key, either.
    let other = Key::new(9).registration(&open);
    assert_eq!(refresh(&ada.browser, &ada.id, Some(&other)).await.status, 401);
    ada.refresh().await;
}

#[tokio::test]
async fn of_two_registrations_at_once_one_wins() {
    let app = TestApp::with(&HTTPS).await;
    app.policy(&[("device_bound", "yes")]).await;
    app.member("ada").await;
    let (browser, offer) = sign_in(&app).await;
    let second = "a second challenge";
    app.execute(&format!(
        "INSERT INTO session_challenges (challenge_hash, session_id, expires_at) VALUES ('{}', '{}', {} + 60)",
        token::digest(second),
        browser.id().await,
        app.clock.now()
    ))
    .await;
    let (one, other) = (Key::new(1).registration(&offer), Key::new(2).registration(second));
    let (one, other) = tokio::join!(register(&browser, &one), register(&browser, &other));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 403]);
}

#[tokio::test]
async fn reauthentication_leaves_the_old_key_behind() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    let again = ada.browser.fetch("sign_in_again", &[("current_password", PASSWORD)]).await;
    let offer = offered(&again).unwrap();
    assert!(ada.browser.is_member().await, "the new session has no key yet");
    assert_eq!(refresh(&ada.browser, &ada.id, None).await.status, 401, "the old one is over");
    assert_eq!(register(&ada.browser, &Key::new(3).registration(&offer)).await.status, 200);
    app.clock.shift(60);
    assert!(ada.browser.is_member().await);
}

#[tokio::test]
async fn a_bound_session_stays_bound_when_the_policy_changes() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    app.policy(&[("device_bound", "no")]).await;
    assert!(ada.browser.is_member().await);
    assert!(!ada.copy().is_member().await);
    ada.refresh().await;
}

#[tokio::test]
async fn closing_the_account_deletes_its_keys() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    challenge(&ada.browser, &ada.id).await;
    let id = app.id_of("ada").await;
    app.services.closing.close(&hallpass::access::server::Grant::operator(), &id, "ada").await.unwrap();
    for table in ["session_keys", "session_challenges"] {
        assert_eq!(app.count(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
}
