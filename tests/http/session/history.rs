//! The history of one's own sessions: when each began and ended, and why.

use std::collections::BTreeSet;

use hallpass::{
    access::Ending,
    session::{Event, EventKind, History, Method},
};

use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp, send};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0";

async fn page(browser: &Browser, after: &str) -> History {
    let reply = browser.fetch("list_history", &[("after", after)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

/// The events of all pages, newest first.
async fn all(browser: &Browser) -> Vec<Event> {
    let mut events = Vec::new();
    let mut next = Some(String::new());
    while let Some(after) = next {
        let page = page(browser, &after).await;
        assert!(page.events.len() <= 50);
        events.extend(page.events);
        next = page.next;
    }
    events
}

#[tokio::test]
async fn the_history_lists_sign_ins_and_endings_newest_first_with_their_reasons() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(10);
    let phone = app.sign_in("ada", PASSWORD).await;
    phone.fetch("name_session", &[("id", &phone.id().await), ("name", "phone")]).await;
    app.clock.shift(10);
    phone.fetch("sign_out", &[]).await;
    app.clock.shift(10);
    app.sign_in("ada", PASSWORD).await;
    app.clock.shift(10);
    ada.fetch("change_password", &[("current_password", PASSWORD), ("new_password", NEW_PASSWORD)]).await;
    let events = all(&ada).await;
    let summary: Vec<_> = events.iter().rev().map(|event| event.what).collect();
    assert_eq!(
        summary[..4],
        [
            EventKind::SignedIn(Method::SignUp),
            EventKind::SignedIn(Method::Password),
            EventKind::Ended(Ending::SignedOut),
            EventKind::SignedIn(Method::Password),
        ]
    );
    // These happened at the same time.
    for what in [
        EventKind::Ended(Ending::Replaced),
        EventKind::Ended(Ending::PasswordChanged),
        EventKind::SignedIn(Method::NewPassword),
    ] {
        assert!(summary[4..].contains(&what), "{what:?} in {summary:?}");
    }
    assert_eq!(summary.len(), 7);
    assert!(events.is_sorted_by(|newer, older| newer.at >= older.at), "{events:?}");
    let of_phone: Vec<_> = events.iter().filter(|event| event.device == "phone").map(|event| event.what).collect();
    assert_eq!(of_phone, [EventKind::Ended(Ending::SignedOut), EventKind::SignedIn(Method::Password)]);
}

#[tokio::test]
async fn the_history_names_the_device_that_ended_a_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let desk = app.browser();
    let request = desk.call("sign_in", &[("username", "ada"), ("password", PASSWORD)]);
    send(request.header("accept", "application/json").header("user-agent", FIREFOX)).await;
    desk.fetch("end_session", &[("id", &ada.id().await)]).await;
    let events = all(&desk).await;
    let end = events.iter().find(|event| event.what == EventKind::Ended(Ending::EndedByYou)).unwrap();
    assert_eq!((end.by.as_deref(), &*end.device), (Some("Firefox on Linux"), "Unknown device"));
    assert!(events.iter().filter(|event| event.id != end.id).all(|event| event.by.is_none()), "{events:?}");
}

#[tokio::test]
async fn the_history_does_not_reveal_an_administrator_s_device() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    grace.fetch("name_session", &[("id", &grace.id().await), ("name", "private-canary")]).await;
    let lost = app.member("ada").await;
    grace.fetch("end_account_session", &[("id", &lost.id().await)]).await;
    let reply = lost.fetch("principal", &[]).await;
    assert!(!reply.body.contains("private-canary"), "{}", reply.body);
    let ada = app.sign_in("ada", PASSWORD).await;
    let events = all(&ada).await;
    assert!(events.iter().any(|event| event.what == EventKind::Ended(Ending::EndedByAdministrator)));
    assert!(events.iter().all(|event| event.by.is_none()), "{events:?}");
}

#[tokio::test]
async fn history_pages_have_no_gaps_or_repeats() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let fields = [("username", "ada"), ("password", PASSWORD)];
    for round in 0..54 {
        assert_eq!(ada.fetch("sign_in", &fields).await.status, 200);
        // Some in the same second, some not.
        app.clock.shift(round % 3);
    }
    let first = page(&ada, "").await;
    assert_eq!(first.events.len(), 50);
    let events = all(&ada).await;
    assert_eq!(events.len(), 55 + 54);
    assert_eq!(events[..50], first.events);
    let ids: BTreeSet<_> = events.iter().map(|event| &event.id).collect();
    assert_eq!(ids.len(), events.len());
    let begun = events.iter().filter(|event| matches!(event.what, EventKind::SignedIn(_))).count();
    assert_eq!(begun, 55);
    assert!(events.is_sorted_by(|newer, older| newer.at >= older.at));
}

#[tokio::test]
async fn a_page_that_ends_with_the_last_event_has_no_next_page() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let fields = [("username", "ada"), ("password", PASSWORD)];
    for _ in 0..24 {
        ada.fetch("sign_in", &fields).await;
    }
    let other = app.sign_in("ada", PASSWORD).await;
    let full = page(&other, "").await;
    assert_eq!((full.events.len(), full.next), (50, None));
}

#[tokio::test]
async fn the_history_shows_only_one_s_own_events() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.member("ada").await, app.administrator("grace").await);
    ada.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await;
    let last = all(&ada).await[0].clone();
    let graces = all(&grace).await;
    assert_eq!(graces.len(), 1);
    let after = page(&grace, &format!("{}-{}", last.at + 10, last.id)).await;
    assert_eq!(after.events, graces, "another account's cursor reveals nothing");
}

#[tokio::test]
async fn an_invalid_history_cursor_gives_the_first_page_or_an_empty_one() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let long = "9".repeat(40);
    for after in ["x", "-", "1", "--", "' OR 1=1 --", &*long, "1.5-a"] {
        assert_eq!(page(&ada, after).await.events.len(), 1, "{after}");
    }
    for after in ["0-", "-5-x", "1-zzz"] {
        assert!(page(&ada, after).await.events.len() <= 1, "{after}");
    }
}

#[tokio::test]
async fn administrators_see_the_history_on_the_account_s_page() {
    let app = TestApp::start().await;
    let (judy, ada) = (app.moderator("judy").await, app.member("ada").await);
    let id = app.id_of("ada").await;
    ada.fetch("end_all_sessions", &[]).await;
    let history: History = judy.fetch("list_account_history", &[("id", &id)]).await.json();
    let summary: Vec<_> = history.events.iter().map(|event| event.what).collect();
    assert_eq!(summary, [EventKind::Ended(Ending::EndedByYou), EventKind::SignedIn(Method::SignUp)]);
    let body = judy.get(&format!("/admin/accounts/{id}/history")).await.body;
    assert!(body.contains("Signed out by the owner") && !body.contains("You signed this device out"), "{body}");
    assert!(!body.contains("/admin/audit?account=ada"), "the audit is not for moderators");
    let grace = app.administrator("grace").await;
    let page = format!("/admin/accounts/{id}/history?after={}-{}", history.events[0].at, history.events[0].id);
    let body = grace.get(&page).await.body;
    assert!(body.contains(">Signed up<") && !body.contains("Signed out by the owner"), "older events: {body}");
    assert!(body.contains("/admin/audit?account=ada"), "{body}");
    for nobody in ["", "nobody"] {
        assert_eq!(grace.fetch("list_account_history", &[("id", nobody)]).await.status, 404);
    }
}
