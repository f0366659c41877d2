//! Counts the statements of signed-in requests, and the writes of an active session.

use std::time::{Duration, Instant};

use hallpass::testing::TestApp;
use reqwest::Client;
use serde_json::Value;

use crate::support::program::{Program, Serving, client, until};

const PASSWORD: &str = "gravel tulip eleven nine";

/// The statements that a server logged for the request with this ID, after its last line has been written.
async fn statements_of(program: &Program, request: &str) -> Vec<String> {
    let mut statements = Vec::new();
    until("the request is logged", async || {
        let log = program.read("err");
        let lines = log.lines().filter(|line| line.contains(request));
        let lines: Vec<Value> = lines.filter_map(|line| serde_json::from_str(line).ok()).collect();
        let of = |line: &&Value| line["target"] == "sqlx::query";
        statements = lines.iter().filter(of).map(|line| line["summary"].to_string()).collect();
        lines.iter().any(|line| line["message"] == "answered")
    })
    .await;
    statements
}

async fn sign_up(serving: &Serving) -> Client {
    let client = client();
    let fields = [("username", "ada"), ("email", ""), ("password", PASSWORD)];
    assert_eq!(serving.call(&client, "sign_up", &fields).await.status(), 200);
    client
}

#[tokio::test]
async fn without_the_cache_a_signed_in_request_is_one_statement() {
    let mut program = Program::new().await;
    program.set("log_format", "json");
    program.set("log_level", "info,sqlx::query=debug");
    program.set("session_cache", "false");
    program.set("database_connections", "1");
    let serving = program.serve().await;
    let ada = sign_up(&serving).await;
    // The first page also reads the sign-up rules, which are then kept until the policy changes.
    assert_eq!(ada.get(format!("{}/account", serving.origin)).send().await.unwrap().status(), 200);
    // On PostgreSQL, connections are tested from the age of two seconds on.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let begun = Instant::now();
    let mut tests = 0;
    for _ in 0..10 {
        let page = ada.get(format!("{}/account", serving.origin)).send().await.unwrap();
        let who = serving.call(&ada, "principal", &[]).await;
        for reply in [page, who] {
            assert_eq!(reply.status(), 200);
            let request = reply.headers()["x-request-id"].to_str().unwrap().to_owned();
            let statements = statements_of(&program, &request).await;
            let (test, own): (Vec<_>, Vec<_>) = statements.iter().partition(|sql| sql.contains("SHOW"));
            tests += test.len() as u64;
            assert_eq!(own.len(), 1, "{} {statements:?}", reply.url());
        }
    }
    let seconds = begun.elapsed().as_secs() + 1;
    assert!(tests <= seconds, "the connection was tested {tests} times in {seconds} s");
}

/// A table with a row for each write of a session's activity.
const COUNTED: [&str; 2] =
    ["CREATE TABLE writes (at BIGINT)", "CREATE TRIGGER count_writes AFTER UPDATE OF last_seen_at ON sessions"];

#[tokio::test]
async fn an_active_session_is_written_at_most_once_a_minute() {
    let app = TestApp::start().await;
    let [table, trigger] = COUNTED;
    app.execute(table).await;
    if app.database.is_sqlite() {
        app.execute(&format!("{trigger} BEGIN INSERT INTO writes VALUES (NEW.last_seen_at); END")).await;
    } else {
        app.execute(
            "CREATE FUNCTION count_write() RETURNS TRIGGER LANGUAGE plpgsql AS \
             $$ BEGIN INSERT INTO writes VALUES (NEW.last_seen_at); RETURN NEW; END $$",
        )
        .await;
        app.execute(&format!("{trigger} FOR EACH ROW EXECUTE FUNCTION count_write()")).await;
    }
    let ada = app.member("ada").await;
    app.execute("DELETE FROM writes").await;
    // Ten minutes of a page every six seconds, and of what waits being written every second.
    for _ in 0..100 {
        app.pass(6).await;
        assert_eq!(ada.get("/account").await.status, 200);
        app.services.sessions.write_activity().await.unwrap();
    }
    let writes = app.count("SELECT COUNT(*) FROM writes").await;
    assert!((9..=10).contains(&writes), "{writes} writes in ten minutes");
}
