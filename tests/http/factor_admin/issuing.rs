//! Who may issue a ticket for whom, and what the console shows.

use hallpass::{
    access::{Role, server::Grant},
    error::{AppError, Conflict},
    factor_admin::AccountFactors,
    policy::{Setting, server::PolicyChange},
    testing::{PASSWORD, TestApp},
};

use super::{answer, issue, wrong};
use crate::support::{
    audit,
    authenticator::{Authenticator, challenged},
    channel::Channel,
    mail::Mailboxes,
    passkey::Device,
};

fn conflict(conflict: Conflict) -> AppError {
    AppError::Conflict { conflict }
}

#[tokio::test]
async fn only_with_the_permission_and_not_for_accounts_that_rank_above() {
    let app = TestApp::start().await;
    app.role("support", "view_accounts issue_tickets").await;
    let (grace, sue) = (app.administrator("grace").await, app.with_role("sue", "support").await);
    for name in ["ada", "trent"] {
        challenged(&app, name).await;
    }
    app.services.roles.change_role(&Grant::operator(), &app.id_of("trent").await, "administrator").await.unwrap();
    for browser in [app.moderator("judy").await, app.member("bob").await] {
        assert_eq!(issue(&app, &browser, "ada").await.unwrap_err(), AppError::Forbidden);
    }
    assert_eq!(issue(&app, &app.browser(), "ada").await.unwrap_err(), AppError::SignInRequired);
    let seq = audit::newest(&app).await;
    assert_eq!(issue(&app, &sue, "trent").await.unwrap_err(), conflict(Conflict::OutOfReach));
    assert_eq!(audit::refused(&app, seq).await.len(), 1, "the audit has the refusal");
    assert_eq!(app.count("SELECT COUNT(*) FROM links WHERE purpose = 'ticket'").await, 0);
    assert!(issue(&app, &sue, "ada").await.is_ok());
    assert!(issue(&app, &grace, "trent").await.is_ok(), "an equal");
    for id in ["", "none"] {
        assert_eq!(grace.fetch("issue_ticket", &[("id", id)]).await.error(), AppError::NotFound, "{id:?}");
    }
    Authenticator::set_up(&grace).await;
    assert_eq!(issue(&app, &grace, "grace").await.unwrap_err(), conflict(Conflict::Yourself));
}

#[tokio::test]
async fn it_needs_reauthentication_and_a_right_that_was_not_lost_meanwhile() {
    let app = TestApp::start().await;
    app.role("support", "view_accounts issue_tickets").await;
    let sue = app.with_role("sue", "support").await;
    challenged(&app, "ada").await;
    app.pass(700).await;
    assert_eq!(issue(&app, &sue, "ada").await.unwrap_err(), AppError::ReauthenticationRequired);
    assert_eq!(sue.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.status, 200);
    assert!(issue(&app, &sue, "ada").await.is_ok());
    for (role, expected) in [("moderator", Some(AppError::Forbidden)), ("support", None)] {
        app.services.roles.change_role(&Grant::operator(), &app.id_of("sue").await, role).await.unwrap();
        assert_eq!(issue(&app, &sue, "ada").await.err(), expected, "{role}");
    }
    app.ban("sue", "Rudeness", "").await;
    assert_eq!(issue(&app, &sue, "ada").await.unwrap_err(), AppError::Banned);
}

#[tokio::test]
async fn an_account_without_a_second_step_needs_no_ticket() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    Device::with_passkey(&app.member("ada").await).await;
    let Err(AppError::Rejected { message }) = issue(&app, &grace, "ada").await else { panic!("no ticket") };
    assert!(message.starts_with("This account has no second step"), "{message}");
    let id = app.id_of("ada").await;
    let dialog = grace.get(&format!("/admin/accounts/{id}/ticket")).await.body;
    assert!(dialog.contains("ada has no second step") && !dialog.contains("/api/issue_ticket"), "{dialog}");
}

#[tokio::test]
async fn a_revoked_ticket_does_not_work() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (browser, _) = challenged(&app, "ada").await;
    let id = app.id_of("ada").await;
    assert_eq!(grace.fetch("revoke_ticket", &[("id", &id)]).await.error(), AppError::NotFound);
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    let judy = app.moderator("judy").await;
    assert_eq!(judy.fetch("revoke_ticket", &[("id", &id)]).await.error(), AppError::Forbidden);
    app.pass(700).await;
    assert_eq!(grace.fetch("revoke_ticket", &[("id", &id)]).await.status, 200, "without reauthentication");
    drop(browser);
    assert_eq!(answer(&app.sign_in("ada", PASSWORD).await, &ticket).await, wrong());
    assert_eq!(
        app.count("SELECT COUNT(*) FROM audit_events WHERE act = 'ticket.revoke' AND outcome = 'done'").await,
        1
    );
}

#[tokio::test]
async fn the_console_shows_what_an_account_has_but_no_names_and_no_secrets() {
    let app = TestApp::start().await;
    let (grace, ada) = (app.administrator("grace").await, app.member("ada").await);
    let id = app.id_of("ada").await;
    let none: AccountFactors = grace.fetch("show_account_factors", &[("id", &id)]).await.json();
    assert_eq!(none, AccountFactors::default());
    let page = grace.get(&format!("/admin/accounts/{id}")).await.body;
    assert!(page.contains(">Off.<") && !page.contains("Recovery codes"), "{page}");
    let (mut tab, _) = Channel::open(&app, &grace).await;
    Authenticator::set_up(&ada).await;
    tab.console_changed().await;
    let mut device = Device::with_passkey(&ada).await;
    assert_eq!(device.sign_in(&app.browser()).await.status, 200);
    let ticket = issue(&app, &grace, "ada").await.unwrap();
    let reply = grace.fetch("show_account_factors", &[("id", &id)]).await;
    assert!(!reply.body.contains("name") && !reply.body.contains("device"), "{}", reply.body);
    let shown: AccountFactors = reply.json();
    let now = app.clock.now();
    assert_eq!(shown.second_step.authenticator.map(|app| app.added_at), Some(now));
    assert_eq!((shown.second_step.recovery_codes, shown.passkeys, shown.passkey_used_at), (10, 1, Some(now)));
    assert_eq!((shown.ticket_until, shown.second_factor_ends_at), (Some(ticket.expires_at), None));
    let page = grace.get(&format!("/admin/accounts/{id}")).await.body;
    for words in ["Recovery codes", "10 of 10 left.", "1 passkey.", "A ticket works until", "Issue a ticket…"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains(&ticket.code));
    let viewer = app.moderator("judy").await.get(&format!("/admin/accounts/{id}")).await.body;
    assert!(viewer.contains("10 of 10 left.") && !viewer.contains("Issue a ticket…"));
    assert_eq!(grace.fetch("show_account_factors", &[("id", "none")]).await.error(), AppError::NotFound);
}

#[tokio::test]
async fn without_scripts_the_dialog_shows_the_ticket_once() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (browser, _) = challenged(&app, "ada").await;
    let id = app.id_of("ada").await;
    let dialog = format!("/admin/accounts/{id}/ticket");
    assert!(grace.get(&dialog).await.body.contains("you’ve made sure that it’s really them"));
    let reply = grace.form(&dialog, "issue_ticket", &[("id", &id)]).await;
    let (_, rest) = reply.body.split_once("class=\"handed mono\">").expect("a ticket");
    let ticket = rest.split('<').next().expect("a ticket").to_owned();
    assert_eq!(ticket.len(), 27, "{ticket}");
    let again = grace.get(&dialog).await.body;
    assert!(!again.contains(&ticket) && again.contains("Revoke ticket"), "{again}");
    let other = grace.form(&dialog, "revoke_ticket", &[("id", &id)]).await;
    assert!(other.body.contains("Ticket revoked."), "{}", other.body);
    assert_eq!(answer(&browser, &ticket).await, wrong());
}

#[tokio::test]
async fn the_dialog_says_whether_the_owner_gets_an_email() {
    const MAILED: &str = "ada will get an email about it.";
    const NOT_MAILED: &str = "ada won’t get an email about it";
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (grace, ada) = (app.administrator("grace").await, app.member("ada").await);
    Authenticator::set_up(&ada).await;
    let dialog = format!("/admin/accounts/{}/ticket", app.id_of("ada").await);
    let page = grace.get(&dialog).await.body;
    assert!(page.contains(NOT_MAILED) && !page.contains(MAILED), "without an address: {page}");
    app.execute(
        "UPDATE accounts SET email = 'ada@example.org', email_key = 'ada@example.org', email_verified_at = 1 \
         WHERE username = 'ada'",
    )
    .await;
    let page = grace.get(&dialog).await.body;
    assert!(page.contains(MAILED) && !page.contains(NOT_MAILED), "{page}");
    let without_mail = app.restart(&[]).await;
    let page = without_mail.sign_in("grace", PASSWORD).await.get(&dialog).await.body;
    assert!(page.contains(NOT_MAILED), "mail is off: {page}");
}

#[tokio::test]
async fn who_must_set_up_a_second_factor_first_cannot_issue_one() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    challenged(&app, "ada").await;
    let change = PolicyChange { role: Some(Role::ADMINISTRATOR), setting: &Setting::SECOND_FACTOR, value: Some(0) };
    app.services.policy_admin.change_policy(&Grant::operator(), &[change]).await.expect("a policy");
    assert_eq!(issue(&app, &grace, "ada").await.unwrap_err(), AppError::SetUpDue);
}
