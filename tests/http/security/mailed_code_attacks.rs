//! Attacks on the code that is mailed when somebody signs in in a new browser.

use futures_util::future::join_all;
use hallpass::{
    access::Principal,
    error::AppError,
    testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp},
};

use crate::support::{
    authenticator::Authenticator,
    mail::{Letter, Mailboxes, set_email},
    mailed_code::{answer, asking, begin, is_asked, wrong},
};

const CHALLENGE: &str = "hallpass-challenge";
const DEVICE: &str = "hallpass-device";

#[tokio::test]
async fn a_hundred_guesses_at_once_leave_the_code_useless() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    let (browser, code) = begin(&app, &mail).await;
    let guesses: Vec<String> = (0..100).map(|number| format!("BCDF-G{}{}K", number / 10, number % 10)).collect();
    let answers = join_all(guesses.iter().map(|guess| answer(&browser, guess))).await;
    assert!(answers.iter().all(|answered| *answered == wrong()), "{answers:?}");
    assert_eq!(app.count("SELECT tries FROM challenges").await, 10, "no others were compared");
    assert_eq!(answer(&browser, &code).await, wrong(), "too many were tried");
    assert_eq!(mail.one(&app).await.subject, "Someone knows your Hallpass password");
    assert_eq!(browser.fetch("send_sign_in_code", &[]).await.status, 200);
    let next = mail.one(&app).await.code();
    assert!(answer(&browser, &next).await.is_ok());
}

#[tokio::test]
async fn attempts_count_for_the_account_in_all_its_challenges() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[("attempts_per_account", "6/60s")]).await;
    let (first, _) = begin(&app, &mail).await;
    let (second, code) = begin(&app, &mail).await;
    for _ in 0..6 {
        assert_eq!(answer(&first, "BCDF-GHJK").await, wrong());
    }
    assert!(matches!(answer(&second, &code).await, Err(AppError::TooMany { .. })));
    app.clock.shift(60);
    assert!(answer(&second, &code).await.is_ok());
}

#[tokio::test]
async fn a_code_works_in_its_own_browser_once() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    let (first, code) = begin(&app, &mail).await;
    let (second, other) = begin(&app, &mail).await;
    assert_eq!(answer(&app.browser(), &code).await, Err(AppError::SignInRequired), "a browser without a challenge");
    assert_eq!(answer(&second, &code).await, wrong(), "another browser");
    let cookie = first.cookie(CHALLENGE).unwrap();
    assert!(answer(&first, &code).await.is_ok(), "a second challenge does not make the first one void");
    let replaying = app.browser();
    replaying.set_cookie(CHALLENGE, &cookie);
    assert_eq!(answer(&replaying, &code).await, Err(AppError::SignInRequired), "used");
    assert!(answer(&second, &other).await.is_ok());
}

#[tokio::test]
async fn the_same_code_sent_twice_at_once_signs_in_once() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    let (browser, code) = begin(&app, &mail).await;
    let thief = app.browser();
    thief.set_cookie(CHALLENGE, &browser.cookie(CHALLENGE).unwrap());
    let (one, other) = tokio::join!(answer(&browser, &code), answer(&thief, &code));
    assert_eq!([one, other].iter().filter(|answered| answered.is_ok()).count(), 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE method = 'mailed_code'").await, 1);
}

#[tokio::test]
async fn cookies_do_not_make_a_browser_known() {
    let mail = Mailboxes::new();
    let (app, ada) = asking(&mail, &[]).await;
    // A thief whose browser is known to their own account.
    let thief = app.member("mallory").await;
    assert!(thief.cookie(DEVICE).is_some());
    let credentials = [("username", "ada"), ("password", PASSWORD)];
    for _ in 0..2 {
        assert_eq!(thief.fetch("sign_in", &credentials).await.status, 200);
        assert!(is_asked(&thief).await, "also after a sign-in that was cancelled");
        assert_eq!(thief.fetch("cancel_challenge", &[]).await.status, 200);
    }
    for invented in ["", &"A".repeat(43), &thief.cookie(DEVICE).unwrap().to_lowercase()] {
        thief.set_cookie(DEVICE, invented);
        assert_eq!(thief.fetch("sign_in", &credentials).await.status, 200);
        assert!(is_asked(&thief).await, "{invented}");
        assert_eq!(thief.fetch("cancel_challenge", &[]).await.status, 200);
    }
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn the_challenge_ends_with_its_conditions() {
    for change in ["password", "address", "no address", "policy", "second factor", "misuse", "closed"] {
        let mail = Mailboxes::new();
        let (app, ada) = asking(&mail, &[]).await;
        let browser = app.sign_in("ada", PASSWORD).await;
        let letter = mail.one(&app).await;
        match change {
            "password" => {
                let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
                assert_eq!(ada.fetch("change_password", &fields).await.status, 200);
            }
            "address" => {
                set_email(&ada, "ada@example.net").await;
                let letters = mail.receive(&app).await;
                let sent = letters.iter().find(|letter| letter.to == "ada@example.net").expect("a message");
                let token = sent.token("/verify-email");
                assert!(is_asked(&browser).await, "the old address is in force until the new one is verified");
                assert_eq!(app.browser().fetch("verify_email", &[("token", &token)]).await.status, 200);
            }
            "no address" => set_email(&ada, "").await,
            "policy" => app.policy(&[("new_device_code", "off")]).await,
            "second factor" => drop(Authenticator::set_up(&ada).await),
            "misuse" => {
                let fields = [("token", &*letter.token("/not-me"))];
                assert_eq!(app.browser().fetch("report_misuse", &fields).await.status, 200);
            }
            _ => {
                let fields = [("username", "ada"), ("current_password", PASSWORD)];
                assert_eq!(ada.fetch("close_account", &fields).await.status, 200);
            }
        }
        assert!(matches!(browser.principal().await, Principal::Guest { .. }), "{change}");
        assert_eq!(answer(&browser, &letter.code()).await, Err(AppError::SignInRequired), "{change}");
        assert_eq!(browser.fetch("send_sign_in_code", &[]).await.error(), AppError::SignInRequired, "{change}");
    }
}

#[tokio::test]
async fn it_expires_after_ten_minutes_and_is_removed() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    let (browser, code) = begin(&app, &mail).await;
    app.pass(599).await;
    assert!(is_asked(&browser).await);
    app.pass(1).await;
    assert_eq!(answer(&browser, &code).await, Err(AppError::SignInRequired));
    app.services.sessions.reap().await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM challenges").await, 0);
}

#[tokio::test]
async fn another_code_replaces_the_last_one_and_there_are_ten_an_hour() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    let (browser, mut code) = begin(&app, &mail).await;
    for _ in 0..9 {
        assert_eq!(browser.fetch("send_sign_in_code", &[]).await.status, 200);
        let letters = mail.receive(&app).await;
        let is_code = |letter: &&Letter| letter.subject == "Your code to sign in to Hallpass";
        let next = letters.iter().find(is_code).expect("a code").code();
        assert_eq!(answer(&browser, &code).await, wrong());
        code = next;
    }
    assert!(matches!(browser.fetch("send_sign_in_code", &[]).await.error(), AppError::TooMany { .. }));
    let other = app.browser();
    let refused = other.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await;
    assert!(matches!(refused.error(), AppError::TooMany { .. }), "without a code, nobody gets in");
    assert!(!other.is_member().await);
    assert!(answer(&browser, &code).await.is_ok());
}

#[tokio::test]
async fn the_code_is_stored_nowhere_and_listed_nowhere() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    let grace = app.administrator("grace").await;
    let (browser, code) = begin(&app, &mail).await;
    let cookie = browser.cookie(CHALLENGE).unwrap();
    let listed = grace.fetch("list_mail", &[]).await.body;
    assert!(listed.contains("sign_in_code"), "{listed}");
    let stored = app.snapshot().await;
    for secret in [&*code, &code.replace('-', ""), &*cookie] {
        assert!(!stored.contains(secret) && !listed.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn a_message_that_is_late_or_no_longer_needed_is_not_sent() {
    let mail = Mailboxes::new();
    let (app, _) = asking(&mail, &[]).await;
    let browser = app.sign_in("ada", PASSWORD).await;
    assert_eq!(browser.fetch("cancel_challenge", &[]).await.status, 200);
    assert!(mail.receive(&app).await.is_empty(), "cancelled");
    app.sign_in("ada", PASSWORD).await;
    app.pass(600).await;
    assert!(mail.receive(&app).await.is_empty(), "late");
}

/// Whether ada is asked in a browser that has signed in before.
async fn is_known(app: &TestApp, browser: &Browser, password: &str) -> bool {
    assert_eq!(browser.fetch("sign_in", &[("username", "ada"), ("password", password)]).await.status, 200);
    !is_asked(browser).await && app.id_of("ada").await == browser.principal().await.member().unwrap().account_id
}

#[tokio::test]
async fn the_second_step_is_not_removed_and_misuse_makes_every_browser_new() {
    let mail = Mailboxes::new();
    let (app, ada) = asking(&mail, &[]).await;
    let (thief, code) = begin(&app, &mail).await;
    assert_eq!(thief.fetch("request_removal", &[]).await.error(), AppError::NotFound);
    // Somebody who can read the mailbox gets in.
    assert!(answer(&thief, &code).await.is_ok());
    assert!(is_known(&app, &thief, PASSWORD).await);
    app.sign_in("ada", PASSWORD).await;
    let token = mail.one(&app).await.token("/not-me");
    let owner = app.browser();
    assert_eq!(owner.fetch("report_misuse", &[("token", &token)]).await.status, 200);
    let token = mail.one(&app).await.token("/password-reset");
    let fields = [("token", &*token), ("new_password", NEW_PASSWORD)];
    assert_eq!(owner.fetch("reset_password", &fields).await.status, 200);
    assert!(is_known(&app, &owner, NEW_PASSWORD).await, "the link was used there");
    assert!(!is_known(&app, &thief, NEW_PASSWORD).await);
    assert!(!is_known(&app, &ada, NEW_PASSWORD).await, "one browser cannot be told from the other");
}
