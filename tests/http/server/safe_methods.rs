//! Safe methods change nothing, and other methods are rejected.

use reqwest::{
    Method,
    header::{ACCEPT, ORIGIN},
};

use crate::support::scene::set_the_scene;
use hallpass::testing::{TestApp, send};

#[tokio::test]
async fn get_and_head_of_a_server_function_change_nothing() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    let before = app.snapshot().await;
    for (function, fields) in filling.calls() {
        let query = serde_urlencoded::to_string(&fields).unwrap();
        for method in [Method::GET, Method::HEAD] {
            for accept in ["application/json", "text/html"] {
                let request = grace.request(method.clone(), &format!("/api/{function}?{query}"));
                let reply = send(request.header(ACCEPT, accept).header(ORIGIN, &grace.origin)).await;
                assert_eq!((reply.status, reply.header("allow")), (405, "POST"), "{method} {function}");
                assert!(reply.cookies().is_empty());
            }
        }
    }
    assert_eq!(app.snapshot().await, before);
    assert!(grace.is_member().await);
}

#[tokio::test]
async fn query_arguments_of_a_post_are_ignored() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    let before = app.snapshot().await;
    for (function, fields) in filling.calls().into_iter().filter(|(_, fields)| !fields.is_empty()) {
        let query = serde_urlencoded::to_string(&fields).unwrap();
        let reply = send(grace.call(&format!("{function}?{query}"), &[]).header(ACCEPT, "application/json")).await;
        // A function whose fields all have defaults may answer; it only reads.
        let expected = match function {
            "list_accounts" => 200,
            // An empty selection; neither a password nor a code.
            "end_selected_sessions" | "sign_in_again" => 422,
            _ => 400,
        };
        assert_eq!(reply.status, expected, "{function}: {}", reply.body);
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn requesting_pages_creates_no_session_and_changes_nothing() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    let before = app.snapshot().await;
    for path in
        ["/", "/sign-in", "/sign-up", "/set-up?token=x", "/password-reset?token=x", "/account", "/admin", "/nowhere"]
    {
        for browser in [&app.browser(), &grace] {
            browser.get(path).await;
            send(browser.request(Method::HEAD, path).header(ACCEPT, "text/html")).await;
        }
    }
    for view in ["", "/sessions", "/bans", "/history", "/notes", "/ban", "/role", "/act-as", "/close"] {
        grace.get(&format!("/admin/accounts/{}{view}", filling.id)).await;
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn unsupported_methods_are_rejected_everywhere() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let before = app.snapshot().await;
    for method in ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "PROPFIND", "HALLPASS", "get"] {
        for path in [
            "/",
            "/account",
            "/admin",
            "/nowhere",
            "/api/sign_out",
            "/api/principal",
            "/favicon.svg",
            "/pkg/hallpass.js",
            "/healthz",
            "/readyz",
        ] {
            for own in [true, false] {
                let request = grace.request(Method::from_bytes(method.as_bytes()).unwrap(), path);
                let request = if own { request.header(ORIGIN, &grace.origin) } else { request };
                let reply = send(request.header("access-control-request-method", "POST")).await;
                assert!((400..500).contains(&reply.status), "{method} {path}: {}", reply.status);
                assert!(
                    reply.headers.keys().all(|name| !name.as_str().starts_with("access-control-")),
                    "{method} {path}"
                );
                assert!(!reply.body.contains("access-control-request-method"), "the request is echoed");
            }
        }
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn posting_to_a_page_is_rejected() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for path in ["/", "/account", "/admin", "/sign-in", "/nowhere", "/healthz", "/favicon.svg"] {
        let request = grace.request(Method::POST, path).header(ORIGIN, &grace.origin).form(&[("username", "x")]);
        let reply = send(request).await;
        assert_eq!(reply.status, 405, "{path}");
        assert!(reply.header("allow").starts_with("GET"), "{path}: {:?}", reply.header("allow"));
    }
}

#[tokio::test]
async fn unknown_functions_are_not_found() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for function in ["nothing", "sign_in/", "sign_in/x", "Sign_In", "sign_in%00", "../sign_in", "sign_in1234567890"] {
        let reply = grace.fetch(function, &[]).await;
        assert!(matches!(reply.status, 404 | 405), "{function}: {}", reply.status);
    }
}
