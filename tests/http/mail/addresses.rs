//! Verifying e-mail addresses.

use hallpass::{
    account::EmailLink,
    error::{AppError, Conflict, Problem},
    testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp},
};

use crate::support::mail::{Letter, Mailboxes, set_email, verified};

/// The address, whether it is verified, and the address that replaces it as soon as it is.
type Status = (Option<String>, bool, Option<String>);

async fn status(browser: &Browser) -> Status {
    let principal = browser.principal().await;
    let member = principal.member().expect("a member").clone();
    (member.email, member.email_verified, member.email_pending)
}

async fn verify(app: &TestApp, token: &str) -> Result<(), AppError> {
    let reply = app.browser().fetch("verify_email", &[("token", token)]).await;
    if reply.status == 200 { Ok(()) } else { Err(reply.error()) }
}

/// The message to this address.
fn to<'a>(letters: &'a [Letter], address: &str) -> &'a Letter {
    letters.iter().find(|letter| letter.to == address).unwrap_or_else(|| panic!("{address}: {letters:#?}"))
}

fn shown(email: &str, is_verified: bool, pending: Option<&str>) -> Status {
    (Some(email.to_owned()), is_verified, pending.map(str::to_owned))
}

#[tokio::test]
async fn signing_up_with_an_address_sends_a_link_that_verifies_it() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = app.browser();
    let fields = [("username", "ada"), ("email", "Ada@Example.org"), ("password", PASSWORD)];
    assert_eq!(ada.fetch("sign_up", &fields).await.status, 200);
    assert_eq!(status(&ada).await, shown("Ada@Example.org", false, None));
    let letter = mail.one(&app).await;
    assert_eq!((&*letter.to, &*letter.from), ("Ada@Example.org", "no-reply@pass.example"));
    assert_eq!(letter.subject, "Verify your email address for Hallpass");
    assert!(
        letter.text.contains("the account ada at Hallpass") && letter.html.contains("the account ada"),
        "{letter:?}"
    );
    let origin = app.config.public_origin.ascii_serialization();
    assert!(letter.text.contains(&format!("{origin}/verify-email?token=")), "{}", letter.text);
    let token = letter.token("/verify-email");
    // Programs that fetch every link, even several times, change nothing.
    for _ in 0..3 {
        let page = app.browser().get(&format!("/verify-email?token={token}")).await;
        assert!(page.status == 200 && page.body.contains("Ada@Example.org"), "{}", page.status);
    }
    let link: EmailLink = app.browser().fetch("check_email_link", &[("token", &token)]).await.json();
    assert_eq!((&*link.email, &*link.username), ("Ada@Example.org", "ada"));
    assert!(!status(&ada).await.1);
    assert_eq!(verify(&app, &token).await, Ok(()));
    assert_eq!(status(&ada).await, shown("Ada@Example.org", true, None));
    assert_eq!(verify(&app, &token).await, Err(AppError::DeadLink), "it works once");
    assert_eq!(app.browser().get(&format!("/verify-email?token={token}")).await.status, 410);
    // The address now signs in, in any case.
    app.sign_in("ADA@example.ORG", PASSWORD).await;
}

#[tokio::test]
async fn a_code_verifies_the_address_of_the_person_who_is_signed_in() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let (ada, bob) = (app.member("ada").await, app.member("bob").await);
    set_email(&ada, "ada@example.org").await;
    let code = mail.one(&app).await.code();
    let enter = async |browser: &Browser, code: &str| browser.fetch("verify_email_with_code", &[("code", code)]).await;
    let wrong = AppError::field("code", Problem::WrongEmailCode);
    assert_eq!(enter(&bob, &code).await.error(), wrong, "it is bound to the account");
    assert_eq!(enter(&ada, "BCDF-GHJK").await.error(), wrong);
    assert_eq!(enter(&ada, "").await.error(), AppError::field("code", Problem::Required));
    assert_eq!(
        app.browser().fetch("verify_email_with_code", &[("code", &code)]).await.error(),
        AppError::SignInRequired
    );
    assert_eq!(enter(&ada, &code.to_lowercase().replace('-', " ")).await.status, 200);
    assert_eq!(status(&ada).await, shown("ada@example.org", true, None));
    assert_eq!(enter(&ada, &code).await.error(), wrong, "it works once");
}

#[tokio::test]
async fn ten_wrong_codes_make_the_code_useless_but_not_the_link() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = app.member("ada").await;
    set_email(&ada, "ada@example.org").await;
    let letter = mail.one(&app).await;
    for _ in 0..10 {
        assert_eq!(ada.fetch("verify_email_with_code", &[("code", "WRNG-CDWR")]).await.status, 422);
    }
    assert_eq!(ada.fetch("verify_email_with_code", &[("code", &letter.code())]).await.status, 422);
    assert_eq!(verify(&app, &letter.token("/verify-email")).await, Ok(()));
}

#[tokio::test]
async fn links_and_codes_expire_after_a_day_and_can_be_sent_again() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = app.member("ada").await;
    set_email(&ada, "ada@example.org").await;
    let first = mail.one(&app).await;
    app.policy(&[("idle", "7d"), ("absolute", "30d")]).await;
    app.pass(24 * 3600 + 1).await;
    assert_eq!(verify(&app, &first.token("/verify-email")).await, Err(AppError::DeadLink));
    assert_eq!(ada.fetch("verify_email_with_code", &[("code", &first.code())]).await.status, 422);
    assert_eq!(ada.fetch("send_email_verification", &[]).await.status, 200);
    let second = mail.one(&app).await;
    assert_ne!(first.id, second.id);
    assert_eq!(verify(&app, &second.token("/verify-email")).await, Ok(()));
    assert_eq!(ada.fetch("send_email_verification", &[]).await.error(), AppError::NotFound, "nothing is waiting");
}

#[tokio::test]
async fn only_a_few_verification_messages_are_sent_an_hour() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = app.member("ada").await;
    set_email(&ada, "ada@example.org").await;
    for _ in 0..5 {
        assert_eq!(ada.fetch("send_email_verification", &[]).await.status, 200);
    }
    assert_eq!(ada.fetch("send_email_verification", &[]).await.status, 429, "and says so");
    // Nor can others have more sent to the same mailbox.
    let bob = app.member("bob").await;
    let fields = [("email", "ADA@example.org"), ("current_password", PASSWORD)];
    assert_eq!(bob.fetch("change_email", &fields).await.status, 429);
    assert_eq!(mail.receive(&app).await.len(), 6);
    app.pass(3601).await;
    let ada = app.sign_in("ada", PASSWORD).await;
    assert_eq!(ada.fetch("send_email_verification", &[]).await.status, 200);
    assert_eq!(mail.receive(&app).await.len(), 1);
}

#[tokio::test]
async fn a_verified_address_stays_until_the_new_one_is_verified() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    set_email(&ada, "ada@example.net").await;
    assert_eq!(status(&ada).await, shown("ada@example.org", true, Some("ada@example.net")));
    let letters = mail.receive(&app).await;
    let first = to(&letters, "ada@example.net");
    let warned = to(&letters, "ada@example.org");
    assert!(warned.text.contains("a…@example.net") && warned.text.contains("/not-me?token="), "{warned:?}");
    // A second thought: only the last address counts.
    set_email(&ada, "ada@example.com").await;
    let letters = mail.receive(&app).await;
    let second = to(&letters, "ada@example.com");
    assert_eq!(verify(&app, &first.token("/verify-email")).await, Err(AppError::DeadLink));
    assert_eq!(verify(&app, &second.token("/verify-email")).await, Ok(()));
    assert_eq!(status(&ada).await, shown("ada@example.com", true, None));
    let notice = mail.one(&app).await;
    assert_eq!((&*notice.to, &*notice.subject), ("ada@example.org", "Your email address at Hallpass was changed"));
    assert!(notice.text.contains("a…@example.com") && !notice.text.contains("ada@example.com"), "{}", notice.text);
}

#[tokio::test]
async fn the_old_address_can_be_restored_for_a_week() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    set_email(&ada, "mallory@example.net").await;
    let token = to(&mail.receive(&app).await, "mallory@example.net").token("/verify-email");
    assert_eq!(verify(&app, &token).await, Ok(()));
    let restore = mail.one(&app).await.token("/restore-email");
    app.pass(6 * 86_400).await;
    let there = app.sign_in("ada", PASSWORD).await;
    mail.receive(&app).await;
    assert_eq!(app.browser().get(&format!("/restore-email?token={restore}")).await.status, 200);
    assert!(there.is_member().await, "opening the page changes nothing");
    assert_eq!(app.browser().fetch("restore_email", &[("token", &restore)]).await.status, 200);
    assert!(!there.is_member().await, "every session has ended");
    let reset = mail.one(&app).await;
    assert_eq!((&*reset.to, &*reset.subject), ("ada@example.org", "Set a new password for Hallpass"));
    let fields = [("token", &*reset.token("/password-reset")), ("new_password", NEW_PASSWORD)];
    assert_eq!(app.browser().fetch("reset_password", &fields).await.status, 200);
    let back = app.sign_in("ada", NEW_PASSWORD).await;
    assert_eq!(status(&back).await, shown("ada@example.org", true, None));
    assert_eq!(app.browser().fetch("restore_email", &[("token", &restore)]).await.error(), AppError::DeadLink);
}

#[tokio::test]
async fn removing_a_verified_address_notifies_it() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    set_email(&ada, "").await;
    assert_eq!(status(&ada).await, Status::default());
    let notice = mail.one(&app).await;
    assert!(notice.to == "ada@example.org" && notice.text.contains("was removed"), "{notice:?}");
    let reply = app.browser().fetch("sign_in", &[("username", "ada@example.org"), ("password", PASSWORD)]).await;
    assert_eq!(reply.error(), AppError::BadCredentials);
}

#[tokio::test]
async fn verifying_takes_the_address_from_accounts_that_have_not_verified_it() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let mallory = app.member("mallory").await;
    set_email(&mallory, "ada@example.org").await;
    let old = mail.one(&app).await;
    let ada = verified(&app, &mail, "ada", "ADA@example.org").await;
    assert_eq!(status(&mallory).await, Status::default());
    assert_eq!(verify(&app, &old.token("/verify-email")).await, Err(AppError::DeadLink));
    // Somebody who enters it afterwards cannot have it, even with access to its mail.
    set_email(&mallory, "ada@EXAMPLE.org").await;
    let taken = verify(&app, &mail.one(&app).await.token("/verify-email")).await;
    assert_eq!(taken, Err(AppError::Conflict { conflict: Conflict::EmailTaken }));
    assert_eq!(status(&ada).await, shown("ADA@example.org", true, None));
}

#[tokio::test]
async fn an_unverified_address_does_not_sign_in() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    set_email(&app.member("ada").await, "ada@example.org").await;
    let reply = app.browser().fetch("sign_in", &[("username", "ada@example.org"), ("password", PASSWORD)]).await;
    assert_eq!(reply.error(), AppError::BadCredentials);
}

#[tokio::test]
async fn without_mail_an_address_is_only_stored() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    set_email(&ada, "ada@example.org").await;
    assert_eq!(status(&ada).await, shown("ada@example.org", false, None));
    assert_eq!(ada.fetch("send_email_verification", &[]).await.error(), AppError::NotFound);
    assert_eq!(app.count("SELECT COUNT(*) FROM outbox").await, 0);
    let page = app.browser().get("/sign-in").await.body;
    assert!(page.contains("Ask an administrator") && !page.contains("/forgot-password"));
}

#[tokio::test]
async fn a_link_restores_an_address_for_seven_days() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    set_email(&ada, "").await;
    let token = mail.one(&app).await.token("/restore-email");
    app.pass(7 * 86_400).await;
    assert_eq!(app.browser().fetch("restore_email", &[("token", &token)]).await.error(), AppError::DeadLink);
}

#[tokio::test]
async fn an_address_that_somebody_else_has_verified_cannot_be_restored() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    let ada = verified(&app, &mail, "ada", "ada@example.org").await;
    set_email(&ada, "").await;
    let token = mail.one(&app).await.token("/restore-email");
    verified(&app, &mail, "bob", "ada@example.org").await;
    let conflict = AppError::Conflict { conflict: Conflict::EmailTaken };
    assert_eq!(app.browser().fetch("restore_email", &[("token", &token)]).await.error(), conflict);
    assert!(ada.is_member().await, "nothing has changed");
}

#[tokio::test]
async fn of_two_accounts_that_verify_an_address_at_the_same_time_one_gets_it() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    for name in ["ada", "bob"] {
        set_email(&app.member(name).await, "shared@example.org").await;
    }
    let tokens: Vec<_> = mail.receive(&app).await.iter().map(|letter| letter.token("/verify-email")).collect();
    let (one, other) = tokio::join!(verify(&app, &tokens[0]), verify(&app, &tokens[1]));
    assert_eq!([&one, &other].iter().filter(|result| result.is_ok()).count(), 1, "{one:?} {other:?}");
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts WHERE email IS NOT NULL").await, 1);
}

#[tokio::test]
async fn limits_do_not_tell_which_addresses_have_accounts() {
    let mail = Mailboxes::new();
    let settings = mail.settings();
    let mut settings: Vec<_> = settings.iter().map(|(key, value)| (*key, &**value)).collect();
    settings.push(("attempts_per_account", "3/1h"));
    let app = TestApp::with(&settings).await;
    verified(&app, &mail, "ada", "ada@example.org").await;
    // She has just entered her password.
    app.pass(4 * 3600).await;
    let mut answers = Vec::new();
    for address in ["ada@example.org", "nobody@example.org"] {
        let (local, domain) = address.split_once('@').unwrap();
        let mut statuses = Vec::new();
        let forms =
            [address, address, address, &format!("{}@{domain}", local.to_uppercase()), &format!("{local}@EXAMPLE.org")];
        for typed in forms {
            statuses
                .push(app.browser().fetch("sign_in", &[("username", typed), ("password", "wrong words")]).await.status);
        }
        answers.push(statuses);
    }
    assert_eq!(answers[0], answers[1]);
}
