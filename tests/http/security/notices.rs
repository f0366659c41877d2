//! Turning the emails about sign-ins on new devices off and on.

use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp};
use serde_json::Value;

use crate::support::{
    channel::Channel,
    mail::{Mailboxes, verified},
};

async fn turn(browser: &Browser, is_on: bool) {
    let reply = browser.fetch("change_notices", &[("new_devices", &is_on.to_string())]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
}

async fn is_on(browser: &Browser) -> bool {
    browser.principal().await.member().expect("a member").new_device_notices
}

#[tokio::test]
async fn only_the_email_about_new_devices_can_be_turned_off() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    assert!(is_on(&ada).await);
    turn(&ada, false).await;
    assert!(!is_on(&ada).await);
    let other = app.sign_in("ada", PASSWORD).await;
    assert!(mail.receive(&app).await.is_empty());
    for _ in 0..5 {
        app.clock.shift(1);
        app.browser().fetch("sign_in", &[("username", "ada"), ("password", "wrong password")]).await;
    }
    app.sign_in("ada", PASSWORD).await;
    assert_eq!(mail.one(&app).await.subject, "Sign-in to Hallpass after failed attempts");
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(other.fetch("change_password", &fields).await.status, 200);
    assert_eq!(mail.one(&app).await.subject, "Your Hallpass password was changed");
    turn(&other, true).await;
    app.sign_in("ada", NEW_PASSWORD).await;
    assert_eq!(mail.one(&app).await.subject, "New sign-in to Hallpass");
}

#[tokio::test]
async fn the_change_is_live_recorded_and_exported() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let (mut tab, _) = Channel::open(&app, &app.sign_in("ada", PASSWORD).await).await;
    turn(&ada, false).await;
    tab.until_member(|member| !member.new_device_notices).await;
    let export: Value = ada.get("/account/export.json").await.json();
    assert_eq!(export["account"]["new_device_notices"], false);
    let recorded =
        "SELECT COUNT(*) FROM audit_events WHERE act = 'profile.change' AND detail LIKE '%new_device_notices%'";
    assert_eq!(app.count(recorded).await, 1);
    turn(&ada, false).await;
    assert_eq!(app.count(recorded).await, 1, "it was off already");
}

#[tokio::test]
async fn without_scripts_a_button_turns_it_off_and_on() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    let page = ada.get("/account/security").await.body;
    assert!(page.contains("Sign-ins on new devices") && page.contains("We always email you when"), "{page}");
    assert!(!page.contains("first verify your address"), "{page}");
    let reply = ada.form("/account/security", "change_notices", &[("new_devices", "false")]).await;
    assert!(reply.body.contains("name=\"new_devices\" value=\"true\""), "{}", reply.body);
    assert!(!is_on(&ada).await);
    let noor = app.member("noor").await;
    assert!(noor.get("/account/security").await.body.contains("first verify your address"));
}

#[tokio::test]
async fn without_mail_the_page_does_not_mention_emails() {
    let app = TestApp::start().await;
    let page = app.member("ada").await.get("/account/security").await.body;
    assert!(!page.contains("Sign-ins on new devices"), "{page}");
}

#[tokio::test]
async fn reporting_misuse_turns_it_on_again() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    verified(&app, &mail, "ada", "ada@example.org").await;
    let thief = app.sign_in("ada", PASSWORD).await;
    let token = mail.one(&app).await.token("/not-me");
    turn(&thief, false).await;
    assert_eq!(app.browser().fetch("report_misuse", &[("token", &token)]).await.status, 200);
    assert_eq!(app.count("SELECT new_device_notices FROM accounts WHERE username = 'ada'").await, 1);
}
