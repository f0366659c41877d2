//! The policy for sessions: the strictest of everyone's and the role's holds, at once, and a change
//! ends what has lasted longer.

use hallpass::{
    access::{Ending, Principal, Role, SessionFacts, server::Grant},
    error::{AppError, Conflict},
    policy::{SETTINGS, Setting, server::PolicyChange},
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

/// The idle and the absolute limit of this session.
async fn limits(browser: &Browser) -> (i64, i64) {
    let facts = facts(browser).await;
    (facts.idle_limit, facts.ends_at - facts.signed_in_at)
}

/// Sets values for a role, or for everyone; how many sessions that ended.
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
    let fields = [("username", name), ("password", PASSWORD), ("remembered", "true")];
    assert_eq!(browser.fetch("sign_in", &fields).await.status, 200);
    browser
}

#[tokio::test]
async fn the_defaults_are_what_the_table_of_settings_says() {
    let app = TestApp::start().await;
    let scopes = app.services.policy_admin.policy(&Grant::operator()).await.unwrap();
    let everyone = scopes.iter().find(|scope| scope.role.is_none()).unwrap();
    let defaults: Vec<_> = SETTINGS.iter().map(|setting| setting.default).collect();
    assert_eq!(everyone.in_force, defaults);
    let member = scopes.iter().find(|scope| scope.role == Some(Role::MEMBER)).unwrap();
    assert_eq!(member.in_force, defaults);
    assert!(member.set.iter().all(Option::is_none));
}

#[tokio::test]
async fn administrators_have_less_time() {
    let app = TestApp::start().await;
    assert_eq!(limits(&app.member("ada").await).await, (30 * MINUTE, 12 * HOUR));
    assert_eq!(limits(&app.administrator("grace").await).await, (15 * MINUTE, 8 * HOUR));
}

#[tokio::test]
async fn administrators_are_never_remembered() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    let grace = kept(&app, "grace").await;
    assert_eq!(limits(&grace).await, (15 * MINUTE, 8 * HOUR));
    app.clock.shift(15 * MINUTE);
    assert_eq!(grace.ended().await, Some(Ending::Idle));
}

#[tokio::test]
async fn who_becomes_an_administrator_is_held_to_it_at_once() {
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
async fn the_strictest_of_everyone_s_and_the_role_s_wins() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.member("ada").await, app.administrator("grace").await);
    change(&app, Some(Role::MEMBER), &[("idle", "2h")]).await.unwrap();
    assert_eq!(limits(&ada).await.0, 30 * MINUTE, "a role is not freer than everyone");
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
async fn a_role_may_have_fewer_sessions() {
    let app = TestApp::start().await;
    change(&app, Some(Role::ADMINISTRATOR), &[("sessions", "1")]).await.unwrap();
    app.administrator("grace").await;
    app.member("ada").await;
    app.sign_in("ada", PASSWORD).await;
    let reply = app.browser().fetch("sign_in", &[("username", "grace"), ("password", PASSWORD)]).await;
    assert!(matches!(reply.error(), AppError::TooManySessions { .. }), "{}", reply.body);
}

#[tokio::test]
async fn nobody_is_remembered_where_the_policy_says_so() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let ada = kept(&app, "ada").await;
    app.clock.shift(HOUR);
    // The session of the sign-up was over before, and is not this change's.
    assert_eq!(change(&app, None, &[("remembered", "no")]).await.unwrap(), 1);
    assert_eq!(ada.ended().await, Some(Ending::Policy));
    assert_eq!(limits(&kept(&app, "ada").await).await, (30 * MINUTE, 12 * HOUR));
}

#[tokio::test]
async fn nobody_is_told_to_be_kept_who_is_not() {
    let app = TestApp::start().await;
    app.role("librarian", "view_accounts").await;
    app.member("ada").await.fetch("sign_out", &[]).await;
    let ada = kept(&app, "ada").await;
    let told = async || {
        let listed = ada.sessions().await[0].remembered;
        let home = ada.get("/").await.body.contains("yes, on this device");
        let tag = ada.get("/account/sessions").await.body.contains(">kept<");
        let offered = app.browser().get("/sign-in").await.body.contains("name=\"remembered\"");
        (facts(&ada).await.remembered, listed, home, tag, offered)
    };
    assert_eq!(told().await, (true, true, true, true, true));
    change(&app, Some(Role::MEMBER), &[("remembered", "no")]).await.unwrap();
    assert_eq!(told().await, (false, false, false, false, true), "others may still be kept");
    change(&app, None, &[("remembered", "no")]).await.unwrap();
    assert_eq!(told().await, (false, false, false, false, false));
    change(&app, Some(Role::MEMBER), &[("remembered", "default")]).await.unwrap();
    change(&app, None, &[("remembered", "yes")]).await.unwrap();
    assert_eq!(told().await, (true, true, true, true, true), "it was signed in so");
}

#[tokio::test]
async fn a_change_holds_at_once_and_ends_what_has_lasted_longer() {
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
    assert!(fresh.is_member().await, "more time is more time at once");
}

#[tokio::test]
async fn activity_of_this_moment_counts_when_the_policy_changes() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(5 * MINUTE);
    ada.get("/").await;
    assert_eq!(change(&app, None, &[("idle", "2m")]).await.unwrap(), 0);
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn what_was_over_before_is_not_the_policy_s() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(31 * MINUTE);
    assert_eq!(change(&app, None, &[("idle", "1h")]).await.unwrap(), 0);
    assert_eq!(ada.ended().await, Some(Ending::Idle), "and a longer policy does not bring it back");
}

#[tokio::test]
async fn values_that_contradict_one_another_are_refused_all_together() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(20 * MINUTE);
    let before = app.snapshot().await;
    let contradiction = AppError::Conflict { conflict: Conflict::IdleAboveAbsolute };
    for (role, values) in [
        (None, &[("absolute", "10m")][..]),
        (None, &[("sessions", "3"), ("idle", "13h")]),
        (None, &[("remembered_idle", "31d")]),
        (Some(Role::MEMBER), &[("absolute", "20m"), ("sessions", "2")]),
        (Some(Role::ADMINISTRATOR), &[("absolute", "10m")]),
    ] {
        assert_eq!(change(&app, role, values).await.unwrap_err(), contradiction, "{values:?}");
        assert_eq!(app.snapshot().await, before, "{values:?}");
    }
    assert!(ada.is_member().await);
    change(&app, None, &[("absolute", "10m"), ("idle", "10m")]).await.unwrap();
    assert_eq!(ada.ended().await, Some(Ending::Policy), "together they fit");
}

#[tokio::test]
async fn who_is_kept_signed_in_has_no_less_time() {
    let app = TestApp::start().await;
    let before = app.snapshot().await;
    let contradiction = AppError::Conflict { conflict: Conflict::KeptEndsEarlier };
    for (role, values) in [
        (None, &[("remembered_idle", "10m"), ("remembered_absolute", "1h")][..]),
        (None, &[("remembered_idle", "29m")]),
        (None, &[("idle", "8h"), ("remembered_idle", "9h"), ("remembered_absolute", "11h")]),
        (None, &[("idle", "15d"), ("absolute", "15d")]),
        (Some(Role::MEMBER), &[("remembered_idle", "29m")]),
        (Some(Role::ADMINISTRATOR), &[("remembered", "yes"), ("remembered_idle", "14m")]),
    ] {
        assert_eq!(change(&app, role, values).await.unwrap_err(), contradiction, "{values:?}");
        assert_eq!(app.snapshot().await, before, "{values:?}");
    }
    change(&app, None, &[("remembered_idle", "30m"), ("remembered_absolute", "12h")]).await.unwrap();
    change(&app, Some(Role::ADMINISTRATOR), &[("remembered_idle", "14m")]).await.unwrap();
    change(&app, None, &[("remembered", "no"), ("idle", "1h")]).await.unwrap();
    assert_eq!(change(&app, None, &[("remembered", "yes")]).await.unwrap_err(), contradiction);
}

#[tokio::test]
async fn a_policy_from_before_that_rule_can_be_changed_and_mended_step_by_step() {
    let app = TestApp::start().await;
    app.execute("UPDATE policies SET remembered_idle = 600, remembered_absolute = 3600 WHERE role = ''").await;
    app.member("ada").await;
    let ada = kept(&app, "ada").await;
    assert_eq!(limits(&ada).await, (10 * MINUTE, HOUR), "it holds as it stands");
    change(&app, None, &[("sessions", "5")]).await.unwrap();
    change(&app, None, &[("idle", "20m")]).await.unwrap();
    change(&app, None, &[("remembered_absolute", "2h")]).await.unwrap();
    let wider = change(&app, None, &[("remembered_idle", "9m")]).await.unwrap_err();
    assert_eq!(wider, AppError::Conflict { conflict: Conflict::KeptEndsEarlier });
    change(&app, None, &[("remembered_idle", "20m"), ("remembered_absolute", "12h")]).await.unwrap();
    assert!(change(&app, None, &[("remembered_idle", "19m")]).await.is_err());
}
