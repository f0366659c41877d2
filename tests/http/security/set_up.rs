//! Setting up an authenticator app, replacing it and turning it off.

use hallpass::{
    access::Ending,
    error::{AppError, Problem},
    factor::{NewAuthenticator, SecondFactors},
    security::NewRecoveryCodes,
};

use crate::support::authenticator::Authenticator;
use hallpass::testing::{Browser, PASSWORD, TestApp};

async fn factors(browser: &Browser) -> SecondFactors {
    browser.fetch("show_second_factors", &[]).await.json()
}

#[tokio::test]
async fn an_app_counts_once_it_is_confirmed() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let none: Option<NewAuthenticator> = ada.fetch("show_new_authenticator", &[]).await.json();
    assert_eq!(none, None);
    let authenticator = Authenticator::begin(&ada).await;
    assert!(app.sign_in("ada", PASSWORD).await.is_member().await, "not confirmed yet");
    let page = ada.get("/account/security/authenticator").await;
    assert!(page.body.contains("<path d=\"M0 0h7") && page.body.contains("otpauth://totp/"), "{}", page.body);
    let wrong = ada.fetch("confirm_authenticator", &[("code", "000000")]).await;
    assert_eq!(wrong.error(), AppError::field("code", Problem::WrongCode));
    let empty = ada.fetch("confirm_authenticator", &[("code", " ")]).await;
    assert_eq!(empty.error(), AppError::field("code", Problem::Required));
    assert_eq!(factors(&ada).await, SecondFactors::default());
    let code = authenticator.code(app.clock.now());
    let new: NewRecoveryCodes = ada.fetch("confirm_authenticator", &[("code", &code)]).await.json();
    assert_eq!(new.codes.len(), 10);
    let now = factors(&ada).await;
    assert_eq!((now.authenticator.map(|app| app.added_at), now.recovery_codes), (Some(app.clock.now()), 10));
    let again = ada.fetch("confirm_authenticator", &[("code", &code)]).await;
    assert_eq!(again.error(), AppError::NotFound, "nothing is being set up any more");
    let page = ada.get("/account/security").await;
    assert!(page.body.contains("10 of 10 left"), "{}", page.body);
    assert!(!page.body.contains(&new.codes[0]), "codes are shown once");
}

#[tokio::test]
async fn turning_it_on_ends_the_other_sessions() {
    let app = TestApp::start().await;
    let (ada, other) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    Authenticator::set_up(&ada).await;
    assert!(ada.is_member().await);
    assert_eq!(other.ended().await, Some(Ending::SecondFactorChanged));
    let audit = app.text("SELECT act FROM audit_events WHERE act LIKE 'second_factor%'").await;
    assert_eq!(audit, "second_factor.on");
}

#[tokio::test]
async fn the_app_before_works_until_the_new_one_is_confirmed() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let (old, codes) = Authenticator::set_up(&ada).await;
    app.pass(30).await;
    let new = Authenticator::begin(&ada).await;
    let browser = app.sign_in("ada", PASSWORD).await;
    let code = old.code(app.clock.now());
    assert_eq!(browser.fetch("answer_challenge", &[("code", &code)]).await.status, 200);
    let code = new.code(app.clock.now());
    assert_eq!(ada.fetch("confirm_authenticator", &[("code", &code)]).await.status, 200);
    app.pass(30).await;
    for (code, expected) in
        [(old.code(app.clock.now()), 422), (codes[0].clone(), 422), (new.code(app.clock.now()), 200)]
    {
        let browser = app.sign_in("ada", PASSWORD).await;
        assert_eq!(browser.fetch("answer_challenge", &[("code", &code)]).await.status, expected, "{code}");
    }
}

#[tokio::test]
async fn setting_up_needs_reauthentication_and_ends_after_an_hour() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let authenticator = Authenticator::begin(&ada).await;
    app.pass(601).await;
    for (function, fields) in [
        ("begin_authenticator", &[][..]),
        ("show_new_authenticator", &[]),
        ("confirm_authenticator", &[("code", "000000")]),
        ("remove_authenticator", &[]),
        ("create_recovery_codes", &[]),
    ] {
        assert_eq!(ada.fetch(function, fields).await.error(), AppError::ReauthenticationRequired, "{function}");
    }
    let page = ada.get("/account/security/authenticator").await;
    assert!(!page.body.contains("otpauth"), "the secret is not shown");
    app.policy(&[("idle", "12h")]).await;
    app.pass(3000).await;
    assert_eq!(ada.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.status, 200);
    let code = authenticator.code(app.clock.now());
    assert_eq!(ada.fetch("confirm_authenticator", &[("code", &code)]).await.error(), AppError::NotFound);
}

#[tokio::test]
async fn new_recovery_codes_replace_the_old_ones() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    assert_eq!(ada.fetch("create_recovery_codes", &[]).await.error(), AppError::NotFound, "without an app");
    let (_, old) = Authenticator::set_up(&ada).await;
    let new: NewRecoveryCodes = ada.fetch("create_recovery_codes", &[]).await.json();
    let browser = app.sign_in("ada", PASSWORD).await;
    assert_eq!(browser.fetch("answer_challenge", &[("code", &old[0])]).await.status, 422);
    assert_eq!(browser.fetch("answer_challenge", &[("code", &new.codes[0])]).await.status, 200);
    assert_eq!(factors(&ada).await.recovery_codes, 9);
}

#[tokio::test]
async fn without_scripts_an_app_is_set_up_and_the_codes_are_shown_once() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let reply = ada.form("/account/security", "begin_authenticator", &[]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let authenticator = Authenticator::begin(&ada).await;
    let code = authenticator.code(app.clock.now());
    let page = ada.form("/account/security/authenticator", "confirm_authenticator", &[("code", &code)]).await;
    assert!(page.body.contains("Keep these recovery codes"), "{}", page.body);
    assert!(page.body.contains("Authenticator app turned on") && !page.body.contains("Set up an authenticator app"));
    let date = hallpass::ui::time::day(app.clock.now(), false);
    let heading = format!("Recovery codes for ada at Hallpass, {date}");
    assert!(page.body.contains(&heading), "{}", page.body);
    let file = format!("data:text/plain;charset=utf-8,{}%0A%0A", hallpass::access::encode(&heading));
    assert!(page.body.contains(&file), "{}", page.body);
    let again = ada.get("/account/security/authenticator").await;
    assert!(!again.body.contains("Keep these recovery codes"));
}

#[tokio::test]
async fn closing_the_account_erases_its_second_factors() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    Authenticator::set_up(&ada).await;
    app.sign_in("ada", PASSWORD).await;
    let fields = [("username", "ada"), ("current_password", PASSWORD)];
    assert_eq!(ada.fetch("close_account", &fields).await.status, 200);
    for table in ["authenticators", "recovery_codes", "challenges"] {
        assert_eq!(app.count(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
}
