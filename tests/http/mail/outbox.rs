//! The outbox: written with the act, sent once, and not forgotten.

use hallpass::{mail::OutboxState, testing::PASSWORD};

use crate::support::mail::{Mailboxes, set_email, verified};

#[tokio::test]
async fn a_refused_act_sends_nothing() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = app.member("ada").await;
    let fields = [("email", "ada@example.org"), ("current_password", "wrong")];
    assert_eq!(ada.fetch("change_email", &fields).await.status, 422);
    assert!(mail.receive(&app).await.is_empty());
    // At the session limit, the transaction that signs in on a new device is rolled back.
    let ada = verified(&app, &mail, "bob", "bob@example.org").await;
    app.policy(&[("sessions", "1")]).await;
    let fields = [("username", "bob"), ("password", PASSWORD)];
    assert_eq!(app.browser().fetch("sign_in", &fields).await.status, 409);
    assert!(mail.receive(&app).await.is_empty() && ada.is_member().await);
    assert_eq!(app.count("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL").await, 0);
}

#[tokio::test]
async fn two_servers_send_each_message_once() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let settings = mail.settings();
    let other = app.restart(&settings.each_ref().map(|(key, value)| (*key, &**value))).await;
    for number in 0..20 {
        set_email(&app.member(&format!("member{number}")).await, &format!("m{number}@example.org")).await;
    }
    let (one, two) = (app.services.mail.clone(), other.services.mail.clone());
    let (first, second) = tokio::join!(one.send_due(), two.send_due());
    assert_eq!(first.unwrap() + second.unwrap(), 20);
    let mut to: Vec<_> = mail.receive(&app).await.into_iter().map(|letter| letter.to).collect();
    to.sort_unstable();
    to.dedup();
    assert_eq!(to.len(), 20);
}

#[tokio::test]
async fn a_message_whose_server_died_is_sent_again_under_the_same_id() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    set_email(&app.member("ada").await, "ada@example.org").await;
    let facts = app.text("SELECT facts FROM outbox").await;
    let first = mail.one(&app).await;
    assert_eq!(app.text("SELECT facts FROM outbox").await, "", "they are no longer needed");
    // As if the server had died between sending and recording that.
    let claimed = app.clock.now() + 120;
    app.execute(&format!(
        "UPDATE outbox SET sent_at = NULL, facts = '{facts}', claimed_until = {claimed}, attempts = 1"
    ))
    .await;
    assert!(mail.receive(&app).await.is_empty(), "somebody may still be sending it");
    app.pass(120).await;
    let second = mail.one(&app).await;
    assert_eq!(first.id, second.id);
    // The mail program may show either, so both links work.
    let fields = [("token", &*first.token("/verify-email"))];
    assert_eq!(app.browser().fetch("check_email_link", &fields).await.status, 200);
    let fields = [("token", &*second.token("/verify-email"))];
    assert_eq!(app.browser().fetch("verify_email", &fields).await.status, 200);
}

#[tokio::test]
async fn the_outbox_stores_no_secrets() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    set_email(&app.member("ada").await, "ada@example.org").await;
    let letter = mail.one(&app).await;
    let token = letter.token("/verify-email");
    let code = letter.code().replace('-', "");
    for column in ["facts", "recipient", "template"] {
        let stored = app.text(&format!("SELECT {column} FROM outbox")).await;
        assert!(!stored.contains(&token) && !stored.contains(&code), "{column}: {stored}");
    }
    for column in ["token_hash", "code_hash"] {
        let stored = app.text(&format!("SELECT {column} FROM links")).await;
        assert!(stored.len() == 64 && stored != token, "{column}: {stored}");
    }
}

#[tokio::test]
async fn a_closed_account_gets_no_mail() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = app.member("ada").await;
    set_email(&ada, "ada@example.org").await;
    let closed = ada.fetch("close_account", &[("username", "ada"), ("current_password", PASSWORD)]).await;
    assert_eq!(closed.status, 200, "{}", closed.body);
    assert!(mail.receive(&app).await.is_empty());
    assert_eq!(app.count("SELECT COUNT(*) FROM outbox").await, 0, "nothing about the person is left");
}

#[tokio::test]
async fn header_injection_is_impossible() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = app.member("ada").await;
    for bad in ["ada@example.org\r\nBcc: eve@example.org", "ada@example.org, eve@example.org", "ada <ada@example.org>"]
    {
        let reply = ada.fetch("change_email", &[("email", bad), ("current_password", PASSWORD)]).await;
        assert_eq!(reply.status, 422, "{bad:?}");
    }
    let name = [("display_name", "Ada\r\nBcc: eve@example.org")];
    ada.fetch("change_display_name", &name).await;
    set_email(&ada, "ada@example.org").await;
    for letter in mail.receive(&app).await {
        let headers = letter.raw.split("\r\n\r\n").next().unwrap().to_lowercase();
        assert!(!headers.contains("\nbcc:") && !headers.contains("eve@"), "{headers}");
    }
}

#[tokio::test]
async fn old_messages_are_deleted() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    set_email(&app.member("ada").await, "ada@example.org").await;
    mail.one(&app).await;
    assert!(matches!(app.services.mail.list().await.unwrap()[0].state, OutboxState::Sent { .. }));
    app.pass(31 * 86_400).await;
    app.services.sessions.reap().await.unwrap();
    assert!(app.services.mail.list().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_message_that_is_too_late_is_not_sent() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    set_email(&app.member("ada").await, "ada@example.org").await;
    // As if no server had run for a day.
    app.pass(86_401).await;
    assert!(mail.receive(&app).await.is_empty());
    let entry = app.services.mail.list().await.unwrap().remove(0);
    assert!(matches!(entry.state, OutboxState::Failed { .. }), "{entry:?}");
    assert!(app.services.mail.retry(&entry.id).await.unwrap());
    assert_eq!(mail.receive(&app).await.len(), 1);
}
