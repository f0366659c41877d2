//! People who are asked for a code by mail when they sign in in a new browser.

use hallpass::{
    access::{Due, Principal},
    error::{AppError, Problem},
    testing::{Browser, PASSWORD, TestApp},
};

use super::mail::{Mailboxes, verified};

/// A server whose policy asks for mailed codes, with a member named ada, whose address is verified, in a browser.
pub(crate) async fn asking(mail: &Mailboxes, settings: &[(&str, &str)]) -> (TestApp, Browser) {
    let own = mail.settings();
    let own: Vec<_> = own.iter().map(|(key, value)| (*key, &**value)).collect();
    let app = TestApp::with(&[&own, settings].concat()).await;
    let ada = verified(&app, mail, "ada", "ada@example.org").await;
    app.policy(&[("new_device_code", "required")]).await;
    (app, ada)
}

/// Enters ada's password in a new browser, and takes the code out of the mailbox.
pub(crate) async fn begin(app: &TestApp, mail: &Mailboxes) -> (Browser, String) {
    let browser = app.sign_in("ada", PASSWORD).await;
    assert!(is_asked(&browser).await);
    let letter = mail.one(app).await;
    (browser, letter.code())
}

/// Whether a mailed code is due in this browser.
pub(crate) async fn is_asked(browser: &Browser) -> bool {
    match browser.principal().await {
        Principal::Challenged(challenge) => matches!(challenge.due, Due::MailedCode(_)),
        _ => false,
    }
}

/// Enters a code.
pub(crate) async fn answer(browser: &Browser, code: &str) -> Result<Principal, AppError> {
    let reply = browser.fetch("answer_challenge", &[("code", code)]).await;
    if reply.status == 200 { Ok(reply.json()) } else { Err(reply.error()) }
}

/// The error for a code that is wrong or no longer works.
pub(crate) fn wrong() -> Result<Principal, AppError> {
    Err(AppError::field("code", Problem::WrongEmailCode))
}
