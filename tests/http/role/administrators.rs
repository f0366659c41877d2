//! At least one administrator who is not banned always remains, even under concurrent requests.

use hallpass::{
    access::server::Grant,
    ban::server::BanTerms,
    error::{AppError, Conflict},
};
use tokio::task::JoinSet;

use hallpass::testing::TestApp;

const LEFT: &str = "SELECT COUNT(*) FROM accounts a WHERE role = 'administrator' AND NOT EXISTS \
    (SELECT 1 FROM bans b WHERE b.account_id = a.id AND b.lifted_at IS NULL)";

const LAST: AppError = AppError::Conflict { conflict: Conflict::LastAdministrator };

#[tokio::test]
async fn the_last_administrator_cannot_be_demoted() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let id = app.id_of("grace").await;
    let reply = grace.fetch("change_role", &[("id", &id), ("role", "member")]).await;
    assert_eq!((reply.status, reply.error()), (409, LAST));
    assert_eq!(app.services.roles.change_role(&Grant::operator(), &id, "member").await, Err(LAST));
    assert_eq!(grace.get("/admin").await.status, 200);
}

#[tokio::test]
async fn the_last_administrator_cannot_be_banned() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let id = app.id_of("grace").await;
    let reply = grace.fetch("ban_account", &[("id", &id), ("reason", "Spam")]).await;
    assert_eq!(reply.status, 409);
    assert_eq!(
        app.services.bans.ban(&Grant::operator(), &id, BanTerms { reason: "Spam", ..BanTerms::default() }).await,
        Err(LAST)
    );
    assert!(grace.is_member().await);
}

#[tokio::test]
async fn administrators_cannot_ban_themselves() {
    let app = TestApp::start().await;
    app.administrator("ada").await;
    let grace = app.administrator("grace").await;
    let id = app.id_of("grace").await;
    let reply = grace.fetch("ban_account", &[("id", &id), ("reason", "Spam")]).await;
    assert_eq!(reply.error(), AppError::Conflict { conflict: Conflict::Yourself });
}

#[tokio::test]
async fn a_banned_administrator_does_not_count_as_remaining() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.administrator("ada").await;
    let (graces, adas) = (app.id_of("grace").await, app.id_of("ada").await);
    app.ban("ada", "Spam", "").await;
    assert_eq!(grace.fetch("change_role", &[("id", &graces), ("role", "member")]).await.error(), LAST);
    let demoted = grace.fetch("change_role", &[("id", &adas), ("role", "member")]).await;
    assert_eq!(demoted.status, 200, "a banned administrator can be demoted: {}", demoted.body);
}

#[tokio::test]
async fn an_administrator_can_step_down_if_another_one_remains() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.administrator("ada").await;
    let id = app.id_of("grace").await;
    assert_eq!(grace.fetch("change_role", &[("id", &id), ("role", "member")]).await.status, 200);
    assert_eq!(grace.get("/admin").await.status, 403);
}

/// Sends fifty requests at once: each of five administrators tries twice to demote or ban each of the five.
async fn fifty_at_once(function: &'static str) {
    let app = TestApp::start().await;
    let names = ["ada", "grace", "noor", "trent", "wendy"];
    let mut ids = Vec::new();
    for name in names {
        app.administrator(name).await;
        ids.push(app.id_of(name).await);
    }
    let mut racing = JoinSet::new();
    for caller in names {
        let secret = app.sign_in(caller, hallpass::testing::PASSWORD).await.session().unwrap();
        for round in 0..10 {
            let (browser, id) = (app.browser().replaying(&secret), ids[round % ids.len()].clone());
            racing.spawn(async move {
                let second = if function == "ban_account" { ("reason", "Spam") } else { ("role", "member") };
                browser.fetch(function, &[("id", &id), second]).await
            });
        }
    }
    for reply in racing.join_all().await {
        assert!(matches!(reply.status, 200 | 403 | 409), "{}: {}", reply.status, reply.body);
    }
    assert_eq!(app.count(LEFT).await, 1);
}

#[tokio::test]
async fn fifty_demotions_at_once_leave_one_administrator() {
    fifty_at_once("change_role").await;
}

#[tokio::test]
async fn fifty_bans_at_once_leave_one_administrator() {
    fifty_at_once("ban_account").await;
}

#[tokio::test]
async fn of_many_concurrent_bans_of_one_account_one_succeeds() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("mallory").await;
    let id = app.id_of("mallory").await;
    let secret = grace.session().unwrap();
    let mut racing = JoinSet::new();
    for _ in 0..10 {
        let (browser, id) = (app.browser().replaying(&secret), id.clone());
        racing.spawn(async move { browser.fetch("ban_account", &[("id", &id), ("reason", "Spam")]).await.status });
    }
    let mut statuses = racing.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409, 409, 409, 409, 409]);
    assert_eq!(app.count("SELECT COUNT(*) FROM bans").await, 1);
}
