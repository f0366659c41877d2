//! A PostgreSQL server that stops, becomes read-only or is replaced: 503 while it lasts, and recovery without a
//! restart. Each test has its own server.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use hallpass::error::AppError;

use crate::{
    database::faults::{becomes_ready, becomes_unready},
    support::postgres_server::{Forwarder, PostgresServer, at_port},
};
use hallpass::testing::{Browser, TestApp};

const NAME: [(&str, &str); 1] = [("display_name", "Ada King")];

/// Retries a change until it succeeds; until then, every response must be a retryable 503.
async fn changes_at_last(browser: &Browser) {
    for _ in 0..300 {
        let reply = browser.fetch("change_display_name", &NAME).await;
        if reply.status == 200 {
            return;
        }
        assert_eq!((reply.status, reply.error()), (503, AppError::Busy));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nothing can be changed");
}

#[tokio::test]
async fn hallpass_reconnects_to_a_database_server_that_was_stopped() {
    let Some(server) = PostgresServer::start() else { return };
    let app = TestApp::at(&server.url, &[]).await;
    let ada = app.member("ada").await;
    server.halt();
    let reply = ada.fetch("change_display_name", &NAME).await;
    assert_eq!((reply.status, reply.error(), reply.header("retry-after")), (503, AppError::Busy, "1"));
    let page = ada.get("/account").await;
    assert_eq!((page.status, page.header("retry-after")), (503, "1"));
    assert!(becomes_unready(&app).await.contains("does not respond"));
    server.resume();
    changes_at_last(&ada).await;
    becomes_ready(&app).await;
}

#[tokio::test]
async fn a_read_only_database_server_gives_503_only_to_changes() {
    let Some(server) = PostgresServer::start() else { return };
    let app = TestApp::at(&server.url, &[]).await;
    let ada = app.administrator("ada").await;
    server.execute(&["ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()"]).await;
    assert!(becomes_unready(&app).await.contains("read-only"));
    let reply = ada.fetch("change_display_name", &NAME).await;
    assert_eq!((reply.status, reply.error(), reply.header("retry-after")), (503, AppError::Busy, "1"));
    assert_eq!(ada.get("/account").await.status, 200);
    let console = ada.fetch("show_overview", &[("range", "hour")]).await;
    assert!(console.body.contains("the database is read-only"), "{}", console.body);
    server.execute(&["ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()"]).await;
    changes_at_last(&ada).await;
    becomes_ready(&app).await;
    let console = ada.fetch("show_overview", &[("range", "hour")]).await;
    assert!(!console.body.contains("read-only"), "{}", console.body);
}

#[tokio::test]
async fn connections_to_a_demoted_database_server_are_replaced() {
    let Some(old) = PostgresServer::start() else { return };
    let forwarder = Forwarder::to(old.port()).await;
    let app = TestApp::at(&at_port(&old.url, forwarder.port), &[]).await;
    let ada = app.member("ada").await;
    let standby = old.standby();
    // The old server keeps answering, and its connections stay open.
    old.execute(&["ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()"]).await;
    becomes_unready(&app).await;
    old.promote_standby();
    forwarder.lead_to(standby);
    changes_at_last(&ada).await;
    becomes_ready(&app).await;
    let rows = app.count("SELECT COUNT(*) FROM accounts WHERE display_name = 'Ada King'").await;
    assert_eq!(rows, 1, "the change is on the new server");
}

#[tokio::test]
async fn terminated_connections_give_at_most_503() {
    let Some(server) = PostgresServer::start() else { return };
    let app = TestApp::at(&server.url, &[]).await;
    let ada = Arc::new(app.member("ada").await);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let ada = Arc::clone(&ada);
        calls.spawn(async move {
            let mut statuses = BTreeMap::new();
            for _ in 0..150 {
                let reply = ada.fetch("principal", &[]).await;
                *statuses.entry((reply.status, reply.body.is_empty())).or_insert(0) += 1;
            }
            statuses
        });
    }
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'";
    let mut found = BTreeSet::new();
    loop {
        tokio::select! {
            answers = calls.join_next() => match answers {
                Some(answers) => found.extend(answers.expect("all were answered").into_keys()),
                None => break,
            },
            () = tokio::time::sleep(Duration::from_millis(50)) => server.execute(&[cut]).await,
        }
    }
    assert!(found.iter().all(|answer| [(200, false), (503, false)].contains(answer)), "{found:?}");
}
