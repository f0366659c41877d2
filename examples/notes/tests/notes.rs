//! Tests of notes over HTTP.
#![cfg(feature = "ssr")]

use hallpass::testing::TestApp;

#[tokio::test]
async fn members_keep_notes_of_their_own() {
    let app = TestApp::of(notes::app()).await;
    let (ada, grace) = (app.member("ada").await, app.administrator("grace").await);
    assert_eq!(ada.fetch("notes/add_note", &[("text", "Bring the score")]).await.status, 200);
    assert!(ada.get("/notes").await.body.contains("Bring the score"));
    assert!(!grace.get("/notes").await.body.contains("Bring the score"));
    assert_eq!(app.browser().fetch("notes/list_notes", &[]).await.status, 401);
    assert_eq!(ada.fetch("notes/add_note", &[("text", " ")]).await.problems(), ["text: Fill this in."]);
}

#[tokio::test]
async fn the_permission_to_keep_notes_opens_no_console_and_gives_no_rank() {
    let app = TestApp::of(notes::app()).await;
    let (ada, mia) = (app.member("ada").await, app.moderator("mia").await);
    assert_eq!(ada.get("/admin").await.status, 403);
    let id = app.id_of("ada").await;
    assert_eq!(mia.fetch("ban_account", &[("id", &id), ("reason", "Spam")]).await.status, 200);
}

#[tokio::test]
async fn notes_are_exported_and_erased_with_their_account() {
    let app = TestApp::of(notes::app()).await;
    let ada = app.member("ada").await;
    ada.fetch("notes/add_note", &[("text", "Bring the score")]).await;
    assert!(ada.get("/account/export.json").await.body.contains("Bring the score"));
    let password = hallpass::testing::PASSWORD;
    let closed = ada.fetch("close_account", &[("username", "ada"), ("current_password", password)]).await;
    assert_eq!(closed.status, 200);
    assert_eq!(app.count("SELECT COUNT(*) FROM notes").await, 0);
}

#[tokio::test]
async fn no_note_is_added_to_an_account_that_is_being_closed() {
    let app = TestApp::of(notes::app()).await;
    let ada = app.member("ada").await;
    let mut closing = app.services.database.begin().await.expect("a transaction");
    sqlx::query("UPDATE accounts SET closed_at = 1").execute(&mut *closing).await.expect("an update");
    let adding = tokio::spawn(async move { ada.fetch("notes/add_note", &[("text", "Too late")]).await.status });
    // The call has passed its access check and waits for the lock.
    app.until_blocked().await;
    closing.commit().await.expect("a commit");
    assert_eq!(adding.await.expect("an answer"), 401);
    assert_eq!(app.count("SELECT COUNT(*) FROM notes").await, 0);
}
