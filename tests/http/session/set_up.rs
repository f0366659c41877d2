//! The first run: only a one-time link creates the owner's account.

use hallpass::{
    access::{Principal, Role, server::Grant},
    error::{AppError, Conflict},
    policy::{Setting, server::PolicyChange},
};
use tokio::task::JoinSet;

use hallpass::testing::{Browser, PASSWORD, Reply, TestApp};

const REQUIRED: AppError = AppError::Conflict { conflict: Conflict::SecondFactorRequired };

/// The path that the server prints, and its token.
async fn link(app: &TestApp) -> (String, String) {
    let path = app.services.accounts.set_up_link().await.unwrap().expect("there is no administrator");
    let token = path.split_once("token=").unwrap().1.to_owned();
    (path, token)
}

async fn set_up(browser: &Browser, token: &str, username: &str) -> Reply {
    let fields = [("token", token), ("username", username), ("email", ""), ("password", PASSWORD)];
    browser.fetch("set_up", &fields).await
}

#[tokio::test]
async fn the_set_up_link_creates_the_owner_s_account_once() {
    let app = TestApp::start().await;
    let (path, token) = link(&app).await;
    let ada = app.browser();
    assert!(ada.get(&path).await.body.contains("Set up Hallpass"));
    assert_eq!(ada.fetch("check_set_up_link", &[("token", &token)]).await.status, 200);
    let Principal::Member(owner) = set_up(&ada, &token, "ada").await.json() else { panic!("no owner") };
    assert_eq!(owner.role, Role::ADMINISTRATOR);
    assert_eq!(ada.fetch("postpone_set_up", &[]).await.status, 200);
    assert_eq!(ada.get("/admin").await.status, 200);

    let mallory = app.browser();
    assert_eq!(mallory.get(&path).await.status, 410);
    assert_eq!(mallory.fetch("check_set_up_link", &[("token", &token)]).await.error(), AppError::DeadLink);
    assert_eq!(set_up(&mallory, &token, "mallory").await.error(), AppError::DeadLink);
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 1);
    assert_eq!(app.services.accounts.set_up_link().await, Ok(None), "no other link is created");
}

#[tokio::test]
async fn the_set_up_link_is_invalid_once_there_is_an_administrator() {
    let app = TestApp::start().await;
    let (path, token) = link(&app).await;
    app.administrator("ada").await;
    assert_eq!(app.browser().get(&path).await.status, 410);
    assert_eq!(set_up(&app.browser(), &token, "mallory").await.error(), AppError::DeadLink);
}

#[tokio::test]
async fn the_set_up_link_works_for_a_day() {
    let app = TestApp::start().await;
    let (_, token) = link(&app).await;
    app.clock.shift(24 * 3600 - 60);
    let works = app.browser().fetch("check_set_up_link", &[("token", &token)]).await;
    assert_eq!(works.status, 200);
    app.clock.shift(60);
    assert_eq!(set_up(&app.browser(), &token, "ada").await.error(), AppError::DeadLink);
    let (_, fresh) = link(&app).await;
    assert_eq!(set_up(&app.browser(), &fresh, "ada").await.status, 200);
}

#[tokio::test]
async fn of_many_concurrent_uses_of_set_up_links_one_succeeds() {
    let app = TestApp::start().await;
    // The server was started more than once, and each start printed its own link.
    let (one, other) = (link(&app).await.1, link(&app).await.1);
    let mut racing = JoinSet::new();
    for (index, name) in ["ada", "grace", "noor", "mallory", "trent", "wendy"].into_iter().enumerate() {
        let (browser, token) = (app.browser(), if index % 2 == 0 { one.clone() } else { other.clone() });
        racing.spawn(async move { set_up(&browser, &token, name).await.status });
    }
    let mut statuses = racing.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410, 410, 410, 410, 410]);
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions").await, 1);
}

#[tokio::test]
async fn invalid_fields_do_not_use_up_the_set_up_link() {
    let app = TestApp::start().await;
    let (_, token) = link(&app).await;
    let wrong = [("token", &*token), ("username", "a"), ("email", "x"), ("password", "short")];
    assert_eq!(app.browser().fetch("set_up", &wrong).await.problems().len(), 3);
    app.member("ada").await;
    let problems = set_up(&app.browser(), &token, "ada").await.problems();
    assert_eq!(problems, ["username: That name is taken. Choose another."]);
    assert_eq!(set_up(&app.browser(), &token, "grace").await.status, 200);
}

#[tokio::test]
async fn without_scripts_the_set_up_form_keeps_its_input_and_leads_to_the_start_page() {
    let app = TestApp::start().await;
    let (path, token) = link(&app).await;
    let ada = app.browser();
    let wrong = [("token", &*token), ("username", "ada"), ("email", ""), ("password", "short"), ("_next", "/")];
    let page = ada.form(&path, "set_up", &wrong).await;
    assert!(page.body.contains("value=\"ada\"") && page.body.contains("Use at least 15 characters"), "{}", page.body);
    let right = [("token", &*token), ("username", "ada"), ("email", ""), ("password", PASSWORD), ("_next", "/")];
    let reply = ada.post(&path, "set_up", &right).await;
    assert_eq!((reply.status, reply.location()), (303, "/"));
    assert_eq!(ada.fetch("postpone_set_up", &[]).await.status, 200);
    assert!(ada.get("/").await.body.contains("Hello, "));
}

#[tokio::test]
async fn administrators_of_a_new_installation_need_a_second_factor_which_its_owner_can_put_off_once() {
    let app = TestApp::start().await;
    let (_, token) = link(&app).await;
    let ada = app.browser();
    assert_eq!(set_up(&ada, &token, "ada").await.status, 200);
    assert_eq!(ada.fetch("list_sessions", &[]).await.error(), AppError::SetUpDue);
    let page = ada.get("/account/security").await.body;
    let places = ["Authenticator app", "Security keys", "Set up later"].map(|words| page.find(words));
    assert!(places.is_sorted() && places[0].is_some(), "below the ways to set one up: {places:?}");
    assert_eq!(ada.fetch("postpone_set_up", &[]).await.status, 200);
    assert_eq!(ada.fetch("list_sessions", &[]).await.status, 200);
    assert!(!ada.get("/account/security").await.body.contains("Set up later"));
    assert!(ada.get("/admin").await.body.contains("Your next sign-in will ask you to set up a second step"));
    assert_eq!(ada.fetch("postpone_set_up", &[]).await.error(), REQUIRED);
    assert_eq!(
        app.text("SELECT act FROM audit_events WHERE act LIKE 'second_factor%' AND outcome = 'done'").await,
        "second_factor.postpone"
    );
    app.clock.shift(1);
    let again = app.sign_in("ada", PASSWORD).await;
    assert_eq!(again.fetch("list_sessions", &[]).await.error(), AppError::SetUpDue);
    assert_eq!(again.fetch("postpone_set_up", &[]).await.error(), REQUIRED, "only in the first session");
    assert_eq!(ada.fetch("list_sessions", &[]).await.status, 200, "the first session goes on");
    let grace = app.administrator("grace").await;
    assert_eq!(grace.fetch("postpone_set_up", &[]).await.error(), REQUIRED, "only the first owner");
    assert_eq!(app.member("bea").await.fetch("list_sessions", &[]).await.status, 200, "only administrators");
}

#[tokio::test]
async fn the_policy_that_the_set_up_sets_is_recorded_as_a_change_by_the_owner() {
    let app = TestApp::start().await;
    let (_, token) = link(&app).await;
    assert_eq!(set_up(&app.browser(), &token, "ada").await.status, 200);
    let changes = app.services.policy_admin.policy_changes(&Grant::operator()).await.expect("the changes");
    let recorded: Vec<_> = changes.iter().map(|change| (&*change.by, change.values[0].words(), change.ended)).collect();
    let words = "Second step for signing in (administrator): Same as everyone → Required";
    assert_eq!(recorded, [("ada", words.to_owned(), 0)]);
    assert!(changes[0].can_be_undone);
}

#[tokio::test]
async fn the_set_up_does_not_change_a_policy_that_says_otherwise() {
    let app = TestApp::start().await;
    let change = PolicyChange { role: Some(Role::ADMINISTRATOR), setting: &Setting::SECOND_FACTOR, value: Some(1) };
    app.services.policy_admin.change_policy(&Grant::operator(), &[change]).await.expect("a policy");
    let (_, token) = link(&app).await;
    let ada = app.browser();
    assert_eq!(set_up(&ada, &token, "ada").await.status, 200);
    assert_eq!(ada.fetch("list_sessions", &[]).await.status, 200);
    assert_eq!(app.count("SELECT COUNT(*) FROM policy_changes").await, 1, "the operator's");
}

#[tokio::test]
async fn only_a_digest_of_the_set_up_token_is_stored() {
    let app = TestApp::start().await;
    let (_, token) = link(&app).await;
    assert!(token.len() >= 43, "256 bits in Base64: {token}");
    assert!(!app.snapshot().await.contains(&token));
}

#[tokio::test]
async fn links_of_one_purpose_do_not_work_for_another() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let (_, reset) = app.reset_link("ada").await;
    let (_, token) = link(&app).await;
    assert_eq!(set_up(&app.browser(), &reset, "mallory").await.error(), AppError::DeadLink);
    let fields = [("token", &*token), ("new_password", PASSWORD)];
    assert_eq!(app.browser().fetch("reset_password", &fields).await.error(), AppError::DeadLink);
}
