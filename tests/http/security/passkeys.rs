//! Passkeys: adding them, signing in with them, and losing them.

use hallpass::{
    access::{Ending, Principal, server::Grant},
    error::{AppError, Conflict},
    factor::PasskeyChallenge,
    session::{EventKind, History, Method},
    testing::{PASSWORD, TestApp},
};

use crate::support::{
    authenticator::Authenticator,
    passkey::{Device, passkeys, sign_in},
};

const UNKNOWN: AppError = AppError::Conflict { conflict: Conflict::UnknownPasskey };

fn is_rejected(error: &AppError) -> bool {
    matches!(error, AppError::Rejected { .. })
}

#[tokio::test]
async fn a_passkey_signs_in_without_a_username_and_a_password() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    assert!(!ada.principal().await.has_passkeys());
    let mut device = Device::with_passkey(&ada).await;
    assert!(ada.principal().await.has_passkeys());
    let known = passkeys(&ada).await;
    assert_eq!((known.domain.as_deref(), known.passkeys.len()), (Some("localhost"), 1));
    assert_eq!(known.passkeys[0].last_used_at, None);
    let browser = app.browser();
    let reply = device.sign_in(&browser).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let principal = browser.principal().await;
    assert_eq!(principal.member().map(|member| &*member.username), Some("ada"));
    let history: History = browser.fetch("list_history", &[]).await.json();
    assert_eq!(history.events[0].what, EventKind::SignedIn(Method::Passkey));
    assert_eq!(passkeys(&browser).await.passkeys[0].last_used_at, Some(app.clock.now()));
}

#[tokio::test]
async fn it_proves_two_factors_at_once() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut device = Device::with_passkey(&ada).await;
    Authenticator::set_up(&ada).await;
    let browser = app.browser();
    assert_eq!(device.sign_in(&browser).await.status, 200);
    assert!(browser.is_member().await, "no code is asked for");
    assert_eq!(app.count("SELECT level FROM sessions WHERE method = 'passkey'").await, 2);
}

#[tokio::test]
async fn it_is_a_second_factor_too() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut device = Device::with_passkey(&ada).await;
    Authenticator::set_up(&ada).await;
    let mut other = Device::with_passkey(&app.member("bea").await).await;
    let browser = app.sign_in("ada", PASSWORD).await;
    assert!(matches!(browser.principal().await, Principal::Challenged(challenge) if challenge.has_passkeys));
    let guest: Option<PasskeyChallenge> = app.browser().fetch("challenge_passkey", &[]).await.json();
    let guest = guest.expect("a challenge");
    let foreign = other.sign(&guest).await;
    assert_eq!(browser.fetch("answer_challenge", &[("passkey", &foreign)]).await.error(), UNKNOWN);
    let of_sign_in = device.sign(&guest).await;
    let reply = browser.fetch("answer_challenge", &[("passkey", &of_sign_in)]).await;
    assert!(is_rejected(&reply.error()), "a challenge for signing in");
    let answer = device.answer(&browser).await;
    assert!(is_rejected(&sign_in(&app.browser(), &answer).await.error()), "a challenge for the second step");
    assert_eq!(browser.fetch("answer_challenge", &[("passkey", &answer)]).await.status, 200);
    assert!(browser.is_member().await);
    let history: History = browser.fetch("list_history", &[]).await.json();
    assert_eq!(history.events[0].what, EventKind::SignedIn(Method::PasswordAndPasskey));
}

#[tokio::test]
async fn it_reauthenticates() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut device = Device::with_passkey(&ada).await;
    app.pass(601).await;
    assert_eq!(ada.fetch("challenge_new_passkey", &[]).await.error(), AppError::ReauthenticationRequired);
    let answer = device.answer(&ada).await;
    let bea = app.member("bea").await;
    assert_eq!(bea.fetch("sign_in_again", &[("passkey", &answer)]).await.error(), UNKNOWN, "somebody else's");
    assert_eq!(ada.fetch("sign_in_again", &[("passkey", &answer)]).await.status, 200);
    assert_eq!(ada.fetch("challenge_new_passkey", &[]).await.status, 200);
    assert!(is_rejected(&ada.fetch("sign_in_again", &[("passkey", &answer)]).await.error()), "used");
}

#[tokio::test]
async fn an_answer_works_once() {
    let app = TestApp::start().await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    let answer = device.answer(&app.browser()).await;
    let (one, other) = (app.browser(), app.browser());
    let (first, second) = tokio::join!(sign_in(&one, &answer), sign_in(&other, &answer));
    let statuses = [first.status, second.status];
    assert!(statuses.contains(&200) && statuses.iter().any(|status| *status != 200), "{statuses:?}");
    assert!(is_rejected(&sign_in(&app.browser(), &answer).await.error()));
}

#[tokio::test]
async fn at_the_session_limit_the_same_answer_ends_another_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut device = Device::with_passkey(&ada).await;
    app.policy(&[("sessions", "1")]).await;
    let browser = app.browser();
    let answer = device.answer(&browser).await;
    let reply = sign_in(&browser, &answer).await;
    assert!(matches!(reply.error(), AppError::TooManySessions { .. }));
    let id = ada.id().await;
    let fields = [("username", ""), ("password", ""), ("passkey", &*answer), ("instead_of", &*id)];
    assert_eq!(browser.fetch("sign_in", &fields).await.status, 200);
    assert!(matches!(ada.principal().await, Principal::Guest { ended: Some(Ending::TooMany), .. }));
}

#[tokio::test]
async fn a_challenge_expires_after_ten_minutes() {
    let app = TestApp::start().await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    let (late, in_time) = (device.answer(&app.browser()).await, app.browser());
    app.pass(1).await;
    let answer = device.answer(&in_time).await;
    app.pass(599).await;
    assert!(is_rejected(&sign_in(&app.browser(), &late).await.error()));
    assert_eq!(sign_in(&in_time, &answer).await.status, 200);
    app.pass(601).await;
    app.services.sessions.reap().await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM passkey_challenges").await, 0);
}

#[tokio::test]
async fn a_device_that_was_not_unlocked_is_rejected() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut device = Device::with_passkey(&ada).await;
    let browser = app.browser();
    let challenge: Option<PasskeyChallenge> = browser.fetch("challenge_passkey", &[]).await.json();
    // As if the page had not asked for it.
    let lenient = |challenge: &PasskeyChallenge| PasskeyChallenge {
        options: challenge.options.replace(r#""userVerification":"required""#, r#""userVerification":"discouraged""#),
        token: challenge.token.clone(),
    };
    let challenge = lenient(&challenge.unwrap());
    let answer = device.locked().sign(&challenge).await;
    assert!(is_rejected(&sign_in(&browser, &answer).await.error()));
    let new: PasskeyChallenge = ada.fetch("challenge_new_passkey", &[]).await.json();
    let created = Device::new(&ada).locked().create(&lenient(&new)).await;
    assert!(is_rejected(&ada.fetch("add_passkey", &[("passkey", &created)]).await.error()));
    let answer = device.sign(&challenge).await;
    assert_eq!(sign_in(&browser, &answer).await.status, 200, "the same challenge, once it was unlocked");
}

#[tokio::test]
async fn a_cloned_passkey_is_rejected() {
    let app = TestApp::start().await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    let mut copy = device.clone();
    assert_eq!(device.sign_in(&app.browser()).await.status, 200);
    assert_eq!(device.sign_in(&app.browser()).await.status, 200);
    assert!(is_rejected(&copy.sign_in(&app.browser()).await.error()));
    assert_eq!(device.sign_in(&app.browser()).await.status, 200);
}

#[tokio::test]
async fn another_origin_is_rejected() {
    let app = TestApp::start().await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    device.origin.set_port(Some(1)).unwrap();
    assert!(is_rejected(&device.sign_in(&app.browser()).await.error()));
}

#[tokio::test]
async fn an_altered_answer_is_rejected() {
    let app = TestApp::start().await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    let browser = app.browser();
    let answer = device.answer(&browser).await;
    let (token, json) = answer.split_once('.').unwrap();
    let mut altered: serde_json::Value = serde_json::from_str(json).unwrap();
    for (field, value) in [("signature", "MEUCIQ"), ("userHandle", "AAAAAAAAAAAAAAAAAAAAAA"), ("clientDataJSON", "e30")]
    {
        let before = std::mem::replace(&mut altered["response"][field], value.into());
        let reply = sign_in(&browser, &format!("{token}.{altered}")).await;
        assert!(is_rejected(&reply.error()), "{field}: {}", reply.body);
        altered["response"][field] = before;
    }
    for malformed in ["none", ".", &format!("{token}."), &format!("{token}.{{}}")] {
        assert_eq!(sign_in(&browser, malformed).await.status, 400, "{malformed}");
    }
    assert_eq!(sign_in(&browser, &answer).await.status, 200);
}

#[tokio::test]
async fn a_removed_passkey_signs_nobody_in_and_ends_other_sessions() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut device = Device::with_passkey(&ada).await;
    let elsewhere = app.browser();
    assert_eq!(device.sign_in(&elsewhere).await.status, 200);
    let (id, bea) = (device.id(&ada).await, app.member("bea").await);
    assert_eq!(bea.fetch("remove_passkey", &[("id", &id)]).await.error(), AppError::NotFound);
    assert_eq!(bea.fetch("name_passkey", &[("id", &id), ("name", "Mine")]).await.error(), AppError::NotFound);
    let pending = device.answer(&app.browser()).await;
    assert_eq!(ada.fetch("remove_passkey", &[("id", &id)]).await.status, 200);
    assert!(ada.is_member().await);
    assert!(matches!(
        elsewhere.principal().await,
        Principal::Guest { ended: Some(Ending::PasskeyRemoved), by: Some(_) }
    ));
    assert_eq!(sign_in(&app.browser(), &pending).await.error(), UNKNOWN);
    assert!(!ada.principal().await.has_passkeys());
    let none: Option<PasskeyChallenge> = ada.fetch("challenge_passkey", &[]).await.json();
    assert_eq!(none, None);
}

#[tokio::test]
async fn a_passkey_has_a_name() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let id = Device::with_passkey(&ada).await.id(&ada).await;
    assert_eq!(ada.fetch("name_passkey", &[("id", &id), ("name", "  My phone ")]).await.status, 200);
    assert_eq!(passkeys(&ada).await.passkeys[0].title(), "My phone");
    let long = "x".repeat(41);
    let error = ada.fetch("name_passkey", &[("id", &id), ("name", &long)]).await.error();
    assert!(error.at("name").is_some());
    assert_eq!(ada.fetch("name_passkey", &[("id", &id), ("name", "")]).await.status, 200);
    assert_eq!(passkeys(&ada).await.passkeys[0].title(), passkeys(&ada).await.passkeys[0].device.to_string());
}

#[tokio::test]
async fn a_device_has_one_passkey_for_an_account_and_an_account_at_most_twenty() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let device = Device::with_passkey(&ada).await;
    let id = device.id(&ada).await;
    let challenge: PasskeyChallenge = ada.fetch("challenge_new_passkey", &[]).await.json();
    let credential = passkeys(&ada).await.passkeys[0].credential_id.clone();
    assert!(challenge.options.contains(&credential), "the device is told not to create another one");
    for number in 1..20 {
        app.execute(&format!(
            "INSERT INTO passkeys (id, account_id, credential_id, credential, domain, name, user_agent, created_at) \
             SELECT 'more-{number}', account_id, 'more-{number}', credential, domain, name, user_agent, created_at \
             FROM passkeys WHERE id = '{id}'"
        ))
        .await;
    }
    app.execute("UPDATE accounts SET passkeys = 20 WHERE username = 'ada'").await;
    assert!(is_rejected(&ada.fetch("challenge_new_passkey", &[]).await.error()));
    let answer = Device::new(&ada).create(&challenge).await;
    assert!(is_rejected(&ada.fetch("add_passkey", &[("passkey", &answer)]).await.error()), "begun before");
    assert_eq!(app.count("SELECT COUNT(*) FROM passkeys").await, 20);
}

#[tokio::test]
async fn banned_and_closed_accounts_stay_out() {
    let app = TestApp::start().await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    app.ban("ada", "Rudeness", "").await;
    let browser = app.browser();
    assert_eq!(device.sign_in(&browser).await.status, 200);
    assert!(matches!(browser.principal().await, Principal::Banned(_)));
    let id = app.id_of("ada").await;
    app.services.closing.close(&Grant::operator(), &id, "ada").await.unwrap();
    assert_eq!(device.sign_in(&app.browser()).await.error(), UNKNOWN);
    assert_eq!(app.count("SELECT COUNT(*) FROM passkeys").await, 0);
}

#[tokio::test]
async fn wrong_passwords_do_not_keep_a_passkey_out() {
    let app = TestApp::with(&[("attempts_per_account", "2/60s")]).await;
    let mut device = Device::with_passkey(&app.member("ada").await).await;
    let thief = app.browser();
    let guess = [("username", "ada"), ("password", "wrong password")];
    while thief.fetch("sign_in", &guess).await.status != 429 {}
    assert_eq!(device.sign_in(&app.browser()).await.status, 200);
}
