//! Sessions and sign-up rules are kept in memory while no process changes the database.

use hallpass::testing::TestApp;

/// Pages that show what is known about the person, and load nothing else.
const PAGES: [&str; 2] = ["/account", "/account/preferences"];
/// Gives the server one connection only. While a test holds it, no statement can run.
const ONE_CONNECTION: (&str, &str) = ("database_connections", "1");

#[tokio::test]
async fn while_nothing_changes_a_request_needs_no_statement() {
    let app = TestApp::with(&[ONE_CONNECTION]).await;
    if !app.database.is_sqlite() {
        return;
    }
    let (ada, guest) = (app.member("ada").await, app.browser());
    let beside = app.beside(0).await;
    for page in PAGES {
        assert_eq!(ada.get(page).await.status, 200, "{page}");
    }
    assert_eq!(guest.get("/sign-in").await.status, 200);
    let taken = app.services.database.pool().acquire().await.unwrap();
    for page in PAGES {
        let reply = ada.get(page).await;
        assert_eq!(reply.status, 200, "{page}: {}", reply.body);
    }
    assert!(ada.is_member().await);
    assert_eq!(guest.get("/sign-in").await.status, 200);
    // Any change could concern this session.
    beside.execute("UPDATE locks SET taken = taken + 1 WHERE name = 'probe'").await;
    let (page, principal) = tokio::join!(ada.get(PAGES[0]), ada.fetch("principal", &[]));
    assert_eq!((page.status, principal.status), (503, 503));
    drop(taken);
    assert_eq!(ada.get(PAGES[0]).await.status, 200);
}

#[tokio::test]
async fn the_cache_can_be_switched_off() {
    let app = TestApp::with(&[ONE_CONNECTION, ("session_cache", "false")]).await;
    let ada = app.member("ada").await;
    assert_eq!(ada.get("/account").await.status, 200);
    let _taken = app.services.database.pool().acquire().await.unwrap();
    let (page, principal) = tokio::join!(ada.get("/account"), ada.fetch("principal", &[]));
    assert_eq!((page.status, principal.status), (503, 503));
}

#[tokio::test]
async fn what_another_process_commits_holds_for_the_next_request() {
    let app = TestApp::start().await;
    let beside = app.beside(0).await;
    for round in 0..20 {
        let name = hallpass::testing::new_name();
        let ada = app.member(&name).await;
        assert!(ada.is_member().await, "round {round}");
        let id = app.id_of(&name).await;
        beside.execute(&format!("UPDATE accounts SET display_name = 'Round {round}' WHERE id = '{id}'")).await;
        assert!(ada.get("/account").await.body.contains(&format!("Round {round}")));
        let end = format!("UPDATE sessions SET ended_at = 1, ending = 'signed_out' WHERE account_id = '{id}'");
        beside.execute(&end).await;
        assert!(!ada.is_member().await, "round {round}");
    }
}
