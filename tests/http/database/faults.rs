//! A database that rejects writes, on either engine: changes give 503, reads are answered, form input is not lost, and
//! the health check and the console give the reason.

use std::time::Duration;

use hallpass::error::AppError;

use hallpass::testing::{PASSWORD, TestApp};

/// Waits until `/readyz` answers 503, and returns the reason.
pub(crate) async fn becomes_unready(app: &TestApp) -> String {
    wait_for(app, 503).await
}

/// Waits until `/readyz` answers 200.
pub(crate) async fn becomes_ready(app: &TestApp) {
    wait_for(app, 200).await;
}

async fn wait_for(app: &TestApp, status: u16) -> String {
    let guest = app.browser();
    for _ in 0..300 {
        let reply = guest.get("/readyz").await;
        if reply.status == status {
            assert_eq!(reply.header("retry-after"), if status == 503 { "1" } else { "" });
            return reply.body;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("/readyz does not become {status}");
}

/// A server on the same database, opened read-only.
async fn read_only(app: &TestApp) -> TestApp {
    if app.database.is_sqlite() {
        let url = format!("{}?mode=ro", app.database.url);
        return app.restart(&[("database_url", &url)]).await;
    }
    let url = format!("{}?options=-c%20default_transaction_read_only%3Don", app.database.url);
    app.restart(&[("database_url", &url)]).await
}

#[tokio::test]
async fn without_writes_changes_give_503_and_pages_still_work() {
    let app = TestApp::start().await;
    let token = app.administrator("ada").await.session().expect("a session");
    let app = read_only(&app).await;
    let ada = app.browser().replaying(&token);
    for (function, fields) in [
        ("change_display_name", &[("display_name", "Ada King")][..]),
        ("sign_up", &[("username", "noor"), ("email", ""), ("password", PASSWORD)]),
        ("sign_in", &[("username", "ada"), ("password", PASSWORD)]),
        ("end_other_sessions", &[]),
        ("sign_out", &[]),
    ] {
        let reply = ada.fetch(function, fields).await;
        assert_eq!((reply.status, reply.error()), (503, AppError::Busy), "{function}: {}", reply.body);
        assert_eq!(reply.header("retry-after"), "1", "{function}");
        assert!(reply.cookies().is_empty(), "{function}");
    }
    for path in ["/", "/account", "/admin"] {
        assert_eq!(ada.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn without_writes_a_form_comes_back_with_its_input() {
    let app = TestApp::start().await;
    let token = app.member("ada").await.session().expect("a session");
    let app = read_only(&app).await;
    let ada = app.browser().replaying(&token);
    let page = ada.form("/account", "change_display_name", &[("display_name", "Ada of Lovelace")]).await;
    assert!(page.body.contains("Hallpass is busy"), "{}", page.body);
    assert!(page.body.contains("Ada of Lovelace"), "{}", page.body);
    let guest = app.browser();
    let page = guest.form("/sign-up", "sign_up", &[("username", "noor"), ("email", ""), ("password", PASSWORD)]).await;
    assert!(page.body.contains("Hallpass is busy") && page.body.contains("noor"), "{}", page.body);
}

#[tokio::test]
async fn the_console_and_the_health_check_say_that_the_database_is_read_only() {
    let app = TestApp::start().await;
    let token = app.administrator("ada").await.session().expect("a session");
    let app = read_only(&app).await;
    // The server finds out by itself: the console shows it before anyone requests /readyz.
    app.run_maintenance();
    let ada = app.browser().replaying(&token);
    let mut shown = String::new();
    for _ in 0..300 {
        shown = ada.get("/admin").await.body;
        if shown.contains("Can’t write to the database: the database is read-only") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(shown.contains("Can’t write to the database: the database is read-only"), "{shown}");
    assert_eq!(becomes_unready(&app).await, "the database is read-only\n");
}

#[tokio::test]
async fn frequent_health_checks_cause_few_writes() {
    let app = TestApp::start().await;
    let version = if app.database.is_sqlite() {
        "SELECT data_version FROM pragma_data_version"
    } else {
        "SELECT CAST(CAST(xmin AS TEXT) AS BIGINT) FROM locks WHERE name = 'probe'"
    };
    let guest = app.browser();
    becomes_ready(&app).await;
    let before = app.count(version).await;
    let begun = std::time::Instant::now();
    let mut asked = 0_u64;
    while begun.elapsed() < Duration::from_millis(500) {
        assert_eq!(guest.get("/readyz").await.status, 200);
        asked += 1;
    }
    let written = app.count(version).await - before;
    assert!(written <= 1 || begun.elapsed() > Duration::from_secs(2), "{asked} questions, {written} writes");
}

#[tokio::test]
async fn a_connection_that_cannot_write_is_replaced() {
    let app = TestApp::with(&[("database_connections", "1")]).await;
    let ada = app.member("ada").await;
    if app.database.is_sqlite() {
        app.execute("PRAGMA query_only = ON").await;
    } else {
        app.execute("SET default_transaction_read_only = on").await;
    }
    let name = [("display_name", "Ada King")];
    let mut replies = Vec::new();
    for _ in 0..100 {
        let reply = ada.fetch("change_display_name", &name).await;
        replies.push(reply.status);
        if reply.status == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{replies:?}");
}
