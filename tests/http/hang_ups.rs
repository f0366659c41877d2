//! Callers who hang up: what they began is finished and written down, and no connection goes back to the
//! pool inside a transaction.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::app::TestApp;

/// Connections of the pool that are inside a transaction in which nothing happens.
const OPEN: &str = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() \
    AND state LIKE 'idle in transaction%'";

/// Sends a call and hangs up as soon as it is sent.
async fn send_and_hang_up(app: &TestApp, function: &str, body: &str) {
    let mut stream = TcpStream::connect(app.address).await.expect("a connection");
    let request = format!(
        "POST /api/{function} HTTP/1.1\r\nHost: {}\r\nOrigin: http://{}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{body}",
        app.address,
        app.address,
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("it is sent");
    stream.flush().await.expect("it is sent");
}

#[tokio::test]
async fn what_was_refused_is_written_down_though_nobody_waits_for_it() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let refused = "SELECT COUNT(*) FROM audit_events WHERE act = 'sign_in' AND outcome = 'refused'";
    for _ in 0..8 {
        send_and_hang_up(&app, "sign_in", "username=ada&password=not+this+one").await;
    }
    for _ in 0..300 {
        if app.count(refused).await == 8 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{} of 8 refusals are written down", app.count(refused).await);
}

#[tokio::test]
async fn no_connection_is_given_back_inside_a_transaction() {
    let app = TestApp::with(&[("database_connections", "4")]).await;
    app.member("ada").await;
    let database = &app.services.database;
    // Given up after each number of steps that it may take, from none to all.
    for steps in 0..400 {
        let act = async {
            let mut tx = database.begin().await?;
            sqlx::query("UPDATE accounts SET email = $1").bind("x@example.org").execute(&mut *tx).await?;
            tx.tell_everyone().await?;
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
            done.expect("nothing is in the way");
        }
    }
    if !app.database.is_sqlite() {
        for _ in 0..300 {
            if app.count(OPEN).await == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(app.count(OPEN).await, 0, "connections stay inside a transaction");
    }
    // A single statement on any of them lasts.
    let all: Vec<_> = (0..4).map(|number| format!("UPDATE accounts SET email = '{number}@example.org'")).collect();
    for sql in &all {
        app.execute(sql).await;
    }
    let beside = app.restart(&[]).await;
    assert_eq!(beside.text("SELECT email FROM accounts").await, "3@example.org");
}

#[tokio::test]
async fn callers_who_hang_up_leave_the_server_well() {
    let app = TestApp::with(&[("database_connections", "4")]).await;
    let ada = app.member("ada").await;
    let acts = (0..40).map(|number| {
        let body = format!("username=person{number}&email=&password=gravel+tulip+eleven");
        let app = &app;
        async move { send_and_hang_up(app, "sign_up", &body).await }
    });
    futures_util::future::join_all(acts).await;
    for _ in 0..300 {
        if app.count("SELECT COUNT(*) FROM accounts").await == 41 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 41, "what was begun is done");
    assert_eq!(ada.fetch("change_display_name", &[("display_name", "Ada King")]).await.status, 200);
    if !app.database.is_sqlite() {
        assert_eq!(app.count(OPEN).await, 0);
    }
}

#[tokio::test]
async fn half_a_request_does_nothing() {
    let app = TestApp::start().await;
    let mut stream = TcpStream::connect(app.address).await.expect("a connection");
    let head = format!(
        "POST /api/sign_up HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\nusername=ada",
        app.address
    );
    stream.write_all(head.as_bytes()).await.expect("it is sent");
    stream.shutdown().await.expect("it is half closed");
    let mut answer = Vec::new();
    // The server ends it, with an answer or without.
    let _ = stream.read_to_end(&mut answer).await;
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 0);
}
