//! Copied cookies of bound sessions: what they open, when the session ends, and what its owner is told.

use hallpass::access::{Ending, Principal};
use hallpass::testing::{Browser, PASSWORD, Reply, TestApp, send};
use reqwest::Method;

use crate::support::{
    audit,
    bound::{BOUND, Bound, HTTPS, Key, challenge, challenge_in, offered, refresh, register},
    channel::Channel,
    mail::{Mailboxes, set_email},
};

const FIREFOX: (&str, &str) = ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0");
const ELSEWHERE: (&str, &str) = ("x-forwarded-for", "203.0.113.9");
const SKIPPED: (&str, &str) = ("secure-session-skipped", "unreachable");

/// Asks who is signed in, with these headers.
async fn who(browser: &Browser, headers: &[(&str, &str)]) -> Principal {
    let call = browser.call("principal", &[]).header("accept", "application/json");
    let reply: Reply = send(headers.iter().fold(call, |call, (name, value)| call.header(*name, *value))).await;
    reply.json()
}

/// Opens a channel with the cookies of this browser and these headers; returns the status if it is refused.
async fn open(app: &TestApp, browser: &Browser, headers: &[(&str, &str)]) -> Result<Channel, u16> {
    let bound = browser.cookie(BOUND).map(|value| format!("; {BOUND}={value}")).unwrap_or_default();
    let cookies = format!("{}={}{bound}", browser.cookie_name, browser.session().unwrap());
    Channel::with_headers(app, &[&[("cookie", &*cookies), ("origin", &*browser.origin)], headers].concat()).await
}

#[tokio::test]
async fn a_copied_session_cookie_opens_nothing() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    let thief = ada.copy();
    assert_eq!(thief.get("/account").await.status, 302);
    assert_eq!(thief.fetch("change_display_name", &[("display_name", "Thief")]).await.status, 401);
    assert_eq!(open(&app, &thief, &[]).await.unwrap_err(), 401);
    // From the same network and with the same browser, it could be the owner's.
    assert!(ada.browser.is_member().await);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NOT NULL").await, 0);
    // The challenge is of no use without the key.
    let stolen = challenge(&thief, &ada.id).await;
    assert_eq!(refresh(&thief, &ada.id, Some(&Key::new(9).sign(&stolen))).await.status, 401);
    assert_eq!(register(&thief, &Key::new(9).registration(&stolen)).await.status, 403);
    assert_eq!(thief.ended().await, Some(Ending::Unconfirmed));
}

#[tokio::test]
async fn on_another_device_or_in_another_network_it_ends_the_session_live() {
    for (elsewhere, words) in [(FIREFOX, "Firefox on Linux, IP address 127.0.0.1"), (ELSEWHERE, "203.0.113.9")] {
        let mail = Mailboxes::new();
        let settings = mail.settings();
        let settings = settings.each_ref().map(|(name, value)| (*name, &**value));
        let app = TestApp::with(&[&HTTPS[..], &settings].concat()).await;
        let ada = Bound::sign_up(&app, "ada").await;
        set_email(&ada.browser, "ada@example.org").await;
        let token = mail.one(&app).await.token("/verify-email");
        assert_eq!(app.browser().fetch("verify_email", &[("token", &token)]).await.status, 200);
        let mut channel = open(&app, &ada.browser, &[]).await.unwrap();
        assert!(matches!(channel.next().await, Ok(Principal::Member(_))));
        let seq = audit::newest(&app).await;
        assert_eq!(who(&ada.copy(), &[elsewhere]).await, Principal::ended(Ending::CopiedCookie));
        channel.ends(Ending::CopiedCookie).await;
        assert_eq!(ada.browser.ended().await, Some(Ending::CopiedCookie));
        let page = ada.browser.get("/sign-in").await.body;
        let ending = Ending::CopiedCookie;
        assert!(page.contains(&ending.title()) && page.contains(&ending.advice()), "{page}");
        let events = audit::after(&app, seq).await;
        let [event] = &events[..] else { panic!("{events:?}") };
        let (act, _, whom, detail) = audit::summary(event);
        assert_eq!((&*act, &*whom), ("session.end", "ada"));
        assert!(detail.contains("ending=copied_cookie"), "{detail}");
        let letter = mail.one(&app).await;
        assert_eq!(letter.subject, "A session of your Hallpass account was ended");
        assert!(letter.text.contains(words), "{}", letter.text);
    }
}

#[tokio::test]
async fn a_forged_report_of_a_failed_refresh_opens_nothing() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    let thief = ada.copy();
    for headers in [&[SKIPPED][..], &[SKIPPED, ELSEWHERE]] {
        // A browser that has changed its network and could not refresh sends the same.
        assert_eq!(who(&thief, headers).await, Principal::ended(Ending::Unconfirmed));
        assert!(ada.browser.is_member().await);
    }
    assert_eq!(who(&thief, &[SKIPPED, FIREFOX]).await, Principal::ended(Ending::CopiedCookie));
    assert_eq!(ada.browser.ended().await, Some(Ending::CopiedCookie));
}

#[tokio::test]
async fn a_browser_that_moves_stays_signed_in() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    let is_member = |principal: Principal| matches!(principal, Principal::Member(_));
    assert!(is_member(who(&ada.browser, &[ELSEWHERE]).await), "with a valid value, anywhere");
    let open = challenge(&ada.browser, &ada.id).await;
    let request = ada.browser.request(Method::POST, "/dbsc/refresh").header("origin", &ada.browser.origin);
    let request = request.header("sec-secure-session-id", &ada.id).header(ELSEWHERE.0, ELSEWHERE.1);
    let reply = send(request.header("secure-session-response", ada.key.sign(&open))).await;
    assert_eq!(reply.status, 200);
    app.clock.shift(700);
    let expired = who(&ada.browser, &[ELSEWHERE]).await;
    assert_eq!(expired, Principal::ended(Ending::Unconfirmed), "the network in which it last refreshed");
    assert_eq!(who(&ada.browser, &[]).await, Principal::ended(Ending::CopiedCookie));
}

#[tokio::test]
async fn both_cookies_work_elsewhere_until_the_bound_one_expires() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    let thief = ada.copy();
    thief.set_cookie(BOUND, &ada.browser.cookie(BOUND).unwrap());
    assert!(thief.is_member().await);
    app.clock.shift(599);
    assert!(matches!(who(&thief, &[ELSEWHERE]).await, Principal::Member(_)));
    ada.refresh().await;
    app.clock.shift(1);
    assert_eq!(who(&thief, &[]).await, Principal::ended(Ending::Unconfirmed));
    challenge_in(&refresh(&thief, &ada.id, None).await, &ada.id);
    assert_eq!(who(&thief, &[ELSEWHERE]).await, Principal::ended(Ending::CopiedCookie));
    assert_eq!(ada.browser.ended().await, Some(Ending::CopiedCookie));
}

#[tokio::test]
async fn the_cache_lets_no_copy_through_and_needs_no_statement() {
    let app = TestApp::with(&[&HTTPS[..], &[("database_connections", "1")]].concat()).await;
    if !app.database.is_sqlite() {
        return;
    }
    let ada = Bound::sign_up(&app, "ada").await;
    assert_eq!(ada.browser.get("/account").await.status, 200);
    let taken = app.services.database.pool().acquire().await.unwrap();
    assert_eq!(ada.browser.get("/account").await.status, 200);
    assert_eq!(ada.copy().ended().await, Some(Ending::Unconfirmed));
    app.clock.shift(600);
    assert_eq!(ada.browser.ended().await, Some(Ending::Unconfirmed));
    drop(taken);
    ada.refresh().await;
    assert!(ada.browser.is_member().await);
}

#[tokio::test]
async fn a_key_that_another_process_registers_holds_for_the_next_request() {
    let app = TestApp::with(&HTTPS).await;
    let ada = app.member("ada").await;
    assert!(ada.is_member().await);
    let beside = app.restart(&HTTPS).await;
    let insert = "INSERT INTO session_keys (session_id, x, y, cookie_key, network, created_at) \
         SELECT id, '', '', 'secret', '127.0.0.1', 0 FROM sessions";
    beside.execute(insert).await;
    assert_eq!(ada.ended().await, Some(Ending::Unconfirmed));
}

#[tokio::test]
async fn who_signs_in_again_is_signed_in() {
    let app = TestApp::with(&HTTPS).await;
    let ada = Bound::sign_up(&app, "ada").await;
    app.clock.shift(600);
    let reply = ada.browser.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert!(offered(&reply).is_some() && ada.browser.is_member().await);
    assert_eq!(refresh(&ada.browser, &ada.id, None).await.status, 401);
}
