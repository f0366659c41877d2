//! Changing the password while signed in.

use hallpass::access::Ending;

use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, Reply, TestApp};

async fn change(browser: &Browser, current: &str, new: &str) -> Reply {
    browser.fetch("change_password", &[("current_password", current), ("new_password", new)]).await
}

async fn signs_in(app: &TestApp, password: &str) -> bool {
    app.browser().fetch("sign_in", &[("username", "ada"), ("password", password)]).await.status == 200
}

#[tokio::test]
async fn a_changed_password_replaces_the_old_one() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    assert_eq!(change(&ada, PASSWORD, NEW_PASSWORD).await.status, 200);
    assert!(!signs_in(&app, PASSWORD).await);
    assert!(signs_in(&app, NEW_PASSWORD).await);
}

#[tokio::test]
async fn changing_the_password_requires_the_current_one() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let before = app.snapshot().await;
    let problems = change(&ada, "wrong", NEW_PASSWORD).await.problems();
    assert_eq!(problems, ["current_password: That’s not your current password."]);
    assert_eq!(change(&ada, "", NEW_PASSWORD).await.status, 422);
    assert_eq!(ada.fetch("change_password", &[("new_password", NEW_PASSWORD)]).await.status, 400);
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn a_new_password_is_checked_like_at_sign_up_with_the_username_as_context() {
    let app = TestApp::start().await;
    let ada = app.member("ada-lovelace").await;
    let long = "kq7 ".repeat(65);
    for bad in ["short", "passwordpassword", "ada-lovelaceada-lovelace", &long] {
        let problems = change(&ada, PASSWORD, bad).await.problems();
        assert!(problems[0].starts_with("new_password: "), "{bad}: {problems:?}");
    }
    assert_eq!(change(&ada, PASSWORD, NEW_PASSWORD).await.status, 200);
}

#[tokio::test]
async fn changing_the_password_ends_other_sessions_and_renews_this_one() {
    let app = TestApp::start().await;
    let here = app.member("ada").await;
    let others = [app.sign_in("ada", PASSWORD).await, app.sign_in("ada", PASSWORD).await];
    let grace = app.member("grace").await;
    let old = here.session().unwrap();
    assert_eq!(change(&here, PASSWORD, NEW_PASSWORD).await.status, 200);
    assert_ne!(here.session().unwrap(), old);
    assert!(here.is_member().await);
    for other in others {
        assert_eq!(other.ended().await, Some(Ending::PasswordChanged));
    }
    assert!(!here.replaying(&old).is_member().await, "the old cookie is invalid");
    assert!(grace.is_member().await);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 2);
}

#[tokio::test]
async fn a_person_signed_out_by_a_password_change_sees_the_reason() {
    let app = TestApp::start().await;
    let (here, elsewhere) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    change(&here, PASSWORD, NEW_PASSWORD).await;
    let page = elsewhere.get("/account").await;
    assert_eq!(page.location(), "/sign-in?next=/account");
    assert!(elsewhere.get(page.location()).await.body.contains("because your password was changed"));
}

#[tokio::test]
async fn password_changes_within_one_second_have_distinct_times() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let epoch = || app.count("SELECT password_changed_at FROM accounts");
    let first = epoch().await;
    change(&ada, PASSWORD, NEW_PASSWORD).await;
    let second = epoch().await;
    change(&ada, NEW_PASSWORD, PASSWORD).await;
    let third = epoch().await;
    assert!(first < second && second < third, "{first} {second} {third}");
}

#[tokio::test]
async fn without_scripts_changing_the_password_works_and_confirms_it() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    let page = ada.form("/account", "change_password", &fields).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Password changed."), "{}", page.body);
    assert!(!page.body.contains(NEW_PASSWORD));
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn of_many_concurrent_password_changes_one_succeeds() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let secret = ada.session().unwrap();
    let new = ["otter piano cobalt", "amber noon walnut", "quill marsh lantern", "violet anchor pepper"];
    let mut racing = tokio::task::JoinSet::new();
    for password in new {
        let browser = ada.replaying(&secret);
        racing.spawn(async move { (password, change(&browser, PASSWORD, password).await.status, browser) });
    }
    let made: Vec<_> = racing.join_all().await.into_iter().filter(|(_, status, _)| *status == 200).collect();
    assert_eq!(made.len(), 1, "{:?}", made.iter().map(|(password, ..)| password).collect::<Vec<_>>());
    assert!(signs_in(&app, made[0].0).await);
    assert!(made[0].2.is_member().await);
    assert!(!ada.is_member().await);
}

#[tokio::test]
async fn the_current_password_cannot_be_the_new_one() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let before = app.snapshot().await;
    let problems = change(&ada, PASSWORD, PASSWORD).await.problems();
    assert_eq!(problems, ["new_password: This is your password already. Choose another."]);
    assert_eq!(
        change(&ada, "wrong", "wrong").await.problems(),
        ["current_password: That’s not your current password."]
    );
    assert_eq!(app.snapshot().await, before);
}
