//! Bulk acts on several accounts: the preview, and the rules that each act enforces.

use hallpass::{
    account_admin::{BulkLine, BulkOutcome},
    error::{AppError, Conflict},
};

use crate::support::audit::{assert_sound, line, newest, refused};
use hallpass::testing::{Browser, PASSWORD, TestApp};

fn conflict(conflict: Conflict) -> AppError {
    AppError::Conflict { conflict }
}

async fn ids(app: &TestApp, names: &[&str]) -> String {
    let mut ids = Vec::new();
    for name in names {
        ids.push(app.id_of(name).await);
    }
    ids.join(" ")
}

async fn preview(browser: &Browser, ids: &str, act: &str) -> Vec<Option<AppError>> {
    let lines: Vec<BulkLine> = browser.fetch("preview_bulk", &[("ids", ids), ("act", act)]).await.json();
    lines.into_iter().map(|line| line.refused).collect()
}

#[tokio::test]
async fn a_bulk_ban_does_what_its_preview_says() {
    let app = TestApp::start().await;
    let mo = app.moderator("moritz").await;
    app.administrator("grace").await;
    let ada = app.member("ada").await;
    app.banned("mallory").await;
    app.member("noor").await;
    let all = format!("{} nobody", ids(&app, &["ada", "grace", "mallory", "moritz", "noor"]).await);
    let before = app.snapshot().await;
    let expected = [
        None,
        Some(conflict(Conflict::OutOfReach)),
        Some(conflict(Conflict::AlreadyBanned)),
        Some(conflict(Conflict::Yourself)),
        None,
        Some(AppError::NotFound),
    ];
    assert_eq!(preview(&mo, &all, "ban").await, expected);
    assert_eq!(app.snapshot().await, before, "a preview changes nothing");
    let done: BulkOutcome = mo.fetch("bulk_ban", &[("ids", &all), ("reason", "Spam")]).await.json();
    assert_eq!(done.done, [0, 4]);
    for (place, expected) in expected.iter().enumerate() {
        assert_eq!(done.at(place), Some(expected.as_ref().map_or(Ok(()), Err)), "{place}");
    }
    assert!(ada.is_banned().await && mo.is_member().await);
    assert_eq!(app.count("SELECT COUNT(*) FROM bans WHERE reason = 'Spam'").await, 2);
    let by = app.id_of("moritz").await;
    let audited =
        format!("SELECT COUNT(*) FROM audit_events WHERE act = 'account.ban' AND actor = '{by}' AND outcome = 'done'");
    assert_eq!(app.count(&audited).await, 2, "each ban has its own event");
}

#[tokio::test]
async fn refusals_of_bulk_acts_are_recorded_up_to_the_limit() {
    let app = TestApp::start().await;
    let mo = app.moderator("moritz").await;
    app.administrator("grace").await;
    app.banned("mallory").await;
    let all = ids(&app, &["grace", "mallory", "moritz"]).await;
    let start = newest(&app).await;
    preview(&mo, &all, "ban").await;
    assert_eq!(refused(&app, start).await, [], "a preview records no refusal");
    mo.fetch("bulk_ban", &[("ids", &all), ("reason", "Spam")]).await;
    mo.fetch("bulk_end_sessions", &[("ids", &all)]).await;
    mo.fetch("bulk_lift_ban", &[("ids", &all)]).await;
    let both = |act: &str| {
        let refused = [("out_of_reach", "grace"), ("yourself", "moritz")];
        refused.map(|(reason, whom)| line(&format!("{act} {reason}"), "moritz", whom, ""))
    };
    let expected = ["account.ban", "session.end", "account.lift_ban"].map(both).concat();
    assert_eq!(refused(&app, start).await, expected);
    for _ in 0..20 {
        mo.fetch("bulk_end_sessions", &[("ids", &all)]).await;
    }
    assert_eq!(refused(&app, start).await.len(), 30);
    assert_sound(&app).await;
    let grace = app.sign_in("grace", PASSWORD).await;
    let start = newest(&app).await;
    let both = ids(&app, &["moritz", "grace"]).await;
    grace.fetch("bulk_change_role", &[("ids", &both), ("role", "member")]).await;
    assert_eq!(refused(&app, start).await, [line("account.role yourself", "grace", "grace", "")]);
}

#[tokio::test]
async fn bulk_acts_lift_bans_and_end_sessions() {
    let app = TestApp::start().await;
    let mo = app.moderator("moritz").await;
    app.banned("mallory").await;
    let ada = app.member("ada").await;
    let both = ids(&app, &["mallory", "ada"]).await;
    assert_eq!(preview(&mo, &both, "lift_ban").await, [None, Some(conflict(Conflict::NotBanned))]);
    let lifted: BulkOutcome = mo.fetch("bulk_lift_ban", &[("ids", &both)]).await.json();
    assert_eq!((lifted.done, lifted.refused), (vec![0], vec![(conflict(Conflict::NotBanned), vec![1])]));
    assert_eq!(preview(&mo, &both, "end_sessions").await, [None, None]);
    assert!(ada.is_member().await);
    let ended: BulkOutcome = mo.fetch("bulk_end_sessions", &[("ids", &both)]).await.json();
    assert_eq!(ended.done, [0, 1]);
    assert!(!ada.is_member().await && mo.is_member().await);
}

#[tokio::test]
async fn bulk_role_changes_require_reauthentication() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    app.moderator("moritz").await;
    let all = ids(&app, &["ada", "moritz", "grace"]).await;
    let expected = [None, Some(conflict(Conflict::HasRole)), Some(conflict(Conflict::Yourself))];
    assert_eq!(preview(&grace, &all, "change_role:moderator").await, expected);
    let fields = [("ids", &*all), ("role", "moderator")];
    app.clock.shift(601);
    assert_eq!(grace.fetch("bulk_change_role", &fields).await.error(), AppError::ReauthenticationRequired);
    grace.fetch("sign_in_again", &[("current_password", PASSWORD)]).await;
    let changed: BulkOutcome = grace.fetch("bulk_change_role", &fields).await.json();
    assert_eq!((changed.done, changed.refused.len()), (vec![0], 2));
    assert_eq!(ada.get("/admin/accounts").await.status, 200);
    for role in ["", "owner", "Moderator"] {
        let reply = grace.fetch("bulk_change_role", &[("ids", &all), ("role", role)]).await;
        assert_eq!(reply.problems(), ["role: Choose one of the options."], "{role}");
    }
}

#[tokio::test]
async fn the_preview_of_a_role_change_counts_the_sessions_that_would_end() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    app.sign_in("ada", PASSWORD).await;
    let id = ids(&app, &["ada"]).await;
    let ends = async |role: &str| {
        let fields = [("ids", &*id), ("act", role)];
        grace.fetch("preview_bulk", &fields).await.json::<Vec<BulkLine>>().remove(0).ends
    };
    assert_eq!(ends("change_role:moderator").await, 0);
    app.policy(&[("role_change_ends", "yes")]).await;
    let before = app.snapshot().await;
    assert_eq!(ends("change_role:moderator").await, 2);
    let page = grace.get(&format!("/admin/accounts/bulk?ids={id}&act=change_role%3Amoderator")).await.body;
    assert!(page.contains("Role will change from member to moderator; 2 sessions will end."), "{page}");
    assert_eq!(app.snapshot().await, before, "a preview changes nothing");
    assert!(ada.is_member().await);

    // Without that setting, only sessions end that have exceeded the new role's limits: here, 15 minutes of inactivity.
    app.policy(&[("role_change_ends", "no")]).await;
    app.clock.shift(16 * 60);
    let grace = app.sign_in("grace", PASSWORD).await;
    app.sign_in("ada", PASSWORD).await;
    let fields = [("ids", &*id), ("act", "change_role:administrator")];
    assert_eq!(grace.fetch("preview_bulk", &fields).await.json::<Vec<BulkLine>>()[0].ends, 2);
}

#[tokio::test]
async fn bulk_acts_require_the_permission_of_the_single_act() {
    let app = TestApp::start().await;
    app.role("clerk", "view_accounts assign_roles").await;
    app.role("viewer", "view_accounts").await;
    let (clerk, viewer, ada) =
        (app.with_role("clara", "clerk").await, app.with_role("vera", "viewer").await, app.member("ada").await);
    let noor = app.member("noor").await;
    let id = ids(&app, &["noor"]).await;
    let raise = clerk.fetch("bulk_change_role", &[("ids", &id), ("role", "administrator")]).await;
    assert_eq!(raise.error(), conflict(Conflict::OutOfReach));
    let act = [("ids", &*id), ("act", "change_role:administrator")];
    assert_eq!(clerk.fetch("preview_bulk", &act).await.error(), conflict(Conflict::OutOfReach));
    for act in ["ban", "lift_ban", "end_sessions"] {
        let reply = clerk.fetch("preview_bulk", &[("ids", &id), ("act", act)]).await;
        assert_eq!(reply.error(), AppError::Forbidden, "{act}");
    }
    for (function, fields) in [
        ("bulk_ban", &[("ids", &*id), ("reason", "Spam")][..]),
        ("bulk_lift_ban", &[("ids", &id)]),
        ("bulk_end_sessions", &[("ids", &id)]),
        ("bulk_change_role", &[("ids", &id), ("role", "viewer")]),
    ] {
        assert_eq!(viewer.fetch(function, fields).await.error(), AppError::Forbidden, "{function}");
        assert_eq!(ada.fetch(function, fields).await.error(), AppError::Forbidden, "{function}");
        assert_eq!(app.browser().fetch(function, fields).await.error(), AppError::SignInRequired, "{function}");
    }
    let page = viewer.get("/admin/accounts").await.body;
    assert!(!page.contains("checkbox") && page.contains("Open noor"), "people who may not act see no checkboxes");
    assert!(noor.is_member().await);
}

#[tokio::test]
async fn invalid_bulk_input_is_rejected() {
    let app = TestApp::start().await;
    let mo = app.moderator("moritz").await;
    app.member("ada").await;
    let id = ids(&app, &["ada"]).await;
    let many = (0..51).map(|number| format!("id-{number}")).collect::<Vec<_>>().join(" ");
    for ids in ["", " ", &many] {
        for (function, field) in [("bulk_ban", ("reason", "Spam")), ("preview_bulk", ("act", "ban"))] {
            let reply = mo.fetch(function, &[("ids", ids), field]).await;
            assert_eq!(reply.problems(), ["ids: Use a value between 1 and 50."], "{function}");
        }
    }
    for act in ["", "close", "change_role", "change_role:owner"] {
        let reply = mo.fetch("preview_bulk", &[("ids", &id), ("act", act)]).await;
        assert!(reply.status == 422 || reply.error() == AppError::Forbidden, "{act}: {}", reply.body);
    }
    let wrong = [("ids", &*id), ("reason", ""), ("until", "")];
    assert_eq!(mo.fetch("bulk_ban", &wrong).await.problems(), ["reason: Fill this in."]);
    let wrong = [("ids", &*id), ("reason", "Spam"), ("until", "never")];
    assert_eq!(mo.fetch("bulk_ban", &wrong).await.status, 422);
    let twice = format!("{id} {id}");
    let done: BulkOutcome = mo.fetch("bulk_ban", &[("ids", &twice), ("reason", "Spam")]).await.json();
    assert_eq!((done.done, done.refused), (vec![0], vec![]), "a repeated ID counts once");
}

#[tokio::test]
async fn bulk_acts_work_without_scripts() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mallory = app.member("mallory").await;
    app.member("ada").await;
    let (bad, me) = (app.id_of("mallory").await, app.id_of("grace").await);
    let list = grace.get("/admin/accounts").await.body;
    assert!(list.contains("action=\"/admin/accounts/bulk\"") && list.contains(&format!("value=\"{bad}\"")), "{list}");
    assert!(list.contains("Change role to moderator"), "{list}");
    let page = format!("/admin/accounts/bulk?ids={bad}&ids={me}&act=ban");
    let shown = grace.get(&page).await;
    assert!(
        shown.body.contains("Will be banned; 1 session will end.") && shown.body.contains("Ban 1 account"),
        "{}",
        shown.body
    );
    assert!(shown.body.contains("You can’t do this to your own account."), "{}", shown.body);
    let both = format!("{bad} {me}");
    let wrong = grace.form(&page, "bulk_ban", &[("ids", &both), ("reason", ""), ("note", "Third time")]).await;
    assert!(wrong.body.contains("Fill this in.") && wrong.body.contains("Third time"), "{}", wrong.body);
    let done = grace.form(&page, "bulk_ban", &[("ids", &both), ("reason", "Spam")]).await;
    assert!(done.body.contains("Done for 1 account, but not possible for 1. The table says why."), "{}", done.body);
    assert!(done.body.contains("Banned.") && !done.body.contains("Ban 1 account"), "{}", done.body);
    assert!(mallory.is_banned().await);
    for nothing in ["", "?ids=x", "?act=ban", "?ids=x&act=close"] {
        let page = grace.get(&format!("/admin/accounts/bulk{nothing}")).await;
        assert!(page.status == 200 && page.body.contains("No accounts selected"), "{nothing}: {}", page.body);
    }
}
