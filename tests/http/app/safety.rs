//! What the start page says about how safe the account is.

use hallpass::testing::TestApp;

use crate::support::{
    authenticator::Authenticator,
    mail::{Mailboxes, set_email, verified},
};

#[tokio::test]
async fn an_address_counts_once_it_is_verified() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    let page = ada.get("/").await.body;
    assert!(page.contains("Email address verified") && page.contains("3 of 4 done"), "{page}");
    let noor = app.member("noor").await;
    assert!(noor.get("/").await.body.contains("Add your email address"));
    set_email(&noor, "noor@example.org").await;
    let page = noor.get("/").await.body;
    assert!(page.contains("Verify your email address") && page.contains("2 of 4 done"), "{page}");
}

#[tokio::test]
async fn without_mail_an_address_counts_as_it_is() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    set_email(&ada, "ada@example.org").await;
    let page = ada.get("/").await.body;
    assert!(page.contains("Email address added") && page.contains("3 of 4 done"), "{page}");
}

#[tokio::test]
async fn a_second_step_is_asked_for() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let page = ada.get("/").await.body;
    assert!(page.contains("Add a second step or a passkey") && page.contains("2 of 4 done"), "{page}");
    Authenticator::set_up(&ada).await;
    let page = ada.get("/").await.body;
    assert!(page.contains("Second step or passkey added") && page.contains("3 of 4 done"), "{page}");
}
