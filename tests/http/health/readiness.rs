//! Liveness and readiness, and responses while the database is unavailable.

use hallpass::error::AppError;

use hallpass::testing::{PASSWORD, TestApp};

#[tokio::test]
async fn a_healthy_server_is_live_and_ready() {
    let app = TestApp::start().await;
    let guest = app.browser();
    assert_eq!(guest.get("/healthz").await.status, 200);
    assert_eq!(guest.get("/readyz").await.status, 200);
}

#[tokio::test]
async fn without_a_database_the_server_is_live_but_not_ready() {
    let app = TestApp::start().await;
    app.services.database.close().await;
    let guest = app.browser();
    assert_eq!(guest.get("/healthz").await.status, 200);
    assert_eq!(guest.get("/readyz").await.status, 503);
}

#[tokio::test]
async fn without_a_database_sessions_get_503_and_keep_their_cookie() {
    let app = TestApp::start().await;
    let ada = app.administrator("ada").await;
    let id = app.id_of("ada").await;
    app.services.database.close().await;
    for path in ["/", "/account", "/admin", "/sign-in", "/nowhere"] {
        let reply = ada.get(path).await;
        assert_eq!(reply.status, 503, "{path}");
        assert!(reply.body.contains("Hallpass is busy") && !reply.body.contains("ada"), "{path}: {}", reply.body);
        assert!(reply.cookies().is_empty(), "{path}: a session that cannot be looked up has not ended");
    }
    for (function, fields) in [
        ("principal", &[][..]),
        ("sign_out", &[]),
        ("list_accounts", &[]),
        ("change_role", &[("id", &*id), ("role", "member")]),
    ] {
        let reply = ada.fetch(function, fields).await;
        assert_eq!((reply.status, reply.error()), (503, AppError::Busy), "{function}");
        assert!(reply.cookies().is_empty(), "{function}");
    }
}

#[tokio::test]
async fn without_a_database_guests_are_asked_to_try_again() {
    let app = TestApp::start().await;
    app.member("ada").await;
    app.services.database.close().await;
    let guest = app.browser();
    assert_eq!(guest.get("/").await.status, 200);
    let reply = guest.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await;
    assert_eq!((reply.status, reply.error(), reply.header("retry-after")), (503, AppError::Busy, "1"));
    let fields = [("username", "ada"), ("password", PASSWORD)];
    let page = guest.form("/sign-in", "sign_in", &fields).await;
    assert!(page.status == 200 && page.body.contains("Hallpass is busy"), "{}", page.body);
    assert!(page.body.contains("check first whether it was saved"), "the outcome is unknown: {}", page.body);
    let fields = [("username", "noor"), ("password", PASSWORD)];
    assert_eq!(guest.fetch("sign_up", &fields).await.status, 503);
}

#[tokio::test]
async fn an_internal_error_gives_a_500_with_the_request_id_and_no_cause() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.execute("DROP TABLE appeals").await;
    app.execute("DROP TABLE bans").await;
    for reply in [grace.get("/account").await, grace.fetch("list_accounts", &[]).await] {
        assert_eq!(reply.status, 500);
        assert!(reply.body.contains(reply.header("x-request-id")), "{}", reply.body);
        for word in ["bans", "SELECT", "no such table", "sqlx"] {
            assert!(!reply.body.contains(word), "{word}: {}", reply.body);
        }
        assert!(reply.cookies().is_empty());
    }
    assert_eq!(app.browser().get("/").await.status, 200, "the process is alive");
}

#[tokio::test]
async fn a_deleted_database_file_makes_the_server_unready() {
    let app = TestApp::start().await;
    if !app.database.is_sqlite() {
        return;
    }
    let guest = app.browser();
    assert_eq!(guest.get("/readyz").await.status, 200);
    std::fs::remove_file(app.database.folder.path().join("hallpass.db")).expect("the database file");
    assert_eq!(guest.get("/readyz").await.status, 503);
}

#[tokio::test]
async fn a_lock_held_by_another_writer_gives_a_retryable_503() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let mut other = app.services.database.begin().await.expect("a transaction");
    sqlx::query("UPDATE accounts SET email = 'x@example.org'").execute(&mut *other).await.expect("a lock");
    if app.database.is_sqlite() {
        let reply = ada.fetch("change_display_name", &[("display_name", "Ada King")]).await;
        assert_eq!((reply.status, reply.error(), reply.header("retry-after")), (503, AppError::Busy, "1"));
    }
    drop(other);
    assert_eq!(ada.fetch("change_display_name", &[("display_name", "Ada King")]).await.status, 200);
}
