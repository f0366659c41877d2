//! The terms of a ban: changes while it is in force, the private note for administrators, and the history.

use hallpass::{
    access::{Ending, Principal, server::Grant},
    ban::server::BanTerms,
    ban::{BanEnd, BanRecord},
    directory::AccountSummary,
    error::{AppError, Conflict, Problem},
    ui::time::machine,
};

use crate::support::channel::Channel;
use hallpass::testing::{Browser, PASSWORD, TestApp};

const HOUR: i64 = 3600;
const NOTE: &str = "Third time; see the letter of May";

async fn bans(grace: &Browser, id: &str) -> Vec<BanRecord> {
    let reply = grace.fetch("list_bans", &[("id", id)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

#[tokio::test]
async fn only_administrators_see_the_private_note_of_a_ban() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mallory = app.member("mallory").await;
    let id = app.id_of("mallory").await;
    let fields = [("id", &*id), ("reason", "Rudeness"), ("note", NOTE)];
    let summary: AccountSummary = grace.fetch("ban_account", &fields).await.json();
    assert_eq!(summary.ban.unwrap().note, NOTE);
    assert_eq!(bans(&grace, &id).await[0].note, NOTE);
    for view in ["", "/bans", "/change-ban", "/lift"] {
        assert!(grace.get(&format!("/admin/accounts/{id}{view}")).await.body.contains(NOTE), "{view}");
    }

    assert!(!mallory.fetch("principal", &[]).await.body.contains(NOTE));
    let appealed = mallory.fetch("appeal_ban", &[("text", "It was not me.")]).await;
    assert!(!appealed.body.contains(NOTE));
    assert!(!mallory.get("/").await.body.contains(NOTE));
    let (_, first) = Channel::open(&app, &mallory).await;
    assert!(!serde_json::to_string(&first).unwrap().contains(NOTE));
    let export = app.services.exports.export(&Grant::operator(), &id).await.unwrap();
    assert!(!serde_json::to_string(&export).unwrap().contains(NOTE));
}

#[tokio::test]
async fn the_end_is_read_and_shown_in_the_zone_of_the_person_who_types_it() {
    const EVENING: i64 = 1_896_109_200; // 31 Jan 2030, 18:00 in Berlin
    const SECOND: i64 = 2_361_403_800; // 30 Oct 2044, 02:30 in Berlin for the second time
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("mallory").await;
    let id = app.id_of("mallory").await;
    let terms =
        |zone| [("id", &*id), ("reason", "Spam"), ("until", "date"), ("date", "2030-01-31T18:00"), ("zone", zone)];
    let wrong = grace.fetch("ban_account", &terms("Atlantis/Capital")).await;
    assert_eq!(wrong.problems(), ["date: This server doesn’t know your time zone. Choose one in your preferences."]);
    let banned: AccountSummary = grace.fetch("ban_account", &terms("Europe/Berlin")).await.json();
    assert_eq!(banned.ban.unwrap().until, Some(EVENING));
    let page = format!("/admin/accounts/{id}/change-ban");
    let body = grace.get(&page).await.body;
    assert!(body.contains("value=\"2030-01-31T17:00\"") && body.contains("Time zone: UTC"), "{body}");
    assert_eq!(grace.fetch("change_preferences", &[("theme", ""), ("time_zone", "Europe/Berlin")]).await.status, 200);
    let body = grace.get(&page).await.body;
    assert!(body.contains("value=\"2030-01-31T18:00\"") && body.contains("Time zone: Europe/Berlin"), "{body}");
    assert!(body.contains("name=\"zone\" value=\"Europe/Berlin\""), "{body}");
    // An end that comes twice is kept, though 02:30 alone means the first.
    let fields = [("id", &*id), ("reason", "Spam"), ("until", &*machine(SECOND))];
    assert_eq!(grace.fetch("change_ban", &fields).await.status, 200);
    let shown = [("until", "date"), ("date", "2044-10-30T02:30"), ("zone", "Europe/Berlin"), ("note", NOTE)];
    let fields: Vec<_> = [("id", &*id), ("reason", "Spam")].into_iter().chain(shown).collect();
    let kept: AccountSummary = grace.fetch("change_ban", &fields).await.json();
    assert_eq!(kept.ban.unwrap().until, Some(SECOND));
    assert_eq!(grace.fetch("lift_ban", &[("id", &*id)]).await.status, 200);
    // Several at once, in the same way.
    let ban: Vec<_> = [("ids", &*id)].into_iter().chain(terms("Europe/Berlin").into_iter().skip(1)).collect();
    assert_eq!(grace.fetch("bulk_ban", &ban).await.status, 200);
}

#[tokio::test]
async fn changed_terms_appear_on_the_open_ban_page_at_once() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mallory = app.banned("mallory").await;
    let id = app.id_of("mallory").await;
    let (mut tab, first) = Channel::open(&app, &mallory).await;
    assert!(matches!(first, Principal::Banned(ban) if ban.until.is_none()));
    let until = app.clock.now() + HOUR;
    let fields = [("id", &*id), ("reason", "Less rude"), ("until", &machine(until)), ("note", NOTE)];
    let summary: AccountSummary = grace.fetch("change_ban", &fields).await.json();
    let ban = summary.ban.unwrap();
    assert_eq!((&*ban.reason, ban.until, &*ban.note), ("Less rude", Some(until), NOTE));
    tab.until(
        |summary| matches!(summary, Principal::Banned(ban) if ban.reason == "Less rude" && ban.until == Some(until)),
    )
    .await;
    assert!(mallory.get("/").await.body.contains("Less rude"));
    let record = &bans(&grace, &id).await[0];
    assert_eq!(record.changed.as_ref().unwrap().by.as_deref(), Some("grace"));
    assert_eq!(record.decided.by, None, "decided at the terminal");

    // The new end applies.
    app.clock.shift(HOUR);
    assert_eq!(mallory.ended().await, Some(Ending::Banned));
    let grace = app.sign_in("grace", PASSWORD).await;
    assert_eq!(bans(&grace, &id).await[0].end, Some(BanEnd::ByItself(until)));
}

#[tokio::test]
async fn an_open_ban_page_is_notified_when_the_ban_expires() {
    let app = TestApp::ticking().await;
    let grace = app.administrator("grace").await;
    let mallory = app.banned("mallory").await;
    let id = app.id_of("mallory").await;
    let (mut tab, _) = Channel::open(&app, &mallory).await;
    let until = app.clock.now() + 3;
    let fields = [("id", &*id), ("reason", "Shorter"), ("until", &machine(until))];
    assert_eq!(grace.fetch("change_ban", &fields).await.status, 200);
    tab.ends(Ending::Banned).await;
    assert_eq!(bans(&grace, &id).await[0].end, Some(BanEnd::ByItself(until)));
}

#[tokio::test]
async fn only_a_ban_in_force_can_be_changed() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("mallory").await;
    let id = app.id_of("mallory").await;
    let fields = [("id", &*id), ("reason", "Spam")];
    let not_banned = AppError::Conflict { conflict: Conflict::NotBanned };
    assert_eq!(grace.fetch("change_ban", &fields).await.error(), not_banned);
    let until = machine(app.clock.now() + 60);
    app.ban("mallory", "Rudeness", &until).await;
    app.clock.shift(60);
    assert_eq!(grace.fetch("change_ban", &fields).await.error(), not_banned);
    let unknown = [("id", "nobody"), ("reason", "Spam")];
    assert_eq!(grace.fetch("change_ban", &unknown).await.error(), AppError::NotFound);
    assert_eq!(app.text("SELECT reason FROM bans").await, "Rudeness");
}

#[tokio::test]
async fn changed_terms_are_validated_like_new_ones() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.banned("mallory").await;
    let id = app.id_of("mallory").await;
    let long = "x".repeat(2001);
    for (reason, until, note, expected) in [
        ("", "", "", "reason: Fill this in."),
        (
            "a\u{202e}b",
            "",
            "",
            "reason: This has a hidden character that can’t be used here. Delete it, or type the text again.",
        ),
        ("Spam", "2020-01-31", "", "until: Choose a time in the future."),
        ("Spam", "", &*long, "note: Use at most 2,000 characters."),
        (
            "Spam",
            "",
            "a\u{200b}b",
            "note: This has a hidden character that can’t be used here. Delete it, or type the text again.",
        ),
    ] {
        for function in ["change_ban", "ban_account"] {
            let fields = [("id", &*id), ("reason", reason), ("until", until), ("note", note)];
            let problems = grace.fetch(function, &fields).await.problems();
            assert!(problems[0].starts_with(expected), "{function} {reason} {until}: {problems:?}");
        }
    }
    assert_eq!(bans(&grace, &id).await.len(), 1);
    assert_eq!(bans(&grace, &id).await[0].reason, "Rudeness");
}

#[tokio::test]
async fn the_history_lists_every_ban_with_who_decided_and_how_it_ended() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("mallory").await;
    let id = app.id_of("mallory").await;
    grace.fetch("ban_account", &[("id", &id), ("reason", "First")]).await;
    grace.fetch("lift_ban", &[("id", &id)]).await;
    let until = app.clock.now() + 60;
    app.ban("mallory", "Second", &machine(until)).await;
    app.clock.shift(60);
    app.ban("mallory", "Third", "").await;
    let found = bans(&grace, &id).await;
    let reasons: Vec<_> = found.iter().map(|ban| &*ban.reason).collect();
    assert_eq!(reasons, ["Third", "Second", "First"]);
    assert_eq!(found[0].end, None);
    assert_eq!(found[1].end, Some(BanEnd::ByItself(until)));
    assert!(matches!(&found[2].end, Some(BanEnd::Lifted(act)) if act.by.as_deref() == Some("grace")));
    assert_eq!(found[2].decided.by.as_deref(), Some("grace"));
    let page = grace.get(&format!("/admin/accounts/{id}/bans")).await.body;
    for words in ["First", "Second", "Third", "Ended on schedule", "by grace", "from the command line"] {
        assert!(page.contains(words), "{words}");
    }
    let ada = app.member("ada").await;
    assert_eq!(ada.fetch("list_bans", &[("id", &id)]).await.error(), AppError::Forbidden);
}

#[tokio::test]
async fn changing_and_lifting_a_ban_concurrently_ends_the_ban() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("mallory").await;
    let id = app.id_of("mallory").await;
    for _ in 0..4 {
        app.services
            .bans
            .ban(&Grant::operator(), &id, BanTerms { reason: "Spam", ..BanTerms::default() })
            .await
            .unwrap();
        let (change, lift) = ([("id", &*id), ("reason", "Changed")], [("id", &*id)]);
        let (changed, lifted) = tokio::join!(grace.fetch("change_ban", &change), grace.fetch("lift_ban", &lift));
        assert_eq!(lifted.status, 200, "{}", lifted.body);
        let newest = &bans(&grace, &id).await[0];
        assert!(newest.end.is_some());
        assert_eq!(newest.changed.is_some(), changed.status == 200, "{}", changed.body);
    }
}

#[tokio::test]
async fn a_ban_lasts_for_a_duration_or_until_a_date_of_its_own_field() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("mallory").await;
    let id = app.id_of("mallory").await;
    let ban = async |until: &str, date: &str| {
        let fields = [("id", &*id), ("reason", "Rudeness"), ("until", until), ("date", date)];
        let reply = grace.fetch("ban_account", &fields).await;
        if reply.status == 200 {
            grace.fetch("lift_ban", &[("id", &id)]).await;
            let summary: AccountSummary = reply.json();
            Ok(summary.ban.expect("a ban").until)
        } else {
            Err(reply.error())
        }
    };
    let now = app.clock.now();
    for (until, seconds) in [("1h", HOUR), ("1d", 24 * HOUR), ("7d", 7 * 24 * HOUR), ("30d", 30 * 24 * HOUR)] {
        assert_eq!(ban(until, "").await, Ok(Some(now + seconds)), "{until}");
    }
    let evening = 4_104_842_400;
    for (until, date) in [("date", "2100-01-28T18:00"), ("2100-01-28T18:00", ""), ("2100-01-28 18:00", "ignored")] {
        assert_eq!(ban(until, date).await, Ok(Some(evening)), "{until} {date}");
    }
    assert_eq!(ban("", "2100-01-28T18:00").await, Ok(None), "no end was chosen");
    assert_eq!(ban("date", "").await, Err(AppError::field("date", Problem::Required)), "not a ban without end");
    assert_eq!(ban("date", "2001-01-28T18:00").await, Err(AppError::field("date", Problem::NotInTheFuture)));
    assert_eq!(ban("soon", "").await, Err(AppError::field("until", Problem::NotADate)));
}
