//! Signing in with a second factor: the password alone opens nothing.

use hallpass::{
    access::{Ending, Principal},
    error::{AppError, Problem},
    session::{EventKind, History, Method},
};

use crate::support::authenticator::{Authenticator, challenged};
use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp, send};

/// Enters a code.
async fn answer(browser: &Browser, code: &str) -> Result<Principal, AppError> {
    let reply = browser.fetch("answer_challenge", &[("code", code)]).await;
    if reply.status == 200 { Ok(reply.json()) } else { Err(reply.error()) }
}

fn wrong() -> Result<Principal, AppError> {
    Err(AppError::field("code", Problem::WrongCode))
}

fn is_challenged(principal: &Principal) -> bool {
    matches!(principal, Principal::Challenged(_))
}

#[tokio::test]
async fn the_password_alone_opens_nothing_but_the_page_for_the_code() {
    let app = TestApp::start().await;
    let (browser, authenticator) = challenged(&app, "ada").await;
    assert!(is_challenged(&browser.principal().await));
    assert_eq!(browser.session(), None, "there is no session yet");
    for path in ["/", "/account", "/sign-in", "/sign-up", "/tour", "/nowhere"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 401, "{path}");
        assert!(page.body.contains("One more step") && page.body.contains("ada"), "{path}");
    }
    let password = [("username", "ada"), ("password", PASSWORD)];
    for (function, fields) in [
        ("list_sessions", &[][..]),
        ("show_second_factors", &[]),
        ("sign_in", &password),
        ("change_email", &[("email", ""), ("current_password", PASSWORD)]),
    ] {
        assert_eq!(browser.fetch(function, fields).await.error(), AppError::SecondFactorDue, "{function}");
    }
    app.pass(30).await;
    assert_eq!(answer(&browser, "000000").await, wrong());
    let member = answer(&browser, &authenticator.code(app.clock.now())).await.unwrap();
    assert_eq!(member.member().map(|member| &*member.username), Some("ada"));
    assert!(browser.is_member().await);
    assert_eq!(browser.get("/account").await.status, 200);
    let history: History = browser.fetch("list_history", &[]).await.json();
    assert_eq!(history.events[0].what, EventKind::SignedIn(Method::Authenticator));
}

#[tokio::test]
async fn a_code_works_once_and_one_step_early_or_late() {
    let app = TestApp::start().await;
    let (first, authenticator) = challenged(&app, "ada").await;
    // The step in which the app was set up has been used.
    assert_eq!(answer(&first, &authenticator.code(app.clock.now())).await, wrong());
    app.pass(300).await;
    let now = app.clock.now();
    assert_eq!(answer(&first, &authenticator.code(now - 60)).await, wrong(), "two steps late");
    assert_eq!(answer(&first, &authenticator.code(now + 60)).await, wrong(), "two steps early");
    assert!(answer(&first, &authenticator.code(now - 30)).await.is_ok());
    let second = app.sign_in("ada", PASSWORD).await;
    assert_eq!(answer(&second, &authenticator.code(now - 30)).await, wrong(), "used");
    assert!(answer(&second, &authenticator.code(now + 30)).await.is_ok());
    let third = app.sign_in("ada", PASSWORD).await;
    assert_eq!(answer(&third, &authenticator.code(now)).await, wrong(), "earlier than one that was used");
}

#[tokio::test]
async fn of_two_browsers_with_the_same_code_one_signs_in() {
    let app = TestApp::start().await;
    let (one, authenticator) = challenged(&app, "ada").await;
    let other = app.sign_in("ada", PASSWORD).await;
    app.pass(30).await;
    let code = authenticator.code(app.clock.now());
    let (one, other) = tokio::join!(answer(&one, &code), answer(&other, &code));
    assert_eq!([one, other].iter().filter(|answered| answered.is_ok()).count(), 1);
}

#[tokio::test]
async fn a_challenge_belongs_to_its_browser_and_ends() {
    let app = TestApp::start().await;
    let (browser, authenticator) = challenged(&app, "ada").await;
    app.pass(30).await;
    let code = authenticator.code(app.clock.now());
    assert_eq!(answer(&app.browser(), &code).await, Err(AppError::SignInRequired), "another browser");
    let cancelled = browser.fetch("cancel_challenge", &[]).await;
    assert_eq!(cancelled.json::<Principal>(), Principal::default());
    assert_eq!(answer(&browser, &code).await, Err(AppError::SignInRequired), "cancelled");

    let late = app.sign_in("ada", PASSWORD).await;
    app.pass(599).await;
    assert!(is_challenged(&late.principal().await));
    app.pass(1).await;
    assert!(!is_challenged(&late.principal().await));
    assert_eq!(answer(&late, &authenticator.code(app.clock.now())).await, Err(AppError::SignInRequired), "expired");
    assert_eq!(late.get("/sign-in").await.status, 200);
    app.services.sessions.reap().await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM challenges").await, 0);
}

#[tokio::test]
async fn a_new_password_or_no_second_factor_makes_a_challenge_void() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    Authenticator::set_up(&ada).await;
    let first = app.sign_in("ada", PASSWORD).await;
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &fields).await.status, 200);
    assert!(!is_challenged(&first.principal().await));
    let second = app.sign_in("ada", NEW_PASSWORD).await;
    assert!(is_challenged(&second.principal().await));
    assert_eq!(ada.fetch("remove_authenticator", &[]).await.status, 200);
    assert!(!is_challenged(&second.principal().await));
    assert!(app.sign_in("ada", NEW_PASSWORD).await.is_member().await);
}

#[tokio::test]
async fn attempts_count_for_the_account_in_all_its_challenges() {
    let app = TestApp::with(&[("attempts_per_account", "6/60s")]).await;
    let (first, authenticator) = challenged(&app, "ada").await;
    for _ in 0..5 {
        assert_eq!(answer(&first, "000000").await, wrong());
    }
    let second = app.sign_in("ada", PASSWORD).await;
    app.pass(30).await;
    let code = authenticator.code(app.clock.now());
    // Setting the app up was the first attempt.
    assert!(matches!(answer(&second, &code).await, Err(AppError::TooMany { .. })));
    app.clock.shift(60);
    assert!(answer(&second, &authenticator.code(app.clock.now())).await.is_ok());
}

#[tokio::test]
async fn at_the_session_limit_the_same_code_works_again() {
    let app = TestApp::start().await;
    app.policy(&[("sessions", "1")]).await;
    let (browser, authenticator) = challenged(&app, "ada").await;
    app.pass(30).await;
    let code = authenticator.code(app.clock.now());
    let Err(AppError::TooManySessions { sessions, .. }) = answer(&browser, &code).await else { panic!("no choice") };
    let fields = [("code", &*code), ("instead_of", &sessions[0].id)];
    assert_eq!(browser.fetch("answer_challenge", &fields).await.status, 200);
    assert!(browser.is_member().await);
}

#[tokio::test]
async fn each_recovery_code_signs_in_once() {
    let app = TestApp::start().await;
    let (_, codes) = Authenticator::set_up(&app.member("ada").await).await;
    assert_eq!(codes.len(), 10);
    let first = app.sign_in("ada", PASSWORD).await;
    let typed = codes[3].to_lowercase().replace('-', " ");
    assert!(answer(&first, &typed).await.is_ok());
    let history: History = first.fetch("list_history", &[]).await.json();
    assert_eq!(history.events[0].what, EventKind::SignedIn(Method::RecoveryCode));
    let second = app.sign_in("ada", PASSWORD).await;
    assert_eq!(answer(&second, &codes[3]).await, wrong());
    assert!(answer(&second, &codes[4]).await.is_ok());
}

#[tokio::test]
async fn without_scripts_the_code_is_entered_on_the_page_that_was_asked_for() {
    let app = TestApp::start().await;
    let (authenticator, _) = Authenticator::set_up(&app.member("ada").await).await;
    app.pass(30).await;
    let browser = app.browser();
    let fields = [("username", "ada"), ("password", PASSWORD)];
    let reply = browser.form("/sign-in?next=/account/sessions", "sign_in", &fields).await;
    assert_eq!(reply.status, 401, "{}", reply.body);
    assert!(reply.body.contains("One more step"));
    let reply = browser.form("/sign-in?next=/account/sessions", "answer_challenge", &[("code", "1")]).await;
    assert!(reply.body.contains("That code is wrong"), "{}", reply.body);
    let code = authenticator.code(app.clock.now());
    let reply = browser.form("/sign-in?next=/account/sessions", "answer_challenge", &[("code", &code)]).await;
    assert_eq!((reply.status, reply.location()), (302, "/account/sessions"), "{}", reply.body);
}

#[tokio::test]
async fn reauthentication_takes_a_code_instead_of_the_password() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let (authenticator, codes) = Authenticator::set_up(&ada).await;
    app.pass(700).await;
    assert_eq!(ada.fetch("end_other_sessions", &[]).await.error(), AppError::ReauthenticationRequired);
    let password = ada.fetch("sign_in_again", &[("current_password", PASSWORD)]).await;
    assert_eq!(password.problems(), ["code: Fill this in."]);
    let again = ada.fetch("sign_in_again", &[("code", &authenticator.code(app.clock.now()))]).await;
    assert_eq!(again.status, 200, "{}", again.body);
    assert_eq!(ada.fetch("end_other_sessions", &[]).await.status, 200);
    app.pass(700).await;
    assert_eq!(ada.fetch("sign_in_again", &[("code", &codes[0])]).await.status, 200);
}

#[tokio::test]
async fn the_cookie_is_protected_and_its_value_is_not_stored() {
    let app = TestApp::with(&[
        ("public_origin", "https://example.org"),
        ("behind_tls_proxy", "true"),
        ("trusted_proxies", "127.0.0.1"),
    ])
    .await;
    let ada = app.member("ada").await;
    Authenticator::set_up(&ada).await;
    let sign_in = app.browser().call("sign_in", &[("username", "ada"), ("password", PASSWORD)]);
    let reply = send(sign_in).await;
    let cookies = reply.cookies();
    let cookie = cookies.iter().find(|cookie| cookie.name() == "__Host-hallpass-challenge").expect("a cookie");
    assert_eq!((cookie.secure(), cookie.http_only(), cookie.path()), (Some(true), Some(true), Some("/")));
    // An hour, to say why, but the challenge itself is over after ten minutes.
    assert!(cookie.to_string().contains("Max-Age=3600"), "{cookie}");
    assert_eq!(app.count("SELECT expires_at - created_at FROM challenges").await, 600);
    let stored = app.text("SELECT secret_hash FROM challenges").await;
    assert!(stored.len() == 64 && !stored.contains(cookie.value()), "{stored}");
}

#[tokio::test]
async fn an_expired_challenge_says_why_until_somebody_signs_in() {
    let app = TestApp::start().await;
    let (browser, authenticator) = challenged(&app, "ada").await;
    app.pass(601).await;
    assert_eq!(browser.principal().await, Principal::ended(Ending::SignInExpired));
    let page = browser.get("/sign-in").await;
    assert!(page.status == 200 && page.body.contains(&Ending::SignInExpired.title()), "{}", page.status);
    assert_eq!(answer(&browser, &authenticator.code(app.clock.now())).await, Err(AppError::SignInRequired));
    let fields = [("username", "ada"), ("password", PASSWORD)];
    assert_eq!(browser.fetch("sign_in", &fields).await.status, 200);
    assert!(is_challenged(&browser.principal().await));
    assert_eq!(browser.fetch("cancel_challenge", &[]).await.status, 200);
    assert_eq!(browser.principal().await, Principal::default(), "who cancels knows why");

    assert_eq!(browser.fetch("sign_in", &fields).await.status, 200);
    app.pass(601).await;
    let fields = [("username", "noor"), ("password", PASSWORD), ("email", "")];
    assert_eq!(browser.fetch("sign_up", &fields).await.status, 200);
    assert_eq!(browser.fetch("sign_out", &[]).await.status, 200);
    assert_eq!(browser.principal().await, Principal::default(), "that was another sign-in");
}
