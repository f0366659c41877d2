//! Accounts whose second step is a security key and nothing else: losing it, and closing the account.

use hallpass::{
    access::{Ending, Principal},
    factor::NewTicket,
    testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp},
};

use crate::support::{
    mail::{Letter, Mailboxes, verified},
    passkey::{Device, passkeys},
};

const DAY: i64 = 86_400;

/// A person with a verified address and a security key.
async fn with_key(app: &TestApp, mail: &Mailboxes) -> (Browser, Device) {
    let ada = verified(app, mail, "ada", "ada@example.org").await;
    let (key, _) = Device::security_key(&ada).await;
    (ada, key)
}

async fn has_key(app: &TestApp) -> bool {
    app.count("SELECT COUNT(*) FROM passkeys").await > 0
}

fn with_link<'a>(letters: &'a [Letter], path: &str) -> &'a Letter {
    letters.iter().find(|letter| letter.text.contains(path)).unwrap_or_else(|| panic!("no link to {path}"))
}

#[tokio::test]
async fn a_ticket_replaces_a_lost_key() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let grace = app.administrator("grace").await;
    let (ada, mut key) = with_key(&app, &mail).await;
    let reply = grace.fetch("issue_ticket", &[("id", &app.id_of("ada").await)]).await;
    let ticket: NewTicket = reply.json();
    let browser = app.sign_in("ada", PASSWORD).await;
    assert!(matches!(browser.principal().await, Principal::Challenged(_)));
    assert_eq!(browser.fetch("answer_challenge", &[("code", &ticket.code)]).await.status, 200);
    assert!(browser.is_member().await && !has_key(&app).await);
    assert_eq!(ada.principal().await, Principal::ended(Ending::TicketUsed));
    assert!(app.sign_in("ada", PASSWORD).await.is_member().await, "the password is enough");
    assert_eq!(key.add_security_key(&browser).await.status, 200, "a new one can be added at once");
}

#[tokio::test]
async fn a_report_of_misuse_keeps_the_key() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (ada, mut key) = with_key(&app, &mail).await;
    let letters = mail.receive(&app).await;
    let token = with_link(&letters, "/not-me").token("/not-me");
    assert_eq!(app.browser().fetch("report_misuse", &[("token", &token)]).await.status, 200);
    assert!(!ada.is_member().await);
    let letters = mail.receive(&app).await;
    let token = with_link(&letters, "/password-reset").token("/password-reset");
    let fields = [("token", &*token), ("new_password", NEW_PASSWORD)];
    assert_eq!(app.browser().fetch("reset_password", &fields).await.status, 200);
    let browser = app.sign_in("ada", NEW_PASSWORD).await;
    assert!(matches!(browser.principal().await, Principal::Challenged(_)), "the mailbox is not enough");
    let answer = key.answer(&browser).await;
    assert_eq!(browser.fetch("answer_challenge", &[("code", ""), ("passkey", &answer)]).await.status, 200);
    assert_eq!(passkeys(&browser).await.security_keys.len(), 1);
}

#[tokio::test]
async fn a_lost_key_is_removed_after_three_days() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    with_key(&app, &mail).await;
    // A new password or address has to be older than the delay.
    app.execute(
        "UPDATE accounts SET password_changed_at = password_changed_at - 604800, \
         email_verified_at = email_verified_at - 604800",
    )
    .await;
    let browser = app.sign_in("ada", PASSWORD).await;
    assert_eq!(browser.fetch("request_removal", &[]).await.status, 200);
    mail.receive(&app).await;
    app.pass(3 * DAY).await;
    app.services.sessions.reap().await.unwrap();
    assert!(app.sign_in("ada", PASSWORD).await.is_member().await);
    assert!(!has_key(&app).await);
}

#[tokio::test]
async fn closing_the_account_erases_the_key() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (ada, _) = with_key(&app, &mail).await;
    let fields = [("username", "ada"), ("current_password", PASSWORD)];
    let closed = ada.fetch("close_account", &fields).await;
    assert_eq!(closed.status, 200, "{}", closed.body);
    assert!(!has_key(&app).await);
    assert_eq!(app.count("SELECT COUNT(*) FROM recovery_codes").await, 0);
}
