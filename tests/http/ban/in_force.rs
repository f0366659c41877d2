//! Bans: they end every session permanently, and the banned person sees the ban.

use hallpass::{
    access::{Ban, Ending, Principal},
    directory::AccountSummary,
    error::AppError,
    ui::time::machine,
};

use hallpass::testing::{Browser, PASSWORD, TestApp};

const HOUR: i64 = 3600;

async fn ban_of(browser: &Browser) -> Ban {
    match browser.principal().await {
        Principal::Banned(ban) => ban,
        other => panic!("a banned person is expected, not {other:?}"),
    }
}

#[tokio::test]
async fn a_ban_ends_every_session_and_shows_its_reason_on_every_page() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let sessions =
        [app.member("mallory").await, app.sign_in("mallory", PASSWORD).await, app.sign_in("mallory", PASSWORD).await];
    let ada = app.member("ada").await;
    let id = app.id_of("mallory").await;
    let fields = [("id", &*id), ("reason", "Sold <hall> passes"), ("until", "")];
    let summary: AccountSummary = grace.fetch("ban_account", &fields).await.json();
    assert_eq!((summary.sessions, summary.ban.unwrap().reason.as_str()), (0, "Sold <hall> passes"));

    for session in sessions {
        let ban = ban_of(&session).await;
        assert_eq!((ban.reason.as_str(), ban.until), ("Sold <hall> passes", None));
        for path in ["/", "/account", "/admin", "/sign-in", "/sign-up", "/nowhere"] {
            let page = session.get(path).await;
            assert_eq!(page.status, 403, "{path}");
            assert!(page.body.contains("Your pass has been revoked"), "{path}");
            assert!(page.body.contains("You can’t use Hallpass any more"), "{path}");
            assert!(page.body.contains("Sold &lt;hall&gt; passes"), "{path}");
            assert!(page.body.contains("/api/sign_out"), "{path}");
        }
        assert_eq!(session.fetch("change_display_name", &[("display_name", "x")]).await.error(), AppError::Banned);
    }
    assert!(ada.is_member().await);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 2);
}

#[tokio::test]
async fn a_banned_account_signs_in_only_to_see_its_ban() {
    let app = TestApp::start().await;
    app.banned("mallory").await;
    let again = app.browser();
    let reply = again.fetch("sign_in", &[("username", "mallory"), ("password", PASSWORD)]).await;
    assert!(matches!(reply.json(), Principal::Banned(ban) if ban.reason == "Rudeness"), "{}", reply.body);
    assert_eq!(again.get("/").await.status, 403);
    assert_eq!(again.fetch("list_accounts", &[]).await.error(), AppError::Banned);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 0);
}

#[tokio::test]
async fn a_sign_in_during_a_ban_does_not_become_a_session_when_the_ban_is_lifted() {
    let app = TestApp::start().await;
    app.banned("mallory").await;
    let during = app.sign_in("mallory", PASSWORD).await;
    let unseen = app.sign_in("mallory", PASSWORD).await;
    assert!(during.is_banned().await);
    app.lift_ban("mallory").await;
    for browser in [during, unseen] {
        assert_eq!(browser.ended().await, Some(Ending::Banned));
        assert_eq!(browser.fetch("change_display_name", &[("display_name", "x")]).await.status, 401);
    }
}

#[tokio::test]
async fn a_wrong_password_does_not_reveal_the_ban() {
    let app = TestApp::start().await;
    app.banned("mallory").await;
    let fields = |name| [("username", name), ("password", "wrong")];
    let banned = app.browser().fetch("sign_in", &fields("mallory")).await;
    let unknown = app.browser().fetch("sign_in", &fields("nobody")).await;
    assert_eq!((banned.status, &banned.body), (unknown.status, &unknown.body));
    assert_eq!(banned.error(), AppError::BadCredentials);
}

#[tokio::test]
async fn a_session_that_ended_before_the_ban_does_not_reveal_it() {
    let app = TestApp::start().await;
    let mallory = app.member("mallory").await;
    let old = mallory.session().unwrap();
    mallory.fetch("sign_out", &[]).await;
    app.sign_in("mallory", PASSWORD).await;
    app.ban("mallory", "Rudeness", "").await;
    assert_eq!(mallory.replaying(&old).ended().await, Some(Ending::SignedOut));
}

#[tokio::test]
async fn a_temporary_ban_expires_and_revives_no_session() {
    let app = TestApp::start().await;
    let mallory = app.member("mallory").await;
    let until = app.clock.now() + 2 * HOUR;
    app.ban("mallory", "Rudeness", &machine(until)).await;
    assert_eq!(ban_of(&mallory).await.until, Some(until));
    assert!(mallory.get("/").await.body.contains("until the ban ends"));
    app.clock.shift(2 * HOUR - 60);
    assert!(mallory.is_banned().await);
    app.clock.shift(60);
    assert_eq!(mallory.ended().await, Some(Ending::Banned));
    assert_eq!(mallory.get("/account").await.status, 302);
    assert!(mallory.get("/sign-in").await.body.contains("Your ban has ended."));
    let again = app.sign_in("mallory", PASSWORD).await;
    assert!(again.is_member().await);
}

#[tokio::test]
async fn lifting_a_ban_makes_the_person_a_guest_and_says_so() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mallory = app.banned("mallory").await;
    let id = app.id_of("mallory").await;
    assert_eq!(grace.fetch("lift_ban", &[("id", &id)]).await.status, 200);
    assert_eq!(mallory.ended().await, Some(Ending::Banned));
    assert_eq!(mallory.get("/").await.status, 200);
    assert!(mallory.get("/").await.body.contains("Your ban has ended."));
    assert_eq!(mallory.get("/account").await.location(), "/sign-in?next=/account");
    assert_eq!(mallory.fetch("change_display_name", &[("display_name", "x")]).await.status, 401);
    assert_eq!(mallory.fetch("sign_in", &[("username", "mallory"), ("password", PASSWORD)]).await.status, 200);
    assert!(mallory.is_member().await);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 2, "grace's and the new one");
}

#[tokio::test]
async fn a_session_that_expired_before_the_ban_is_not_reported_as_banned() {
    let app = TestApp::start().await;
    let mallory = app.member("mallory").await;
    app.clock.shift(HOUR);
    app.ban("mallory", "Rudeness", "").await;
    assert_eq!(mallory.ended().await, Some(Ending::Idle));
    app.lift_ban("mallory").await;
    assert_eq!(mallory.ended().await, Some(Ending::Idle));
}

#[tokio::test]
async fn a_ban_is_shown_after_the_session_s_limits_have_passed() {
    let app = TestApp::start().await;
    let mallory = app.banned("mallory").await;
    app.clock.shift(40 * 24 * HOUR);
    assert!(mallory.is_banned().await);
}

#[tokio::test]
async fn a_banned_person_can_sign_out_and_becomes_a_guest() {
    let app = TestApp::start().await;
    let mallory = app.banned("mallory").await;
    assert_eq!(mallory.fetch("sign_out", &[]).await.status, 200);
    assert_eq!(mallory.session(), None);
    assert_eq!(mallory.principal().await, Principal::default());
    assert_eq!(mallory.get("/").await.status, 200);
    let plainly = app.sign_in("mallory", PASSWORD).await;
    let reply = plainly.post("/account", "sign_out", &[("_next", "/")]).await;
    assert_eq!((reply.status, reply.location()), (303, "/"));
    assert_eq!(plainly.get("/").await.status, 200);
}

#[tokio::test]
async fn a_ban_during_a_sign_in_takes_effect() {
    let app = TestApp::start().await;
    for round in 0..6 {
        let name = format!("mallory-{}", ["a", "b", "c", "d", "e", "f"][round]);
        app.member(&name).await;
        let browser = app.browser();
        let fields = [("username", &*name), ("password", PASSWORD)];
        let (reply, ()) = tokio::join!(browser.fetch("sign_in", &fields), app.ban(&name, "Spam", ""));
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert!(browser.is_banned().await);
    }
}

#[tokio::test]
async fn a_ban_needs_a_reason_and_an_end_in_the_future() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mallory = app.member("mallory").await;
    let id = app.id_of("mallory").await;
    let long = "x".repeat(501);
    for (reason, until, expected) in [
        ("", "", "reason: Fill this in."),
        (" \n ", "", "reason: Fill this in."),
        (&*long, "", "reason: Use at most 500 characters."),
        (
            "a\u{202e}b",
            "",
            "reason: This has a hidden character that can’t be used here. Delete it, or type the text again.",
        ),
        ("Spam", "tomorrow", "until: Enter a date"),
        ("Spam", "2020-01-31", "until: Choose a time in the future."),
        ("Spam", "2030-02-30", "until: Enter a date"),
    ] {
        let problems =
            grace.fetch("ban_account", &[("id", &id), ("reason", reason), ("until", until)]).await.problems();
        assert!(problems[0].starts_with(expected), "{reason} {until}: {problems:?}");
    }
    assert!(mallory.is_member().await);
    let fields = [("id", &*id), ("reason", "Two\r\nlines"), ("until", "2999-12-31T23:59")];
    assert_eq!(grace.fetch("ban_account", &fields).await.status, 200);
    assert!(mallory.is_banned().await);
}

#[tokio::test]
async fn a_ban_by_the_operator_applies_to_the_next_request() {
    let app = TestApp::start().await;
    let mallory = app.member("mallory").await;
    assert_eq!(mallory.get("/account").await.status, 200);
    app.ban("mallory", "Rudeness", "").await;
    assert_eq!(mallory.get("/account").await.status, 403);
    app.lift_ban("mallory").await;
    assert_eq!(mallory.get("/account").await.status, 302);
}
