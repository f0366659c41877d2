//! A panic in a handler gives a 500 to that request and affects no other.

use axum::{Router, routing::get};
use hallpass::{error::AppError, server::router::with_layers};
use tokio_util::task::TaskTracker;

use hallpass::testing::{Browser, TestApp, free_port, send, serve};

/// A browser of a server with the real layers and handlers that panic.
async fn panicking(app: &TestApp) -> Browser {
    let (listener, address) = free_port().await;
    let routes = Router::new()
        .route("/panic", get(|| async { panic!("the secret-canary of a panic") as () }))
        .route("/deep", get(|| async { "one".parse::<u32>().expect("deep-canary").to_string() }))
        .route("/fine", get(|| async { "fine" }));
    serve(listener, with_layers(&app.config, TaskTracker::new(), routes));
    Browser::new(address, &app.config)
}

#[tokio::test]
async fn a_panic_gives_a_page_with_the_request_id() {
    let app = TestApp::start().await;
    let guest = panicking(&app).await;
    let reply = guest.get("/panic").await;
    assert_eq!(reply.status, 500);
    assert!(reply.header("content-type").starts_with("text/html"));
    assert!(reply.body.contains("Something went wrong on our side"), "{}", reply.body);
    assert!(reply.body.contains(reply.header("x-request-id")) && !reply.header("x-request-id").is_empty());
    assert!(!reply.body.contains("canary"), "{}", reply.body);
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert!(reply.header("content-security-policy").contains("default-src 'none'"));
}

#[tokio::test]
async fn a_panic_gives_json_to_a_script() {
    let app = TestApp::start().await;
    let guest = panicking(&app).await;
    let reply = send(guest.request(reqwest::Method::GET, "/deep").header("accept", "application/json")).await;
    assert_eq!(reply.status, 500);
    let request_id = reply.header("x-request-id").to_owned();
    assert_eq!(reply.error(), AppError::Internal { request_id });
    assert!(!reply.body.contains("canary"));
}

#[tokio::test]
async fn the_process_survives_panics() {
    let app = TestApp::start().await;
    let guest = panicking(&app).await;
    for _ in 0..20 {
        assert_eq!(guest.get("/panic").await.status, 500);
        assert_eq!(guest.get("/fine").await.status, 200);
    }
}
