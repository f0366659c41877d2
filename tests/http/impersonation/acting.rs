//! Impersonation: who may impersonate whom, what it permits, and what it does not change.

use std::collections::BTreeSet;

use hallpass::{
    access::{Permission, Principal, Rule, Table},
    error::{AppError, Conflict},
};

use crate::support::scene::set_the_scene;
use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, Reply, TestApp};

pub(crate) const REASON: &str = "She cannot find her sessions.";
const HALF_AN_HOUR: i64 = 1800;

pub(crate) async fn act_as(browser: &Browser, id: &str) -> Reply {
    browser.fetch("impersonate", &[("id", id), ("reason", REASON)]).await
}

/// The username that a browser shows, and the username of the impersonator, if any.
pub(crate) async fn shown(browser: &Browser) -> (String, Option<String>) {
    match browser.principal().await {
        Principal::Member(member) => (member.username, member.impersonator.map(|impersonator| impersonator.username)),
        other => panic!("a member is expected, not {other:?}"),
    }
}

pub(crate) fn name(name: &str) -> (String, Option<String>) {
    (name.to_owned(), None)
}

pub(crate) fn in_conflict(reply: &Reply) -> Option<Conflict> {
    match reply.error() {
        AppError::Conflict { conflict } => Some(conflict),
        _ => None,
    }
}

/// Grace impersonating ada, and ada's own browser.
pub(crate) struct Acting {
    pub(crate) app: TestApp,
    pub(crate) grace: Browser,
    pub(crate) ada: Browser,
    pub(crate) id: String,
}

impl Acting {
    pub(crate) async fn begin() -> Self {
        Self::on(TestApp::start().await).await
    }

    pub(crate) async fn on(app: TestApp) -> Self {
        let (grace, ada) = (app.administrator("grace").await, app.member("ada").await);
        let id = app.id_of("ada").await;
        let reply = act_as(&grace, &id).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        Self { app, grace, ada, id }
    }
}

#[tokio::test]
async fn impersonating_shows_the_person_s_view_in_the_administrator_s_session() {
    let app = TestApp::start().await;
    let (grace, ada) = (app.administrator("grace").await, app.member("ada").await);
    let (session, cookie) = (grace.id().await, grace.session());
    let reply = act_as(&grace, &app.id_of("ada").await).await;
    let member = reply.json::<Principal>().member().cloned().expect("a member");
    assert_eq!((&*member.username, &*member.role.to_string()), ("ada", "member"));
    assert_eq!((&member.session.id, grace.session()), (&session, cookie), "no session of ada's is created");
    let impersonator = member.impersonator.expect("an impersonator");
    assert_eq!((&*impersonator.username, impersonator.ends_at), ("grace", app.clock.now() + HALF_AN_HOUR));
    assert_eq!(grace.get("/admin").await.status, 403);
    let theirs = grace.sessions().await;
    assert_eq!(theirs.len(), 1);
    assert!(!theirs[0].is_this);
    assert_eq!(shown(&ada).await, name("ada"), "ada's own browser is not affected");
    assert_eq!(ada.sessions().await.len(), 1);
    let reply = grace.fetch("end_impersonation", &[]).await;
    assert_eq!(reply.json::<Principal>().member().map(|member| &*member.username), Some("grace"));
    assert_eq!(grace.get("/admin").await.status, 200);
    assert_eq!(shown(&grace).await, name("grace"));
    let again = grace.fetch("end_impersonation", &[("_for", &app.id_of("ada").await)]).await;
    assert_eq!(again.status, 200, "ending it twice, from a tab that still shows ada, is no error: {}", again.body);
}

#[tokio::test]
async fn without_scripts_every_page_shows_the_impersonation_and_a_way_to_end_it() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    let id = app.id_of("ada").await;
    let page = format!("/admin/accounts/{id}");
    assert!(grace.get(&page).await.body.contains("View as ada"));
    let dialog = format!("{page}/act-as");
    let missing = grace.form(&dialog, "impersonate", &[("id", &id), ("reason", " ")]).await;
    assert!(missing.body.contains("Fill this in."), "{}", missing.body);
    let fields = [("id", &*id), ("reason", REASON), ("_next", "/")];
    let begun = grace.post(&dialog, "impersonate", &fields).await;
    assert_eq!((begun.status, begun.location()), (303, "/"));
    for path in ["/", "/account", "/account/sessions", "/account/activity", "/account/close", "/nowhere"] {
        let body = grace.get(path).await.body;
        assert!(body.contains("class=\"acting\"") && body.contains("Stop viewing as ada"), "{path}");
    }
    for path in ["/account/close", "/account/export", "/account/sessions", "/account/reauthenticate"] {
        let body = grace.get(path).await.body;
        assert!(body.contains("Not available while you view as someone else"), "{path}: {body}");
        assert!(!body.contains("current_password"), "{path} does not ask for her password");
    }
    let ended = grace.post("/", "end_impersonation", &[("_next", &page)]).await;
    assert_eq!((ended.status, ended.location()), (303, &*page));
    assert!(!grace.get(&page).await.body.contains("class=\"acting\""));
}

#[tokio::test]
async fn only_accounts_of_lower_rank_can_be_impersonated() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.role("support", "view_accounts impersonate").await;
    app.role("viewer", "view_accounts").await;
    app.role("inviter", "invite").await;
    let support = app.with_role("sue", "support").await;
    let refused = |browser: &Browser, name: &'static str| {
        let browser = browser.replaying(&browser.session().unwrap());
        let app = &app;
        async move { in_conflict(&act_as(&browser, &app.id_of(name).await).await) }
    };
    app.administrator("trent").await;
    app.with_role("sam", "support").await;
    app.with_role("ivy", "inviter").await;
    app.with_role("vic", "viewer").await;
    app.banned("mallory").await;
    assert_eq!(refused(&grace, "trent").await, Some(Conflict::OutOfReach));
    assert_eq!(refused(&grace, "grace").await, Some(Conflict::Yourself));
    assert_eq!(refused(&grace, "mallory").await, Some(Conflict::OwnerBanned));
    assert_eq!(refused(&support, "grace").await, Some(Conflict::OutOfReach));
    assert_eq!(refused(&support, "sam").await, Some(Conflict::OutOfReach), "an equal rank");
    assert_eq!(refused(&support, "ivy").await, Some(Conflict::OutOfReach), "ivy has a permission that sue lacks");
    assert_eq!(app.count("SELECT COUNT(*) FROM impersonations").await, 0);
    assert_eq!(act_as(&support, &app.id_of("vic").await).await.status, 200);
    let vic = app.id_of("vic").await;
    assert_eq!(act_as(&support, &vic).await.error(), AppError::Forbidden, "sue acts with vic's permissions");
    assert_eq!(act_as(&app.moderator("judy").await, &vic).await.error(), AppError::Forbidden);
    assert_eq!(act_as(&app.member("bob").await, &vic).await.error(), AppError::Forbidden);
    for id in ["", "none"] {
        assert_eq!(act_as(&grace, id).await.error(), AppError::NotFound, "{id:?}");
    }
    for (reason, words) in [("", "Fill this in."), (&*"x".repeat(301), "Use at most 300 characters.")] {
        let reply = grace.fetch("impersonate", &[("id", &vic), ("reason", reason)]).await;
        assert_eq!(reply.problems(), [format!("reason: {words}")]);
    }
    let eve = app.member("eve").await;
    let eve_id = app.id_of("eve").await;
    assert_eq!(eve.fetch("close_account", &[("username", "eve"), ("current_password", PASSWORD)]).await.status, 200);
    assert_eq!(act_as(&grace, &eve_id).await.error(), AppError::NotFound, "closed");
}

#[tokio::test]
async fn impersonating_requires_recent_reauthentication() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    let id = app.id_of("ada").await;
    app.clock.shift(601);
    assert_eq!(act_as(&grace, &id).await.error(), AppError::ReauthenticationRequired);
    assert_eq!(grace.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.status, 200);
    assert_eq!(act_as(&grace, &id).await.status, 200);
}

#[tokio::test]
async fn functions_reserved_to_the_account_s_owner_are_refused_and_change_nothing() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    let every = Permission::all().iter().copied().filter(|one| *one != Permission::INVITE);
    app.role("deputy", &every.map(Permission::name).collect::<Vec<_>>().join(" ")).await;
    app.with_role("dora", "deputy").await;
    let id = app.id_of("dora").await;
    assert_eq!(act_as(&grace, &id).await.status, 200);
    let before = app.snapshot().await;
    let mut looked_at = BTreeSet::new();
    for one in Table::get()
        .functions
        .iter()
        .filter(|one| ![Rule::Challenged, Rule::Banned, Rule::Needs(Permission::INVITE)].contains(&one.rule))
    {
        let calls = filling.calls();
        let (name, fields) = calls.iter().find(|(name, _)| *name == one.name).expect("a call");
        // These end the impersonation or do something that is permitted.
        if ["sign_out", "end_impersonation", "change_display_name"].contains(name) {
            continue;
        }
        let reply = grace.fetch(name, fields).await;
        if one.impersonated {
            assert!([200, 410].contains(&reply.status), "{name}: {}", reply.body);
            looked_at.insert(*name);
        } else {
            assert_eq!(in_conflict(&reply), Some(Conflict::Impersonating), "{name}");
            assert_eq!(reply.status, 403, "{name}");
        }
        assert_eq!(app.snapshot().await, before, "{name}");
    }
    assert!(looked_at.contains("list_audit") && looked_at.len() > 15, "{looked_at:?}");
    for file in ["/account/export.json", "/admin/audit.csv", &format!("/admin/accounts/{id}/export.json")] {
        assert_eq!(in_conflict(&grace.fetch_file(file).await), Some(Conflict::Impersonating), "{file}");
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn other_sessions_of_the_administrator_are_not_affected() {
    let acting = Acting::begin().await;
    let phone = acting.app.sign_in("grace", PASSWORD).await;
    assert_eq!(shown(&phone).await, name("grace"));
    assert_eq!(shown(&acting.grace).await, ("ada".to_owned(), Some("grace".to_owned())));
}

#[tokio::test]
async fn of_two_concurrent_impersonations_in_one_session_one_remains() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    app.member("noor").await;
    let (ada, noor) = (app.id_of("ada").await, app.id_of("noor").await);
    let (one, other) = tokio::join!(act_as(&grace, &ada), act_as(&grace, &noor));
    assert!(one.status == 200 || other.status == 200);
    assert_eq!(app.count("SELECT COUNT(*) FROM impersonations WHERE ended_at IS NULL").await, 1);
    assert!(shown(&grace).await.1.is_some());
}

#[tokio::test]
async fn a_password_reset_link_cannot_be_used_while_impersonating() {
    let acting = Acting::begin().await;
    let (_, token) = acting.app.reset_link("ada").await;
    let fields = [("token", &*token), ("new_password", NEW_PASSWORD)];
    let reply = acting.grace.fetch("reset_password", &fields).await;
    assert_eq!(in_conflict(&reply), Some(Conflict::Impersonating));
    assert_eq!(acting.app.browser().fetch("reset_password", &fields).await.status, 200, "the link is still valid");
}
