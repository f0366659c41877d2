//! The channel of an open tab: who may open it, how many are permitted, and what it rejects. `changes` tests its
//! content.

use hallpass::access::{Ending, Principal};
use tokio_tungstenite::tungstenite::Message;

use crate::support::channel::{Channel, Heard};
use hallpass::testing::{Browser, PASSWORD, TestApp};

const MINUTE: i64 = 60;

/// Does a handshake with the browser's cookie and these headers; returns the status if it is rejected.
async fn shake(app: &TestApp, browser: &Browser, headers: &[(&str, &str)]) -> Option<u16> {
    let cookie = format!("{}={}", browser.cookie_name, browser.session().unwrap_or_default());
    let headers = [&[("cookie", &*cookie)], headers].concat();
    Channel::with_headers(app, &headers).await.err()
}

/// Waits until one more tab of that browser is accepted.
async fn room(app: &TestApp, browser: &Browser) -> Channel {
    for _ in 0..1000 {
        match Channel::ask(app, browser).await {
            Ok(channel) => return channel,
            Err(status) => assert_eq!(status, 429),
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("no channel was accepted")
}

/// The current idle deadline of the session.
async fn idle_end(browser: &Browser) -> i64 {
    browser.principal().await.member().expect("a member").session.idle_ends_at
}

#[tokio::test]
async fn a_channel_requires_a_session_cookie() {
    let app = TestApp::start().await;
    let own = [("origin", &*format!("http://{}", app.address))];
    assert_eq!(Channel::with_headers(&app, &own).await.unwrap_err(), 401);
    for wrong in ["", "x", "AAAAAAAAAAAAAAAAAAAAAA", "%00", "\"a\""] {
        assert_eq!(shake(&app, &app.browser().replaying(wrong), &own).await, Some(401), "{wrong}");
    }
}

#[tokio::test]
async fn a_channel_opens_only_for_pages_of_the_same_origin() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let own = ada.origin.clone();
    for (headers, expected) in [
        (&[][..], Some(403)),
        (&[("origin", "null")], Some(403)),
        (&[("origin", "https://evil.example")], Some(403)),
        (&[("origin", &*format!("{own}.evil.example"))], Some(403)),
        (&[("sec-fetch-site", "same-origin")], Some(403)),
        (&[("origin", "null"), ("sec-fetch-site", "same-origin")], Some(403)),
        (&[("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")], Some(403)),
        (&[("origin", &own), ("sec-fetch-site", "same-origin")], None),
        (&[("origin", &own)], None),
    ] {
        assert_eq!(shake(&app, &ada, headers).await, expected, "{headers:?}");
    }
}

#[tokio::test]
async fn a_request_that_is_no_handshake_is_rejected() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    for browser in [&ada, &app.browser()] {
        let reply = browser.get("/live").await;
        assert!((400..500).contains(&reply.status), "{}", reply.status);
    }
    assert_eq!(ada.call("x", &[]).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn the_first_message_is_the_complete_principal() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let (_channel, mut first) = Channel::open(&app, &ada).await;
    let mut asked = ada.principal().await;
    for principal in [&mut first, &mut asked] {
        let Principal::Member(member) = principal else { panic!("no member: {principal:?}") };
        member.session.as_of = 0;
    }
    assert_eq!(first, asked);
}

#[tokio::test]
async fn the_channel_of_a_banned_person_reports_the_ban_and_its_end() {
    let app = TestApp::start().await;
    let mallory = app.banned("mallory").await;
    let (mut channel, first) = Channel::open(&app, &mallory).await;
    assert!(matches!(first, Principal::Banned(ban) if ban.reason == "Rudeness"));
    app.lift_ban("mallory").await;
    channel.ends(Ending::Banned).await;
}

#[tokio::test]
async fn the_channel_of_an_ended_session_reports_the_reason_and_closes() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let old = ada.session().unwrap();
    ada.fetch("sign_out", &[]).await;
    let mut channel = Channel::ask(&app, &ada.replaying(&old)).await.unwrap();
    channel.ends(Ending::SignedOut).await;
}

#[tokio::test]
async fn messages_from_the_browser_close_the_channel() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    for message in [Message::text("hello"), Message::binary(vec![1])] {
        let (mut channel, _) = Channel::open(&app, &ada).await;
        channel.send(message).await;
        assert_eq!(channel.closed().await, Heard::Closed(1008));
    }
    let (mut channel, _) = Channel::open(&app, &ada).await;
    channel.send(Message::Ping(Vec::new().into())).await;
    channel.send(Message::Pong(Vec::new().into())).await;
    ada.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    channel.until_member(|member| member.display_name == "Ada King").await;
}

#[tokio::test]
async fn a_large_frame_ends_the_channel() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    for size in [2 * 1024, 512 * 1024] {
        let (mut channel, _) = Channel::open(&app, &ada).await;
        channel.send(Message::text("x".repeat(size))).await;
        assert_ne!(channel.closed().await, Heard::Closed(1000), "{size}");
    }
    Channel::open(&app, &ada).await;
}

#[tokio::test]
async fn an_open_channel_does_not_extend_the_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let deadline = idle_end(&ada).await;
    let noted = || app.count("SELECT last_seen_at FROM sessions");
    let before = noted().await;
    let (mut channel, _) = Channel::open(&app, &ada).await;
    app.clock.shift(10 * MINUTE);
    let (_second, first) = Channel::open(&app, &ada).await;
    assert_eq!(first.member().unwrap().session.idle_ends_at, deadline);
    channel.send(Message::Pong(Vec::new().into())).await;
    app.services.sessions.write_activity().await.unwrap();
    assert_eq!((noted().await, idle_end(&ada).await), (before, deadline));
    app.clock.shift(20 * MINUTE);
    app.services.sessions.reap().await.unwrap();
    channel.ends(Ending::Idle).await;
}

#[tokio::test]
async fn a_channel_closes_when_the_session_expires() {
    let app = TestApp::ticking().await;
    let (tab, other) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    let (mut channel, _) = Channel::open(&app, &tab).await;
    let deadline = idle_end(&tab).await;
    app.clock.shift(deadline - 2 - app.clock.now());
    other.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    channel.ends(Ending::Idle).await;
}

#[tokio::test]
async fn activity_in_one_tab_updates_the_deadline_in_the_others() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let deadline = idle_end(&ada).await;
    let (mut channel, _) = Channel::open(&app, &ada).await;
    app.clock.shift(20 * MINUTE);
    ada.get("/account").await;
    channel.until_member(|member| member.session.idle_ends_at >= deadline + 20 * MINUTE).await;
}

#[tokio::test]
async fn the_number_of_tabs_per_account_is_limited() {
    let app = TestApp::with(&[("tabs_per_account", "2")]).await;
    let (phone, desk) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    let (mut first, _second) = (Channel::open(&app, &phone).await.0, Channel::open(&app, &desk).await.0);
    for browser in [&phone, &desk] {
        assert_eq!(Channel::ask(&app, browser).await.unwrap().closed().await, Heard::Closed(4029));
    }
    Channel::open(&app, &app.member("bob").await).await;
    phone.fetch("sign_out", &[]).await;
    first.ends(Ending::SignedOut).await;
    drop(first);
    drop(room(&app, &desk).await);
    drop(room(&app, &desk).await);
}

#[tokio::test]
async fn the_number_of_tabs_per_address_is_limited() {
    let app = TestApp::with(&[("tabs_per_address", "3")]).await;
    let people = [app.member("ada").await, app.member("bob").await, app.member("eve").await];
    let mut channels = Vec::new();
    for browser in &people {
        channels.push(Channel::open(&app, browser).await.0);
    }
    assert_eq!(Channel::ask(&app, &people[0]).await.unwrap().closed().await, Heard::Closed(4029));
    channels.pop();
    room(&app, &people[0]).await;
}

#[tokio::test]
async fn a_stopping_server_closes_every_channel_with_1012() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut channels = Vec::new();
    for _ in 0..5 {
        channels.push(Channel::open(&app, &ada).await.0);
    }
    // One client never reads, and one has disconnected.
    let deaf = Channel::ask(&app, &ada).await.unwrap();
    drop(Channel::ask(&app, &ada).await.unwrap());
    tokio::time::timeout(std::time::Duration::from_secs(10), app.services.live.close()).await.expect("an end");
    for mut channel in channels {
        assert_eq!(channel.closed().await, Heard::Closed(1012));
    }
    drop(deaf);
}
