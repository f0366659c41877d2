//! Resetting a password with a one-time link, which an operator creates.

use hallpass::{access::Ending, error::AppError};
use tokio::task::JoinSet;

use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, Reply, TestApp, send};

async fn reset(browser: &Browser, token: &str, password: &str) -> Reply {
    browser.fetch("reset_password", &[("token", token), ("new_password", password)]).await
}

#[tokio::test]
async fn a_reset_link_sets_a_password_once_and_ends_every_session() {
    let app = TestApp::start().await;
    let sessions = [app.member("ada").await, app.sign_in("ada", PASSWORD).await];
    let grace = app.member("grace").await;
    let (path, token) = app.reset_link("ada").await;
    let guest = app.browser();
    let page = guest.get(&path).await;
    assert!(page.status == 200 && page.body.contains("New password for "), "{}", page.body);
    assert_eq!(guest.fetch("check_reset_link", &[("token", &token)]).await.json::<String>(), "ada");

    let reply = reset(&guest, &token, NEW_PASSWORD).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let cookies = reply.cookies();
    let names: Vec<_> = cookies.iter().map(cookie::Cookie::name).collect();
    assert_eq!(names, ["hallpass-device"], "a reset does not sign the person in");
    for session in sessions {
        assert_eq!(session.ended().await, Some(Ending::PasswordChanged));
    }
    assert!(grace.is_member().await);
    app.sign_in("ada", NEW_PASSWORD).await;
    let old = app.browser().fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await;
    assert_eq!(old.status, 401);

    assert_eq!(reset(&guest, &token, PASSWORD).await.error(), AppError::DeadLink);
    assert_eq!(guest.get(&path).await.status, 410);
}

#[tokio::test]
async fn a_reset_link_works_for_an_hour() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let (_, token) = app.reset_link("ada").await;
    app.clock.shift(3600 - 60);
    assert_eq!(app.browser().fetch("check_reset_link", &[("token", &token)]).await.status, 200);
    app.clock.shift(60);
    assert_eq!(app.browser().fetch("check_reset_link", &[("token", &token)]).await.error(), AppError::DeadLink);
    assert_eq!(reset(&app.browser(), &token, NEW_PASSWORD).await.error(), AppError::DeadLink);
}

#[tokio::test]
async fn a_reset_link_works_as_long_as_the_policy_says() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let hour = app.reset_link("ada").await.1;
    app.policy(&[("reset_link", "10m")]).await;
    let check = async |token: &str| app.browser().fetch("check_reset_link", &[("token", token)]).await.status;
    app.clock.shift(59 * 60);
    assert_eq!(check(&hour).await, 200, "an existing link keeps its expiry");
    let short = app.reset_link("ada").await.1;
    app.clock.shift(599);
    assert_eq!(check(&short).await, 200);
    app.clock.shift(1);
    assert_eq!(check(&short).await, 410);
    app.policy(&[("reset_link", "7d")]).await;
    let long = app.reset_link("ada").await.1;
    app.clock.shift(7 * 86_400 - 1);
    assert_eq!(check(&long).await, 200);
}

#[tokio::test]
async fn a_newer_reset_link_replaces_an_older_one() {
    let app = TestApp::start().await;
    app.member("ada").await;
    app.member("grace").await;
    let (_, graces) = app.reset_link("grace").await;
    let (_, older) = app.reset_link("ada").await;
    let (_, newer) = app.reset_link("ada").await;
    assert_eq!(reset(&app.browser(), &older, NEW_PASSWORD).await.error(), AppError::DeadLink);
    assert_eq!(reset(&app.browser(), &newer, NEW_PASSWORD).await.status, 200);
    assert_eq!(reset(&app.browser(), &graces, NEW_PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_rejected_password_does_not_use_up_the_reset_link() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let (_, token) = app.reset_link("ada").await;
    let problems = reset(&app.browser(), &token, "short").await.problems();
    assert_eq!(problems, ["new_password: Use at least 15 characters; this has 5."]);
    assert_eq!(reset(&app.browser(), &token, NEW_PASSWORD).await.status, 200);
}

#[tokio::test]
async fn of_many_concurrent_uses_of_a_reset_link_one_succeeds() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let (_, token) = app.reset_link("ada").await;
    let mut racing = JoinSet::new();
    for _ in 0..6 {
        let (browser, token) = (app.browser(), token.clone());
        racing.spawn(async move { reset(&browser, &token, NEW_PASSWORD).await.status });
    }
    let mut statuses = racing.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410, 410, 410, 410, 410]);
}

#[tokio::test]
async fn only_a_digest_of_the_reset_token_is_stored() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let (_, token) = app.reset_link("ada").await;
    assert!(!app.snapshot().await.contains(&token));
    for wrong in ["", "x", &token[1..], &token.to_uppercase()] {
        assert_eq!(reset(&app.browser(), wrong, NEW_PASSWORD).await.error(), AppError::DeadLink);
    }
}

#[tokio::test]
async fn resetting_the_password_of_a_banned_account_lifts_no_ban() {
    let app = TestApp::start().await;
    app.banned("mallory").await;
    let (_, token) = app.reset_link("mallory").await;
    assert_eq!(reset(&app.browser(), &token, NEW_PASSWORD).await.status, 200);
    assert!(app.sign_in("mallory", NEW_PASSWORD).await.is_banned().await);
}

#[tokio::test]
async fn without_scripts_the_reset_page_shows_errors_and_then_success() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let (path, token) = app.reset_link("ada").await;
    let guest = app.browser();
    let wrong = guest.form(&path, "reset_password", &[("token", &token), ("new_password", "short")]).await;
    assert!(wrong.body.contains("Use at least 15 characters"), "{}", wrong.body);
    let done = guest.form(&path, "reset_password", &[("token", &token), ("new_password", NEW_PASSWORD)]).await;
    assert_eq!(done.status, 200);
    assert!(done.body.contains("Your new password is set."), "{}", done.body);
}

#[tokio::test]
async fn changing_the_password_invalidates_the_reset_link() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let (_, token) = app.reset_link("ada").await;
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &fields).await.status, 200);
    assert_eq!(reset(&app.browser(), &token, PASSWORD).await.error(), AppError::DeadLink);
}

#[tokio::test]
async fn the_address_that_used_the_reset_link_can_sign_in_despite_attempts_by_strangers() {
    let app = TestApp::with(&[("attempts_per_account", "2/60s"), ("trusted_proxies", "127.0.0.1")]).await;
    app.member("ada").await;
    let (_, token) = app.reset_link("ada").await;
    let from = |address: &'static str, function: &'static str, fields: Vec<(&'static str, String)>| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let call = app.browser().call(function, &fields).header("x-forwarded-for", address);
        send(call.header("accept", "application/json"))
    };
    let fields = |password: &str| vec![("username", "ada".to_owned()), ("password", password.to_owned())];
    for _ in 0..4 {
        from("198.51.100.1", "sign_in", fields("wrong")).await;
    }
    assert_eq!(from("198.51.100.9", "sign_in", fields(PASSWORD)).await.status, 429);
    let new = vec![("token", token), ("new_password", NEW_PASSWORD.to_owned())];
    assert_eq!(from("198.51.100.9", "reset_password", new).await.status, 200);
    assert_eq!(from("198.51.100.9", "sign_in", fields(NEW_PASSWORD)).await.status, 200);
}
