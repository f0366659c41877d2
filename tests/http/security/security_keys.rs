//! Security keys, which are asked for after the password.

use hallpass::{
    access::{Ending, Principal, server::Grant},
    error::{AppError, Conflict},
    factor::PasskeyChallenge,
    session::{EventKind, History, Method},
    testing::{Browser, PASSWORD, TestApp},
};

use crate::support::{
    authenticator::Authenticator,
    passkey::{Device, WRONG, is_over, passkeys, sign_in},
};

const REQUIRED: AppError = AppError::Conflict { conflict: Conflict::SecondFactorRequired };

/// Whether a key is asked for after the password.
async fn is_asked_for(app: &TestApp, name: &str) -> bool {
    match app.sign_in(name, PASSWORD).await.principal().await {
        Principal::Challenged(challenge) => challenge.has_security_keys,
        _ => false,
    }
}

async fn key_id(browser: &Browser) -> String {
    passkeys(browser).await.security_keys.pop().expect("a security key").id
}

#[tokio::test]
async fn a_security_key_is_asked_for_after_the_password() {
    let app = TestApp::start().await;
    let (ada, other) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    let (mut key, codes) = Device::security_key(&ada).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(other.ended().await, Some(Ending::SecondFactorChanged));
    let principal = ada.principal().await;
    let member = principal.member().unwrap();
    assert!(member.second_factor && member.has_security_keys && !member.has_authenticator && !member.has_passkeys);
    let browser = app.sign_in("ada", PASSWORD).await;
    let Principal::Challenged(challenge) = browser.principal().await else { panic!("no challenge") };
    assert!(challenge.has_security_keys && !challenge.has_authenticator);
    assert!(browser.get("/").await.body.contains("Now use the security key of ada."));
    let answer = key.answer(&browser).await;
    assert_eq!(browser.fetch("answer_challenge", &[("code", ""), ("passkey", &answer)]).await.status, 200);
    let history: History = browser.fetch("list_history", &[]).await.json();
    assert_eq!(history.events[0].what, EventKind::SignedIn(Method::SecurityKey));
    assert_eq!(app.count("SELECT level FROM sessions WHERE method = 'security_key'").await, 2);
    assert_eq!(passkeys(&browser).await.security_keys[0].last_used_at, Some(app.clock.now()));

    let browser = app.sign_in("ada", PASSWORD).await;
    assert!(is_over(&browser.fetch("answer_challenge", &[("code", ""), ("passkey", &answer)]).await.error()), "used");
    assert_eq!(browser.fetch("answer_challenge", &[("code", &codes[0])]).await.status, 200, "a recovery code");
}

#[tokio::test]
async fn it_does_not_sign_in_by_itself() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let (mut key, _) = Device::security_key(&ada).await;
    let guest = app.browser();
    let challenge: Option<PasskeyChallenge> = guest.fetch("challenge_passkey", &[]).await.json();
    // As a device would that keeps the key as a passkey, and has verified its user.
    let answer = key.verified().sign(&challenge.expect("a challenge")).await;
    assert_eq!(sign_in(&guest, &answer).await.error(), WRONG);
    assert!(!guest.is_member().await);
    let of_second_step = key.answer(&app.sign_in("ada", PASSWORD).await).await;
    assert_eq!(sign_in(&guest, &of_second_step).await.error(), WRONG);
    for _ in 0..2 {
        Device::security_key(&ada).await;
    }
    let needed = AppError::Conflict { conflict: Conflict::PasswordNeeded };
    assert_eq!(ada.fetch("remove_password", &[]).await.error(), needed, "it needs the password");
}

#[tokio::test]
async fn a_challenge_is_for_one_kind() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let challenge: PasskeyChallenge = ada.fetch("challenge_new_security_key", &[]).await.json();
    let answer = Device::new(&ada).create(&challenge).await;
    assert!(is_over(&ada.fetch("add_passkey", &[("passkey", &answer)]).await.error()));
    let challenge: PasskeyChallenge = ada.fetch("challenge_new_passkey", &[]).await.json();
    let answer = Device::new(&ada).create(&challenge).await;
    assert!(is_over(&ada.fetch("add_security_key", &[("passkey", &answer)]).await.error()));
    assert_eq!(app.count("SELECT COUNT(*) FROM passkeys").await, 0);
}

#[tokio::test]
async fn beside_it_a_passkey_still_verifies_its_user() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut passkey = Device::with_passkey(&ada).await;
    let (mut key, _) = Device::security_key(&ada).await;
    let browser = app.sign_in("ada", PASSWORD).await;
    let challenge: Option<PasskeyChallenge> = browser.fetch("challenge_passkey", &[]).await.json();
    let challenge = challenge.expect("a challenge");
    assert!(!challenge.options.contains("hints\":[\"security-key"), "both are offered");
    let locked = passkey.unverified().sign(&challenge).await;
    assert_eq!(browser.fetch("answer_challenge", &[("code", ""), ("passkey", &locked)]).await.error(), WRONG);
    let answer = key.answer(&browser).await;
    assert_eq!(browser.fetch("answer_challenge", &[("code", ""), ("passkey", &answer)]).await.status, 200);
    let browser = app.sign_in("ada", PASSWORD).await;
    let answer = passkey.answer(&browser).await;
    assert_eq!(browser.fetch("answer_challenge", &[("code", ""), ("passkey", &answer)]).await.status, 200);
    assert_eq!(passkey.sign_in(&app.browser()).await.status, 200, "it signs in without the second step");
}

#[tokio::test]
async fn without_the_last_key_or_app_the_second_step_is_off() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    Device::security_key(&ada).await;
    let (_, codes) = Authenticator::set_up(&ada).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(ada.fetch("remove_authenticator", &[]).await.status, 200);
    assert!(is_asked_for(&app, "ada").await, "the key is left");
    assert_eq!(app.count("SELECT COUNT(*) FROM recovery_codes").await, 10);
    let (_, more) = Device::security_key(&ada).await;
    assert!(more.is_empty(), "there are recovery codes already");
    let bea = app.member("bea").await;
    assert_eq!(bea.fetch("remove_security_key", &[("id", &key_id(&ada).await)]).await.error(), AppError::NotFound);
    let elsewhere = app.sign_in("ada", PASSWORD).await;
    assert_eq!(elsewhere.fetch("answer_challenge", &[("code", &codes[0])]).await.status, 200);
    assert_eq!(ada.fetch("remove_security_key", &[("id", &key_id(&ada).await)]).await.status, 200);
    assert_eq!(elsewhere.ended().await, Some(Ending::SecondFactorChanged));
    assert!(is_asked_for(&app, "ada").await, "one is left");
    assert_eq!(ada.fetch("remove_passkey", &[("id", &key_id(&ada).await)]).await.error(), AppError::NotFound);
    assert_eq!(ada.fetch("remove_security_key", &[("id", &key_id(&ada).await)]).await.status, 200);
    assert!(!is_asked_for(&app, "ada").await);
    assert_eq!(app.count("SELECT COUNT(*) FROM recovery_codes").await, 0);
    let audit = "SELECT COUNT(*) FROM audit_events WHERE outcome = 'done' AND act = ";
    for (act, times) in [
        ("security_key.add", 2),
        ("security_key.remove", 2),
        ("second_factor.on", 2),
        ("second_factor.off", 1),
        ("authenticator.remove", 1),
    ] {
        assert_eq!(app.count(&format!("{audit}'{act}'")).await, times, "{act}");
    }
}

#[tokio::test]
async fn it_is_the_second_factor_that_a_policy_requires() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.policy(&[("second_factor", "required")]).await;
    assert_eq!(ada.fetch("list_sessions", &[]).await.error(), AppError::SetUpDue);
    Device::security_key(&ada).await;
    assert_eq!(ada.fetch("list_sessions", &[]).await.status, 200);
    assert_eq!(ada.fetch("remove_security_key", &[("id", &key_id(&ada).await)]).await.error(), REQUIRED);
    Authenticator::set_up(&ada).await;
    assert_eq!(ada.fetch("remove_security_key", &[("id", &key_id(&ada).await)]).await.status, 200);
    assert_eq!(ada.fetch("remove_authenticator", &[]).await.error(), REQUIRED);
}

#[tokio::test]
async fn it_reauthenticates() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let (mut key, codes) = Device::security_key(&ada).await;
    app.pass(601).await;
    assert_eq!(ada.fetch("create_recovery_codes", &[]).await.error(), AppError::ReauthenticationRequired);
    let page = ada.get("/account/reauthenticate").await.body;
    assert!(page.contains("Use your security key or enter a recovery code"), "{page}");
    let password = ada.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.error();
    assert!(password.at("code").is_some(), "the password is below the level of the account");
    let answer = key.answer(&ada).await;
    assert_eq!(ada.fetch("sign_in_again", &[("passkey", &answer)]).await.status, 200);
    app.pass(601).await;
    assert_eq!(ada.fetch("sign_in_again", &[("code", &codes[0])]).await.status, 200);
    assert_eq!(ada.fetch("create_recovery_codes", &[]).await.status, 200);
}

#[tokio::test]
async fn the_operator_removes_them_with_the_second_step() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    Device::security_key(&ada).await;
    let id = app.id_of("ada").await;
    assert_eq!(app.services.security.remove_passkeys(&Grant::operator(), &id, None).await, Ok(1));
    assert!(app.sign_in("ada", PASSWORD).await.is_member().await, "nothing is left to ask for");
    assert_eq!(app.count("SELECT COUNT(*) FROM recovery_codes").await, 0);
}
