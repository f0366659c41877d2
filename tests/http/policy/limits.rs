//! The session policy: the stricter of the values for everyone and for the role applies, at once, and a change ends
//! sessions that exceed it.

use hallpass::{
    access::{Ending, Principal, Role, SessionFacts, server::Grant},
    error::{AppError, Conflict},
    policy::{Setting, Values, server::PolicyChange},
};

use hallpass::testing::{Browser, PASSWORD, TestApp};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

async fn facts(browser: &Browser) -> SessionFacts {
    match browser.principal().await {
        Principal::Member(member) => member.session,
        other => panic!("a member is expected, not {other:?}"),
    }
}

/// The idle and the absolute limit of this session, in seconds.
async fn limits(browser: &Browser) -> (i64, i64) {
    let facts = facts(browser).await;
    (facts.idle_limit, facts.ends_at - facts.signed_in_at)
}

/// Sets values for a role or for everyone; returns how many sessions ended.
async fn change(app: &TestApp, role: Option<Role>, values: &[(&str, &str)]) -> Result<u64, AppError> {
    let change = |(name, value): &(&str, &str)| {
        let setting = Setting::of_name(name).expect("a setting");
        let value = if *value == "default" { None } else { Some(setting.parse(value).expect("a value")) };
        PolicyChange { role: role.clone(), setting, value }
    };
    let changes: Vec<_> = values.iter().map(change).collect();
    app.services.policy_admin.change_policy(&Grant::operator(), &changes).await.map(|outcome| outcome.ended)
}

async fn kept(app: &TestApp, name: &str) -> Browser {
    let browser = app.browser();
    let fields = [("username", name), ("password", PASSWORD), ("remember_me", "true")];
    assert_eq!(browser.fetch("sign_in", &fields).await.status, 200);
    browser
}

#[tokio::test]
async fn the_default_policy_matches_the_table_of_settings() {
    let app = TestApp::start().await;
    let scopes = app.services.policy_admin.policy(&Grant::operator()).await.unwrap();
    let everyone = scopes.iter().find(|scope| scope.role.is_none()).unwrap();
    let defaults = Values::of(|setting| setting.default);
    assert_eq!(everyone.in_force, defaults);
    let member = scopes.iter().find(|scope| scope.role == Some(Role::MEMBER)).unwrap();
    assert_eq!(member.in_force, defaults);
    assert!(member.set.iter().all(|(_, value)| value.is_none()));
}

#[tokio::test]
async fn administrators_have_shorter_limits() {
    let app = TestApp::start().await;
    assert_eq!(limits(&app.member("ada").await).await, (30 * MINUTE, 12 * HOUR));
    assert_eq!(limits(&app.administrator("grace").await).await, (15 * MINUTE, 8 * HOUR));
}

#[tokio::test]
async fn administrators_cannot_use_remember_me() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    let grace = kept(&app, "grace").await;
    assert_eq!(limits(&grace).await, (15 * MINUTE, 8 * HOUR));
    app.clock.shift(15 * MINUTE);
    assert_eq!(grace.ended().await, Some(Ending::Idle));
}

#[tokio::test]
async fn becoming_an_administrator_applies_the_shorter_limits_at_once() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let ada = kept(&app, "ada").await;
    app.clock.shift(20 * MINUTE);
    assert!(ada.is_member().await);
    let id = app.id_of("ada").await;
    app.services.roles.change_role(&Grant::operator(), &id, "administrator").await.unwrap();
    assert_eq!(ada.ended().await, Some(Ending::RoleChanged));
}

#[tokio::test]
async fn the_stricter_of_the_values_for_everyone_and_for_the_role_applies() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.member("ada").await, app.administrator("grace").await);
    change(&app, Some(Role::MEMBER), &[("idle", "2h")]).await.unwrap();
    assert_eq!(limits(&ada).await.0, 30 * MINUTE, "a role cannot loosen the value for everyone");
    change(&app, None, &[("idle", "10m"), ("absolute", "6h")]).await.unwrap();
    assert_eq!(limits(&grace).await, (10 * MINUTE, 6 * HOUR));
    change(&app, Some(Role::MEMBER), &[("idle", "5m")]).await.unwrap();
    assert_eq!((limits(&ada).await.0, limits(&grace).await.0), (5 * MINUTE, 10 * MINUTE));
    change(&app, Some(Role::MEMBER), &[("idle", "default")]).await.unwrap();
    assert_eq!(limits(&ada).await.0, 10 * MINUTE);
    change(&app, None, &[("idle", "default")]).await.unwrap();
    assert_eq!(limits(&ada).await.0, 30 * MINUTE);
}

#[tokio::test]
async fn a_role_can_have_a_lower_session_limit() {
    let app = TestApp::start().await;
    change(&app, Some(Role::ADMINISTRATOR), &[("sessions", "1")]).await.unwrap();
    app.administrator("grace").await;
    app.member("ada").await;
    app.sign_in("ada", PASSWORD).await;
    let reply = app.browser().fetch("sign_in", &[("username", "grace"), ("password", PASSWORD)]).await;
    assert!(matches!(reply.error(), AppError::TooManySessions { .. }), "{}", reply.body);
}

#[tokio::test]
async fn forbidding_remember_me_ends_such_sessions() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let ada = kept(&app, "ada").await;
    app.clock.shift(HOUR);
    // The sign-up's session had expired before, so this change does not count it.
    assert_eq!(change(&app, None, &[("remember_me", "no")]).await.unwrap(), 1);
    assert_eq!(ada.ended().await, Some(Ending::Policy));
    assert_eq!(limits(&kept(&app, "ada").await).await, (30 * MINUTE, 12 * HOUR));
}

#[tokio::test]
async fn remember_me_is_shown_only_where_the_policy_permits_it() {
    let app = TestApp::start().await;
    app.role("librarian", "view_accounts").await;
    app.member("ada").await.fetch("sign_out", &[]).await;
    let ada = kept(&app, "ada").await;
    let summary = async || {
        let listed = ada.sessions().await[0].remember_me;
        let home = ada.get("/").await.body.contains("on for this device");
        let tag = ada.get("/account/sessions").await.body.contains(">Kept signed in<");
        let offered = app.browser().get("/sign-in").await.body.contains("name=\"remember_me\"");
        (facts(&ada).await.remember_me, listed, home, tag, offered)
    };
    assert_eq!(summary().await, (true, true, true, true, true));
    change(&app, Some(Role::MEMBER), &[("remember_me", "no")]).await.unwrap();
    assert_eq!(summary().await, (false, false, false, false, true), "other roles may still use it");
    change(&app, None, &[("remember_me", "no")]).await.unwrap();
    assert_eq!(summary().await, (false, false, false, false, false));
    change(&app, Some(Role::MEMBER), &[("remember_me", "default")]).await.unwrap();
    change(&app, None, &[("remember_me", "yes")]).await.unwrap();
    assert_eq!(summary().await, (true, true, true, true, true), "the session was started with it");
}

#[tokio::test]
async fn a_policy_change_applies_at_once_and_ends_sessions_that_exceed_it() {
    let app = TestApp::start().await;
    let old = [app.member("ada").await, app.member("noor").await];
    app.clock.shift(5 * MINUTE);
    let fresh = app.sign_in("ada", PASSWORD).await;
    assert_eq!(change(&app, None, &[("idle", "2m")]).await.unwrap(), 2);
    for browser in &old {
        assert_eq!(browser.ended().await, Some(Ending::Policy));
    }
    assert_eq!(limits(&fresh).await.0, 2 * MINUTE);
    assert_eq!(change(&app, None, &[("idle", "1h")]).await.unwrap(), 0);
    assert_eq!(limits(&fresh).await.0, HOUR);
    for browser in &old {
        assert_eq!(browser.ended().await, Some(Ending::Policy));
    }
    app.clock.shift(50 * MINUTE);
    assert!(fresh.is_member().await, "a longer limit applies at once");
}

#[tokio::test]
async fn unwritten_activity_counts_when_the_policy_changes() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(5 * MINUTE);
    ada.get("/").await;
    assert_eq!(change(&app, None, &[("idle", "2m")]).await.unwrap(), 0);
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn sessions_that_had_expired_are_not_ended_by_a_policy_change() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(31 * MINUTE);
    assert_eq!(change(&app, None, &[("idle", "1h")]).await.unwrap(), 0);
    assert_eq!(ada.ended().await, Some(Ending::Idle), "a longer limit does not revive it");
}

#[tokio::test]
async fn contradicting_values_are_rejected_together() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(20 * MINUTE);
    let before = app.snapshot().await;
    let contradiction = AppError::Conflict { conflict: Conflict::IdleAboveAbsolute };
    for (role, values) in [
        (None, &[("absolute", "10m")][..]),
        (None, &[("sessions", "3"), ("idle", "13h")]),
        (None, &[("remember_me_idle", "31d")]),
        (Some(Role::MEMBER), &[("absolute", "20m"), ("sessions", "2")]),
        (Some(Role::ADMINISTRATOR), &[("absolute", "10m")]),
    ] {
        assert_eq!(change(&app, role, values).await.unwrap_err(), contradiction, "{values:?}");
        assert_eq!(app.snapshot().await, before, "{values:?}");
    }
    assert!(ada.is_member().await);
    change(&app, None, &[("absolute", "10m"), ("idle", "10m")]).await.unwrap();
    assert_eq!(ada.ended().await, Some(Ending::Policy), "both values together are valid");
}

#[tokio::test]
async fn limits_with_remember_me_cannot_be_shorter_than_without() {
    let app = TestApp::start().await;
    let before = app.snapshot().await;
    let contradiction = AppError::Conflict { conflict: Conflict::RememberMeEndsEarlier };
    for (role, values) in [
        (None, &[("remember_me_idle", "10m"), ("remember_me_absolute", "1h")][..]),
        (None, &[("remember_me_idle", "29m")]),
        (None, &[("idle", "8h"), ("remember_me_idle", "9h"), ("remember_me_absolute", "11h")]),
        (None, &[("idle", "15d"), ("absolute", "15d")]),
        (Some(Role::MEMBER), &[("remember_me_idle", "29m")]),
        (Some(Role::ADMINISTRATOR), &[("remember_me", "yes"), ("remember_me_idle", "14m")]),
    ] {
        assert_eq!(change(&app, role, values).await.unwrap_err(), contradiction, "{values:?}");
        assert_eq!(app.snapshot().await, before, "{values:?}");
    }
    change(&app, None, &[("remember_me_idle", "30m"), ("remember_me_absolute", "12h")]).await.unwrap();
    change(&app, Some(Role::ADMINISTRATOR), &[("remember_me_idle", "14m")]).await.unwrap();
    change(&app, None, &[("remember_me", "no"), ("idle", "1h")]).await.unwrap();
    assert_eq!(change(&app, None, &[("remember_me", "yes")]).await.unwrap_err(), contradiction);
}

#[tokio::test]
async fn a_policy_that_predates_that_rule_can_be_repaired_step_by_step() {
    let app = TestApp::start().await;
    app.execute("UPDATE policies SET remember_me_idle = 600, remember_me_absolute = 3600 WHERE role = ''").await;
    app.member("ada").await;
    let ada = kept(&app, "ada").await;
    assert_eq!(limits(&ada).await, (10 * MINUTE, HOUR), "the stored limits apply");
    change(&app, None, &[("sessions", "5")]).await.unwrap();
    change(&app, None, &[("idle", "20m")]).await.unwrap();
    change(&app, None, &[("remember_me_absolute", "2h")]).await.unwrap();
    let wider = change(&app, None, &[("remember_me_idle", "9m")]).await.unwrap_err();
    assert_eq!(wider, AppError::Conflict { conflict: Conflict::RememberMeEndsEarlier });
    change(&app, None, &[("remember_me_idle", "20m"), ("remember_me_absolute", "12h")]).await.unwrap();
    assert!(change(&app, None, &[("remember_me_idle", "19m")]).await.is_err());
}
