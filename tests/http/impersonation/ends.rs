//! How impersonation ends: by its time limit, by an ending of the sessions involved, or by losing the right to it.

use crate::{
    impersonation::acting::{Acting, act_as, name, shown},
    support::{
        audit::{after, assert_sound},
        channel::Channel,
    },
};
use hallpass::testing::{NEW_PASSWORD, PASSWORD, TestApp};

const HALF_AN_HOUR: i64 = 1800;

/// Asserts that the impersonation has ended, stays ended, and is recorded with this end time.
async fn is_over(acting: &Acting, at: i64) {
    assert_eq!(shown(&acting.grace).await, name("grace"));
    acting.app.services.sessions.reap().await.unwrap();
    assert_eq!(acting.app.count("SELECT ended_at FROM impersonations").await, at);
    assert_eq!(shown(&acting.grace).await, name("grace"));
    assert_sound(&acting.app).await;
}

#[tokio::test]
async fn an_impersonation_ends_after_half_an_hour() {
    let acting = Acting::begin().await;
    let start = acting.app.clock.now();
    for _ in 0..2 {
        acting.app.clock.shift(HALF_AN_HOUR / 2 - 1);
        assert_eq!(shown(&acting.grace).await.0, "ada");
        acting.grace.get("/account").await;
    }
    acting.app.clock.shift(2);
    is_over(&acting, start + HALF_AN_HOUR).await;
    let end = after(&acting.app, 0).await.into_iter().find(|event| event.act == "impersonation.end");
    assert_eq!(end.map(|event| event.actor).as_deref(), Some("system"));
}

#[tokio::test]
async fn ending_the_person_s_sessions_ends_the_impersonation() {
    for (function, of_ada, fields) in [
        ("end_all_sessions", true, vec![]),
        ("end_other_sessions", true, vec![]),
        ("change_password", true, vec![("current_password", PASSWORD), ("new_password", NEW_PASSWORD)]),
        ("close_account", true, vec![("username", "ada"), ("current_password", PASSWORD)]),
        ("end_account_sessions", false, vec![]),
        ("ban_account", false, vec![("reason", "Rudeness")]),
    ] {
        let acting = Acting::begin().await;
        let trent = acting.app.administrator("trent").await;
        let (browser, id) = if of_ada { (&acting.ada, "") } else { (&trent, &*acting.id) };
        let fields: Vec<_> = fields.into_iter().chain([("id", id)].into_iter().filter(|_| !of_ada)).collect();
        let reply = browser.fetch(function, &fields).await;
        assert_eq!(reply.status, 200, "{function}: {}", reply.body);
        is_over(&acting, acting.app.clock.now()).await;
    }
}

#[tokio::test]
async fn ending_all_sessions_of_a_role_or_of_everyone_ends_the_impersonation() {
    for role in ["member", "everyone"] {
        let acting = Acting::begin().await;
        let trent = acting.app.administrator("trent").await;
        let reply = trent.fetch("end_every_session", &[("role", role)]).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert_eq!(acting.app.count("SELECT COUNT(*) FROM impersonations WHERE ended_at IS NULL").await, 0);
    }
}

#[tokio::test]
async fn losing_the_right_to_impersonate_ends_the_impersonation_permanently() {
    let app = TestApp::start().await;
    app.role("support", "view_accounts impersonate").await;
    let sue = app.with_role("sue", "support").await;
    app.member("ada").await;
    let (id, sue_id) = (app.id_of("ada").await, app.id_of("sue").await);
    let operator = hallpass::access::server::Grant::operator();
    let roles = &app.services.roles;
    for (account, lost, back) in [(&sue_id, "moderator", "support"), (&id, "moderator", "member")] {
        assert_eq!(act_as(&sue, &id).await.status, 200);
        assert_eq!(shown(&sue).await.0, "ada");
        // No request in between.
        roles.change_role(&operator, account, lost).await.unwrap();
        roles.change_role(&operator, account, back).await.unwrap();
        assert_eq!(shown(&sue).await, name("sue"), "the impersonation stays ended");
    }
    assert_eq!(act_as(&sue, &id).await.status, 200);
    for permissions in ["view_accounts", "view_accounts impersonate"] {
        roles.edit_role(&operator, "support", "", permissions, "").await.unwrap();
    }
    assert_eq!(shown(&sue).await, name("sue"), "also when the role has the permission again");
}

#[tokio::test]
async fn signing_out_ends_the_impersonation() {
    let acting = Acting::begin().await;
    acting.app.clock.shift(60);
    assert_eq!(acting.grace.fetch("sign_out", &[]).await.status, 200);
    assert!(!acting.grace.is_member().await);
    assert!(acting.ada.is_member().await, "ada's own session is still alive");
    acting.app.clock.shift(60);
    acting.app.services.sessions.reap().await.unwrap();
    assert_eq!(
        acting.app.count("SELECT ended_at FROM impersonations").await,
        acting.app.clock.now() - 60,
        "it ended with the session"
    );
    let signed_out =
        after(&acting.app, 0).await.into_iter().find(|event| event.act == "session.end").expect("an event");
    assert_eq!(signed_out.actor_name.as_deref(), Some("grace"));
    let again = acting.app.sign_in("grace", PASSWORD).await;
    assert_eq!(shown(&again).await, name("grace"));
}

#[tokio::test]
async fn open_tabs_are_notified_when_the_impersonation_expires() {
    let acting = Acting::on(TestApp::ticking().await).await;
    let (mut tab, _) = Channel::open(&acting.app, &acting.grace).await;
    for seconds in [800, 800, HALF_AN_HOUR - 1602] {
        acting.app.clock.shift(seconds);
        acting.grace.get("/account").await;
    }
    // Wakes the channel, which then reads the new time.
    acting.ada.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    tab.until_member(|member| member.username == "grace").await;
}
