//! The code that is mailed when somebody signs in with a password alone in a new browser.

use hallpass::{
    access::{Due, Principal, Role, Rule, Table, server::Grant},
    account::server::NewAccount,
    error::AppError,
    policy::{Setting, server::PolicyChange},
    session::{EventKind, History, Method},
    testing::{NEW_PASSWORD, PASSWORD},
};

use crate::{
    access::tables::FUNCTIONS,
    support::{
        authenticator::Authenticator,
        mail::{Mailboxes, set_email, verified},
        mailed_code::{answer, asking, begin, is_asked},
        passkey::Device,
        scene::fill,
    },
};

const DAY: i64 = 86_400;

#[tokio::test]
async fn a_new_browser_takes_a_code_once() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    let browser = app.sign_in("ada", PASSWORD).await;
    let Principal::Challenged(challenge) = browser.principal().await else { panic!("a challenge") };
    assert_eq!(challenge.due, Due::MailedCode("a…@example.org".to_owned()));
    assert_eq!(browser.session(), None);
    for path in ["/", "/account", "/sign-in", "/nowhere"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 401, "{path}");
        assert!(page.body.contains("this browser is new to the account ada") && page.body.contains("Send again"));
        assert!(!page.body.contains("Don’t have your phone?") && !page.body.contains("ada@example.org"), "{path}");
    }
    let letter = mail.one(&app).await;
    assert_eq!((&*letter.to, &*letter.subject), ("ada@example.org", "Your code to sign in to Hallpass"));
    assert!(letter.text.contains("): Unknown device, IP address 127.0.0.1."), "{}", letter.text);
    assert!(letter.html.contains(&letter.code()) && letter.text.contains("/not-me?token="), "{letter:?}");
    assert!(letter.text.contains("Wasn’t you?") && !letter.text.contains("nothing to do"), "{}", letter.text);
    let typed = letter.code().to_lowercase().replace('-', " ");
    let principal = answer(&browser, &typed).await.unwrap();
    assert_eq!(principal.member().map(|member| &*member.username), Some("ada"));
    assert!(mail.receive(&app).await.is_empty(), "the code has told of the new device");
    let history: History = browser.fetch("list_history", &[]).await.json();
    assert_eq!(history.events[0].what, EventKind::SignedIn(Method::MailedCode));
    assert!(browser.get("/account/sessions").await.body.contains("with password and emailed code"));
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE level <> 1").await, 0, "no second factor");
    assert_eq!(browser.fetch("sign_out", &[]).await.status, 200);
    assert_eq!(browser.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await.status, 200);
    assert!(browser.is_member().await, "now the browser is known");
}

#[tokio::test]
async fn nothing_else_can_be_called_meanwhile() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    app.member("noor").await;
    app.role("support", "").await;
    let filling = fill(&app, "ada", "trent", "noor", "mallory").await;
    let browser = app.sign_in("ada", PASSWORD).await;
    for (function, fields, _) in FUNCTIONS {
        let table = Table::get().functions.iter().find(|one| one.name == *function).expect("a function");
        let reply = browser.fetch(function, &filling.fill(fields)).await;
        if !matches!(table.rule, Rule::Anyone | Rule::Challenged) {
            assert_eq!(reply.error(), AppError::SecondFactorDue, "{function}");
        } else if *function == "cancel_challenge" {
            assert_eq!(browser.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await.status, 200);
        }
        assert!(is_asked(&browser).await, "{function}");
    }
}

#[tokio::test]
async fn every_way_in_with_a_password_alone_takes_a_code_and_no_other() {
    let mail = Mailboxes::new();
    let (app, ada) = asking(&mail, &[]).await;
    let by_address = app.browser();
    let fields = [("username", "Ada@example.org"), ("password", PASSWORD), ("remember_me", "true")];
    assert_eq!(by_address.fetch("sign_in", &fields).await.status, 200);
    assert!(is_asked(&by_address).await);
    let code = mail.one(&app).await.code();
    answer(&by_address, &code).await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE remember_me = 1").await, 1);
    // The owner, in a known browser, reauthenticates and changes the password.
    assert_eq!(ada.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.status, 200);
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    assert_eq!(ada.fetch("change_password", &fields).await.status, 200);
    assert!(ada.is_member().await);
    // A passkey proves two factors.
    let mut device = Device::with_passkey(&ada).await;
    mail.receive(&app).await;
    let other = app.browser();
    assert_eq!(device.sign_in(&other).await.status, 200);
    assert!(other.is_member().await);
    // Or it completes the sign-in instead of the code.
    let other = app.sign_in("ada", NEW_PASSWORD).await;
    let passkey = device.answer(&other).await;
    assert_eq!(other.fetch("answer_challenge", &[("code", ""), ("passkey", &passkey)]).await.status, 200);
    let history: History = other.fetch("list_history", &[]).await.json();
    assert_eq!(history.events[0].what, EventKind::SignedIn(Method::PasswordAndPasskey));
    // Somebody who signs up has no other browser.
    assert!(app.member("noor").await.is_member().await);
}

#[tokio::test]
async fn whoever_has_used_a_link_for_a_new_password_is_not_asked_there() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    let browser = app.browser();
    assert_eq!(browser.fetch("request_password_reset", &[("who", "ada")]).await.status, 200);
    let token = mail.one(&app).await.token("/password-reset");
    assert!(!is_asked(&browser).await);
    let fields = [("token", &*token), ("new_password", NEW_PASSWORD)];
    assert_eq!(browser.fetch("reset_password", &fields).await.status, 200);
    mail.receive(&app).await;
    assert_eq!(browser.fetch("sign_in", &[("username", "ada"), ("password", NEW_PASSWORD)]).await.status, 200);
    assert!(browser.is_member().await);
    assert_eq!(mail.one(&app).await.subject, "New sign-in to Hallpass", "the owner hears of it all the same");
    assert!(is_asked(&app.sign_in("ada", NEW_PASSWORD).await).await, "another browser");
}

#[tokio::test]
async fn nobody_is_asked_who_could_not_be_mailed_or_whom_the_policy_does_not_ask() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    app.member("noor").await;
    assert!(app.sign_in("noor", PASSWORD).await.is_member().await, "no address");
    let noor = app.sign_in("noor", PASSWORD).await;
    set_email(&noor, "noor@example.org").await;
    assert!(app.sign_in("noor", PASSWORD).await.is_member().await, "not verified");
    mail.receive(&app).await;
    let new = NewAccount {
        username: "trent".into(),
        email: "trent@example.org".into(),
        password: PASSWORD.to_owned().into(),
    };
    app.services.accounts.create(&Grant::operator(), new, Role::MEMBER).await.unwrap();
    app.execute("UPDATE accounts SET email_verified_at = 1 WHERE username = 'trent'").await;
    assert!(app.sign_in("trent", PASSWORD).await.is_member().await, "the first sign-in");
    assert!(is_asked(&app.sign_in("trent", PASSWORD).await).await);
    let without_mail = app.restart(&[]).await;
    assert!(without_mail.sign_in("ada", PASSWORD).await.is_member().await, "mail is off");
    app.policy(&[("new_device_code", "off")]).await;
    assert!(app.sign_in("ada", PASSWORD).await.is_member().await, "the policy does not ask");
}

#[tokio::test]
async fn a_role_can_be_asked_on_its_own() {
    let mail = Mailboxes::new();
    let app = mail.app().await;
    verified(&app, &mail, "ada", "ada@example.org").await;
    let change = PolicyChange { role: Some(Role::MODERATOR), setting: &Setting::NEW_DEVICE_CODE, value: Some(0) };
    app.services.policy_admin.change_policy(&Grant::operator(), &[change]).await.unwrap();
    assert!(app.sign_in("ada", PASSWORD).await.is_member().await);
    let id = app.id_of("ada").await;
    app.services.roles.change_role(&Grant::operator(), &id, "moderator").await.unwrap();
    let browser = app.sign_in("ada", PASSWORD).await;
    assert!(is_asked(&browser).await);
    app.services.roles.change_role(&Grant::operator(), &id, "member").await.unwrap();
    assert!(!is_asked(&browser).await);
}

#[tokio::test]
async fn a_second_factor_is_asked_for_instead() {
    let mail = Mailboxes::new();
    let (app, ada) = asking(&mail, &[]).await;
    let (authenticator, _) = Authenticator::set_up(&ada).await;
    mail.receive(&app).await;
    let browser = app.sign_in("ada", PASSWORD).await;
    let Principal::Challenged(challenge) = browser.principal().await else { panic!("a challenge") };
    assert_eq!(challenge.due, Due::SecondFactor);
    assert!(mail.receive(&app).await.is_empty());
    assert_eq!(browser.fetch("send_sign_in_code", &[]).await.error(), AppError::NotFound);
    app.pass(30).await;
    assert!(answer(&browser, &authenticator.code(app.clock.now())).await.is_ok());
}

#[tokio::test]
async fn an_account_whose_old_sessions_were_removed_knows_no_browser() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    app.pass(200 * DAY).await;
    app.services.sessions.reap().await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions").await, 0);
    begin(&app, &mail).await;
}

#[tokio::test]
async fn at_the_session_limit_the_same_code_works_again() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    app.policy(&[("sessions", "1")]).await;
    let (browser, code) = begin(&app, &mail).await;
    let Err(AppError::TooManySessions { sessions, .. }) = answer(&browser, &code).await else { panic!("no choice") };
    let fields = [("code", &*code), ("instead_of", &sessions[0].id)];
    assert_eq!(browser.fetch("answer_challenge", &fields).await.status, 200);
    assert!(browser.is_member().await);
}

#[tokio::test]
async fn without_scripts_the_code_is_entered_on_the_page_that_was_asked_for() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    let browser = app.browser();
    let page = "/sign-in?next=/account/sessions";
    let reply = browser.form(page, "sign_in", &[("username", "ada"), ("password", PASSWORD)]).await;
    assert!(reply.status == 401 && reply.body.contains("this browser is new"), "{}", reply.body);
    mail.one(&app).await;
    let reply = browser.form(page, "send_sign_in_code", &[]).await;
    assert!(reply.body.contains("We’ve sent another email"), "{}", reply.body);
    let code = mail.one(&app).await.code();
    let reply = browser.form(page, "answer_challenge", &[("code", "1")]).await;
    assert!(reply.body.contains("That code is wrong"), "{}", reply.body);
    let reply = browser.form(page, "answer_challenge", &[("code", &code)]).await;
    assert_eq!((reply.status, reply.location()), (302, "/account/sessions"), "{}", reply.body);
}

#[tokio::test]
async fn the_message_is_in_the_language_of_the_account() {
    let mail = Mailboxes::new();
    let (app, ada) = asking(&mail, &[]).await;
    assert_eq!(ada.fetch("change_look", &[("language", "de")]).await.status, 200);
    let browser = app.sign_in("ada", PASSWORD).await;
    let letter = mail.one(&app).await;
    assert_eq!(letter.subject, "Dein Code für die Anmeldung bei Hallpass");
    assert!(answer(&browser, &letter.code()).await.is_ok());
}
