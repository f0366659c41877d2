//! Administrators list and end the sessions of others.

use hallpass::{
    access::{Ending, Role},
    error::AppError,
    session::SessionSummary,
};

use hallpass::testing::{Browser, PASSWORD, TestApp};

async fn listed(grace: &Browser, id: &str) -> Vec<SessionSummary> {
    let reply = grace.fetch("list_account_sessions", &[("id", id)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

async fn end_every(grace: &Browser, role: &str, keep_own: &str) -> usize {
    let reply = grace.fetch("end_every_session", &[("role", role), ("keep_own", keep_own)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

#[tokio::test]
async fn administrators_see_the_live_sessions_of_an_account() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    app.sign_in("ada", PASSWORD).await.fetch("sign_out", &[]).await;
    ada.fetch("name_session", &[("id", &ada.id().await), ("name", "work laptop")]).await;
    let sessions = listed(&grace, &app.id_of("ada").await).await;
    assert_eq!(sessions.len(), 1);
    assert_eq!((sessions[0].title().as_str(), sessions[0].is_this), ("work laptop", false));
    assert_eq!(sessions[0].id, ada.id().await);
    let own = listed(&grace, &app.id_of("grace").await).await;
    assert!(own[0].is_this);
    for unknown in ["none", "", "%"] {
        let reply = grace.fetch("list_account_sessions", &[("id", unknown)]).await;
        assert_eq!(reply.error(), AppError::NotFound, "{unknown}");
    }
}

#[tokio::test]
async fn administrators_see_the_number_of_sessions_of_each_role() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    app.sign_in("ada", PASSWORD).await;
    app.member("noor").await.fetch("sign_out", &[]).await;
    let counted: Vec<(Role, i64)> = grace.fetch("count_sessions", &[]).await.json();
    let expected = [(Role::MEMBER, 2), (Role::MODERATOR, 0), (Role::ADMINISTRATOR, 1)];
    assert_eq!(counted, expected);
}

#[tokio::test]
async fn ending_one_session_leaves_the_others() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (ada, other) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    let id = ada.id().await;
    assert_eq!(grace.fetch("end_account_session", &[("id", &id)]).await.status, 200);
    assert_eq!(ada.ended().await, Some(Ending::EndedByAdministrator));
    assert!(other.is_member().await && grace.is_member().await);
    for gone in [&*id, "none", "", "%", &*app.id_of("ada").await] {
        assert_eq!(grace.fetch("end_account_session", &[("id", gone)]).await.error(), AppError::NotFound, "{gone}");
    }
    assert!(other.is_member().await);
    assert!(app.sign_in("ada", PASSWORD).await.is_member().await, "ending a session does not ban the account");
}

#[tokio::test]
async fn ending_all_sessions_of_an_account_leaves_other_accounts_signed_in() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let adas = [app.member("ada").await, app.sign_in("ada", PASSWORD).await];
    let noor = app.member("noor").await;
    let id = app.id_of("ada").await;
    let reply = grace.fetch("end_account_sessions", &[("id", &id)]).await;
    assert_eq!(reply.json::<usize>(), 2);
    for ada in &adas {
        assert_eq!(ada.ended().await, Some(Ending::EndedByAdministrator));
    }
    assert!(noor.is_member().await && grace.is_member().await);
    assert_eq!(grace.fetch("end_account_sessions", &[("id", &id)]).await.json::<usize>(), 0);
    assert_eq!(grace.fetch("end_account_sessions", &[("id", "none")]).await.error(), AppError::NotFound);
}

#[tokio::test]
async fn ending_all_sessions_of_a_role_leaves_other_roles_signed_in() {
    let app = TestApp::start().await;
    let (grace, wanda) = (app.administrator("grace").await, app.administrator("wanda").await);
    let (ada, noor) = (app.member("ada").await, app.member("noor").await);
    assert_eq!(end_every(&grace, "member", "false").await, 2);
    for member in [&ada, &noor] {
        assert_eq!(member.ended().await, Some(Ending::EndedByAdministrator));
    }
    assert!(grace.is_member().await && wanda.is_member().await);
    assert_eq!(end_every(&grace, "administrator", "true").await, 1);
    assert!(grace.is_member().await);
    assert_eq!(wanda.ended().await, Some(Ending::EndedByAdministrator));
}

#[tokio::test]
async fn ending_every_session_spares_the_caller_s_only_on_request() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let other = app.sign_in("grace", PASSWORD).await;
    let ada = app.member("ada").await;
    assert_eq!(end_every(&grace, "everyone", "true").await, 2);
    assert!(grace.is_member().await);
    assert_eq!(other.ended().await, Some(Ending::EndedByAdministrator));
    assert_eq!(ada.ended().await, Some(Ending::EndedByAdministrator));
    app.sign_in("ada", PASSWORD).await;
    assert_eq!(end_every(&grace, "everyone", "false").await, 2);
    assert_eq!(grace.ended().await, Some(Ending::EndedByAdministrator));
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 0);
}

#[tokio::test]
async fn an_unknown_or_missing_role_ends_no_session() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    for role in ["", "nobody", "Member"] {
        let problems = grace.fetch("end_every_session", &[("role", role)]).await.problems();
        assert!(problems[0].starts_with("role: "), "{problems:?}");
    }
    assert_eq!(grace.fetch("end_every_session", &[]).await.status, 400);
    assert_eq!(grace.fetch("end_every_session", &[("keep_own", "true")]).await.status, 400);
    assert!(ada.is_member().await && grace.is_member().await);
}

#[tokio::test]
async fn a_demoted_administrator_cannot_end_sessions() {
    let app = TestApp::start().await;
    let (grace, wanda) = (app.administrator("grace").await, app.administrator("wanda").await);
    let ada = app.member("ada").await;
    let id = app.id_of("wanda").await;
    assert_eq!(grace.fetch("change_role", &[("id", &id), ("role", "member")]).await.status, 200);
    let id = ada.id().await;
    assert_eq!(wanda.fetch("end_account_session", &[("id", &id)]).await.error(), AppError::Forbidden);
    assert_eq!(wanda.fetch("end_every_session", &[("role", "")]).await.error(), AppError::Forbidden);
    assert!(ada.is_member().await && grace.is_member().await);
}

#[tokio::test]
async fn ending_sessions_works_for_more_accounts_than_are_notified_individually() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mut members = Vec::new();
    for _ in 0..52 {
        members.push(app.member(&hallpass::testing::new_name()).await);
    }
    assert_eq!(end_every(&grace, "member", "false").await, 52);
    for member in &members {
        assert_eq!(member.ended().await, Some(Ending::EndedByAdministrator));
    }
}
