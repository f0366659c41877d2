//! One's own sessions: listing, naming and ending them.

use hallpass::{
    access::{Ending, Principal},
    error::AppError,
    session::{Method, SessionSummary},
};

use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, Reply, TestApp, send};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

/// Signs in with this user agent and this address.
async fn sign_in_on(app: &TestApp, name: &str, user_agent: &str, address: &str) -> Browser {
    let browser = app.browser();
    let request = browser.call("sign_in", &[("username", name), ("password", PASSWORD)]);
    let request = request.header("accept", "application/json").header("user-agent", user_agent);
    assert_eq!(send(request.header("x-forwarded-for", address)).await.status, 200);
    browser
}

async fn name(browser: &Browser, id: &str, name: &str) -> Reply {
    browser.fetch("name_session", &[("id", id), ("name", name)]).await
}

async fn names(browser: &Browser) -> Vec<String> {
    browser.sessions().await.into_iter().map(|session| session.name).collect()
}

#[tokio::test]
async fn the_current_session_is_listed_first_then_by_last_activity() {
    let app = TestApp::start().await;
    let oldest = app.member("ada").await;
    app.clock.shift(120);
    let middle = app.sign_in("ada", PASSWORD).await;
    app.clock.shift(120);
    let newest = app.sign_in("ada", PASSWORD).await;
    app.member("grace").await;
    let by_age = [oldest.id().await, middle.id().await, newest.id().await];
    let seen_by = async |browser: &Browser| {
        let sessions = browser.sessions().await;
        assert_eq!(sessions.iter().filter(|session| session.is_this).count(), 1);
        assert!(sessions[0].is_this);
        sessions.into_iter().map(|session| session.id).collect::<Vec<_>>()
    };
    assert_eq!(seen_by(&middle).await, [&*by_age[1], &*by_age[2], &*by_age[0]]);
    app.clock.shift(120);
    oldest.get("/").await;
    assert_eq!(seen_by(&middle).await, [&*by_age[1], &*by_age[0], &*by_age[2]], "activity counts at once");
}

#[tokio::test]
async fn a_session_is_listed_with_device_address_and_sign_in_method() {
    let app = TestApp::with(&[("trusted_proxies", "127.0.0.1")]).await;
    let ada = app.member("ada").await;
    sign_in_on(&app, "ada", FIREFOX, "192.0.2.7").await;
    sign_in_on(&app, "ada", IPHONE, "127.0.0.1").await;
    let of = |sessions: &[SessionSummary], device: &str| {
        let found = sessions.iter().find(|session| session.device.to_string() == device);
        found.unwrap_or_else(|| panic!("no {device} in {sessions:?}")).clone()
    };
    let sessions = ada.sessions().await;
    let (own, desk, phone) =
        (of(&sessions, "Unknown device"), of(&sessions, "Firefox on Linux"), of(&sessions, "Safari on iPhone"));
    assert_eq!((own.method, desk.method), (Method::SignUp, Method::Password));
    assert_eq!((&*desk.address, desk.is_this_network), ("192.0.2.7", false));
    assert_eq!((&*phone.address, phone.is_this_network), ("127.0.0.1", true));
    assert_eq!(desk.title(), "Firefox on Linux");
    ada.fetch("change_password", &[("current_password", PASSWORD), ("new_password", NEW_PASSWORD)]).await;
    let sessions = ada.sessions().await;
    assert_eq!(sessions.iter().map(|session| session.method).collect::<Vec<_>>(), [Method::NewPassword]);
}

#[tokio::test]
async fn expired_sessions_are_not_listed_even_if_not_yet_recorded() {
    let app = TestApp::start().await;
    app.member("ada").await;
    app.clock.shift(31 * 60);
    let ada = app.sign_in("ada", PASSWORD).await;
    assert_eq!(ada.sessions().await.len(), 1);
}

#[tokio::test]
async fn a_session_s_name_is_trimmed_and_can_be_removed() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let id = ada.id().await;
    assert_eq!(name(&ada, &id, "  work laptop ").await.status, 200);
    assert_eq!(names(&ada).await, ["work laptop"]);
    assert_eq!(ada.sessions().await[0].title(), "work laptop");
    assert_eq!(name(&ada, &id, &"𒀀".repeat(40)).await.status, 200, "the limit counts characters");
    assert_eq!(name(&ada, &id, " ").await.status, 200);
    assert_eq!(names(&ada).await, [""]);
}

#[tokio::test]
async fn a_session_s_name_that_is_too_long_or_has_hidden_characters_is_rejected() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let id = ada.id().await;
    let before = app.snapshot().await;
    assert_eq!(name(&ada, &id, &"x".repeat(41)).await.problems(), ["name: Use at most 40 characters."]);
    for unseen in ["a\u{202e}b", "a\nb", "a\u{200b}b", "a\u{1b}[31mb"] {
        let problems = name(&ada, &id, unseen).await.problems();
        assert_eq!(
            problems,
            ["name: This has a hidden character that can’t be used here. Delete it, or type the text again."],
            "{unseen:?}"
        );
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn only_one_s_own_live_sessions_can_be_named() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.member("ada").await, app.member("grace").await);
    let other = app.sign_in("ada", PASSWORD).await;
    let ended = other.id().await;
    other.fetch("sign_out", &[]).await;
    for id in [&*grace.id().await, &*ended, "", "none", "' OR 1=1 --"] {
        assert_eq!(name(&ada, id, "mine").await.error(), AppError::NotFound, "{id}");
    }
    assert_eq!(names(&grace).await, [""]);
}

#[tokio::test]
async fn ending_one_s_other_session_leaves_all_others_alive() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.member("ada").await, app.member("grace").await);
    let (lost, other) = (app.sign_in("ada", PASSWORD).await, app.sign_in("ada", PASSWORD).await);
    let id = lost.id().await;
    assert_eq!(ada.fetch("end_session", &[("id", &id)]).await.status, 200);
    assert_eq!(lost.ended().await, Some(Ending::EndedByYou));
    for alive in [&ada, &other, &grace] {
        assert!(alive.is_member().await);
    }
    assert_eq!(ada.fetch("end_session", &[("id", &id)]).await.error(), AppError::NotFound, "it has ended already");
    assert_eq!(ada.sessions().await.len(), 2);
}

#[tokio::test]
async fn members_cannot_end_sessions_of_others() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.administrator("ada").await, app.member("grace").await);
    let before = app.snapshot().await;
    for id in [&*grace.id().await, &*app.id_of("ada").await, "", "none", "%"] {
        assert_eq!(ada.fetch("end_session", &[("id", id)]).await.error(), AppError::NotFound, "{id}");
    }
    assert_eq!(app.snapshot().await, before);
    assert!(grace.is_member().await && ada.is_member().await);
}

#[tokio::test]
async fn ending_the_current_session_makes_a_guest_and_gives_the_reason() {
    let app = TestApp::start().await;
    let (ada, other) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    assert_eq!(ada.fetch("end_session", &[("id", &ada.id().await)]).await.status, 200);
    assert_eq!(ada.ended().await, Some(Ending::EndedByYou));
    assert!(other.is_member().await);
}

#[tokio::test]
async fn ending_other_sessions_spares_this_one_and_can_be_repeated() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.member("ada").await, app.member("grace").await);
    let others = [app.sign_in("ada", PASSWORD).await, app.sign_in("ada", PASSWORD).await];
    assert_eq!(ada.fetch("end_other_sessions", &[]).await.json::<usize>(), 2);
    for other in &others {
        assert_eq!(other.ended().await, Some(Ending::EndedByYou));
    }
    assert!(ada.is_member().await && grace.is_member().await);
    assert_eq!(ada.fetch("end_other_sessions", &[]).await.json::<usize>(), 0);
}

#[tokio::test]
async fn ending_sessions_requires_recent_reauthentication() {
    let app = TestApp::start().await;
    let (ada, other) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    let id = other.id().await;
    app.clock.shift(601);
    for (function, fields) in
        [("end_session", &[("id", &*id)][..]), ("end_other_sessions", &[]), ("end_all_sessions", &[])]
    {
        assert_eq!(ada.fetch(function, fields).await.error(), AppError::ReauthenticationRequired, "{function}");
    }
    assert!(ada.is_member().await && other.is_member().await);
    let wrong = ada.fetch("sign_in_again", &[("current_password", "not my password")]).await;
    assert_eq!(wrong.problems(), ["current_password: That’s not your current password."]);
    let (old, named) = (ada.session().unwrap(), ada.id().await);
    assert_eq!(name(&ada, &named, "work laptop").await.status, 200);
    assert_eq!(ada.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.status, 200);
    assert_ne!(ada.session().unwrap(), old, "reauthentication starts a new session (ASVS 7.2.4)");
    assert_eq!(ada.replaying(&old).ended().await, Some(Ending::Replaced));
    assert_eq!(ada.sessions().await[0].title(), "work laptop", "the new session keeps the name");
    assert_eq!(ada.fetch("end_session", &[("id", &id)]).await.status, 200);
    assert_eq!(other.ended().await, Some(Ending::EndedByYou));
}

#[tokio::test]
async fn sessions_that_had_expired_are_not_counted_as_ended() {
    let app = TestApp::start().await;
    let idle = app.member("ada").await;
    app.clock.shift(31 * 60);
    let ada = app.sign_in("ada", PASSWORD).await;
    assert_eq!(ada.fetch("end_other_sessions", &[]).await.json::<usize>(), 0);
    let principal = idle.principal().await;
    assert_eq!(principal, Principal::ended(Ending::Idle), "the reason names no other device");
}

#[tokio::test]
async fn ending_all_sessions_signs_out_and_clears_the_browser_s_storage() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.member("ada").await, app.member("grace").await);
    let (other, own) = (app.sign_in("ada", PASSWORD).await, ada.session().unwrap());
    let reply = ada.fetch("end_all_sessions", &[]).await;
    assert_eq!(reply.json::<Principal>(), Principal::ended(Ending::SignedOut), "the caller is signed out");
    assert_eq!(reply.header("clear-site-data"), "\"storage\"");
    assert_eq!(ada.session(), None);
    for browser in [&other, &ada.replaying(&own)] {
        assert_eq!(browser.ended().await, Some(Ending::EndedByYou));
        assert_eq!(browser.fetch("end_all_sessions", &[]).await.status, 401);
    }
    assert!(grace.is_member().await);
}

#[tokio::test]
async fn only_signing_out_clears_the_browser_s_storage() {
    let app = TestApp::start().await;
    let (ada, other) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    let id = other.id().await;
    for (function, fields) in [
        ("end_session", &[("id", &*id)][..]),
        ("end_other_sessions", &[]),
        ("change_password", &[("current_password", PASSWORD), ("new_password", NEW_PASSWORD)]),
        ("list_sessions", &[]),
    ] {
        let reply = ada.fetch(function, fields).await;
        assert_eq!((reply.status, reply.header("clear-site-data")), (200, ""), "{function}");
        assert!(ada.session().is_some(), "{function}");
    }
    assert_eq!(other.fetch("end_all_sessions", &[]).await.header("clear-site-data"), "", "the call was rejected");
    assert_eq!(ada.fetch("sign_out", &[]).await.header("clear-site-data"), "\"storage\"");
}

#[tokio::test]
async fn signing_out_without_scripts_clears_storage_and_cookies() {
    let app = TestApp::start().await;
    for function in ["sign_out", "end_all_sessions"] {
        let ada = app.member(&hallpass::testing::new_name()).await;
        ada.post("/account", "change_email", &[("email", "private-canary@"), ("current_password", "x")]).await;
        assert!(ada.cookie("hallpass-form").is_some());
        let reply = ada.post("/account", function, &[("_next", "/account")]).await;
        assert_eq!((reply.status, reply.header("clear-site-data")), (303, "\"storage\""), "{function}");
        assert_eq!((ada.session(), ada.cookie("hallpass-form")), (None, None), "{function}");
    }
}

#[tokio::test]
async fn requesting_the_lists_does_not_count_as_activity() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    for _ in 0..3 {
        app.clock.shift(9 * 60);
        for list in ["list_sessions", "count_other_sessions", "list_history", "list_failed_sign_ins", "principal"] {
            assert_eq!(ada.fetch(list, &[]).await.status, 200);
        }
    }
    app.clock.shift(3 * 60);
    assert_eq!(ada.ended().await, Some(Ending::Idle));
    assert_eq!(ada.fetch("list_sessions", &[]).await.status, 401);
}
