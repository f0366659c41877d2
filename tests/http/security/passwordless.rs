//! Accounts without a password: only passkeys sign in.

use hallpass::{
    access::Ending,
    error::{AppError, Conflict, Problem},
    session::{EventKind, History, Method},
    testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp},
};

use crate::support::{authenticator::Authenticator, passkey::Device};

const NEEDED: AppError = AppError::Conflict { conflict: Conflict::PasswordNeeded };
const NONE: AppError = AppError::Conflict { conflict: Conflict::NoPassword };

/// Gives an account a verified address.
async fn verify_address(app: &TestApp, name: &str) {
    app.execute(&format!(
        "UPDATE accounts SET email = '{name}@example.org', email_key = '{name}@example.org', email_verified_at = 1 \
         WHERE username = '{name}'"
    ))
    .await;
}

/// Removes the password of the member in this browser.
async fn remove(browser: &Browser) {
    let reply = browser.fetch("remove_password", &[]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert!(browser.principal().await.member().expect("a member").passwordless);
}

#[tokio::test]
async fn two_passkeys_or_one_and_recovery_codes_replace_the_password() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    assert_eq!(ada.fetch("remove_password", &[]).await.error(), NEEDED);
    let mut device = Device::with_passkey(&ada).await;
    assert_eq!(ada.fetch("remove_password", &[]).await.error(), NEEDED, "one passkey can be lost");
    assert!(!ada.principal().await.member().unwrap().passwordless);
    app.sign_in("ada", PASSWORD).await;
    let elsewhere = app.sign_in("ada", PASSWORD).await;
    Device::with_passkey(&ada).await;
    remove(&ada).await;
    assert_eq!(elsewhere.ended().await, Some(Ending::PasswordRemoved));
    for password in [PASSWORD, "", " "] {
        let reply = app.browser().fetch("sign_in", &[("username", "ada"), ("password", password)]).await;
        assert_ne!(reply.status, 200, "{password:?}");
    }
    let wrong = app.browser().fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await.error();
    assert_eq!(wrong, AppError::BadCredentials, "as for any wrong password");
    assert_eq!(device.sign_in(&app.browser()).await.status, 200);
    let history: History = ada.fetch("list_history", &[]).await.json();
    assert!(history.events.iter().any(|event| event.what == EventKind::SignedIn(Method::PasswordRemoved)));
    assert_eq!(
        app.count("SELECT COUNT(*) FROM audit_events WHERE act = 'password.remove' AND outcome = 'done'").await,
        1
    );

    let bea = app.member("bea").await;
    Device::with_passkey(&bea).await;
    Authenticator::set_up(&bea).await;
    verify_address(&app, "bea").await;
    remove(&bea).await;
}

#[tokio::test]
async fn enough_ways_to_sign_in_remain() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let first = Device::with_passkey(&ada).await.id(&ada).await;
    Device::with_passkey(&ada).await;
    Authenticator::set_up(&ada).await;
    verify_address(&app, "ada").await;
    remove(&ada).await;
    assert_eq!(ada.fetch("remove_passkey", &[("id", &first)]).await.status, 200, "one and recovery codes are left");
    let last = crate::support::passkey::passkeys(&ada).await.passkeys.pop().unwrap().id;
    assert_eq!(ada.fetch("remove_passkey", &[("id", &last)]).await.error(), NEEDED);
    assert_eq!(ada.fetch("remove_authenticator", &[]).await.error(), NEEDED, "it would remove the recovery codes");
    assert_eq!(app.count("SELECT COUNT(*) FROM passkeys").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM authenticators").await, 1);
    Device::with_passkey(&ada).await;
    assert_eq!(ada.fetch("remove_authenticator", &[]).await.status, 200);
}

#[tokio::test]
async fn a_passkey_reauthenticates_in_place_of_the_password() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut device = Device::with_passkey(&ada).await;
    Device::with_passkey(&ada).await;
    remove(&ada).await;
    let email = [("email", "ada@example.org"), ("current_password", "")];
    assert_eq!(ada.fetch("change_email", &email).await.status, 200, "a passkey was used just now");
    app.pass(601).await;
    assert_eq!(ada.fetch("change_email", &email).await.error(), AppError::ReauthenticationRequired);
    let close = [("username", "ada"), ("current_password", PASSWORD)];
    assert_eq!(ada.fetch("close_account", &close).await.error(), AppError::ReauthenticationRequired);
    for password in ["", PASSWORD] {
        assert_eq!(ada.fetch("sign_in_again", &[("current_password", password)]).await.error(), NONE);
    }
    assert_eq!(ada.fetch("change_email", &email).await.error(), AppError::ReauthenticationRequired);
    let mut other = Device::with_passkey(&app.member("bea").await).await;
    let foreign = other.answer(&app.browser()).await;
    assert_ne!(ada.fetch("sign_in_again", &[("passkey", &foreign)]).await.status, 200);
    let answer = device.answer(&ada).await;
    assert_eq!(ada.fetch("sign_in_again", &[("passkey", &answer)]).await.status, 200);
    assert_eq!(ada.fetch("change_email", &email).await.status, 200);
    let page = ada.get("/account").await.body;
    assert!(
        !page.contains("type=\"password\" name=\"current_password\"") && !page.contains("Current password"),
        "no page asks for a password that does not exist"
    );
    assert!(page.contains("Set password"));
}

#[tokio::test]
async fn a_new_password_can_be_set_without_the_old_one() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut device = Device::with_passkey(&ada).await;
    Device::with_passkey(&ada).await;
    remove(&ada).await;
    let new = [("current_password", ""), ("new_password", NEW_PASSWORD)];
    app.pass(601).await;
    assert_eq!(ada.fetch("change_password", &new).await.error(), AppError::ReauthenticationRequired);
    let answer = device.answer(&ada).await;
    assert_eq!(ada.fetch("sign_in_again", &[("passkey", &answer)]).await.status, 200);
    assert_eq!(ada.fetch("change_password", &new).await.status, 200);
    assert!(!ada.principal().await.member().unwrap().passwordless);
    assert!(app.sign_in("ada", NEW_PASSWORD).await.is_member().await);
    let again = ada.fetch("change_password", &new).await.error();
    assert_eq!(again.at("current_password"), Some(&Problem::Required), "now there is an old one");
}

#[tokio::test]
async fn a_lost_passkey_is_replaced_with_a_reset_link() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    Device::with_passkey(&ada).await;
    Device::with_passkey(&ada).await;
    remove(&ada).await;
    let (_, token) = app.reset_link("ada").await;
    let reset = [("token", &*token), ("new_password", NEW_PASSWORD)];
    assert_eq!(app.browser().fetch("reset_password", &reset).await.status, 200);
    assert!(app.sign_in("ada", NEW_PASSWORD).await.is_member().await);
}

#[tokio::test]
async fn a_required_second_factor_is_required_without_a_password_too() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    Device::with_passkey(&ada).await;
    Device::with_passkey(&ada).await;
    remove(&ada).await;
    app.policy(&[("second_factor", "required")]).await;
    let due = ada.fetch("list_sessions", &[]).await.error();
    assert_eq!(due, AppError::SetUpDue, "a password that is set by email would be enough");
    Authenticator::set_up(&ada).await;
    assert_eq!(ada.fetch("list_sessions", &[]).await.status, 200);
}

#[tokio::test]
async fn recovery_codes_count_only_with_a_verified_address() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    Device::with_passkey(&ada).await;
    Authenticator::set_up(&ada).await;
    assert_eq!(ada.fetch("remove_password", &[]).await.error(), NEEDED, "nobody could set a new password");
    verify_address(&app, "ada").await;
    remove(&ada).await;
}

#[tokio::test]
async fn a_ticket_needs_a_password() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.member("ada").await, app.administrator("grace").await);
    Device::with_passkey(&ada).await;
    Device::with_passkey(&ada).await;
    Authenticator::set_up(&ada).await;
    remove(&ada).await;
    let id = app.id_of("ada").await;
    let refused = grace.fetch("issue_ticket", &[("id", &id)]).await.error();
    assert!(matches!(refused, AppError::Rejected { .. }), "{refused:?}");
    assert_eq!(app.count("SELECT COUNT(*) FROM links WHERE purpose = 'ticket'").await, 0);
}
