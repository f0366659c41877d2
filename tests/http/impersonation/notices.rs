//! Who is informed of an impersonation: the audit, the impersonated person, and every open tab.

use hallpass::{
    access::server::Grant,
    audit::AuditEvent,
    error::Conflict,
    session::{EventKind, History},
};

use crate::{
    impersonation::acting::{Acting, REASON, act_as, in_conflict},
    support::{
        audit::{after, assert_sound, newest, summary},
        channel::Channel,
    },
};
use hallpass::testing::{NEW_PASSWORD, PASSWORD, TestApp};

#[tokio::test]
async fn impersonated_acts_are_recorded_with_both_names() {
    let app = TestApp::start().await;
    let (grace, _ada) = (app.administrator("grace").await, app.member("ada").await);
    let id = app.id_of("ada").await;
    let start = newest(&app).await;
    act_as(&grace, &id).await;
    grace.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    grace.fetch("change_password", &[("current_password", PASSWORD), ("new_password", NEW_PASSWORD)]).await;
    grace.get("/admin").await;
    grace.fetch("end_impersonation", &[]).await;
    let (row, other) = (app.text("SELECT id FROM impersonations").await, app.id_of("grace").await);
    let found: Vec<_> = after(&app, start).await.iter().map(summary).collect();
    let line = |act: &str, whom: &str, detail: String| (act.to_owned(), "grace".to_owned(), whom.to_owned(), detail);
    assert_eq!(
        found,
        [
            line("impersonation.start", "ada", format!("impersonation={row}")),
            line("profile.change", "ada", format!("as={id} field=display_name")),
            line("password.change impersonating", "ada", format!("as={id}")),
            line("page.open forbidden", "ada", format!("as={id} path=/admin")),
            line("impersonation.end", "ada", format!("as={id} impersonation={row} impersonator={other}")),
        ]
    );
    let words: Vec<_> = after(&app, start).await.iter().map(AuditEvent::words).collect();
    assert_eq!(words[0], "grace started viewing as ada");
    assert_eq!(words[1], "grace (as ada) changed the profile of ada");
    assert!(after(&app, start).await.iter().all(|event| event.address.as_deref() == Some("127.0.0.1")));
    assert_sound(&app).await;
}

#[tokio::test]
async fn the_impersonated_person_sees_it_in_their_activity_and_export() {
    let acting = Acting::begin().await;
    acting.grace.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    acting.app.clock.shift(60);
    acting.grace.fetch("end_impersonation", &[]).await;
    let history: History = acting.ada.fetch("list_history", &[]).await.json();
    let said: Vec<_> = history.events.iter().map(|event| (event.what, event.reason.as_deref())).collect();
    assert_eq!(said[..2], [(EventKind::ImpersonationEnded, None), (EventKind::Impersonated, Some(REASON))]);
    assert_eq!(history.events[0].at - history.events[1].at, 60);
    assert!(history.events.iter().take(2).all(|event| event.address.is_empty() && event.device.is_empty()));
    let body = acting.ada.get("/account/activity").await.body;
    assert!(body.contains("An administrator started viewing as you") && body.contains(REASON), "{body}");
    assert!(!body.contains("grace"), "the administrator's name is not shown");
    let file = acting.ada.get("/account/export.json").await;
    let export: serde_json::Value = file.json();
    assert_eq!(export["impersonations"][0]["reason"], REASON);
    assert!(export["impersonations"][0]["ended_at"].is_string());
    let acts: Vec<_> = export["impersonations"][0]["acts"].as_array().unwrap().iter().map(|act| &act["act"]).collect();
    assert_eq!(acts, ["impersonation.end", "profile.change"]);
    assert!(!file.body.contains("grace"));
}

#[tokio::test]
async fn tabs_of_the_session_and_of_the_impersonated_person_are_notified() {
    let app = TestApp::start().await;
    let (grace, ada) = (app.administrator("grace").await, app.member("ada").await);
    let id = app.id_of("ada").await;
    let mut tabs = [Channel::open(&app, &grace).await.0, Channel::open(&app, &grace).await.0];
    let (mut own, first) = Channel::open(&app, &ada).await;
    let epoch = first.member().unwrap().epoch;
    act_as(&grace, &id).await;
    let mut newest = 0;
    for tab in &mut tabs {
        let member = tab.until_member(|member| member.impersonator.is_some()).await;
        assert_eq!(&*member.username, "ada");
        newest = member.epoch;
    }
    own.until_member(|member| member.epoch > epoch).await;
    ada.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    for tab in &mut tabs {
        let member = tab.until_member(|member| member.display_name == "Ada King").await;
        assert!(member.epoch > newest, "a newer epoch than before");
        newest = newest.max(member.epoch - 1);
    }
    grace.fetch("end_impersonation", &[]).await;
    for tab in &mut tabs {
        let member = tab.until_member(|member| member.impersonator.is_none()).await;
        assert_eq!(&*member.username, "grace");
        assert!(member.epoch > newest);
    }
}

#[tokio::test]
async fn impersonators_cannot_read_private_notes_about_themselves() {
    let app = TestApp::start().await;
    let (grace, trent) = (app.member("grace").await, app.administrator("trent").await);
    let own = app.id_of("grace").await;
    trent.fetch("ban_account", &[("id", &own), ("reason", "Rudeness"), ("note", "private-canary")]).await;
    trent.fetch("lift_ban", &[("id", &own)]).await;
    drop(grace);
    app.services.roles.change_role(&Grant::operator(), &own, "administrator").await.expect("a role change");
    let grace = app.sign_in("grace", PASSWORD).await;
    app.moderator("judy").await;
    assert_eq!(act_as(&grace, &app.id_of("judy").await).await.status, 200);
    let bans = grace.fetch("list_bans", &[("id", &own)]).await;
    assert_eq!(bans.status, 200);
    assert!(bans.body.contains("Rudeness") && !bans.body.contains("private-canary"), "{}", bans.body);
    assert_eq!(in_conflict(&grace.fetch("list_notes", &[("id", &own)]).await), Some(Conflict::Yourself));
}
