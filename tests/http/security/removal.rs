//! Removing the second step of somebody who has lost it: after some days, in which its owner can object.

use hallpass::{
    access::{Ending, Principal},
    error::{AppError, Conflict},
    testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp},
};

use crate::support::{
    authenticator::Authenticator,
    channel::Channel,
    mail::{Mailboxes, verified},
};

const DAY: i64 = 86_400;

/// A member with a verified address and a second step, their app and recovery codes, and a browser in which somebody has
/// entered the password.
async fn lost(app: &TestApp, mail: &Mailboxes) -> (Browser, (Authenticator, Vec<String>), Browser) {
    let ada = verified(app, mail, "ada", "ada@example.org").await;
    let factors = Authenticator::set_up(&ada).await;
    // A new password or address has to be older than the delay.
    app.execute(
        "UPDATE accounts SET password_changed_at = password_changed_at - 604800, \
         email_verified_at = email_verified_at - 604800",
    )
    .await;
    let ada = app.sign_in("ada", PASSWORD).await;
    app.pass(60).await;
    let code = factors.0.code(app.clock.now());
    assert_eq!(ada.fetch("answer_challenge", &[("code", &code)]).await.status, 200);
    let other = app.sign_in("ada", PASSWORD).await;
    mail.receive(app).await;
    (ada, factors, other)
}

fn ends_at(principal: &Principal) -> Option<i64> {
    match principal {
        Principal::Member(member) => member.second_factor_ends_at,
        Principal::Challenged(challenge) => challenge.second_factor_ends_at,
        other => panic!("neither signed in nor asked for a code: {other:?}"),
    }
}

/// Lets time pass, sends mail, and then performs maintenance.
async fn wait(app: &TestApp, seconds: i64) {
    app.pass(seconds).await;
    app.services.sessions.reap().await.unwrap();
}

#[tokio::test]
async fn after_three_days_the_password_is_enough() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (_, _, other) = lost(&app, &mail).await;
    let principal: Principal = other.fetch("request_removal", &[]).await.json();
    let due = app.clock.now() + 3 * DAY;
    assert_eq!(ends_at(&principal), Some(due));
    let letter = mail.one(&app).await;
    assert_eq!(letter.subject, "The second step of signing in to Hallpass is about to be removed");
    assert!(letter.text.contains("It will be removed on "), "{}", letter.text);
    app.pass(60).await;
    let again: Principal = other.fetch("request_removal", &[]).await.json();
    assert_eq!(ends_at(&again), Some(due), "a second request does not change the time");
    assert!(mail.receive(&app).await.is_empty());
    wait(&app, 3 * DAY - 61).await;
    let early = app.sign_in("ada", PASSWORD).await;
    assert!(matches!(early.principal().await, Principal::Challenged(_)));
    wait(&app, 1).await;
    assert_eq!(mail.one(&app).await.subject, "The second step of signing in to Hallpass was turned off");
    assert!(app.sign_in("ada", PASSWORD).await.is_member().await);
    assert!(matches!(early.principal().await, Principal::Guest { .. }), "a challenge that is void");
    assert_eq!(app.count("SELECT COUNT(*) FROM authenticators").await, 0);
}

#[tokio::test]
async fn every_open_session_shows_it_and_can_cancel_it() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (ada, _, other) = lost(&app, &mail).await;
    let (mut tab, _) = Channel::open(&app, &ada).await;
    assert_eq!(other.fetch("request_removal", &[]).await.status, 200);
    tab.until_member(|member| member.second_factor_ends_at.is_some()).await;
    assert!(ends_at(&ada.principal().await).is_some());
    let page = ada.get("/account").await.body;
    assert!(page.contains("Keep the second step"), "without scripts, too");
    assert_eq!(ada.fetch("cancel_removal", &[]).await.status, 200);
    assert_eq!(ends_at(&ada.principal().await), None);
    assert_eq!(ends_at(&other.principal().await), None);
    wait(&app, 4 * DAY).await;
    assert!(matches!(app.sign_in("ada", PASSWORD).await.principal().await, Principal::Challenged(_)));
    let acts = "SELECT COUNT(*) FROM audit_events WHERE act IN \
         ('second_factor.request_removal', 'second_factor.cancel_removal') AND outcome = 'done'";
    assert_eq!(app.count(acts).await, 2);
}

#[tokio::test]
async fn a_code_or_a_new_password_cancels_it() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (ada, (authenticator, codes), other) = lost(&app, &mail).await;
    assert_eq!(other.fetch("request_removal", &[]).await.status, 200);
    app.pass(60).await;
    let third = app.sign_in("ada", PASSWORD).await;
    assert_eq!(third.fetch("answer_challenge", &[("code", &authenticator.code(app.clock.now()))]).await.status, 200);
    assert_eq!(ends_at(&ada.principal().await), None);
    for code in &codes[..2] {
        assert_eq!(other.fetch("request_removal", &[]).await.status, 200);
        assert!(ends_at(&ada.principal().await).is_some());
        let fourth = app.sign_in("ada", PASSWORD).await;
        assert_eq!(fourth.fetch("answer_challenge", &[("code", code)]).await.status, 200);
        assert_eq!(ends_at(&ada.principal().await), None);
    }
    assert_eq!(other.fetch("request_removal", &[]).await.status, 200);
    assert!(ends_at(&ada.principal().await).is_some());
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &fields).await.status, 200);
    assert_eq!(ends_at(&ada.principal().await), None);
    assert_eq!(other.fetch("request_removal", &[]).await.error(), AppError::SignInRequired, "the password is another");
}

#[tokio::test]
async fn nobody_can_do_it_unnoticed() {
    let app = TestApp::start().await;
    let (_, _) = Authenticator::set_up(&app.member("ada").await).await;
    let other = app.sign_in("ada", PASSWORD).await;
    let error = other.fetch("request_removal", &[]).await.error();
    assert!(matches!(error, AppError::Rejected { .. }), "there is no mail: {error:?}");
    assert_eq!(app.browser().fetch("request_removal", &[]).await.error(), AppError::SignInRequired);
    let mail = Mailboxes::new();
    let app = mail.app().await;
    Authenticator::set_up(&app.member("bea").await).await;
    let other = app.sign_in("bea", PASSWORD).await;
    let error = other.fetch("request_removal", &[]).await.error();
    assert!(matches!(error, AppError::Rejected { .. }), "there is no verified address: {error:?}");
    assert_eq!(ends_at(&other.principal().await), None, "nothing has changed");
}

#[tokio::test]
async fn reporting_misuse_cancels_it() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (ada, _, other) = lost(&app, &mail).await;
    assert_eq!(other.fetch("request_removal", &[]).await.status, 200);
    let token = mail.one(&app).await.token("/not-me");
    assert_eq!(app.browser().fetch("report_misuse", &[("token", &token)]).await.status, 200);
    assert_eq!(ada.principal().await, Principal::ended(Ending::MisuseReported));
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts WHERE second_factor_ends_at IS NOT NULL").await, 0);
}

#[tokio::test]
async fn the_policy_says_how_long_it_takes() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (_, _, other) = lost(&app, &mail).await;
    app.policy(&[("second_factor_removal", "7d")]).await;
    let Principal::Challenged(challenge) = other.principal().await else { panic!("a challenge") };
    assert_eq!(challenge.removal_days, 7);
    let principal: Principal = other.fetch("request_removal", &[]).await.json();
    assert_eq!(ends_at(&principal), Some(app.clock.now() + 7 * DAY));
}

#[tokio::test]
async fn it_takes_a_day_at_least() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (_, _, other) = lost(&app, &mail).await;
    app.policy(&[("second_factor_removal", "1d")]).await;
    assert_eq!(other.fetch("request_removal", &[]).await.status, 200);
    assert_eq!(mail.one(&app).await.subject, "The second step of signing in to Hallpass is about to be removed");
    wait(&app, DAY - 60).await;
    assert!(matches!(app.sign_in("ada", PASSWORD).await.principal().await, Principal::Challenged(_)));
    wait(&app, 120).await;
    assert!(app.sign_in("ada", PASSWORD).await.is_member().await);
}

#[tokio::test]
async fn the_mailbox_alone_is_not_enough() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    lost(&app, &mail).await;
    assert_eq!(app.browser().fetch("request_password_reset", &[("who", "ada")]).await.status, 200);
    let token = mail.one(&app).await.token("/password-reset");
    let fields = [("token", &*token), ("new_password", NEW_PASSWORD)];
    assert_eq!(app.browser().fetch("reset_password", &fields).await.status, 200);
    let thief = app.browser();
    assert_eq!(thief.fetch("sign_in", &[("username", "ada"), ("password", NEW_PASSWORD)]).await.status, 200);
    let error = thief.fetch("request_removal", &[]).await.error();
    assert!(matches!(error, AppError::Rejected { .. }), "{error:?}");
    assert_eq!(ends_at(&thief.principal().await), None);
}

#[tokio::test]
async fn it_waits_for_the_message_and_is_cancelled_without_it() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (_, _, other) = lost(&app, &mail).await;
    assert_eq!(other.fetch("request_removal", &[]).await.status, 200);
    mail.receive(&app).await;
    app.execute("UPDATE outbox SET sent_at = NULL WHERE template = 'second_factor_ending'").await;
    wait(&app, 3 * DAY + 60).await;
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts WHERE second_factor_ends_at IS NOT NULL").await, 1);
    wait(&app, 3 * DAY).await;
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts WHERE second_factor_ends_at IS NOT NULL").await, 0);
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts WHERE second_factor_at IS NOT NULL").await, 1, "kept");
}

#[tokio::test]
async fn not_where_a_second_step_is_required_or_the_policy_forbids_it() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (_, _, other) = lost(&app, &mail).await;
    app.policy(&[("second_factor_removal", "0")]).await;
    assert!(matches!(other.fetch("request_removal", &[]).await.error(), AppError::Rejected { .. }));
    app.policy(&[("second_factor_removal", "3d"), ("second_factor", "required")]).await;
    let required = AppError::Conflict { conflict: Conflict::SecondFactorRequired };
    assert_eq!(other.fetch("request_removal", &[]).await.error(), required);
}
