//! Messages about attempts to sign in that are suspicious: many wrong passwords, or the right one and many wrong codes.

use hallpass::testing::{Browser, PASSWORD, TestApp};

use crate::support::{
    authenticator::Authenticator,
    mail::{Letter, Mailboxes, verified},
    passkey::Device,
};

const DAY: i64 = 86_400;
const AFTER_FAILURES: &str = "Sign-in to Hallpass after failed attempts";
const WRONG_CODES: &str = "Someone knows your Hallpass password";

async fn guess(app: &TestApp, times: usize) {
    for _ in 0..times {
        app.clock.shift(1);
        let reply = app.browser().fetch("sign_in", &[("username", "ada"), ("password", "wrong password")]).await;
        assert_eq!(reply.status, 401);
    }
    app.clock.shift(1);
}

async fn wrong_codes(browser: &Browser, times: usize) {
    for _ in 0..times {
        assert_eq!(browser.fetch("answer_challenge", &[("code", "000000")]).await.status, 422);
    }
}

fn subjects(letters: &[Letter]) -> Vec<&str> {
    letters.iter().map(|letter| &*letter.subject).collect()
}

/// A member with a verified address and an app.
async fn with_app(app: &TestApp, mail: &Mailboxes) -> (Browser, Authenticator) {
    let ada = verified(app, mail, "ada", "ada@example.org").await;
    let (authenticator, _) = Authenticator::set_up(&ada).await;
    mail.receive(app).await;
    (ada, authenticator)
}

#[tokio::test]
async fn a_sign_in_after_many_wrong_passwords_is_announced_once_a_day() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    guess(&app, 4).await;
    app.sign_in("ada", PASSWORD).await;
    assert_eq!(subjects(&mail.receive(&app).await), ["New sign-in to Hallpass"], "four may be typing errors");
    guess(&app, 4).await;
    assert_eq!(ada.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await.status, 200);
    assert!(mail.receive(&app).await.is_empty(), "they count from the last sign-in");
    guess(&app, 5).await;
    assert!(mail.receive(&app).await.is_empty(), "nobody has got in");
    app.sign_in("ada", PASSWORD).await;
    let letter = mail.one(&app).await;
    assert_eq!(letter.subject, AFTER_FAILURES, "in place of the message about a new device");
    assert!(letter.text.contains("at least five failed attempts"), "{}", letter.text);
    assert!(letter.text.contains("): Unknown device, IP address 127.0.0.1."), "{}", letter.text);
    guess(&app, 5).await;
    app.sign_in("ada", PASSWORD).await;
    assert_eq!(subjects(&mail.receive(&app).await), ["New sign-in to Hallpass"], "one a day");
    app.pass(DAY).await;
    guess(&app, 5).await;
    app.sign_in("ada", PASSWORD).await;
    let letter = mail.one(&app).await;
    assert_eq!(letter.subject, AFTER_FAILURES);
    let token = letter.token("/not-me");
    assert_eq!(app.browser().fetch("report_misuse", &[("token", &token)]).await.status, 200);
    assert!(!ada.is_member().await);
}

#[tokio::test]
async fn blocked_attempts_count_like_wrong_passwords() {
    let mail = Mailboxes::new();
    let settings = mail.settings();
    let settings = settings.each_ref().map(|(key, value)| (*key, &**value));
    let app = TestApp::with(&[&settings[..], &[("attempts_per_account", "5/60s")]].concat()).await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    let stranger = app.browser();
    app.clock.shift(1);
    for _ in 0..20 {
        stranger.fetch("sign_in", &[("username", "ada"), ("password", "wrong password")]).await;
    }
    app.clock.shift(600);
    assert_eq!(ada.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await.status, 200);
    assert_eq!(mail.one(&app).await.subject, AFTER_FAILURES);
}

#[tokio::test]
async fn who_reauthenticates_or_has_a_passkey_did_not_guess() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    let mut device = Device::with_passkey(&ada).await;
    mail.receive(&app).await;
    assert_eq!(ada.fetch("sign_out", &[]).await.status, 200);
    guess(&app, 5).await;
    assert_eq!(device.sign_in(&ada).await.status, 200);
    assert!(mail.receive(&app).await.is_empty());
    guess(&app, 5).await;
    assert_eq!(ada.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.status, 200);
    assert!(mail.receive(&app).await.is_empty());
}

#[tokio::test]
async fn many_wrong_codes_after_the_right_password_are_announced_once_a_day() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (_, authenticator) = with_app(&app, &mail).await;
    // A thief begins again, so that no sign-in has many wrong codes.
    for _ in 0..2 {
        let thief = app.sign_in("ada", PASSWORD).await;
        wrong_codes(&thief, 2).await;
        assert_eq!(thief.fetch("cancel_challenge", &[]).await.status, 200);
    }
    assert!(mail.receive(&app).await.is_empty());
    let thief = app.sign_in("ada", PASSWORD).await;
    wrong_codes(&thief, 1).await;
    let letter = mail.one(&app).await;
    assert_eq!(letter.subject, WRONG_CODES);
    assert!(letter.text.contains("): Unknown device, IP address 127.0.0.1."), "{}", letter.text);
    wrong_codes(&thief, 5).await;
    assert!(mail.receive(&app).await.is_empty(), "one a day");
    app.pass(DAY).await;
    let thief = app.sign_in("ada", PASSWORD).await;
    wrong_codes(&thief, 1).await;
    let letter = mail.one(&app).await;
    // The owner signs in, which ends the count.
    app.clock.shift(30);
    let code = authenticator.code(app.clock.now());
    assert_eq!(thief.fetch("answer_challenge", &[("code", &code)]).await.status, 200);
    mail.receive(&app).await;
    app.pass(DAY).await;
    let other = app.sign_in("ada", PASSWORD).await;
    wrong_codes(&other, 4).await;
    assert!(mail.receive(&app).await.is_empty());
    let token = letter.token("/not-me");
    assert_eq!(app.browser().fetch("report_misuse", &[("token", &token)]).await.status, 200);
    assert_eq!(app.browser().fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await.status, 401);
}

#[tokio::test]
async fn wrong_codes_at_the_same_time_are_announced_once() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    with_app(&app, &mail).await;
    let thief = app.sign_in("ada", PASSWORD).await;
    futures_util::future::join_all((0..20).map(|_| wrong_codes(&thief, 1))).await;
    assert_eq!(subjects(&mail.receive(&app).await), [WRONG_CODES]);
}
