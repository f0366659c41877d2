//! The export of an account: complete, private, and a file.

use hallpass::{access::server::Grant, error::AppError};
use serde_json::Value;

use hallpass::testing::{PASSWORD, TestApp};

const MINE: &str = "/account/export.json";

#[tokio::test]
async fn the_export_contains_all_data_of_the_person() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    let id = app.id_of("ada").await;
    ada.fetch("change_email", &[("email", "ada@example.org"), ("current_password", PASSWORD)]).await;
    grace.fetch("ban_account", &[("id", &id), ("reason", "Rudeness"), ("note", "Keep an eye")]).await;
    ada.fetch("appeal_ban", &[("text", "It was not me.")]).await;
    grace.fetch("answer_appeal", &[("id", &id), ("answer", "So it seems."), ("lift", "true")]).await;
    app.reset_link("ada").await;
    let again = app.sign_in("ada", PASSWORD).await;
    let file = again.get(MINE).await;
    assert_eq!(file.status, 200, "{}", file.body);
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"hallpass-account.json\"");
    assert_eq!((file.header("content-type"), file.header("cache-control")), ("application/json", "no-store"));
    let export: Value = file.json();
    assert_eq!((&export["format"], &export["version"]), (&"hallpass-account".into(), &1.into()));
    let account = &export["account"];
    assert_eq!((&account["username"], &account["email"]), (&"ada".into(), &"ada@example.org".into()));
    assert_eq!((&account["role"], &account["id"]), (&"member".into(), &Value::from(&*id)));
    let sessions = export["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    assert_eq!((&sessions[1]["ending"], &sessions[1]["address"]), (&"banned".into(), &"127.0.0.1".into()));
    assert_eq!(sessions[0]["ended_at"], Value::Null);
    let ban = &export["bans"][0];
    assert_eq!((&ban["reason"], &ban["appeal"]["text"]), (&"Rudeness".into(), &"It was not me.".into()));
    assert_eq!(ban["appeal"]["answer"], "So it seems.");
    assert!(ban["lifted_at"].is_string());
    assert_eq!(export["links"][0]["purpose"], "password_reset");
    let acts: Vec<_> =
        export["activity"].as_array().unwrap().iter().map(|event| event["act"].as_str().unwrap()).collect();
    assert!(acts.contains(&"profile.change") && acts.contains(&"ban.appeal"), "{acts:?}");
    assert!(!acts.contains(&"account.ban"), "acts of others are not part of it: {acts:?}");
    assert_eq!(export["activity"][0]["address"], "127.0.0.1");
    for never in ["argon2", "Keep an eye", "secret", "token", "grace"] {
        assert!(!file.body.contains(never), "{never}: {}", file.body);
    }
}

#[tokio::test]
async fn the_export_contains_the_invitations_that_the_person_created() {
    let app = TestApp::start().await;
    let (grace, ada) = (app.administrator("grace").await, app.member("ada").await);
    let made = grace.fetch("create_invitation", &[("uses", "3"), ("expires", "7d"), ("note", "The choir")]).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let export: Value = grace.get(MINE).await.json();
    assert_eq!(export["invitations"][0]["note"], "The choir");
    assert_eq!((&export["invitations"][0]["uses"], &export["invitations"][0]["uses_left"]), (&3.into(), &3.into()));
    assert_eq!(ada.get(MINE).await.json::<Value>()["invitations"], Value::Array(Vec::new()));
}

#[tokio::test]
async fn exporting_one_s_account_requires_recent_reauthentication() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(601);
    assert_eq!(ada.fetch_file(MINE).await.error(), AppError::ReauthenticationRequired);
    let page = ada.get("/account/export").await.body;
    assert!(page.contains("/api/sign_in_again") && !page.contains(MINE), "{page}");
    assert_eq!(ada.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.status, 200);
    assert_eq!(ada.get(MINE).await.status, 200);
    assert!(ada.get("/account/export").await.body.contains(MINE));
}

#[tokio::test]
async fn members_export_their_own_account_and_administrators_any_account() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (ada, noor, mallory) = (app.member("ada").await, app.member("noor").await, app.banned("mallory").await);
    let id = app.id_of("ada").await;
    let theirs = format!("/admin/accounts/{id}/export.json");
    assert_eq!(grace.get(&theirs).await.json::<Value>()["account"]["username"], "ada");
    assert_eq!(grace.get(MINE).await.json::<Value>()["account"]["username"], "grace");
    assert_eq!(ada.get(MINE).await.json::<Value>()["account"]["username"], "ada");
    for (browser, expected) in [(&noor, 403), (&mallory, 403), (&app.browser(), 401)] {
        let reply = browser.get(&theirs).await;
        assert_eq!(reply.status, expected);
        assert!(!reply.body.contains("sessions"), "{}", reply.body);
    }
    assert_eq!((mallory.get(MINE).await.status, app.browser().get(MINE).await.status), (403, 401));
    for nobody in ["nobody", "%00", "a%00b", "%FF"] {
        let reply = grace.get(&format!("/admin/accounts/{nobody}/export.json")).await;
        assert!((400..500).contains(&reply.status), "{nobody}: {}", reply.status);
    }
    assert_eq!(app.services.exports.export(&Grant::operator(), "a\0b").await.err(), Some(AppError::NotFound));
}

#[tokio::test]
async fn the_export_lists_what_others_did_to_the_account_but_not_who_they_were() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    let (id, above) = (app.id_of("ada").await, app.id_of("grace").await);
    let stranger = app.browser();
    assert_eq!(stranger.fetch("sign_in", &[("username", "Ada"), ("password", "wrong")]).await.status, 401);
    let noor = app.moderator("noor").await;
    let ban = [("id", &*id), ("reason", "Rudeness"), ("note", "Keep an eye")];
    assert_eq!(noor.fetch("ban_account", &ban).await.status, 200);
    assert_eq!(grace.fetch("add_note", &[("id", &id), ("text", "Keep an eye")]).await.status, 200);
    assert_eq!(grace.fetch("lift_ban", &[("id", &id)]).await.status, 200);
    assert_eq!(grace.fetch("change_role", &[("id", &id), ("role", "moderator")]).await.status, 200);
    // A refusal of a known person: its address is that person's data.
    assert_eq!(noor.fetch("change_role", &[("id", &id), ("role", "member")]).await.status, 403);
    assert_eq!(grace.fetch("impersonate", &[("id", &id), ("reason", "To see it")]).await.status, 200);
    grace.fetch("end_impersonation", &[]).await;
    let file = app.sign_in("ada", PASSWORD).await.get(MINE).await;
    let export: Value = file.json();
    let events = export["events"].as_array().unwrap();
    let acts: Vec<_> = events.iter().map(|event| event["act"].as_str().unwrap()).collect();
    let expected = [
        "impersonation.end",
        "impersonation.start",
        "account.role",
        "account.role",
        "account.lift_ban",
        "session.end",
        "account.ban",
        "session.start",
    ];
    assert_eq!(acts, expected, "{}", file.body);
    let tried = events.last().unwrap();
    assert_eq!((&tried["outcome"], &tried["reason"]), (&"refused".into(), &"bad_credentials".into()));
    assert!(tried["address"] == "127.0.0.1" && tried["user_agent"].is_string() && tried["at"].is_string(), "{tried}");
    let (refused, role) = (&events[2], &events[3]);
    assert_eq!((&refused["reason"], &refused["address"]), (&"forbidden".into(), &Value::Null));
    assert_eq!((&role["detail"]["from"], &role["detail"]["to"]), (&"member".into(), &"moderator".into()));
    assert_eq!((&role["reason"], &role["address"]), (&Value::Null, &Value::Null));
    assert_eq!(events[6]["detail"]["until"], "for good");
    let theirs = app.id_of("noor").await;
    for never in ["grace", "noor", "Keep an eye", "account.note", &above, &theirs] {
        assert!(!file.body.contains(never), "{never}: {}", file.body);
    }
    let own: Value = grace.get(MINE).await.json();
    assert!(own["events"].as_array().unwrap().iter().all(|event| event["act"] == "account.role"), "{}", own["events"]);
}
