//! New passwords by mail.

use hallpass::{
    access::Principal,
    error::{AppError, Problem},
    testing::{NEW_PASSWORD, TestApp},
};

use crate::support::{
    authenticator::Authenticator,
    mail::{Letter, Mailboxes, set_email, verified},
};

async fn request(app: &TestApp, mail: &Mailboxes, who: &str) -> Vec<Letter> {
    let reply = app.browser().fetch("request_password_reset", &[("who", who)]).await;
    assert_eq!((reply.status, &*reply.body), (200, "null"), "{who}");
    mail.receive(app).await
}

#[tokio::test]
async fn a_link_is_sent_to_verified_addresses_only_and_the_answer_is_always_the_same() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    verified(&app, &mail, "ada", "ada@example.org").await;
    set_email(&app.member("bob").await, "bob@example.org").await;
    mail.receive(&app).await;
    for who in ["ada", " ADA ", "ada@example.org", "Ada@Example.ORG"] {
        let letters = request(&app, &mail, who).await;
        assert_eq!(letters.iter().map(|letter| &*letter.to).collect::<Vec<_>>(), ["ada@example.org"], "{who}");
        app.pass(3601).await;
    }
    for who in ["bob", "bob@example.org", "nobody", "nobody@example.org", "ada@", "\u{202e}", &"x".repeat(5000)] {
        assert!(request(&app, &mail, who).await.is_empty(), "{who}");
    }
    let empty = app.browser().fetch("request_password_reset", &[("who", " ")]).await;
    assert_eq!(empty.error(), AppError::field("who", Problem::Required));
    assert_eq!(app.count("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL").await, 0, "nothing is left");
}

#[tokio::test]
async fn the_link_sets_a_password_once_and_ends_every_session() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    let token = request(&app, &mail, "ada").await[0].token("/password-reset");
    // Programs that fetch every link change nothing.
    for _ in 0..2 {
        assert_eq!(app.browser().get(&format!("/password-reset?token={token}")).await.status, 200);
    }
    let fields = [("token", &*token), ("new_password", NEW_PASSWORD)];
    assert_eq!(app.browser().fetch("reset_password", &fields).await.status, 200);
    assert!(!ada.is_member().await);
    assert_eq!(mail.one(&app).await.subject, "Your Hallpass password was changed");
    app.sign_in("ada", NEW_PASSWORD).await;
    assert_eq!(app.browser().fetch("reset_password", &fields).await.error(), AppError::DeadLink);
}

#[tokio::test]
async fn the_second_factor_is_still_due_after_a_reset() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    Authenticator::set_up(&ada).await;
    mail.receive(&app).await;
    let token = request(&app, &mail, "ada").await[0].token("/password-reset");
    let fields = [("token", &*token), ("new_password", NEW_PASSWORD)];
    assert_eq!(app.browser().fetch("reset_password", &fields).await.status, 200);
    let browser = app.sign_in("ada", NEW_PASSWORD).await;
    assert!(matches!(browser.principal().await, Principal::Challenged(_)));
}

#[tokio::test]
async fn an_account_gets_only_a_few_links_an_hour() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    verified(&app, &mail, "ada", "ada@example.org").await;
    let mut sent = 0;
    for _ in 0..10 {
        sent += request(&app, &mail, "ada").await.len();
    }
    assert_eq!(sent, 4);
}

#[tokio::test]
async fn requests_from_one_address_are_limited() {
    let mail = Mailboxes::new();
    let settings = mail.settings();
    let mut settings: Vec<_> = settings.iter().map(|(key, value)| (*key, &**value)).collect();
    settings.push(("attempts_per_address", "3/60s"));
    let app = TestApp::with(&settings).await;
    let browser = app.browser();
    for _ in 0..3 {
        assert_eq!(browser.fetch("request_password_reset", &[("who", "ada")]).await.status, 200);
    }
    assert_eq!(browser.fetch("request_password_reset", &[("who", "ada")]).await.status, 429);
}

#[tokio::test]
async fn without_mail_nobody_can_ask_for_a_link() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let reply = app.browser().fetch("request_password_reset", &[("who", "ada")]).await;
    assert_eq!(reply.error(), AppError::NotFound);
    assert!(app.browser().get("/forgot-password").await.body.contains("Ask an administrator"));
}

#[tokio::test]
async fn links_never_contain_a_host_that_a_request_names() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    verified(&app, &mail, "ada", "ada@example.org").await;
    let poisoned = reqwest::Client::new()
        .post(format!("http://{}/api/request_password_reset", app.address))
        .header("host", "evil.example")
        .header("x-forwarded-host", "evil.example")
        .header("origin", app.config.public_origin.ascii_serialization())
        .form(&[("who", "ada")])
        .send()
        .await
        .unwrap();
    let status = poisoned.status();
    let origin = app.config.public_origin.ascii_serialization();
    for letter in mail.receive(&app).await {
        assert!(!letter.raw.contains("evil.example"), "{status}: {}", letter.raw);
        assert!(letter.text.contains(&origin));
    }
    // A proxy's header changes nothing either.
    let client = app.browser();
    assert_eq!(client.fetch("request_password_reset", &[("who", "ada")]).await.status, 200);
    assert!(mail.receive(&app).await.iter().all(|letter| letter.text.contains(&origin)));
}
