//! Clients that disconnect early: what they started is finished and recorded, and no connection returns to the pool
//! inside a transaction.

use std::time::Duration;

use sqlx::AnyPool;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::program::Program;
use hallpass::testing::TestApp;

/// Counts connections that are idle inside a transaction.
const OPEN: &str = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() \
    AND state LIKE 'idle in transaction%'";

/// Makes a call wait in the database, closes its connection, and lets the call continue.
async fn hang_up_on(app: &TestApp, function: &str, body: &str) {
    let mut before = app.services.database.begin().await.expect("a transaction");
    if !app.database.is_sqlite() {
        let lock = sqlx::query("LOCK TABLE accounts, audit_marks IN EXCLUSIVE MODE");
        lock.execute(&mut *before).await.expect("a lock");
    }
    let caller = send_call(&app.address.to_string(), function, body).await;
    // Once the call waits for the lock, two connections are in use and stay so.
    let pool = app.services.database.pool();
    let mut steady = 0;
    while steady < 20 {
        tokio::time::sleep(Duration::from_millis(10)).await;
        let in_use = usize::try_from(pool.size()).expect("a few") - pool.num_idle();
        steady = if in_use >= 2 { steady + 1 } else { 0 };
    }
    drop(caller);
    // After these requests, the server has noticed that the client is gone.
    for _ in 0..20 {
        assert_eq!(app.browser().get("/healthz").await.status, 200);
    }
    before.commit().await.expect("an empty transaction");
}

/// Waits until the query counts `number`.
async fn counts(app: &TestApp, sql: &str, number: i64) {
    for _ in 0..300 {
        if app.count(sql).await == number {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{sql}: {}", app.count(sql).await);
}

#[tokio::test]
async fn a_call_is_finished_after_its_client_disconnects() {
    let app = TestApp::start().await;
    hang_up_on(&app, "sign_up", "username=ada&email=&password=gravel+tulip+eleven").await;
    counts(&app, "SELECT COUNT(*) FROM accounts", 1).await;
}

/// Sends a call without waiting for its response.
async fn send_call(address: &str, function: &str, body: &str) -> TcpStream {
    let mut caller = TcpStream::connect(address).await.expect("a connection");
    let request = format!(
        "POST /api/{function} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nContent-Length: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}",
        body.len()
    );
    caller.write_all(request.as_bytes()).await.expect("a request");
    caller
}

#[tokio::test]
async fn a_stopping_server_finishes_calls_of_disconnected_clients() {
    const CALLERS: i64 = 4;
    let mut program = Program::new().await;
    // All calls but one wait for a connection.
    program.set("database_connections", "1");
    let server = program.serve().await;
    sqlx::any::install_default_drivers();
    let pool = AnyPool::connect(&program.database.url).await.expect("the database");
    let mut other = pool.acquire().await.expect("a connection");
    let lock = if program.database.is_sqlite() { "BEGIN IMMEDIATE" } else { "BEGIN; LOCK TABLE accounts" };
    sqlx::raw_sql(lock).execute(&mut *other).await.expect("a lock");
    let address = format!("127.0.0.1:{}", server.port);
    let mut callers = Vec::new();
    for number in 0..CALLERS {
        let body = format!("username=ada{number}&email=&password=gravel+tulip+eleven");
        callers.push(send_call(&address, "sign_up", &body).await);
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    drop(callers);
    server.signal("TERM");
    tokio::time::sleep(Duration::from_millis(300)).await;
    sqlx::raw_sql("COMMIT").execute(&mut *other).await.expect("an empty transaction");
    drop(other);
    assert_eq!(server.terminate(), 0);
    let log = program.read("err");
    assert!(!log.contains("ERROR"), "{log}");
    let made: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM accounts").fetch_one(&pool).await.expect("a count");
    assert_eq!(made, CALLERS, "{log}");
}

#[tokio::test]
async fn a_refusal_is_recorded_after_the_client_disconnects() {
    let app = TestApp::start().await;
    app.member("ada").await;
    hang_up_on(&app, "sign_in", "username=ada&password=not+this+one").await;
    let refused = "SELECT COUNT(*) FROM audit_events WHERE act = 'session.start' AND outcome = 'refused'";
    counts(&app, refused, 1).await;
}

#[tokio::test]
async fn no_connection_returns_to_the_pool_inside_a_transaction() {
    let app = TestApp::with(&[("database_connections", "4")]).await;
    app.member("ada").await;
    let database = &app.services.database;
    // Drops the future after each possible number of polls, from none until it completes.
    for steps in 0..400 {
        let act = async {
            let mut tx = database.begin().await?;
            sqlx::query("UPDATE accounts SET email = $1").bind("x@example.org").execute(&mut *tx).await?;
            tx.notify_all().await?;
            tx.commit().await
        };
        let mut act = std::pin::pin!(act);
        let mut left = steps / 8;
        let given_up = std::future::poll_fn(|context| {
            if left == 0 {
                return std::task::Poll::Ready(None);
            }
            left -= 1;
            act.as_mut().poll(context).map(Some)
        });
        if let Some(done) = given_up.await {
            done.expect("an act");
        }
    }
    if !app.database.is_sqlite() {
        counts(&app, OPEN, 0).await;
    }
    // A single statement on each connection is committed.
    let all: Vec<_> = (0..4).map(|number| format!("UPDATE accounts SET email = '{number}@example.org'")).collect();
    for sql in &all {
        app.execute(sql).await;
    }
    let beside = app.restart(&[]).await;
    assert_eq!(beside.text("SELECT email FROM accounts").await, "3@example.org");
}

#[tokio::test]
async fn an_incomplete_request_has_no_effect() {
    let app = TestApp::start().await;
    let mut stream = TcpStream::connect(app.address).await.expect("a connection");
    let head = format!(
        "POST /api/sign_up HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\nusername=ada",
        app.address
    );
    stream.write_all(head.as_bytes()).await.expect("a request");
    stream.shutdown().await.expect("a half-closed connection");
    let mut answer = Vec::new();
    // The server closes the connection, with or without a response.
    let _ = stream.read_to_end(&mut answer).await;
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 0);
}
