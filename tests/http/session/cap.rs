//! The limit on an account's sessions: a sign-in above it asks which session to end.

use std::sync::Arc;

use hallpass::{
    access::Ending,
    error::{AppError, SessionChoice},
};
use tokio::task::JoinSet;

use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, Reply, TestApp};

const LIVE: &str = "SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL";
const ADA: [(&str, &str); 2] = [("username", "ada"), ("password", PASSWORD)];

/// Ada with as many sessions as the policy permits, oldest first.
async fn at_the_limit(app: &TestApp, limit: usize) -> Vec<Browser> {
    app.policy(&[("sessions", &limit.to_string())]).await;
    let mut browsers = vec![app.member("ada").await];
    while browsers.len() < limit {
        app.clock.shift(1);
        browsers.push(app.sign_in("ada", PASSWORD).await);
    }
    browsers
}

async fn sign_in(browser: &Browser, instead_of: &str) -> Reply {
    browser.fetch("sign_in", &[&ADA[..], &[("instead_of", instead_of)]].concat()).await
}

fn choices(reply: &Reply) -> Vec<SessionChoice> {
    assert_eq!(reply.status, 409, "{}", reply.body);
    match reply.error() {
        AppError::TooManySessions { sessions, .. } => sessions,
        error => panic!("a choice is expected, not {error:?}"),
    }
}

#[tokio::test]
async fn a_sign_in_over_the_limit_offers_a_choice_and_changes_nothing() {
    let app = TestApp::start().await;
    let browsers = at_the_limit(&app, 2).await;
    let ids = [browsers[0].id().await, browsers[1].id().await];
    let before = app.snapshot().await;
    let new = app.browser();
    let reply = new.fetch("sign_in", &ADA).await;
    let offered: Vec<_> = choices(&reply).into_iter().map(|choice| choice.id).collect();
    assert_eq!(offered, ids, "the longest idle session comes first");
    assert!(reply.cookies().is_empty(), "{:?}", reply.cookies());
    assert_eq!(app.snapshot().await, before);
    assert!(browsers[0].is_member().await && browsers[1].is_member().await && !new.is_member().await);
}

#[tokio::test]
async fn the_choice_of_sessions_requires_the_right_password() {
    let app = TestApp::start().await;
    at_the_limit(&app, 1).await;
    let reply = app.browser().fetch("sign_in", &[("username", "ada"), ("password", "wrong")]).await;
    assert_eq!(reply.error(), AppError::BadCredentials);
}

#[tokio::test]
async fn the_chosen_session_ends_and_shows_the_reason() {
    let app = TestApp::start().await;
    let browsers = at_the_limit(&app, 2).await;
    let new = app.browser();
    let offered = choices(&new.fetch("sign_in", &ADA).await);
    assert_eq!(sign_in(&new, &offered[1].id).await.status, 200);
    assert_eq!(browsers[1].ended().await, Some(Ending::TooMany));
    assert!(browsers[0].is_member().await && new.is_member().await);
    assert_eq!(app.count(LIVE).await, 2);
}

#[tokio::test]
async fn an_invalid_choice_ends_and_starts_nothing() {
    let app = TestApp::start().await;
    let browsers = at_the_limit(&app, 2).await;
    let grace = app.member("grace").await;
    let over = app.sign_in("grace", PASSWORD).await;
    let over_id = over.id().await;
    over.fetch("sign_out", &[]).await;
    let before = app.snapshot().await;
    for bogus in [&*grace.id().await, &*over_id, &*app.id_of("ada").await, "none", "%", " "] {
        assert_eq!(choices(&sign_in(&app.browser(), bogus).await).len(), 2, "{bogus}");
        assert_eq!(app.snapshot().await, before, "{bogus}");
    }
    assert!(grace.is_member().await && browsers[0].is_member().await && browsers[1].is_member().await);
}

#[tokio::test]
async fn a_choice_below_the_limit_ends_at_most_the_chosen_session() {
    let app = TestApp::start().await;
    let browsers = at_the_limit(&app, 3).await;
    browsers[2].fetch("sign_out", &[]).await;
    let chosen = browsers[0].id().await;
    assert_eq!(sign_in(&app.browser(), &chosen).await.status, 200);
    assert!(browsers[1].is_member().await);
}

#[tokio::test]
async fn signing_in_again_in_the_same_browser_replaces_its_session() {
    let app = TestApp::start().await;
    let ada = at_the_limit(&app, 1).await.remove(0);
    for _ in 0..3 {
        let old = ada.session().unwrap();
        assert_eq!(ada.fetch("sign_in", &ADA).await.status, 200);
        assert_eq!(ada.replaying(&old).ended().await, Some(Ending::Replaced));
        assert_eq!(app.count(LIVE).await, 1);
    }
}

#[tokio::test]
async fn another_account_s_session_in_the_browser_does_not_count() {
    let app = TestApp::start().await;
    let ada = at_the_limit(&app, 1).await.remove(0);
    let grace = app.member("grace").await;
    assert_eq!(choices(&grace.fetch("sign_in", &ADA).await).len(), 1);
    assert!(grace.is_member().await && ada.is_member().await, "a rejected sign-in ends nothing");
    let reply = sign_in(&grace, &ada.id().await).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(app.count(LIVE).await, 1);
}

#[tokio::test]
async fn changing_the_password_works_at_the_limit() {
    let app = TestApp::start().await;
    let ada = at_the_limit(&app, 1).await.remove(0);
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &fields).await.status, 200);
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn reauthentication_works_above_a_lowered_limit() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let other = app.sign_in("grace", PASSWORD).await;
    app.policy(&[("sessions", "1")]).await;
    app.clock.shift(11 * 60);
    let raise = [("id", "everyone"), ("sessions", "20")];
    assert_eq!(grace.fetch("change_policy", &raise).await.error(), AppError::ReauthenticationRequired);
    let old = grace.session().unwrap();
    let proved = grace.fetch("sign_in_again", &[("current_password", PASSWORD)]).await;
    assert_eq!(proved.status, 200, "{}", proved.body);
    assert_eq!(grace.replaying(&old).ended().await, Some(Ending::Replaced));
    assert!(other.is_member().await, "only the old session is replaced");
    assert_eq!(app.count(LIVE).await, 2);
    let raised = grace.fetch("change_policy", &raise).await;
    assert_eq!(raised.status, 200, "{}", raised.body);
}

#[tokio::test]
async fn ended_sessions_do_not_count_towards_the_limit() {
    let app = TestApp::start().await;
    let browsers = at_the_limit(&app, 2).await;
    app.clock.shift(31 * 60);
    app.sign_in("ada", PASSWORD).await;
    app.sign_in("ada", PASSWORD).await;
    assert_eq!(app.browser().fetch("sign_in", &ADA).await.status, 409);
    assert_eq!(browsers[0].ended().await, Some(Ending::Idle));
}

#[tokio::test]
async fn each_account_has_its_own_limit() {
    let app = TestApp::start().await;
    at_the_limit(&app, 1).await;
    app.member("grace").await;
    assert_eq!(app.browser().fetch("sign_in", &[("username", "grace"), ("password", PASSWORD)]).await.status, 409);
    app.member("noor").await;
    assert_eq!(app.count(LIVE).await, 3);
}

#[tokio::test]
async fn the_next_sign_in_enforces_a_lowered_limit() {
    let app = TestApp::start().await;
    let browsers = at_the_limit(&app, 3).await;
    app.policy(&[("sessions", "1")]).await;
    for browser in &browsers {
        assert!(browser.is_member().await, "lowering the limit ends nothing");
    }
    let new = app.browser();
    let refused = new.fetch("sign_in", &ADA).await;
    assert!(matches!(refused.error(), AppError::TooManySessions { surplus: 2, .. }), "{}", refused.body);
    let offered = choices(&refused);
    assert_eq!(offered.len(), 3);
    assert_eq!(sign_in(&new, &offered[0].id).await.status, 200);
    assert_eq!(browsers[0].ended().await, Some(Ending::TooMany));
    assert_eq!(app.count(LIVE).await, 1, "the longest idle sessions end, too");
    assert!(new.is_member().await);
    assert_eq!(sign_in(&app.browser(), &offered[0].id).await.status, 409, "a choice cannot be used twice");
}

#[tokio::test]
async fn the_browser_s_own_session_is_not_offered() {
    let app = TestApp::start().await;
    let browsers = at_the_limit(&app, 2).await;
    app.policy(&[("sessions", "1")]).await;
    let own = browsers[0].id().await;
    let offered = choices(&browsers[0].fetch("sign_in", &ADA).await);
    assert_eq!(offered.len(), 1);
    assert_ne!(offered[0].id, own);
    assert_eq!(sign_in(&browsers[0], &own).await.status, 409);
    assert!(browsers[0].is_member().await, "an invalid choice ends nothing");
    assert_eq!(sign_in(&browsers[0], &offered[0].id).await.status, 200);
    assert_eq!(app.count(LIVE).await, 1);
}

#[tokio::test]
async fn ten_concurrent_sign_ins_do_not_exceed_the_limit() {
    let app = TestApp::start().await;
    at_the_limit(&app, 1).await;
    app.policy(&[("sessions", "4")]).await;
    let mut racing = JoinSet::new();
    for _ in 0..10 {
        let browser = app.browser();
        racing.spawn(async move { (browser.fetch("sign_in", &ADA).await, browser) });
    }
    let outcomes = racing.join_all().await;
    let statuses: Vec<_> = outcomes.iter().map(|(reply, _)| reply.status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 3, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 7, "{statuses:?}");
    assert_eq!(app.count(LIVE).await, 4);
    for (reply, browser) in &outcomes {
        assert_eq!(browser.is_member().await, reply.status == 200);
        assert_eq!(reply.cookies().is_empty(), reply.status != 200);
    }
}

#[tokio::test]
async fn of_many_concurrent_choices_of_one_session_one_succeeds() {
    let app = TestApp::start().await;
    let browsers = at_the_limit(&app, 2).await;
    let chosen: Arc<str> = browsers[0].id().await.into();
    let mut racing = JoinSet::new();
    for _ in 0..6 {
        let (browser, chosen) = (app.browser(), Arc::clone(&chosen));
        racing.spawn(async move { sign_in(&browser, &chosen).await.status });
    }
    let mut statuses = racing.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409]);
    assert!(browsers[1].is_member().await);
    assert_eq!(app.count(LIVE).await, 2);
}

/// Signs in over the limit without scripts; returns the offered choices, whether there are more, and the page.
async fn offered_without_scripts(new: &Browser, page: &str) -> (Vec<SessionChoice>, bool, String) {
    let reply = new.post(page, "sign_in", &[&ADA[..], &[("_next", "/account")]].concat()).await;
    assert_eq!((reply.status, reply.location()), (303, page));
    let cookie = reply.cookies().into_iter().find(|cookie| cookie.name() == "hallpass-form").expect("the outcome");
    assert!(cookie.to_string().len() <= 4096, "{} bytes", cookie.to_string().len());
    let json = base64::Engine::decode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, cookie.value()).unwrap();
    let posted: hallpass::error::FormFlash = serde_json::from_slice(&json).unwrap();
    let Some(AppError::TooManySessions { sessions, more, .. }) = posted.error else { panic!("{:?}", posted.error) };
    let body = new.get(page).await.body;
    assert!(body.contains("Choose a device to sign out, then sign in."), "{body}");
    assert_eq!(body.contains("Only the devices that have been inactive longest are listed."), more, "{body}");
    (sessions, more, body)
}

/// The choices as they are offered without scripts if there are many.
fn without_details(choices: Vec<SessionChoice>) -> Vec<SessionChoice> {
    assert!(choices.iter().all(|choice| choice.signed_in_at.is_some() && !choice.address.is_empty()), "{choices:?}");
    let bare = |choice: SessionChoice| SessionChoice { signed_in_at: None, address: String::new(), ..choice };
    choices.into_iter().map(bare).collect()
}

#[tokio::test]
async fn a_few_sessions_are_offered_with_their_details_also_without_scripts() {
    let app = TestApp::start().await;
    at_the_limit(&app, 2).await;
    let new = app.browser();
    let (sessions, ..) = offered_without_scripts(&new, "/sign-in").await;
    assert_eq!(sessions, choices(&new.fetch("sign_in", &ADA).await));
    assert!(sessions.iter().all(|choice| choice.signed_in_at.is_some() && choice.address == "127.0.0.1"));
}

async fn name_all(browsers: &[Browser], name: impl Fn(usize) -> String) {
    for (number, browser) in browsers.iter().enumerate() {
        let fields = [("id", &*browser.id().await), ("name", &name(number))];
        let reply = browser.fetch("name_session", &fields).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
    }
}

#[tokio::test]
async fn up_to_twenty_sessions_are_offered_with_and_without_scripts() {
    let app = TestApp::start().await;
    let browsers = at_the_limit(&app, 20).await;
    name_all(&browsers, |number| format!("The computer in room number {number:02} at work")).await;
    let (new, page) = (app.browser(), "/sign-in?next=/account");
    let (sessions, more, body) = offered_without_scripts(&new, page).await;
    assert_eq!((sessions.len(), more), (20, false));
    assert!(body.contains("value=\"ada\""), "the input is preserved");
    let reply = new.fetch("sign_in", &ADA).await;
    assert!(matches!(reply.error(), AppError::TooManySessions { more: false, .. }), "{}", reply.body);
    assert_eq!(without_details(choices(&reply)), sessions);
    app.policy(&[("sessions", "21")]).await;
    app.clock.shift(1);
    app.sign_in("ada", PASSWORD).await;
    let reply = new.fetch("sign_in", &ADA).await;
    assert!(matches!(reply.error(), AppError::TooManySessions { more: true, .. }), "{}", reply.body);
    assert_eq!(without_details(choices(&reply)), sessions, "the longest idle sessions");
}

#[tokio::test]
async fn without_scripts_as_many_choices_are_offered_as_fit_into_the_cookie() {
    let app = TestApp::start().await;
    let browsers = at_the_limit(&app, 16).await;
    name_all(&browsers, |number| [&"𒀀".repeat(38), &*format!("{number:02}")].concat()).await;
    let (new, page) = (app.browser(), "/sign-in?next=/account");
    let (sessions, more, _) = offered_without_scripts(&new, page).await;
    assert!(more && (10..16).contains(&sessions.len()), "{} choices", sessions.len());
    let chosen = [&ADA[..], &[("instead_of", &sessions[0].id), ("_next", "/account")]].concat();
    let reply = new.post(page, "sign_in", &chosen).await;
    assert_eq!((reply.status, reply.location()), (303, "/account"));
    assert!(new.is_member().await);
    assert_eq!(browsers[0].ended().await, Some(Ending::TooMany));
}
