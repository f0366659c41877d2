//! Passkeys: adding them, signing in with them, and losing them.

use hallpass::{
    access::{Ending, Principal, server::Grant},
    error::AppError,
    factor::PasskeyChallenge,
    session::{EventKind, History, Method},
    testing::{PASSWORD, TestApp},
};

use crate::support::{
    authenticator::Authenticator,
    passkey::{Device, UNKNOWN, WRONG, is_over, passkeys, sign_in},
    program::Program,
};

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
    assert_eq!(browser.fetch("answer_challenge", &[("code", ""), ("passkey", &foreign)]).await.error(), WRONG);
    let of_sign_in = device.sign(&guest).await;
    let reply = browser.fetch("answer_challenge", &[("code", ""), ("passkey", &of_sign_in)]).await;
    assert!(is_over(&reply.error()), "a challenge for signing in");
    let answer = device.answer(&browser).await;
    assert!(is_over(&sign_in(&app.browser(), &answer).await.error()), "a challenge for the second step");
    assert_eq!(browser.fetch("answer_challenge", &[("code", ""), ("passkey", &answer)]).await.status, 200);
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
    assert_eq!(bea.fetch("sign_in_again", &[("passkey", &answer)]).await.error(), WRONG, "somebody else's");
    assert_eq!(ada.fetch("sign_in_again", &[("passkey", &answer)]).await.status, 200);
    assert_eq!(ada.fetch("challenge_new_passkey", &[]).await.status, 200);
    assert!(is_over(&ada.fetch("sign_in_again", &[("passkey", &answer)]).await.error()), "used");
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
    assert!(is_over(&ada.fetch("challenge_new_passkey", &[]).await.error()));
    let answer = Device::new(&ada).create(&challenge).await;
    assert_eq!(ada.fetch("add_passkey", &[("passkey", &answer)]).await.error(), WRONG, "begun before");
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
async fn a_passkey_of_another_application_on_the_same_domain_is_not_called_unknown() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let challenge: PasskeyChallenge = ada.fetch("challenge_new_passkey", &[]).await.json();
    let handle = passkeys(&ada).await.handle;
    let options = challenge.options.replace(&handle, "AAAAAAAAAAAAAAAAAAAAAA");
    assert_ne!(options, challenge.options);
    let mut device = Device::new(&ada);
    device.create(&PasskeyChallenge { options, ..challenge }).await;
    // The browser would delete it if it were.
    assert_eq!(device.sign_in(&app.browser()).await.error(), WRONG);
}

#[tokio::test]
async fn the_server_does_not_start_with_passkeys_for_another_domain() {
    let mut program = Program::new().await;
    std::fs::create_dir_all(program.file("pkg")).expect("a folder");
    program.set("public_origin", "http://localhost:3000");
    assert_eq!(program.run(&["migrate"]).code, 0);
    let create = ["account", "create", "ada", "--password-stdin"];
    assert_eq!(program.run_with_input(&create, "gravel tulip eleven").code, 0);
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&program.database.url).await.expect("the database");
    let insert = "INSERT INTO passkeys (id, account_id, credential_id, credential, domain, name, user_agent, created_at) \
         SELECT 'one', id, 'one', '{}', 'pass.example.org', 'Phone', '', 0 FROM accounts";
    sqlx::query(insert).execute(&pool).await.expect("a passkey");
    let words = "there are passkeys for pass.example.org (1)";
    let served = program.run(&["serve"]);
    assert!(served.code == 1 && served.err.contains(words), "{served:?}");
    let checked = program.run(&["check"]);
    assert!(checked.code == 1 && checked.out.contains(words), "{checked:?}");
    let listed = program.run(&["factor", "list", "ada"]);
    assert!(listed.out.contains("passkey            Phone, added 1 Jan 1970"), "{listed:?}");
    let forgotten = program.run(&["factor", "forget-domain", "pass.example.org"]);
    assert!(forgotten.out.contains("Accounts affected: 1."), "{forgotten:?}");
    assert!(program.run(&["factor", "list", "ada"]).out.contains("passkeys           none"));
    assert!(!program.run(&["check"]).out.contains("there are passkeys for"));
    assert!(
        program.run(&["factor", "remove", "ada", "passkeys"]).out.contains("ada has no passkeys or security keys.")
    );
}

#[tokio::test]
async fn the_operator_removes_passkeys_and_ends_the_sessions() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut device = Device::with_passkey(&ada).await;
    let id = app.id_of("ada").await;
    let removed = app.services.security.remove_passkeys(&Grant::operator(), &id, None).await;
    assert_eq!(removed, Ok(1));
    assert_eq!(ada.principal().await, Principal::ended(Ending::PasskeyRemoved));
    assert_eq!(device.sign_in(&app.browser()).await.error(), UNKNOWN);
}
