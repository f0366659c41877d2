//! Refusals in the audit: who was refused what, and why.

use crate::support::audit::{after, assert_sound, line, newest, refused, summary};
use hallpass::testing::{PASSWORD, TestApp};

#[tokio::test]
async fn a_failed_sign_in_is_recorded_with_the_account_but_without_the_input() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let start = newest(&app).await;
    let guest = app.browser();
    for name in ["Ada", "canary-name"] {
        guest.fetch("sign_in", &[("username", name), ("password", "canary password")]).await;
    }
    let bad = "session.start bad_credentials";
    assert_eq!(refused(&app, start).await, [line(bad, "", "ada", ""), line(bad, "", "", "")]);
    let events = after(&app, start).await;
    assert_eq!(events.len(), 2);
    assert!(!format!("{events:?}").contains("canary"));
    assert_eq!(events[0].address.as_deref(), Some("127.0.0.1"));
    assert!(!events[0].request.is_empty());
}

#[tokio::test]
async fn an_empty_field_is_no_attempt_and_no_refusal() {
    const MISSING: [&str; 2] = ["username: Fill this in.", "password: Fill this in."];
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let start = newest(&app).await;
    for (username, password, problems) in [
        ("", "", &MISSING[..]),
        (" ", PASSWORD, &MISSING[..1]),
        ("ada", "", &MISSING[1..]),
        ("nobody", "", &MISSING[1..]),
    ] {
        // More often than the limit on attempts allows.
        for _ in 0..12 {
            let reply = app.browser().fetch("sign_in", &[("username", username), ("password", password)]).await;
            assert_eq!((reply.status, reply.problems()), (422, problems.iter().map(ToString::to_string).collect()));
        }
    }
    let reply = ada.fetch("sign_in_again", &[("current_password", "")]).await;
    assert_eq!(reply.problems(), ["current_password: Fill this in."]);
    assert!(refused(&app, start).await.is_empty());
    app.sign_in("ada", PASSWORD).await;
}

#[tokio::test]
async fn a_failed_sign_in_by_plain_form_is_recorded() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let start = newest(&app).await;
    app.browser().post("/sign-in", "sign_in", &[("username", "ada"), ("password", "wrong password")]).await;
    assert_eq!(refused(&app, start).await, [line("session.start bad_credentials", "", "ada", "")]);
}

#[tokio::test]
async fn banned_people_are_recorded_when_they_sign_in_or_act() {
    let app = TestApp::start().await;
    let eve = app.banned("eve").await;
    let start = newest(&app).await;
    eve.fetch("change_display_name", &[("display_name", "E")]).await;
    eve.get("/account").await;
    let session = {
        app.sign_in("eve", PASSWORD).await;
        app.session_of(&app.id_of("eve").await).await
    };
    assert_eq!(
        refused(&app, start).await,
        [
            line("profile.change banned", "eve", "eve", ""),
            line("session.start banned", "eve", "eve", &format!("method=password remember_me=false session={session}")),
        ]
    );
}

#[tokio::test]
async fn forbidden_acts_of_members_are_recorded() {
    let app = TestApp::start().await;
    let (ada, id) = (app.member("ada").await, app.administrator("grace").await);
    let grace = app.id_of("grace").await;
    drop(id);
    let start = newest(&app).await;
    ada.fetch("ban_account", &[("id", &grace), ("reason", "Canary")]).await;
    ada.fetch("ban_account", &[("id", "'; DROP TABLE audit_events"), ("reason", "Canary")]).await;
    ada.fetch("list_accounts", &[]).await;
    ada.get("/admin?q=canary").await;
    ada.get("/admin/audit.csv").await;
    ada.fetch("sign_in_again", &[("current_password", "wrong")]).await;
    app.clock.shift(11 * 60);
    ada.fetch("end_other_sessions", &[]).await;
    assert_eq!(
        refused(&app, start).await,
        [
            line("account.ban forbidden", "ada", "grace", ""),
            line("account.ban forbidden", "ada", "", ""),
            line("function.call forbidden", "ada", "ada", "path=/api/list_accounts"),
            line("page.open forbidden", "ada", "", "path=/admin"),
            line("audit.export forbidden", "ada", "", ""),
            line("password.prove wrong_password", "ada", "ada", ""),
            line("session.end reauthentication_required", "ada", "ada", ""),
        ]
    );
    assert_sound(&app).await;
}

#[tokio::test]
async fn demoting_the_last_administrator_records_only_a_refusal() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let id = app.id_of("grace").await;
    let start = newest(&app).await;
    assert_eq!(grace.fetch("change_role", &[("id", &id), ("role", "member")]).await.status, 409);
    let events: Vec<_> = after(&app, start).await.iter().map(summary).collect();
    assert_eq!(events, [line("account.role last_administrator", "grace", "grace", "")]);
}

#[tokio::test]
async fn a_flood_of_refusals_is_limited_and_the_rest_counted() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    // All within one minute of the application's clock, however slow the machine is.
    let start = newest(&app).await;
    for _ in 0..70 {
        ada.fetch("list_accounts", &[]).await;
    }
    let written = refused(&app, start).await.len();
    assert!((30..70).contains(&written), "{written}");
    app.clock.shift(60);
    let start = newest(&app).await;
    ada.fetch("list_accounts", &[]).await;
    let found = refused(&app, start).await;
    assert_eq!(found.len(), 1);
    assert!(found[0].3.starts_with("left_out_before="), "{found:?}");
}

#[tokio::test]
async fn invalid_input_and_sign_in_prompts_are_not_recorded_as_refusals() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let start = newest(&app).await;
    ada.fetch("change_email", &[("email", "nowhere"), ("current_password", PASSWORD)]).await;
    app.browser().fetch("list_accounts", &[]).await;
    app.browser().get("/admin").await;
    assert_eq!(after(&app, start).await, []);
}

#[tokio::test]
async fn reaching_the_attempt_limit_is_recorded() {
    let app = TestApp::with(&[("attempts_per_account", "2/60s")]).await;
    app.member("ada").await;
    let start = newest(&app).await;
    let guest = app.browser();
    for _ in 0..3 {
        guest.fetch("sign_in", &[("username", "ada"), ("password", "wrong password")]).await;
    }
    let reasons: Vec<_> = refused(&app, start).await.into_iter().map(|(act, ..)| act).collect();
    assert_eq!(reasons.last().unwrap(), "session.start too_many", "{reasons:?}");
    assert!(reasons.contains(&"session.start bad_credentials".to_owned()), "{reasons:?}");
}

#[tokio::test]
async fn dead_links_and_acts_on_oneself_are_recorded_as_refusals() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let id = app.id_of("grace").await;
    let start = newest(&app).await;
    app.browser().fetch("reset_password", &[("token", "canary"), ("new_password", PASSWORD)]).await;
    grace.fetch("ban_account", &[("id", &id), ("reason", "Spam")]).await;
    assert_eq!(
        refused(&app, start).await,
        [line("password.reset dead_link", "", "", ""), line("account.ban yourself", "grace", "grace", "")]
    );
}

#[tokio::test]
async fn refusals_name_the_subject_or_the_role() {
    let app = TestApp::start().await;
    let (grace, mona) = (app.administrator("grace").await, app.moderator("mona").await);
    let ada = app.member("ada").await;
    let (id, session) = (app.id_of("grace").await, grace.id().await);
    let start = newest(&app).await;
    let file = format!("/admin/accounts/{id}/export.json");
    ada.get(&file).await;
    ada.get("/admin/accounts/canary/export.json").await;
    ada.get(&format!("/admin/accounts/{id}")).await;
    for session in [&*session, "canary"] {
        ada.fetch("end_account_session", &[("id", session)]).await;
    }
    mona.fetch("end_account_session", &[("id", &session)]).await;
    for role in ["moderator", "canary"] {
        for function in ["edit_role", "delete_role"] {
            ada.fetch(function, &[("id", role)]).await;
        }
    }
    app.clock.shift(11 * 60);
    mona.get(&file).await;
    grace.get(&file).await;
    ada.get("/account/export.json").await;
    let whose = format!("whose=session {session}");
    let role = "role.edit forbidden";
    assert_eq!(
        refused(&app, start).await,
        [
            line("account.export forbidden", "ada", "grace", ""),
            line("account.export forbidden", "ada", "", ""),
            line("page.open forbidden", "ada", "grace", "path=/admin/accounts/{id}"),
            line("session.end forbidden", "ada", "grace", &whose),
            line("session.end forbidden", "ada", "", ""),
            line("session.end out_of_reach", "mona", "grace", &whose),
            line(role, "ada", "", "role=moderator"),
            line(role, "ada", "", "role=moderator"),
            line(role, "ada", "", ""),
            line(role, "ada", "", ""),
            line("account.export forbidden", "mona", "grace", ""),
            line("account.export reauthentication_required", "grace", "grace", ""),
            line("account.export reauthentication_required", "ada", "ada", ""),
        ]
    );
    assert!(!format!("{:?}", after(&app, start).await).contains("canary"));
}

#[tokio::test]
async fn refusals_name_the_subject_when_its_id_is_percent_encoded() {
    let app = TestApp::start().await;
    let (ada, _grace) = (app.member("ada").await, app.administrator("grace").await);
    let id = app.id_of("grace").await.replace('-', "%2D");
    let start = newest(&app).await;
    ada.get(&format!("/admin/accounts/{id}/export.json")).await;
    ada.get(&format!("/admin/accounts/{id}")).await;
    assert_eq!(
        refused(&app, start).await,
        [
            line("account.export forbidden", "ada", "grace", ""),
            line("page.open forbidden", "ada", "grace", "path=/admin/accounts/{id}"),
        ]
    );
}
