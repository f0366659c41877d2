//! Notes about accounts: only administrators write, read and delete them.

use hallpass::{access::server::Grant, account_note::AccountNote, error::AppError};

use hallpass::testing::TestApp;

const WORDS: &str = "Asked twice about\nthe second key";

#[tokio::test]
async fn notes_can_be_written_listed_and_deleted_and_their_subject_never_sees_them() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    let id = app.id_of("ada").await;
    assert_eq!(grace.fetch("add_note", &[("id", &id), ("text", WORDS)]).await.status, 200);
    app.services.account_notes.add_note(&Grant::operator(), &id, "From the terminal").await.unwrap();
    let notes: Vec<AccountNote> = grace.fetch("list_notes", &[("id", &id)]).await.json();
    let found: Vec<_> = notes.iter().map(|note| (&*note.text, note.written.by.as_deref())).collect();
    assert_eq!(found, [("From the terminal", None), (WORDS, Some("grace"))]);
    let page = grace.get(&format!("/admin/accounts/{id}/notes")).await.body;
    assert!(page.contains("the second key") && page.contains("by grace"), "{page}");

    let pages = [ada.get("/account").await.body, ada.get("/account/export").await.body];
    let file = ada.get("/account/export.json").await;
    assert_eq!(file.status, 200);
    for text in [&*pages[0], &*pages[1], &*file.body] {
        assert!(!text.contains("the second key"), "{text}");
    }

    let delete = [("id", &*notes[1].id)];
    assert_eq!(grace.fetch("delete_note", &delete).await.status, 200);
    assert_eq!(grace.fetch("delete_note", &delete).await.error(), AppError::NotFound);
    assert_eq!(app.count("SELECT COUNT(*) FROM account_notes").await, 1);
}

#[tokio::test]
async fn a_note_needs_a_valid_text_and_an_existing_account() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    let id = app.id_of("ada").await;
    let long = "x".repeat(2001);
    for (text, expected) in [
        ("\n", "text: Fill this in."),
        (&*long, "text: Use at most 2,000 characters."),
        ("a\u{202e}b", "text: This has a hidden character that can’t be used here. Delete it, or type the text again."),
    ] {
        assert_eq!(grace.fetch("add_note", &[("id", &id), ("text", text)]).await.problems(), [expected]);
    }
    for nobody in ["", "nobody"] {
        let fields = [("id", nobody), ("text", WORDS)];
        assert_eq!(grace.fetch("add_note", &fields).await.error(), AppError::NotFound, "{nobody:?}");
        assert_eq!(grace.fetch("delete_note", &[("id", nobody)]).await.error(), AppError::NotFound, "{nobody:?}");
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM account_notes").await, 0);
}

#[tokio::test]
async fn members_banned_people_and_guests_cannot_read_or_write_notes() {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    let (ada, mallory) = (app.member("ada").await, app.banned("mallory").await);
    let id = app.id_of("ada").await;
    for (browser, expected) in
        [(&ada, AppError::Forbidden), (&mallory, AppError::Banned), (&app.browser(), AppError::SignInRequired)]
    {
        assert_eq!(browser.fetch("list_notes", &[("id", &id)]).await.error(), expected);
        assert_eq!(browser.fetch("add_note", &[("id", &id), ("text", WORDS)]).await.error(), expected);
        assert_eq!(browser.fetch("delete_note", &[("id", "any")]).await.error(), expected);
    }
}
