//! How acting as somebody ends: by time, by the person, by whoever may, and for good.

use crate::{
    audit::{after, assert_sound},
    channel::Channel,
    impersonation::{Acting, act_as, name, shown},
};
use hallpass::testing::{NEW_PASSWORD, PASSWORD, TestApp};

const HALF_AN_HOUR: i64 = 1800;

/// It is over, stays so, and has its end written down at that time.
async fn is_over(acting: &Acting, at: i64) {
    assert_eq!(shown(&acting.grace).await, name("grace"));
    acting.app.services.sessions.reap().await.unwrap();
    assert_eq!(acting.app.count("SELECT ended_at FROM impersonations").await, at);
    assert_eq!(shown(&acting.grace).await, name("grace"));
    assert_sound(&acting.app).await;
}

#[tokio::test]
async fn half_an_hour_is_the_end_of_it() {
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
async fn what_ends_the_person_s_sessions_ends_it() {
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
async fn all_sessions_of_a_role_or_of_everyone_end_it_too() {
    for role in ["member", "everyone"] {
        let acting = Acting::begin().await;
        let trent = acting.app.administrator("trent").await;
        let reply = trent.fetch("end_every_session", &[("role", role)]).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert_eq!(acting.app.count("SELECT COUNT(*) FROM impersonations WHERE ended_at IS NULL").await, 0);
    }
}

#[tokio::test]
async fn whoever_loses_the_right_is_themselves_and_it_does_not_come_back() {
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
        // Nobody looks in between.
        roles.change_role(&operator, account, lost).await.unwrap();
        roles.change_role(&operator, account, back).await.unwrap();
        assert_eq!(shown(&sue).await, name("sue"), "it stays over");
    }
    assert_eq!(act_as(&sue, &id).await.status, 200);
    for permissions in ["view_accounts", "view_accounts impersonate"] {
        roles.edit_role(&operator, "support", "", permissions, "").await.unwrap();
    }
    assert_eq!(shown(&sue).await, name("sue"), "nor with the right that the role has again");
}

#[tokio::test]
async fn a_session_that_ends_ends_it() {
    let acting = Acting::begin().await;
    acting.app.clock.shift(60);
    assert_eq!(acting.grace.fetch("sign_out", &[]).await.status, 200);
    assert!(!acting.grace.is_member().await);
    assert!(acting.ada.is_member().await, "ada's own session goes on");
    acting.app.clock.shift(60);
    acting.app.services.sessions.reap().await.unwrap();
    assert_eq!(
        acting.app.count("SELECT ended_at FROM impersonations").await,
        acting.app.clock.now() - 60,
        "at the end of the session"
    );
    let signed_out =
        after(&acting.app, 0).await.into_iter().find(|event| event.act == "session.end").expect("an event");
    assert_eq!(signed_out.actor_name.as_deref(), Some("grace"));
    let again = acting.app.sign_in("grace", PASSWORD).await;
    assert_eq!(shown(&again).await, name("grace"));
}

#[tokio::test]
async fn tabs_hear_by_themselves_that_the_time_is_over() {
    let acting = Acting::on(TestApp::ticking().await).await;
    let (mut tab, _) = Channel::open(&acting.app, &acting.grace).await;
    for seconds in [800, 800, HALF_AN_HOUR - 1602] {
        acting.app.clock.shift(seconds);
        acting.grace.get("/account").await;
    }
    // Wakes the channel, which sees the new time.
    acting.ada.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    tab.until_member(|member| member.username == "grace").await;
}
