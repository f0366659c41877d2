//! Open tabs of the console receive the change signal, without any detail; other tabs receive nothing.

use hallpass::{access::Ending, live::CONSOLE_CHANGED};

use crate::support::{audit::newest, channel::Channel};
use hallpass::testing::{Browser, PASSWORD, TestApp};

async fn tab(app: &TestApp, browser: &Browser) -> Channel {
    Channel::open(app, browser).await.0
}

#[tokio::test]
async fn console_tabs_are_notified_of_every_change() {
    let app = TestApp::start().await;
    let (grace, ada) = (app.administrator("grace").await, app.member("ada").await);
    let mut console = tab(&app, &grace).await;
    let phone = app.sign_in("ada", PASSWORD).await;
    console.console_changed().await;
    assert_eq!(app.browser().fetch("sign_in", &[("username", "ada"), ("password", "wrong")]).await.status, 401);
    console.console_changed().await;
    phone.fetch("sign_out", &[]).await;
    console.console_changed().await;
    ada.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    console.console_changed().await;
    app.ban("ada", "Rudeness", "").await;
    console.console_changed().await;
    ada.fetch("appeal_ban", &[("text", "It was not me at all.")]).await;
    console.console_changed().await;
}

#[tokio::test]
async fn any_role_with_access_to_the_console_receives_the_change_signal() {
    let app = TestApp::start().await;
    app.role("doorkeeper", "use_console").await;
    let eve = app.with_role("eve", "doorkeeper").await;
    let mut console = tab(&app, &eve).await;
    app.member("ada").await;
    console.console_changed().await;
}

#[tokio::test]
async fn the_change_signal_contains_no_detail() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mut console = tab(&app, &grace).await;
    app.member("ada").await;
    assert_eq!(console.word().await.unwrap(), CONSOLE_CHANGED);
    assert_eq!(CONSOLE_CHANGED, "console_changed");
}

#[tokio::test]
async fn people_without_console_access_receive_no_change_signal() {
    let app = TestApp::start().await;
    let (grace, ada) = (app.administrator("grace").await, app.member("ada").await);
    let mallory = app.banned("mallory").await;
    let (mut console, mut own, mut banned) =
        (tab(&app, &grace).await, tab(&app, &ada).await, tab(&app, &mallory).await);
    // When the second signal arrives, all channels have received the first one.
    for _ in 0..2 {
        app.member(&hallpass::testing::new_name()).await;
        console.console_changed().await;
    }
    ada.fetch("change_display_name", &[("display_name", "Ada King")]).await;
    let word = own.word().await.unwrap();
    assert!(word.contains("Ada King"), "{word}");
    app.lift_ban("mallory").await;
    let word = banned.word().await.unwrap();
    assert!(word.contains("guest"), "{word}");
}

#[tokio::test]
async fn losing_console_access_stops_the_change_signals() {
    let app = TestApp::start().await;
    let (grace, eve) = (app.administrator("grace").await, app.moderator("eve").await);
    let (mut console, mut former) = (tab(&app, &grace).await, tab(&app, &eve).await);
    let id = app.id_of("eve").await;
    assert_eq!(grace.fetch("change_role", &[("id", &id), ("role", "member")]).await.status, 200);
    former.until_member(|member| member.permissions == hallpass::access::Permissions::default()).await;
    for _ in 0..2 {
        console.console_changed().await;
        app.member(&hallpass::testing::new_name()).await;
    }
    eve.fetch("change_display_name", &[("display_name", "Eve again")]).await;
    let word = former.word().await.unwrap();
    assert!(word.contains("Eve again"), "{word}");
}

#[tokio::test]
async fn changes_by_another_server_are_signalled() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let mut console = tab(&app, &grace).await;
    app.run_maintenance();
    let other = app.restart(&[]).await;
    // This notifies no account: only the audit has grown.
    assert_eq!(other.browser().fetch("sign_in", &[("username", "nobody"), ("password", "wrong")]).await.status, 401);
    console.console_changed().await;
    other.member("ada").await;
    console.console_changed().await;
}

#[tokio::test]
async fn passive_console_requests_do_not_count_as_activity() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    let id = app.id_of("ada").await;
    let id = [("id", &*id)];
    for _ in 0..3 {
        app.clock.shift(4 * 60);
        for (list, fields) in [
            ("show_overview", &[][..]),
            ("list_accounts", &[]),
            ("show_account", &id),
            ("list_account_sessions", &id),
            ("list_account_history", &id),
            ("list_roles", &[]),
            ("list_bans", &id),
            ("list_notes", &id),
            ("list_every_session", &[]),
            ("count_sessions", &[]),
            ("list_appeals", &[]),
            ("count_appeals", &[]),
            ("list_invitations", &[]),
            ("list_audit", &[]),
            ("count_warnings", &[]),
            ("show_policy", &[]),
            ("show_access", &[]),
        ] {
            assert_eq!(grace.fetch(list, fields).await.status, 200, "{list}");
        }
    }
    app.clock.shift(4 * 60);
    assert_eq!(grace.ended().await, Some(Ending::Idle));
}

#[tokio::test]
async fn opening_console_pages_counts_as_activity() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for page in ["/admin", "/admin/accounts", "/admin/sessions", "/admin/audit"] {
        app.clock.shift(10 * 60);
        assert_eq!(grace.get(page).await.status, 200);
    }
    for _ in 0..2 {
        app.clock.shift(10 * 60);
        // Scripts call this when a person navigates.
        assert_eq!(grace.fetch("visit", &[]).await.status, 200);
    }
    assert!(grace.is_member().await);
}

#[tokio::test]
async fn refused_passive_requests_are_not_recorded() {
    let app = TestApp::start().await;
    let judy = app.moderator("judy").await;
    app.administrator("grace").await;
    let id = app.id_of("grace").await;
    let before = newest(&app).await;
    assert_eq!(judy.fetch("list_notes", &[("id", &id)]).await.status, 403);
    assert_eq!(newest(&app).await, before, "an event would make the page ask again");
    assert_eq!(judy.fetch("add_note", &[("id", &id), ("text", "A try.")]).await.status, 403);
    assert_eq!(newest(&app).await, before + 1);
}
