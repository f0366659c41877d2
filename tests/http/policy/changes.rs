//! Policy changes: previewed, made, recorded and undone by people who may.

use hallpass::{
    access::Ending,
    error::{AppError, Conflict},
    policy::Setting,
    policy_admin::{PolicyOutcome, PolicyOverview, PolicyPreview},
};

use hallpass::testing::{Browser, PASSWORD, TestApp};

async fn change(browser: &Browser, fields: &[(&str, &str)]) -> PolicyOutcome {
    let reply = browser.fetch("change_policy", fields).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

async fn preview(browser: &Browser, fields: &[(&str, &str)]) -> PolicyPreview {
    let reply = browser.fetch("preview_policy", fields).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

async fn overview(browser: &Browser) -> PolicyOverview {
    browser.fetch("show_policy", &[]).await.json()
}

#[tokio::test]
async fn a_preview_counts_the_sessions_that_saving_ends() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let others = [app.member("ada").await, app.member("noor").await];
    app.clock.shift(9 * 60);
    let fresh = app.sign_in("ada", PASSWORD).await;
    grace.get("/").await;
    let before = app.snapshot().await;
    let fields = [("id", "member"), ("idle", "5m"), ("sessions", "1")];
    let said = preview(&grace, &fields).await;
    assert_eq!((said.ends, said.over_the_cap, said.values.len()), (2, 0, 2));
    assert_eq!(app.snapshot().await, before);
    assert!(others[0].is_member().await, "a preview ends no session");
    let outcome = change(&grace, &fields).await;
    assert_eq!((outcome.changed, outcome.ended), (2, 2));
    assert_eq!(others[1].ended().await, Some(Ending::Policy));
    assert!(fresh.is_member().await);
}

#[tokio::test]
async fn a_preview_counts_accounts_over_the_session_limit() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    for _ in 0..2 {
        app.sign_in("ada", PASSWORD).await;
    }
    app.member("noor").await;
    let said = preview(&grace, &[("id", "everyone"), ("sessions", "2")]).await;
    assert_eq!((said.over_the_cap, said.ends), (1, 0));
    assert!(
        said.words().iter().any(|line| line.starts_with("1 account would have more sessions")),
        "{:?}",
        said.words()
    );
    assert_eq!(preview(&grace, &[("id", "everyone"), ("sessions", "3")]).await.over_the_cap, 0);
}

#[tokio::test]
async fn a_change_without_effect_is_reported_and_not_recorded() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let said = preview(&grace, &[("id", "everyone"), ("idle", "30m"), ("sign_up", "open")]).await;
    assert_eq!(said.words(), ["Nothing changes: these values are already set."]);
    let said = preview(&grace, &[("id", "member"), ("idle", "2h")]).await;
    assert!(said.words().iter().any(|line| line.starts_with("Nothing changes in effect")), "{:?}", said.words());
    let outcome = change(&grace, &[("id", "everyone"), ("idle", "")]).await;
    assert_eq!((outcome.changed, &*outcome.id), (0, ""));
    assert!(overview(&grace).await.changes.is_empty(), "a change without effect is not recorded");
}

#[tokio::test]
async fn policy_changes_are_recorded_with_their_author() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.policy(&[("idle", "20m")]).await;
    change(&grace, &[("id", "administrator"), ("idle", ""), ("remember_me", "yes")]).await;
    let changes = overview(&grace).await.changes;
    assert_eq!(changes.iter().map(|change| &*change.by).collect::<Vec<_>>(), ["grace", "the server’s operator"]);
    let words: Vec<_> = changes[0].values.iter().map(hallpass::policy_admin::ChangedValue::words).collect();
    assert_eq!(
        words,
        [
            "Idle limit (administrator): 15 min → Same as everyone",
            "Allow “Keep me signed in” (administrator): No → Yes"
        ]
    );
    assert!(changes.iter().all(|change| change.can_be_undone && !change.is_undoing));
}

#[tokio::test]
async fn a_policy_change_can_be_undone_once_and_only_if_not_overwritten() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let first = change(&grace, &[("id", "everyone"), ("idle", "20m"), ("sessions", "5")]).await;
    let second = change(&grace, &[("id", "everyone"), ("idle", "10m")]).await;
    let undo = async |id: &str| grace.fetch("undo_policy", &[("id", id)]).await;
    let refused = undo(&first.id).await;
    assert_eq!(refused.error(), AppError::Conflict { conflict: Conflict::CannotUndo });
    assert!(!overview(&grace).await.changes[1].can_be_undone);
    let undone: PolicyOutcome = undo(&second.id).await.json();
    assert_eq!(undone.changed, 1);
    assert_eq!(undo(&first.id).await.status, 200, "its values are in effect again");
    assert_eq!(undo(&first.id).await.status, 409);
    let overview = overview(&grace).await;
    let holds = overview.scopes[0].set[&Setting::IDLE];
    assert_eq!(holds, Some(1800));
    assert_eq!(overview.changes.iter().filter(|change| change.is_undoing).count(), 2);
}

#[tokio::test]
async fn undoing_a_change_ends_sessions_and_is_validated_like_any_change() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let longer = change(&grace, &[("id", "everyone"), ("idle", "6h")]).await;
    let ada = app.member("ada").await;
    app.clock.shift(3600);
    grace.get("/sign-in").await;
    let grace = app.sign_in("grace", PASSWORD).await;
    change(&grace, &[("id", "everyone"), ("absolute", "8h")]).await;
    let outcome: PolicyOutcome = grace.fetch("undo_policy", &[("id", &longer.id)]).await.json();
    assert_eq!(outcome.ended, 1);
    assert_eq!(ada.ended().await, Some(Ending::Policy));
    let shorter = change(&grace, &[("id", "everyone"), ("idle", "10m")]).await;
    change(&grace, &[("id", "everyone"), ("absolute", "20m")]).await;
    let refused = grace.fetch("undo_policy", &[("id", &shorter.id)]).await;
    assert_eq!(refused.error(), AppError::Conflict { conflict: Conflict::IdleAboveAbsolute });
}

#[tokio::test]
async fn invalid_policy_values_are_reported_together_at_their_fields() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let before = app.snapshot().await;
    for function in ["preview_policy", "change_policy"] {
        let fields =
            [("id", "everyone"), ("idle", "5s"), ("sessions", "-1"), ("sign_up", "maybe"), ("remember_me", "1")];
        assert_eq!(
            grace.fetch(function, &fields).await.problems(),
            [
                "idle: Use a value between 10 seconds and 366 days.",
                "remember_me: Use one of these: no, yes.",
                "sessions: Use a value between 1 and 1000.",
                "sign_up: Use one of these: open, invitation, closed.",
            ]
        );
        for (fields, problem) in [
            ([("id", "member"), ("history", "30d")], "history: This setting is the same for everyone."),
            ([("id", "member"), ("sign_up", "closed")], "sign_up: This setting is the same for everyone."),
            ([("id", "nobody"), ("idle", "30m")], "id: Choose one of the options."),
            ([("id", "everyone"), ("password_min_length", "65")], "password_min_length: Use a value between 8 and 64."),
            ([("id", "everyone"), ("idle", "\u{7f}")], "idle: Enter a whole number and a unit, such as 30 minutes."),
        ] {
            assert_eq!(grace.fetch(function, &fields).await.problems(), [problem]);
        }
        for (fields, status) in [
            (&[("id", "everyone"), ("patience", "1h")][..], 400),
            (&[("id", "everyone"), ("idle", "20m"), ("idle", "10m")], 400),
            (&[("idle", "20m")], 400),
            (&[("id", "everyone"), ("idle", "13h")], 409),
            (&[("id", "everyone"), ("remember_me_idle", "31d")], 409),
            (&[("id", "administrator"), ("absolute", "10m")], 409),
        ] {
            let reply = grace.fetch(function, fields).await;
            assert_eq!(reply.status, status, "{function} {fields:?}: {}", reply.body);
        }
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn a_demoted_administrator_cannot_change_the_policy() {
    let app = TestApp::start().await;
    let (_grace, ada) = (app.administrator("grace").await, app.administrator("ada").await);
    let id = app.id_of("ada").await;
    let changed = change(&ada, &[("id", "everyone"), ("idle", "20m")]).await;
    app.services.roles.change_role(&hallpass::access::server::Grant::operator(), &id, "member").await.unwrap();
    for (function, fields) in [
        ("show_policy", &[][..]),
        ("preview_policy", &[("id", "everyone"), ("idle", "10m")]),
        ("change_policy", &[("id", "everyone"), ("idle", "10m")]),
        ("undo_policy", &[("id", &*changed.id)]),
    ] {
        assert_eq!(ada.fetch(function, fields).await.status, 403, "{function}");
    }
    assert_eq!(app.count("SELECT idle FROM policies WHERE role = ''").await, 1200);
}
