//! What a ticket does, and what it does not.

use hallpass::{
    access::{Ending, Principal, server::Grant},
    error::AppError,
    factor::SecondFactors,
    session::{EventKind, History, Method},
    testing::{NEW_PASSWORD, PASSWORD, TestApp},
};

use super::{answer, issue, wrong};
use crate::support::{
    authenticator::{Authenticator, challenged},
    channel::Channel,
    mail::{Mailboxes, verified},
    passkey::{Device, passkeys},
};

const DAY: i64 = 86_400;

#[tokio::test]
async fn a_ticket_replaces_what_was_lost_and_ends_all_other_sessions() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (grace, ada) = (app.administrator("grace").await, verified(&app, &mail, "ada", "ada@example.org").await);
    let (authenticator, codes) = Authenticator::set_up(&ada).await;
    Device::with_passkey(&ada).await;
    mail.receive(&app).await;
    let ticket = issue(&app, &grace, "ada").await.unwrap();
    assert_eq!((ticket.code.len(), ticket.expires_at), (27, app.clock.now() + DAY));
    let letter = mail.one(&app).await;
    assert_eq!(letter.subject, "A ticket was issued for your Hallpass account");
    assert!(!letter.raw.contains(&ticket.code) && letter.text.contains("/not-me?token="), "{}", letter.text);
    let dump = app.text("SELECT token_hash FROM links WHERE purpose = 'ticket'").await;
    assert!(dump.len() == 64 && !dump.contains(&ticket.code.replace('-', "")), "only a digest is stored");

    let (mut tab, _) = Channel::open(&app, &ada).await;
    let browser = app.sign_in("ada", PASSWORD).await;
    let typed = ticket.code.to_lowercase().replace('-', " ");
    let principal = answer(&browser, &typed).await.unwrap();
    let member = principal.member().expect("a member");
    assert_eq!((&*member.username, member.second_factor, member.has_passkeys), ("ada", false, false));
    tab.ends(Ending::TicketUsed).await;
    assert_eq!(ada.principal().await, Principal::ended(Ending::TicketUsed));
    let letters = mail.receive(&app).await;
    let subjects: Vec<_> = letters.iter().map(|letter| &*letter.subject).collect();
    assert_eq!(subjects, ["A ticket removed your second step at Hallpass", "New sign-in to Hallpass"]);
    assert!(letters[0].text.contains("/not-me?token="), "{}", letters[0].text);
    let history: History = browser.fetch("list_history", &[]).await.json();
    assert!(history.events.iter().any(|event| event.what == EventKind::SignedIn(Method::Ticket)));
    assert_eq!(app.count("SELECT level FROM sessions WHERE method = 'ticket'").await, 1);
    let acts = "SELECT COUNT(*) FROM audit_events WHERE act IN ('ticket.issue', 'ticket.use') AND outcome = 'done'";
    assert_eq!(app.count(acts).await, 2);

    let left: SecondFactors = browser.fetch("show_second_factors", &[]).await.json();
    assert_eq!(left, SecondFactors::default());
    assert!(passkeys(&browser).await.passkeys.is_empty());
    let other = app.sign_in("ada", PASSWORD).await;
    assert!(other.is_member().await, "the password is enough");
    app.pass(30).await;
    Authenticator::set_up(&browser).await;
    let last = app.sign_in("ada", PASSWORD).await;
    for old in [&authenticator.code(app.clock.now()), &codes[0], &ticket.code] {
        assert_eq!(answer(&last, old).await, wrong(), "{old}");
    }
}

#[tokio::test]
async fn lists_say_how_sessions_were_signed_in_and_with_how_many_factors() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (ada, authenticator) = challenged(&app, "ada").await;
    app.pass(30).await;
    assert!(answer(&ada, &authenticator.code(app.clock.now())).await.is_ok());
    let id = app.id_of("ada").await;
    let two = "Signed in with a code of the authenticator app (two factors)";
    for path in ["/admin/sessions".to_owned(), format!("/admin/accounts/{id}/sessions")] {
        let page = grace.get(&path).await.body;
        assert!(page.contains(two) && page.contains("Signed up<"), "{path}: {page}");
    }
    assert!(ada.get("/account/sessions").await.body.contains("Two factors"));
    app.pass(700).await;
    let code = authenticator.code(app.clock.now());
    assert_eq!(ada.fetch("sign_in_again", &[("code", &code)]).await.status, 200);
    let this = ada.sessions().await.into_iter().find(|session| session.is_this).expect("a session");
    assert_eq!((this.method, this.two_factors), (Method::Authenticator, true));
    let ticket = issue(&app, &app.sign_in("grace", PASSWORD).await, "ada").await.unwrap().code;
    let browser = app.sign_in("ada", PASSWORD).await;
    assert!(answer(&browser, &ticket).await.is_ok());
    let sessions = browser.sessions().await;
    assert_eq!(
        sessions.iter().map(|session| (session.method, session.two_factors)).collect::<Vec<_>>(),
        [(Method::Ticket, false)]
    );
}

#[tokio::test]
async fn where_the_policy_requires_a_second_step_a_new_one_is_set_up_at_once() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    Authenticator::set_up(&grace).await;
    let (browser, _) = challenged(&app, "ada").await;
    app.policy(&[("second_factor", "required")]).await;
    let ticket = issue(&app, &grace, "ada").await.unwrap();
    let principal = answer(&browser, &ticket.code).await.unwrap();
    assert!(principal.member().expect("a member").must_set_up());
    assert_eq!(browser.fetch("list_sessions", &[]).await.error(), AppError::SetUpDue);
    app.pass(30).await;
    Authenticator::set_up(&browser).await;
    assert_eq!(browser.fetch("list_sessions", &[]).await.status, 200);
}

#[tokio::test]
async fn a_ticket_works_once_also_at_the_same_time() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (one, _) = challenged(&app, "ada").await;
    let other = app.sign_in("ada", PASSWORD).await;
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    let (first, second) = tokio::join!(answer(&one, &ticket), answer(&other, &ticket));
    assert_eq!([&first, &second].iter().filter(|answered| answered.is_ok()).count(), 1, "{first:?} {second:?}");
    assert_eq!(app.count("SELECT COUNT(*) FROM audit_events WHERE act = 'ticket.use'").await, 1);
}

#[tokio::test]
async fn a_ticket_is_for_one_account_and_worth_nothing_without_its_password() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (ada, _) = challenged(&app, "ada").await;
    let (bea, _) = challenged(&app, "bea").await;
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    assert_eq!(answer(&bea, &ticket).await, wrong(), "another account");
    let guest = app.browser();
    assert_eq!(answer(&guest, &ticket).await, Err(AppError::SignInRequired));
    for password in [&*ticket, ""] {
        let fields = [("username", "ada"), ("password", password), ("code", &ticket), ("passkey", "")];
        assert_ne!(guest.fetch("sign_in", &fields).await.status, 200);
    }
    assert!(!guest.is_member().await);
    assert_eq!(app.count("SELECT COUNT(*) FROM authenticators WHERE confirmed_at IS NOT NULL").await, 2);
    assert!(answer(&ada, &ticket).await.is_ok());
}

#[tokio::test]
async fn a_ticket_does_not_reauthenticate() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    Authenticator::set_up(&ada).await;
    app.pass(700).await;
    let grace_again = grace.fetch("sign_in_again", &[("current_password", PASSWORD)]).await;
    assert_eq!(grace_again.status, 200);
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    let reply = ada.fetch("sign_in_again", &[("code", &ticket)]).await;
    assert_eq!(reply.error(), wrong().unwrap_err());
    assert_eq!(ada.fetch("end_other_sessions", &[]).await.error(), AppError::ReauthenticationRequired);
    assert!(answer(&app.sign_in("ada", PASSWORD).await, &ticket).await.is_ok(), "it was not used up");
}

#[tokio::test]
async fn a_ticket_expires_as_the_policy_says() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    challenged(&app, "ada").await;
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    app.pass(DAY - 1).await;
    let early = app.sign_in("ada", PASSWORD).await;
    app.pass(1).await;
    assert_eq!(answer(&early, &ticket).await, wrong());
    app.policy(&[("second_factor_ticket", "1h")]).await;
    let ticket = issue(&app, &app.sign_in("grace", PASSWORD).await, "ada").await.unwrap();
    assert_eq!(ticket.expires_at, app.clock.now() + 3600);
    app.pass(3599).await;
    assert!(answer(&app.sign_in("ada", PASSWORD).await, &ticket.code).await.is_ok());
}

#[tokio::test]
async fn a_ticket_is_void_after_a_newer_one_a_new_password_or_a_new_app() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    let (authenticator, _) = Authenticator::set_up(&ada).await;
    let older = issue(&app, &grace, "ada").await.unwrap().code;
    let newer = issue(&app, &grace, "ada").await.unwrap().code;
    assert_eq!(answer(&app.sign_in("ada", PASSWORD).await, &older).await, wrong(), "a newer one");
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &fields).await.status, 200);
    assert_eq!(answer(&app.sign_in("ada", NEW_PASSWORD).await, &newer).await, wrong(), "a new password");
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    app.pass(30).await;
    let (another, _) = Authenticator::set_up(&ada).await;
    assert_eq!(answer(&app.sign_in("ada", NEW_PASSWORD).await, &ticket).await, wrong(), "a new app");
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    assert_eq!(ada.fetch("remove_authenticator", &[]).await.status, 200);
    app.pass(30).await;
    let (last, _) = Authenticator::set_up(&ada).await;
    let browser = app.sign_in("ada", NEW_PASSWORD).await;
    assert_eq!(answer(&browser, &ticket).await, wrong(), "no second step for a while");
    app.pass(30).await;
    let now = app.clock.now();
    assert_eq!(answer(&browser, &authenticator.code(now)).await, wrong());
    assert_eq!(answer(&browser, &another.code(now)).await, wrong());
    assert!(answer(&browser, &last.code(now)).await.is_ok());
}

#[tokio::test]
async fn reporting_misuse_makes_a_ticket_void() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let grace = app.administrator("grace").await;
    Authenticator::set_up(&verified(&app, &mail, "ada", "ada@example.org").await).await;
    mail.receive(&app).await;
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    let token = mail.one(&app).await.token("/not-me");
    assert_eq!(app.browser().fetch("report_misuse", &[("token", &token)]).await.status, 200);
    let letters = mail.receive(&app).await;
    let token = letters.iter().find(|letter| letter.text.contains("/password-reset")).expect("a link");
    let fields = [("token", &*token.token("/password-reset")), ("new_password", NEW_PASSWORD)];
    assert_eq!(app.browser().fetch("reset_password", &fields).await.status, 200);
    assert_eq!(answer(&app.sign_in("ada", NEW_PASSWORD).await, &ticket).await, wrong());
}

#[tokio::test]
async fn guessing_tickets_counts_like_guessing_codes() {
    let app = TestApp::with(&[("attempts_per_account", "6/60s")]).await;
    let grace = app.administrator("grace").await;
    let (browser, _) = challenged(&app, "ada").await;
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    // Setting the app up was the first attempt.
    for _ in 0..5 {
        assert_eq!(answer(&browser, "BCDFGH-BCDFGH-BCDFGH-BCDFGH").await, wrong());
    }
    assert!(matches!(answer(&browser, &ticket).await, Err(AppError::TooMany { .. })));
    app.clock.shift(60);
    assert!(answer(&browser, &ticket).await.is_ok());
}

#[tokio::test]
async fn a_banned_person_gets_no_further_than_the_ban() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (browser, _) = challenged(&app, "ada").await;
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    app.ban("ada", "Rudeness", "").await;
    assert!(matches!(answer(&browser, &ticket).await, Ok(Principal::Banned(_))));
    assert!(browser.is_banned().await);
    assert_eq!(browser.fetch("begin_authenticator", &[]).await.error(), AppError::Banned);
}

#[tokio::test]
async fn at_the_session_limit_no_choice_is_needed_because_all_sessions_end() {
    let app = TestApp::start().await;
    app.policy(&[("sessions", "1")]).await;
    let grace = app.administrator("grace").await;
    let (browser, _) = challenged(&app, "ada").await;
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    assert!(answer(&browser, &ticket).await.is_ok());
    assert_eq!(browser.sessions().await.len(), 1);
}

#[tokio::test]
async fn using_a_ticket_cancels_a_pending_removal() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (browser, _) = challenged(&app, "ada").await;
    let due = app.clock.now() + 3 * DAY;
    app.execute(&format!(
        "UPDATE accounts SET second_factor_ends_at = {due}, removal_requested_at = 0 WHERE username = 'ada'"
    ))
    .await;
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    assert!(answer(&browser, &ticket).await.is_ok());
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts WHERE second_factor_ends_at IS NOT NULL").await, 0);
}

#[tokio::test]
async fn closing_the_account_erases_its_ticket() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    challenged(&app, "ada").await;
    issue(&app, &grace, "ada").await.unwrap();
    app.services.closing.close(&Grant::operator(), &app.id_of("ada").await, "ada").await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM links WHERE purpose = 'ticket'").await, 0);
}

#[tokio::test]
async fn without_scripts_the_ticket_is_entered_in_place_of_the_code() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    Authenticator::set_up(&app.member("ada").await).await;
    let ticket = issue(&app, &grace, "ada").await.unwrap().code;
    let browser = app.browser();
    let page = browser.form("/sign-in", "sign_in", &[("username", "ada"), ("password", PASSWORD)]).await;
    assert!(page.body.contains("Has an administrator given you a ticket?"), "{}", page.body);
    let reply = browser.form("/sign-in?next=/account/security", "answer_challenge", &[("code", &ticket)]).await;
    assert_eq!((reply.status, reply.location()), (302, "/account/security"), "{}", reply.body);
}
