//! Messages about what has happened to an account.

use std::time::Duration;

use hallpass::{
    access::{Ending, Principal},
    error::{AppError, Conflict},
    factor::PasskeyChallenge,
    testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp},
};

use crate::support::{
    authenticator::Authenticator,
    mail::{Letter, Mailboxes, set_email, verified},
    passkey::Device,
};

#[tokio::test]
async fn changes_of_passwords_and_second_factors_are_announced() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &fields).await.status, 200);
    assert_eq!(mail.one(&app).await.subject, "Your Hallpass password was changed");
    let (authenticator, _) = Authenticator::set_up(&ada).await;
    assert_eq!(mail.one(&app).await.subject, "An authenticator app was set up for Hallpass");
    app.pass(60).await;
    let code = authenticator.code(app.clock.now());
    assert_eq!(ada.fetch("sign_in_again", &[("code", &code)]).await.status, 200);
    assert_eq!(ada.fetch("create_recovery_codes", &[]).await.status, 200);
    assert_eq!(mail.one(&app).await.subject, "You have new recovery codes for Hallpass");
    assert_eq!(ada.fetch("remove_authenticator", &[]).await.status, 200);
    assert_eq!(mail.one(&app).await.subject, "The second step of signing in to Hallpass was turned off");
}

#[tokio::test]
async fn what_administrators_do_is_announced() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let grace = app.administrator("grace").await;
    verified(&app, &mail, "ada", "ada@example.org").await;
    let id = app.id_of("ada").await;
    let fields = [("id", &*id), ("reason", "a question about her account")];
    assert_eq!(grace.fetch("impersonate", &fields).await.status, 200);
    assert_eq!(mail.one(&app).await.subject, "An administrator started viewing Hallpass as you");
    assert_eq!(grace.fetch("end_impersonation", &[]).await.status, 200);
    assert_eq!(grace.fetch("change_role", &[("id", &id), ("role", "moderator")]).await.status, 200);
    let raised = mail.one(&app).await;
    assert!(
        raised.subject == "Your Hallpass account has a new role" && raised.text.contains("the role moderator"),
        "{raised:?}"
    );
    assert_eq!(grace.fetch("change_role", &[("id", &id), ("role", "member")]).await.status, 200);
    assert!(mail.receive(&app).await.is_empty(), "a lower role is not notified");
    app.ban("ada", "Rudeness <b>", "2d").await;
    let banned = mail.one(&app).await;
    assert!(
        banned.subject == "Your Hallpass account is banned" && banned.text.contains("Reason: Rudeness <b>"),
        "{banned:?}"
    );
    assert!(banned.html.contains("Rudeness &lt;b&gt;") && banned.text.contains("The ban ends: "), "{banned:?}");
}

#[tokio::test]
async fn nothing_is_sent_to_an_address_that_is_not_verified() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = app.member("ada").await;
    set_email(&ada, "somebody-else@example.org").await;
    mail.receive(&app).await;
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &fields).await.status, 200);
    app.ban("ada", "Rudeness", "").await;
    assert!(mail.receive(&app).await.is_empty());
}

#[tokio::test]
async fn whoever_did_not_do_it_ends_every_session_and_gets_a_new_password() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let grace = app.administrator("grace").await;
    set_email(&grace, "grace@example.org").await;
    let token = mail.one(&app).await.token("/verify-email");
    assert_eq!(app.browser().fetch("verify_email", &[("token", &token)]).await.status, 200);
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    let thief = app.sign_in("ada", PASSWORD).await;
    assert_eq!(mail.one(&app).await.subject, "New sign-in to Hallpass");
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(thief.fetch("change_password", &fields).await.status, 200);
    let token = mail.one(&app).await.token("/not-me");
    let page = app.browser().get(&format!("/not-me?token={token}")).await;
    assert!(page.status == 200 && page.body.contains("ada"), "{}", page.status);
    assert!(thief.is_member().await, "opening the page changes nothing");
    assert_eq!(app.browser().fetch("report_misuse", &[("token", &token)]).await.status, 200);
    for browser in [&ada, &thief] {
        assert!(!browser.is_member().await);
    }
    assert_eq!(thief.principal().await, Principal::ended(Ending::MisuseReported));
    let known = app.browser().fetch("sign_in", &[("username", "ada"), ("password", NEW_PASSWORD)]).await;
    assert_eq!(known.error(), AppError::BadCredentials, "the thief knows the password");
    let letters = mail.receive(&app).await;
    let find = |to: &str| letters.iter().find(|letter| letter.to == to).expect("a message");
    assert_eq!(find("ada@example.org").subject, "Set a new password for Hallpass");
    assert_eq!(find("grace@example.org").subject, "Misuse of the account ada was reported");
    let reset = find("ada@example.org").token("/password-reset");
    let fields = [("token", &*reset), ("new_password", "copper lantern orchid")];
    assert_eq!(app.browser().fetch("reset_password", &fields).await.status, 200);
    app.sign_in("ada", "copper lantern orchid").await;
    let again = app.browser().fetch("report_misuse", &[("token", &token)]).await;
    assert_eq!(again.error(), AppError::DeadLink);
}

#[tokio::test]
async fn two_links_used_at_once_do_not_block_each_other() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &fields).await.status, 200);
    let first = mail.one(&app).await.token("/not-me");
    app.sign_in("ada", NEW_PASSWORD).await;
    let second = mail.one(&app).await.token("/not-me");
    // Neither request gets the account before both have begun.
    let mut held = app.services.database.begin().await.unwrap();
    sqlx::query("UPDATE accounts SET role = role").execute(&mut *held).await.unwrap();
    let (one, other) = (app.browser(), app.browser());
    let one = tokio::spawn(async move { one.fetch("report_misuse", &[("token", &first)]).await.status });
    let other = tokio::spawn(async move { other.fetch("report_misuse", &[("token", &second)]).await.status });
    tokio::time::sleep(Duration::from_millis(500)).await;
    drop(held);
    let mut statuses = [one.await.unwrap(), other.await.unwrap()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410]);
}

#[tokio::test]
async fn a_thief_who_has_changed_the_address_does_not_get_the_link_for_a_new_password() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    verified(&app, &mail, "ada", "ada@example.org").await;
    let thief = app.sign_in("ada", PASSWORD).await;
    let notice = mail.one(&app).await;
    assert_eq!((&*notice.to, &*notice.subject), ("ada@example.org", "New sign-in to Hallpass"));
    set_email(&thief, "thief@example.net").await;
    let letters = mail.receive(&app).await;
    let token = letters.iter().find(|letter| letter.to == "thief@example.net").unwrap().token("/verify-email");
    assert_eq!(app.browser().fetch("verify_email", &[("token", &token)]).await.status, 200);
    mail.receive(&app).await;
    let token = notice.token("/not-me");
    assert_eq!(app.browser().fetch("report_misuse", &[("token", &token)]).await.status, 200);
    let reset = mail.one(&app).await;
    assert_eq!((&*reset.to, &*reset.subject), ("ada@example.org", "Set a new password for Hallpass"));
}

#[tokio::test]
async fn a_thief_who_has_asked_for_another_address_does_not_get_it_after_a_new_password_or_a_report() {
    for reports in [true, false] {
        let mail = Mailboxes::new();
        let app = mail.app().await;
        verified(&app, &mail, "ada", "ada@example.org").await;
        let thief = app.sign_in("ada", PASSWORD).await;
        let notice = mail.one(&app).await;
        set_email(&thief, "thief@example.net").await;
        let letters = mail.receive(&app).await;
        let waiting = letters.iter().find(|letter| letter.to == "thief@example.net").unwrap().token("/verify-email");
        if reports {
            let fields = [("token", &*notice.token("/not-me"))];
            assert_eq!(app.browser().fetch("report_misuse", &fields).await.status, 200);
        } else {
            let (_, token) = app.reset_link("ada").await;
            let fields = [("token", &*token), ("new_password", NEW_PASSWORD)];
            assert_eq!(app.browser().fetch("reset_password", &fields).await.status, 200);
        }
        let late = app.browser().fetch("verify_email", &[("token", &waiting)]).await;
        assert_eq!(late.error(), AppError::DeadLink, "reported: {reports}");
    }
}

#[tokio::test]
async fn nobody_can_use_up_the_messages_that_secure_an_account() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    verified(&app, &mail, "ada", "ada@example.org").await;
    app.sign_in("ada", PASSWORD).await;
    let notice = mail.one(&app).await;
    for _ in 0..10 {
        app.browser().fetch("request_password_reset", &[("who", "ada")]).await;
    }
    assert_eq!(mail.receive(&app).await.len(), 4);
    let fields = [("token", &*notice.token("/not-me"))];
    assert_eq!(app.browser().fetch("report_misuse", &fields).await.status, 200);
    let letter = mail.one(&app).await;
    assert!(letter.text.contains("Misuse of the account ada"), "{letter:?}");
}

#[tokio::test]
async fn a_sign_in_on_a_new_device_is_announced_once() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    assert_eq!(ada.fetch("sign_out", &[]).await.status, 200);
    let credentials = [("username", "ada"), ("password", PASSWORD)];
    assert_eq!(ada.fetch("sign_in", &credentials).await.status, 200);
    assert!(mail.receive(&app).await.is_empty(), "the browser is known");
    let phone = app.browser();
    assert_eq!(phone.fetch("sign_in", &credentials).await.status, 200);
    let notice = mail.one(&app).await;
    assert!(
        notice.subject == "New sign-in to Hallpass"
            && notice.text.contains(" UTC): Unknown device, IP address 127.0.0.1."),
        "{notice:?}"
    );
    assert_eq!(phone.fetch("sign_out", &[]).await.status, 200);
    assert_eq!(phone.fetch("sign_in", &credentials).await.status, 200);
    assert!(mail.receive(&app).await.is_empty(), "now this one is, too");
}

#[tokio::test]
async fn messages_are_in_the_language_of_the_account_at_that_time() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    let choose = [("theme", ""), ("language", "de"), ("time_zone", "Europe/Berlin")];
    let chosen = ada.fetch("change_preferences", &choose).await;
    assert_eq!(chosen.status, 200, "{}", chosen.body);
    assert_eq!(change_password(&ada).await, 200);
    let letter: Letter = mail.one(&app).await;
    assert_eq!(letter.subject, "Dein Passwort bei Hallpass wurde geändert");
    assert!(letter.html.contains("<html lang=\"de\">") && letter.text.contains("Hallo ada!"), "{letter:?}");
    assert!(letter.text.contains("CET") || letter.text.contains("CEST"), "{}", letter.text);
}

#[tokio::test]
async fn who_has_chosen_no_language_gets_that_of_the_request() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let fields = [("username", "ada"), ("email", "ada@example.org"), ("password", PASSWORD)];
    let request = reqwest::Client::new()
        .post(format!("http://{}/api/sign_up", app.address))
        .header("accept-language", "de")
        .header("origin", app.config.public_origin.ascii_serialization())
        .form(&fields);
    assert_eq!(request.send().await.unwrap().status(), 200);
    assert_eq!(mail.one(&app).await.subject, "Bestätige deine E-Mail-Adresse für Hallpass");
}

async fn change_password(browser: &Browser) -> u16 {
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    browser.fetch("change_password", &fields).await.status
}

#[tokio::test]
async fn without_mail_nothing_is_written_into_the_outbox() {
    let app = TestApp::start().await;
    assert_eq!(change_password(&app.member("ada").await).await, 200);
    app.ban("ada", "Rudeness", "").await;
    assert_eq!(app.count("SELECT COUNT(*) FROM outbox").await, 0);
}

#[tokio::test]
async fn passkeys_are_announced_and_misuse_removes_them() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    let mut thief = Device::with_passkey(&ada).await;
    let added = mail.one(&app).await;
    assert_eq!(added.subject, "A passkey was added to your Hallpass account");
    let mut own = Device::with_passkey(&ada).await;
    mail.one(&app).await;
    let challenge: PasskeyChallenge = ada.fetch("challenge_new_passkey", &[]).await.json();
    assert_eq!(ada.fetch("remove_passkey", &[("id", &own.id(&ada).await)]).await.status, 200);
    assert_eq!(mail.one(&app).await.subject, "A passkey was removed from your Hallpass account");
    let fields = [("token", &*added.token("/not-me"))];
    assert_eq!(app.browser().fetch("report_misuse", &fields).await.status, 200);
    assert!(!ada.is_member().await);
    let unknown = AppError::Conflict { conflict: Conflict::UnknownPasskey };
    for device in [&mut thief, &mut own] {
        assert_eq!(device.sign_in(&app.browser()).await.error(), unknown);
    }
    let left = format!("SELECT COUNT(*) FROM passkey_challenges WHERE account_id = '{}'", app.id_of("ada").await);
    assert_eq!(app.count(&left).await, 0, "not even one that was begun: {}", challenge.token.len());
}
