//! Adding features to a database that only Hallpass has used.
#![cfg(feature = "ssr")]

use hallpass::{
    database::{Clock, Database, Missing},
    testing::{TestApp, TestDatabase},
};

#[tokio::test]
async fn migrating_adds_the_tables_of_features_to_an_existing_database() {
    let made = TestDatabase::make().await;
    let open = || Database::connect(&made.url, 2, Missing::Make, Clock::system());
    let database = open().await.expect("a database");
    database.migrate().await.expect("Hallpass's own tables");
    assert!(database.is_migrated().await.expect("an answer"));
    drop(database);
    // From here on, the process runs the application.
    drop(TestApp::of(notes::app()).await);
    let database = open().await.expect("the same database");
    assert!(!database.is_migrated().await.expect("an answer"), "the tables of notes are missing");
    database.migrate().await.expect("the tables of notes");
    assert!(database.is_migrated().await.expect("an answer"));
    drop(database);
    let app = TestApp::at(&made.url, &[]).await;
    let ada = app.member("ada").await;
    assert_eq!(ada.fetch("notes/add_note", &[("text", "Still here")]).await.status, 200);
}
