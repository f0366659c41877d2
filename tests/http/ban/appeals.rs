//! Appeals: a banned person may send one per ban, and the console answers it.

use hallpass::{
    access::{Appeal, Principal},
    ban::{BanEnd, BanRecord, OpenAppeal},
    directory::AccountSummary,
    error::{AppError, Conflict},
    ui::time::machine,
};

use crate::support::channel::Channel;
use hallpass::testing::{Browser, PASSWORD, TestApp};

const WORDS: &str = "It was my brother,\nwho knows my password.";
const APPEALED: AppError = AppError::Conflict { conflict: Conflict::AppealedAlready };
const ANSWERED: AppError = AppError::Conflict { conflict: Conflict::AnsweredAlready };
const NOT_BANNED: AppError = AppError::Conflict { conflict: Conflict::NotBanned };

async fn appeal(browser: &Browser) -> Appeal {
    let reply = browser.fetch("appeal_ban", &[("text", WORDS)]).await;
    match reply.json() {
        Principal::Banned(ban) => ban.appeal.expect("an appeal"),
        other => panic!("a banned person is expected, not {other:?}"),
    }
}

async fn waiting(grace: &Browser) -> Vec<OpenAppeal> {
    let count: i64 = grace.fetch("count_appeals", &[]).await.json();
    let appeals: Vec<OpenAppeal> = grace.fetch("list_appeals", &[]).await.json();
    assert_eq!(usize::try_from(count), Ok(appeals.len()));
    appeals
}

#[tokio::test]
async fn an_appeal_is_sent_listed_and_answered_once() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mallory = app.banned("mallory").await;
    let id = app.id_of("mallory").await;
    assert!(mallory.get("/account").await.body.contains("/api/appeal_ban"));
    let (mut tab, _) = Channel::open(&app, &mallory).await;
    let sent = appeal(&mallory).await;
    assert_eq!(sent.answer, None);
    tab.until(|summary| matches!(summary, Principal::Banned(ban) if ban.appeal.as_ref() == Some(&sent))).await;
    let page = mallory.get("/").await.body;
    assert!(page.contains("You sent your appeal on") && !page.contains("/api/appeal_ban"), "{page}");

    let found = waiting(&grace).await;
    assert_eq!((&*found[0].account_id, &*found[0].text, &*found[0].reason), (&*id, WORDS, "Rudeness"));
    let list = grace.get("/admin/appeals").await.body;
    assert!(list.contains("who knows my password.") && list.contains("to answer"), "{list}");
    assert!(grace.get(&format!("/admin/accounts/{id}/bans")).await.body.contains("/api/answer_appeal"));

    let answered = grace.fetch("answer_appeal", &[("id", &id), ("answer", "Change it, then.")]).await;
    assert!(answered.json::<AccountSummary>().ban.is_some(), "the ban stays");
    let has_answer = |summary: &Principal| match summary {
        Principal::Banned(ban) => ban
            .appeal
            .as_ref()
            .is_some_and(|appeal| appeal.answer.as_ref().is_some_and(|(text, _)| text == "Change it, then.")),
        _ => false,
    };
    tab.until(has_answer).await;
    assert!(mallory.get("/").await.body.contains("Change it, then."));
    assert!(waiting(&grace).await.is_empty());
    let bans: Vec<BanRecord> = grace.fetch("list_bans", &[("id", &id)]).await.json();
    let answer = bans[0].appeal.as_ref().unwrap().answer.clone().unwrap();
    assert_eq!((&*answer.text, answer.act.by.as_deref()), ("Change it, then.", Some("grace")));
    let again = grace.fetch("answer_appeal", &[("id", &id), ("answer", "And another thing.")]).await;
    assert_eq!(again.error(), ANSWERED);
    assert_eq!(mallory.fetch("appeal_ban", &[("text", WORDS)]).await.error(), APPEALED);
}

#[tokio::test]
async fn an_answer_can_lift_the_ban_at_the_same_time() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mallory = app.banned("mallory").await;
    let id = app.id_of("mallory").await;
    appeal(&mallory).await;
    let fields = [("id", &*id), ("answer", "You are right."), ("lift", "true")];
    assert_eq!(grace.fetch("answer_appeal", &fields).await.json::<AccountSummary>().ban, None);
    assert!(!mallory.is_banned().await);
    let bans: Vec<BanRecord> = grace.fetch("list_bans", &[("id", &id)]).await.json();
    assert!(matches!(&bans[0].end, Some(BanEnd::Lifted(act)) if act.by.as_deref() == Some("grace")));
    assert!(bans[0].appeal.as_ref().unwrap().answer.is_some());
}

#[tokio::test]
async fn without_scripts_an_appeal_is_answered_in_the_queue() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mallory = app.banned("mallory").await;
    let id = app.id_of("mallory").await;
    appeal(&mallory).await;
    let page = grace.get("/admin/appeals").await.body;
    assert!(page.contains(&format!("id=\"answer_appeal-{id}\"")) && page.contains("Also lift the ban"), "{page}");
    let wrong = grace.form("/admin/appeals", "answer_appeal", &[("id", &id), ("answer", "")]).await.body;
    assert!(wrong.contains("Fill this in.") && !wrong.contains("Answer sent."), "{wrong}");
    let fields = [("id", &*id), ("answer", "You are right."), ("lift", "true")];
    let done = grace.form("/admin/appeals", "answer_appeal", &fields).await.body;
    assert!(done.contains("Answer sent.") && done.contains("No appeals waiting"), "{done}");
    assert!(!mallory.is_banned().await);
}

#[tokio::test]
async fn each_ban_allows_one_appeal() {
    let app = TestApp::start().await;
    let mallory = app.banned("mallory").await;
    appeal(&mallory).await;
    assert_eq!(mallory.fetch("appeal_ban", &[("text", WORDS)]).await.error(), APPEALED);
    let elsewhere = app.sign_in("mallory", PASSWORD).await;
    assert_eq!(elsewhere.fetch("appeal_ban", &[("text", WORDS)]).await.error(), APPEALED, "another browser");
    app.lift_ban("mallory").await;
    assert_eq!(mallory.fetch("appeal_ban", &[("text", WORDS)]).await.error(), AppError::SignInRequired);
    let again = app.sign_in("mallory", PASSWORD).await;
    assert_eq!(again.fetch("appeal_ban", &[("text", WORDS)]).await.error(), AppError::Forbidden);
    app.ban("mallory", "Again", "").await;
    appeal(&again).await;
    assert_eq!(app.count("SELECT COUNT(*) FROM appeals").await, 2);
}

#[tokio::test]
async fn of_two_concurrent_appeals_one_succeeds() {
    let app = TestApp::start().await;
    for name in ["mallory-a", "mallory-b", "mallory-c"] {
        let (one, other) = (app.banned(name).await, app.sign_in(name, PASSWORD).await);
        let fields = [("text", WORDS)];
        let (first, second) = tokio::join!(one.fetch("appeal_ban", &fields), other.fetch("appeal_ban", &fields));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM appeals").await, 3);
}

#[tokio::test]
async fn of_two_concurrent_answers_one_succeeds() {
    let app = TestApp::start().await;
    let (grace, olga) = (app.administrator("grace").await, app.administrator("olga").await);
    let mallory = app.banned("mallory").await;
    let id = app.id_of("mallory").await;
    appeal(&mallory).await;
    let (yes, no) = ([("id", &*id), ("answer", "Yes.")], [("id", &*id), ("answer", "No.")]);
    let (first, second) = tokio::join!(grace.fetch("answer_appeal", &yes), olga.fetch("answer_appeal", &no));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let expected = if first.status == 200 { "Yes." } else { "No." };
    assert_eq!(app.text("SELECT answer FROM appeals").await, expected);
}

#[tokio::test]
async fn an_appeal_that_is_too_short_or_too_long_is_rejected() {
    let app = TestApp::start().await;
    let mallory = app.banned("mallory").await;
    let long = "x".repeat(2001);
    for (text, expected) in [
        (" ", "text: Fill this in."),
        ("Too short", "text: Use at least 10 characters; this has 9."),
        (&*long, "text: Use at most 2,000 characters."),
        (
            "Not \u{202e} allowed",
            "text: This has a hidden character that can’t be used here. Delete it, or type the text again.",
        ),
    ] {
        assert_eq!(mallory.fetch("appeal_ban", &[("text", text)]).await.problems(), [expected]);
    }
    let page = mallory.form("/", "appeal_ban", &[("text", "Too short")]).await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("Use at least 10 characters") && page.body.contains("Too short"), "{}", page.body);
    let page = mallory.form("/", "appeal_ban", &[("text", "x".repeat(2000).as_str())]).await;
    assert!(page.body.contains("You sent your appeal on"), "{}", page.body);
}

#[tokio::test]
async fn an_answer_needs_an_appeal_and_must_not_be_empty_or_too_long() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mallory = app.banned("mallory").await;
    let id = app.id_of("mallory").await;
    let answer = |text| [("id", &*id), ("answer", text)];
    assert_eq!(grace.fetch("answer_appeal", &answer("There is none.")).await.error(), AppError::NotFound);
    appeal(&mallory).await;
    assert_eq!(grace.fetch("answer_appeal", &answer(" ")).await.problems(), ["answer: Fill this in."]);
    let long = "x".repeat(1001);
    assert_eq!(
        grace.fetch("answer_appeal", &answer(&long)).await.problems(),
        ["answer: Use at most 1,000 characters."]
    );
    assert_eq!(waiting(&grace).await.len(), 1);
}

#[tokio::test]
async fn an_appeal_is_open_while_its_ban_is_in_force() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mallory = app.member("mallory").await;
    app.ban("mallory", "Rudeness", &machine(app.clock.now() + 60)).await;
    appeal(&mallory).await;
    assert_eq!(waiting(&grace).await.len(), 1);
    app.clock.shift(60);
    assert!(waiting(&grace).await.is_empty());
    let id = app.id_of("mallory").await;
    let late = grace.fetch("answer_appeal", &[("id", &id), ("answer", "Too late.")]).await;
    assert_eq!(late.error(), NOT_BANNED);
}

#[tokio::test]
async fn only_banned_people_appeal_and_only_administrators_read_appeals() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    let mallory = app.banned("mallory").await;
    appeal(&mallory).await;
    let fields = [("text", WORDS)];
    assert_eq!(app.browser().fetch("appeal_ban", &fields).await.error(), AppError::SignInRequired);
    assert_eq!(ada.fetch("appeal_ban", &fields).await.error(), AppError::Forbidden);
    assert_eq!(grace.fetch("appeal_ban", &fields).await.error(), AppError::Forbidden);
    for function in ["list_appeals", "count_appeals"] {
        assert_eq!(ada.fetch(function, &[]).await.error(), AppError::Forbidden);
        assert_eq!(mallory.fetch(function, &[]).await.error(), AppError::Banned);
    }
    assert!(!ada.get("/admin/appeals").await.body.contains("my brother"));
    // A session that ended before the ban neither shows the ban nor allows an appeal.
    let before = app.member("eve").await;
    let old = before.session().unwrap();
    before.fetch("sign_out", &[]).await;
    app.ban("eve", "Rudeness", "").await;
    assert_eq!(before.replaying(&old).fetch("appeal_ban", &fields).await.error(), AppError::SignInRequired);
}

#[tokio::test]
async fn appeals_count_towards_the_attempt_limit_of_their_address() {
    let app = TestApp::with(&[("attempts_per_address", "3/1h")]).await;
    let mallory = app.member("mallory").await;
    app.ban("mallory", "Rudeness", "").await;
    let mut refused = 0;
    for _ in 0..4 {
        refused += u32::from(mallory.fetch("appeal_ban", &[("text", "short")]).await.status == 429);
    }
    assert!(refused > 0);
}

#[tokio::test]
async fn the_result_of_a_plain_form_appeal_is_shown_once() {
    let app = TestApp::start().await;
    let mallory = app.banned("mallory").await;
    let page = mallory.form("/account", "appeal_ban", &[("text", "No!")]).await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("Use at least 10 characters") && page.body.contains("No!"), "{}", page.body);
    assert_eq!(mallory.cookie("hallpass-form"), None);
    let again = mallory.get("/account").await.body;
    assert!(!again.contains("Use at least 10 characters"), "{again}");
}
