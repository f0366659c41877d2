//! Roles: who may create and change them, how far that reaches, and when changes apply.

use hallpass::{
    access::{Permission, Principal, Role, server::Grant},
    error::{AppError, Conflict},
    policy_admin::PolicyOutcome,
    role::RoleSummary,
};

use tokio::task::JoinSet;

use hallpass::testing::{Browser, PASSWORD, Reply, TestApp};

const OUT_OF_REACH: AppError = AppError::Conflict { conflict: Conflict::OutOfReach };

async fn roles(browser: &Browser) -> Vec<RoleSummary> {
    browser.fetch("list_roles", &[]).await.json()
}

async fn edit(browser: &Browser, role: &str, permissions: &str) -> Reply {
    browser.fetch("edit_role", &[("id", role), ("description", ""), ("permissions", permissions)]).await
}

fn conflict(conflict: Conflict) -> AppError {
    AppError::Conflict { conflict }
}

#[tokio::test]
async fn there_are_three_built_in_roles() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let roles = roles(&grace).await;
    let names: Vec<_> = roles.iter().map(|role| (role.role.name(), role.built_in, role.accounts)).collect();
    assert_eq!(names, [("member", true, 0), ("moderator", true, 0), ("administrator", true, 1)]);
    assert_eq!(roles[0].permissions.names(), "use_account");
    assert_eq!(roles[2].permissions.iter().collect::<Vec<_>>(), Permission::all());
}

#[tokio::test]
async fn a_role_can_be_created_assigned_changed_and_deleted() {
    let app = TestApp::start().await;
    let (grace, ada) = (app.administrator("grace").await, app.member("ada").await);
    let id = app.id_of("ada").await;
    let made = [("name", "support"), ("description", "Answers mail"), ("permissions", "view_accounts")];
    assert_eq!(grace.fetch("create_role", &made).await.status, 200);
    assert_eq!(grace.fetch("create_role", &made).await.error(), conflict(Conflict::RoleExists));
    let support = roles(&grace).await.pop().unwrap();
    assert_eq!((support.description.as_str(), support.built_in, support.accounts), ("Answers mail", false, 0));
    assert_eq!(support.permissions.names(), "use_account use_console view_accounts");

    assert_eq!(ada.fetch("list_accounts", &[]).await.error(), AppError::Forbidden);
    assert_eq!(grace.fetch("change_role", &[("id", &id), ("role", "support")]).await.status, 200);
    assert_eq!(ada.fetch("list_accounts", &[]).await.status, 200);
    assert_eq!(ada.get("/admin/accounts").await.status, 200);
    assert_eq!(ada.fetch("ban_account", &[("id", &id), ("reason", "Spam")]).await.error(), AppError::Forbidden);
    assert_eq!(grace.fetch("delete_role", &[("id", "support")]).await.error(), conflict(Conflict::RoleInUse));

    // Applies to the next request of every account with this role.
    assert_eq!(edit(&grace, "support", "").await.status, 200);
    assert_eq!(ada.fetch("list_accounts", &[]).await.error(), AppError::Forbidden);
    assert_eq!(ada.get("/admin").await.status, 403);
    assert!(ada.is_member().await);

    assert_eq!(grace.fetch("change_role", &[("id", &id), ("role", "member")]).await.status, 200);
    assert_eq!(grace.fetch("delete_role", &[("id", "support")]).await.status, 200);
    assert_eq!(grace.fetch("delete_role", &[("id", "support")]).await.error(), AppError::NotFound);
    let gone = grace.fetch("change_role", &[("id", &id), ("role", "support")]).await;
    assert_eq!(gone.problems(), ["role: Choose one of the options."]);
    assert_eq!(app.count("SELECT COUNT(*) FROM policies WHERE role = 'support'").await, 0);
}

#[tokio::test]
async fn without_scripts_the_ticked_boxes_are_the_permissions() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let fields = [
        ("name", "support"),
        ("description", ""),
        ("permissions[]", "view_accounts"),
        ("permissions[]", "end_sessions"),
    ];
    let reply = grace.post("/admin/roles", "create_role", &fields).await;
    assert_eq!((reply.status, reply.location()), (303, "/admin/roles"));
    let support = roles(&grace).await.pop().unwrap();
    assert_eq!(support.permissions.names(), "use_account use_console view_accounts end_sessions");
}

#[tokio::test]
async fn a_role_s_name_description_and_permissions_are_validated() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for name in ["", "a", "Support", "with space", "everyone", "1st", "é-é", &"x".repeat(33)] {
        let reply = grace.fetch("create_role", &[("name", name)]).await;
        assert!(reply.problems()[0].starts_with("name: Use 2 to 32 lower-case letters"), "{name}");
    }
    let unknown = grace.fetch("create_role", &[("name", "support"), ("permissions", "fly")]).await;
    assert_eq!(unknown.problems(), ["permissions: Choose one of the options."]);
    for wrong in ["x".repeat(201), "a\u{202e}b".to_owned()] {
        let reply = grace.fetch("create_role", &[("name", "support"), ("description", &wrong)]).await;
        assert!(reply.problems()[0].starts_with("description: "), "{wrong}");
    }
    assert_eq!(roles(&grace).await.len(), 3);
}

#[tokio::test]
async fn built_in_roles_cannot_be_deleted_and_administrator_cannot_be_changed() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    assert_eq!(edit(&grace, "administrator", "view_accounts").await.error(), conflict(Conflict::BuiltIn));
    assert_eq!(grace.fetch("delete_role", &[("id", "moderator")]).await.error(), conflict(Conflict::BuiltIn));
    assert_eq!(edit(&grace, "nobody", "").await.error(), AppError::NotFound);
    assert_eq!(edit(&grace, "moderator", "view_accounts").await.status, 200);
    assert_eq!(roles(&grace).await[1].permissions.names(), "use_account use_console view_accounts");
}

#[tokio::test]
async fn nobody_can_grant_permissions_that_they_lack() {
    let app = TestApp::start().await;
    app.role("keeper", "manage_roles assign_roles view_accounts").await;
    app.role("judge", "ban_accounts").await;
    let keeper = app.with_role("walter", "keeper").await;
    app.member("ada").await;
    let (id, own) = (app.id_of("ada").await, app.id_of("walter").await);
    for role in ["administrator", "moderator", "judge"] {
        let reply = keeper.fetch("change_role", &[("id", &id), ("role", role)]).await;
        assert_eq!(reply.error(), OUT_OF_REACH, "{role}");
        assert_eq!(keeper.fetch("change_role", &[("id", &own), ("role", role)]).await.error(), OUT_OF_REACH);
        assert_eq!(edit(&keeper, role, "").await.status, if role == "administrator" { 409 } else { 403 });
    }
    let made = keeper.fetch("create_role", &[("name", "mine"), ("permissions", "end_sessions")]).await;
    assert_eq!((made.status, made.error()), (403, OUT_OF_REACH));
    assert_eq!(edit(&keeper, "keeper", "manage_roles ban_accounts").await.error(), OUT_OF_REACH);
    assert_eq!(edit(&keeper, "member", "manage_policy").await.error(), OUT_OF_REACH);
    assert_eq!(keeper.fetch("delete_role", &[("id", "judge")]).await.error(), OUT_OF_REACH);
    // The same acts succeed for roles within rank.
    assert_eq!(keeper.fetch("change_role", &[("id", &id), ("role", "keeper")]).await.status, 200);
    assert_eq!(edit(&keeper, "member", "view_accounts").await.status, 200);
}

#[tokio::test]
async fn nobody_can_act_on_an_account_of_higher_rank() {
    let app = TestApp::start().await;
    let (judy, grace) = (app.moderator("judy").await, app.administrator("grace").await);
    app.moderator("walter").await;
    let above = app.id_of("grace").await;
    let session = app.session_of(&above).await;
    for (function, fields) in [
        ("ban_account", &[("id", &*above), ("reason", "Spam")][..]),
        ("lift_ban", &[("id", &*above)][..]),
        ("end_account_session", &[("id", &*session)][..]),
        ("end_account_sessions", &[("id", &*above)][..]),
        ("end_every_session", &[("role", "administrator")][..]),
        ("end_every_session", &[("role", "everyone")][..]),
    ] {
        assert_eq!(judy.fetch(function, fields).await.error(), OUT_OF_REACH, "{function}");
    }
    assert!(grace.is_member().await);
    // Accounts of equal or lower rank can be acted on.
    let beside = app.id_of("walter").await;
    assert_eq!(judy.fetch("end_account_sessions", &[("id", &beside)]).await.status, 200);
    assert_eq!(judy.fetch("ban_account", &[("id", &beside), ("reason", "Quarrel")]).await.status, 200);
    assert_eq!(judy.fetch("end_every_session", &[("role", "member")]).await.status, 200);
}

#[tokio::test]
async fn a_permission_lost_meanwhile_cannot_be_used() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    let judy = app.moderator("judy").await;
    app.member("ada").await;
    let id = app.id_of("ada").await;
    app.execute("UPDATE roles SET permissions = 'use_account' WHERE name = 'moderator'").await;
    let reply = judy.fetch("ban_account", &[("id", &id), ("reason", "Spam")]).await;
    assert_eq!(reply.error(), AppError::Forbidden);
}

#[tokio::test]
async fn unknown_permissions_of_a_role_are_ignored() {
    let app = TestApp::start().await;
    let judy = app.moderator("judy").await;
    app.execute("UPDATE roles SET permissions = 'fly view_accounts' WHERE name = 'moderator'").await;
    let Principal::Member(member) = judy.principal().await else { panic!("not signed in") };
    assert_eq!(member.permissions.names(), "use_account use_console view_accounts");
    assert_eq!(member.role, Role::MODERATOR);
}

#[tokio::test]
async fn one_administrator_remains_after_fifty_concurrent_acts() {
    let app = TestApp::start().await;
    let names = ["ada", "grace", "noor", "trent", "wendy"];
    let mut ids = Vec::new();
    for name in names {
        app.administrator(name).await;
        ids.push(app.id_of(name).await);
    }
    let mut racing = JoinSet::new();
    for caller in names {
        let secret = app.sign_in(caller, PASSWORD).await.session().unwrap();
        for round in 0..10 {
            let (browser, id) = (app.browser().replaying(&secret), ids[round % ids.len()].clone());
            racing.spawn(async move {
                match round % 4 {
                    0 => browser.fetch("change_role", &[("id", &id), ("role", "moderator")]).await,
                    1 => browser.fetch("ban_account", &[("id", &id), ("reason", "Spam")]).await,
                    2 => edit(&browser, "administrator", "").await,
                    _ => browser.fetch("delete_role", &[("id", "administrator")]).await,
                }
            });
        }
    }
    for reply in racing.join_all().await {
        assert!(matches!(reply.status, 200 | 403 | 409), "{}: {}", reply.status, reply.body);
    }
    let left = "SELECT COUNT(*) FROM accounts a LEFT JOIN bans b ON b.account_id = a.id AND b.lifted_at IS NULL \
         WHERE a.role = 'administrator' AND b.id IS NULL";
    assert!(app.count(left).await >= 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM roles WHERE name = 'administrator'").await, 1);
}

#[tokio::test]
async fn the_policy_of_higher_ranks_cannot_be_changed() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.role("keeper", "manage_policy").await;
    let keeper = app.with_role("walter", "keeper").await;
    for (id, setting, value) in [
        ("administrator", "idle", "10s"),
        ("moderator", "idle", "10s"),
        ("everyone", "idle", "10s"),
        ("everyone", "history", "1d"),
        ("everyone", "audit", "30d"),
    ] {
        for function in ["preview_policy", "change_policy"] {
            let reply = keeper.fetch(function, &[("id", id), (setting, value)]).await;
            assert_eq!(reply.error(), OUT_OF_REACH, "{function} {id} {setting}");
        }
    }
    assert!(grace.is_member().await);
    assert_eq!(keeper.fetch("change_policy", &[("id", "member"), ("idle", "20m")]).await.status, 200);
    assert_eq!(keeper.fetch("change_policy", &[("id", "everyone"), ("sign_up", "closed")]).await.status, 200);
}

#[tokio::test]
async fn retention_cannot_be_shortened_without_the_permissions_it_affects() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    // Permission to see the audit does not include shortening its retention.
    app.role("keeper", "manage_policy view_audit").await;
    let keeper = app.with_role("walter", "keeper").await;
    for (setting, longer, shorter) in [("history", "200d", "1d"), ("audit", "800d", "30d")] {
        let refused = keeper.fetch("change_policy", &[("id", "everyone"), (setting, shorter)]).await;
        assert_eq!(refused.error(), OUT_OF_REACH, "{setting}");
        let changed = grace.fetch("change_policy", &[("id", "everyone"), (setting, longer)]).await;
        let changed: PolicyOutcome = changed.json();
        let undone = keeper.fetch("undo_policy", &[("id", &changed.id)]).await;
        assert_eq!(undone.error(), OUT_OF_REACH, "{setting}: undoing would shorten it");
        assert_eq!(grace.fetch("undo_policy", &[("id", &changed.id)]).await.status, 200, "{setting}");
    }
}

#[tokio::test]
async fn notes_about_higher_ranks_and_about_oneself_cannot_be_read() {
    let app = TestApp::start().await;
    let (grace, judy) = (app.administrator("grace").await, app.moderator("judy").await);
    let (above, own) = (app.id_of("grace").await, app.id_of("judy").await);
    for id in [&above, &own] {
        app.services.account_notes.add_note(&Grant::operator(), id, "Talks too much.").await.unwrap();
    }
    let note = app.text(&format!("SELECT id FROM account_notes WHERE account_id = '{own}'")).await;
    assert_eq!(judy.fetch("list_notes", &[("id", &above)]).await.error(), OUT_OF_REACH);
    assert_eq!(judy.fetch("list_notes", &[("id", &own)]).await.error(), conflict(Conflict::Yourself));
    assert_eq!(judy.fetch("delete_note", &[("id", &note)]).await.error(), conflict(Conflict::Yourself));
    let note = app.text(&format!("SELECT id FROM account_notes WHERE account_id = '{above}'")).await;
    assert_eq!(judy.fetch("delete_note", &[("id", &note)]).await.error(), OUT_OF_REACH);
    assert_eq!(grace.fetch("list_notes", &[("id", &own)]).await.status, 200);
}

#[tokio::test]
async fn only_people_who_may_ban_see_the_private_notes_of_bans() {
    let app = TestApp::start().await;
    app.role("viewer", "view_accounts").await;
    let (viewer, judy) = (app.with_role("vera", "viewer").await, app.moderator("judy").await);
    app.member("eve").await;
    let id = app.id_of("eve").await;
    judy.fetch("ban_account", &[("id", &id), ("reason", "Spam"), ("note", "Canary")]).await;
    for function in ["show_account", "list_bans"] {
        assert!(judy.fetch(function, &[("id", &id)]).await.body.contains("Canary"), "{function}");
        let seen = viewer.fetch(function, &[("id", &id)]).await;
        assert!(seen.status == 200 && !seen.body.contains("Canary"), "{function}");
    }
    assert!(!viewer.fetch("list_accounts", &[]).await.body.contains("Canary"));
}

#[tokio::test]
async fn acts_on_higher_ranks_are_recorded_as_refusals() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    let judy = app.moderator("judy").await;
    let above = app.id_of("grace").await;
    judy.fetch("ban_account", &[("id", &above), ("reason", "Spam")]).await;
    let refused = "SELECT COUNT(*) FROM audit_events WHERE act = 'account.ban' AND outcome = 'refused' AND reason = 'out_of_reach'";
    assert_eq!(app.count(refused).await, 1);
    let member = app.member("ada").await;
    assert_eq!(member.get("/admin/accounts/jane.doe@example.org").await.status, 403);
    assert_eq!(app.count("SELECT COUNT(*) FROM audit_events WHERE detail LIKE '%jane.doe%'").await, 0);
}
