//! Signing up: usernames, passwords, and concurrent sign-ups with the same username.

use hallpass::{
    access::{Principal, Role, server::Grant},
    account::server::NewAccount,
};
use tokio::task::JoinSet;

use hallpass::testing::{Browser, PASSWORD, Reply, TestApp, new_name};

async fn sign_up(browser: &Browser, username: &str, password: &str) -> Reply {
    browser.fetch("sign_up", &[("username", username), ("email", ""), ("password", password)]).await
}

/// Signs up somebody new with this password.
async fn with_password(app: &TestApp, password: &str) -> Reply {
    sign_up(&app.browser(), &new_name(), password).await
}

#[tokio::test]
async fn signing_up_creates_a_member_and_signs_in() {
    let app = TestApp::start().await;
    let ada = app.browser();
    let reply =
        ada.fetch("sign_up", &[("username", "Ada.Lind"), ("email", " ada@example.org "), ("password", PASSWORD)]).await;
    let Principal::Member(member) = reply.json() else { panic!("{}", reply.body) };
    assert_eq!((member.username.as_str(), &member.role), ("Ada.Lind", &Role::MEMBER));
    assert_eq!(member.email.as_deref(), Some("ada@example.org"));
    assert!(!member.session.remember_me);
    let Principal::Member(mut next) = ada.principal().await else { panic!("nobody") };
    // A second may have passed in between.
    next.session.as_of = member.session.as_of;
    assert_eq!(next, member, "the next request sees the same");
    let hash = app.text("SELECT password_hash FROM accounts").await;
    assert!(hash.starts_with("$argon2id$v=19$m=7168,t=1,p=1$"), "{hash}");
}

#[tokio::test]
async fn many_concurrent_sign_ups_all_succeed() {
    let app = TestApp::with(&[("hash_workers", "2")]).await;
    let mut racing = JoinSet::new();
    for _ in 0..40 {
        let (browser, name) = (app.browser(), new_name());
        racing.spawn(async move { sign_up(&browser, &name, PASSWORD).await });
    }
    for reply in racing.join_all().await {
        assert_eq!(reply.status, 200, "{}", reply.body);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 40);
}

#[tokio::test]
async fn a_fresh_database_has_no_account() {
    let app = TestApp::start().await;
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 0);
    let reply = app.browser().fetch("sign_in", &[("username", "admin"), ("password", "admin")]).await;
    assert_eq!(reply.status, 401);
}

#[tokio::test]
async fn a_username_is_taken_in_every_spelling() {
    let app = TestApp::start().await;
    app.member("Grace.Straße").await;
    for same in ["Grace.Straße", "grace.straße", "GRACE.STRASSE", " grace.strasse "] {
        let problems = sign_up(&app.browser(), same, PASSWORD).await.problems();
        assert_eq!(problems, ["username: That name is taken. Choose another."], "{same}");
    }
}

#[tokio::test]
async fn some_usernames_are_reserved_for_everyone_and_some_for_members() {
    let app = TestApp::start().await;
    let wrong = ["username: That name is reserved. Choose another."];
    for name in ["operator", "System", "hal1pass", "admin", "Administrator", "moderator", "root", "support"] {
        let reply = sign_up(&app.browser(), name, PASSWORD).await;
        assert_eq!((reply.status, reply.problems()), (422, wrong.map(str::to_owned).to_vec()), "{name}");
    }
    let make = async |name: &str, role: Role| {
        let new = NewAccount { username: name.to_owned(), email: String::new(), password: PASSWORD.to_owned().into() };
        app.services.accounts.create(&Grant::operator(), new, role).await
    };
    assert!(make("operator", Role::ADMINISTRATOR).await.is_err());
    assert!(make("support", Role::MEMBER).await.is_err());
    assert!(make("support", Role::MODERATOR).await.is_ok());
    assert!(make("admin", Role::ADMINISTRATOR).await.is_ok());
    assert_eq!(sign_up(&app.browser(), "adrnin", PASSWORD).await.status, 422);
}

#[tokio::test]
async fn a_username_that_looks_like_another_is_rejected() {
    let app = TestApp::start().await;
    app.member("paypal").await;
    let problems = sign_up(&app.browser(), "paypa1", PASSWORD).await.problems();
    assert!(problems[0].starts_with("username: That name looks too much like"), "{problems:?}");
    let mixed = sign_up(&app.browser(), "pаypal", PASSWORD).await.problems();
    assert!(mixed[0].contains("one alphabet"), "a Cyrillic letter: {mixed:?}");
}

#[tokio::test]
async fn usernames_have_3_to_32_permitted_characters() {
    let app = TestApp::start().await;
    for good in ["abc", "日本語", &"q".repeat(32), "a.b-c_d"] {
        assert_eq!(sign_up(&app.browser(), good, PASSWORD).await.status, 200, "{good}");
    }
    for bad in
        ["", "  ", "ab", &"z".repeat(33), "a b c", "-abc", "abc.", "<b>x</b>", "a@b.c", "ad\u{202e}a", "x\ny", "😀😀😀"]
    {
        let reply = sign_up(&app.browser(), bad, PASSWORD).await;
        assert_eq!(reply.status, 422, "{bad:?}");
        assert!(reply.problems()[0].starts_with("username: "), "{bad:?}: {}", reply.body);
    }
}

#[tokio::test]
async fn passwords_have_15_to_256_characters() {
    let app = TestApp::start().await;
    let (fourteen, fifteen) = ("étang gris fjo", "étang gris fjor");
    let problems = with_password(&app, fourteen).await.problems();
    assert_eq!(problems, ["password: Use at least 15 characters; this has 14."]);
    assert_eq!(with_password(&app, fifteen).await.status, 200);
    let long: String = "kq7 vel otter ".chars().cycle().take(257).collect();
    for length in [64, 128, 256] {
        assert_eq!(with_password(&app, &long[..length]).await.status, 200, "{length}");
    }
    assert_eq!(with_password(&app, &long).await.problems(), ["password: Use at most 256 characters."]);
}

#[tokio::test]
async fn passwords_need_no_particular_kinds_of_characters() {
    let app = TestApp::start().await;
    for good in ["graveltulipeleven", "8301947265019283", "🦊🪁🧭🌋🎻🧊🪵🦉🥁🧶🪐🦔🍄🛶🎲", "   gravel tulip   "]
    {
        assert_eq!(with_password(&app, good).await.status, 200, "{good}");
    }
}

#[tokio::test]
async fn common_passwords_and_words_of_the_context_are_rejected() {
    let app = TestApp::start().await;
    for bad in [
        "passwordpassword",
        "123456789012345678",
        "qwertyuiopqwertyuiop",
        "aaaaaaaaaaaaaaaaaa",
        "hallpasshallpass",
        "iloveyouiloveyou",
        "letmeinletmeinletmein",
    ] {
        let problems = with_password(&app, bad).await.problems();
        assert!(problems[0].starts_with("password: Too easy to guess."), "{bad}: {problems:?}");
    }
    let own = sign_up(&app.browser(), "lovelace-ada", "lovelace-adalovelace-ada").await.problems();
    assert!(own[0].starts_with("password: Too easy to guess."), "{own:?}");
}

#[tokio::test]
async fn all_problems_of_a_sign_up_are_reported_together() {
    let app = TestApp::start().await;
    let reply = app.browser().fetch("sign_up", &[("username", "a"), ("email", "nowhere"), ("password", "short")]).await;
    let problems = reply.problems();
    let fields: Vec<_> = problems.iter().filter_map(|problem| problem.split(':').next()).collect();
    assert_eq!(fields, ["username", "email", "password"], "{problems:?}");
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 0);
}

#[tokio::test]
async fn of_many_concurrent_sign_ups_with_one_username_one_succeeds() {
    let app = TestApp::start().await;
    let mut racing = JoinSet::new();
    for _ in 0..8 {
        let browser = app.browser();
        racing.spawn(async move { sign_up(&browser, "wanted", PASSWORD).await.status });
    }
    let mut statuses = racing.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422, 422, 422, 422, 422, 422, 422]);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions").await, 1);
}

#[tokio::test]
async fn the_password_meter_agrees_with_sign_up() {
    let app = TestApp::start().await;
    for (password, accepted) in
        [(PASSWORD, true), ("short", false), ("passwordpassword", false), ("ada-lindqvist ada", false)]
    {
        let reply =
            app.browser().fetch("rate_password", &[("password", password), ("username", "ada-lindqvist")]).await;
        let strength: hallpass::account::Strength = reply.json();
        assert_eq!(strength.accepted, accepted, "{password}");
        let taken = sign_up(&app.browser(), "ada-lindqvist", password).await.status == 200;
        assert_eq!(taken, accepted, "{password}");
    }
}

#[tokio::test]
async fn a_shorter_password_is_accepted_if_the_policy_permits_it() {
    let app = TestApp::start().await;
    app.policy(&[("second_factor", "required"), ("password_min_length", "8")]).await;
    assert_eq!(with_password(&app, "kq7-zVx2mW").await.status, 200);
    assert_eq!(with_password(&app, "kq7-zVx").await.problems(), ["password: Use at least 8 characters; this has 7."]);
}
