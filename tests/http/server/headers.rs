//! The security headers of every kind of response.

use std::collections::BTreeSet;

use reqwest::Method;

use hallpass::testing::{Browser, Reply, TestApp, send};

const HTTPS: [(&str, &str); 3] =
    [("public_origin", "https://pass.example.org"), ("behind_tls_proxy", "true"), ("trusted_proxies", "192.0.2.1")];

/// One response of each kind, with a description of its request.
async fn crawl(app: &TestApp) -> Vec<(String, Reply)> {
    let (grace, ada, mallory, guest) =
        (app.administrator("grace").await, app.member("ada").await, app.banned("mallory").await, app.browser());
    let mut replies = Vec::new();
    let paths = [
        "/",
        "/sign-in",
        "/sign-up",
        "/set-up?token=x",
        "/password-reset?token=x",
        "/account",
        "/admin",
        "/admin/accounts/x",
        "/nowhere",
        "/api/sign_in",
        "/api/nothing",
        "/favicon.svg",
        "/offline.html",
        "/sw.js",
        "/pkg/hallpass.js",
        "/pkg/missing.js",
        "/robots.txt",
        "/healthz",
        "/readyz",
    ];
    for path in paths {
        for browser in [&guest, &ada, &grace, &mallory] {
            replies.push((path.to_owned(), browser.get(path).await));
        }
    }
    for function in ["principal", "sign_in", "change_password", "list_accounts", "nothing", "sign_out"] {
        for browser in [&guest, &ada, &mallory] {
            replies.push((format!("/api/{function}"), browser.fetch(function, &[]).await));
            replies.push((format!("/api/{function}"), browser.post("/", function, &[]).await));
        }
    }
    let foreign =
        |browser: &Browser| browser.request(Method::POST, "/api/principal").header("origin", "https://evil.example");
    let wrong = guest.fetch("sign_up", &[("username", "a"), ("password", "b")]).await;
    replies.push(("/api/sign_up".to_owned(), wrong));
    replies.push(("foreign".to_owned(), send(foreign(&guest)).await));
    replies.push(("foreign".to_owned(), send(foreign(&guest).header("accept", "text/html")).await));
    replies.push(("TRACE".to_owned(), send(guest.request(Method::TRACE, "/")).await));
    replies.push(("too large".to_owned(), guest.raw("principal", vec![b'x'; 40_000]).await));
    app.services.database.close().await;
    for (path, browser) in [("/account", &ada), ("/readyz", &guest), ("/api/principal", &ada)] {
        replies.push((format!("{path} without a database"), browser.get(path).await));
    }
    replies.push((
        "/api/sign_in without a database".to_owned(),
        guest.fetch("sign_in", &[("username", "a"), ("password", "b")]).await,
    ));
    replies
}

#[tokio::test]
async fn every_response_has_the_security_headers() {
    let app = TestApp::start().await;
    let mut statuses = BTreeSet::new();
    for (what, reply) in crawl(&app).await {
        statuses.insert(reply.status);
        let is = |name: &str, value: &str| assert_eq!(reply.header(name), value, "{name} of {what} ({})", reply.status);
        is("x-content-type-options", "nosniff");
        is("referrer-policy", "same-origin");
        is("x-frame-options", "DENY");
        is("cross-origin-opener-policy", "same-origin");
        is("cross-origin-resource-policy", "same-origin");
        is("strict-transport-security", "");
        is("access-control-allow-origin", "");
        is("server", "");
        is("x-powered-by", "");
        assert!(reply.header("permissions-policy").contains("camera=()"), "{what}");
        let policy = reply.header("content-security-policy");
        for directive in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(directive), "{directive} of {what}: {policy}");
        }
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains('*'),
            "{policy}"
        );
        assert_eq!(reply.headers.get_all("content-security-policy").iter().count(), 1, "{what}");
        assert_eq!(reply.header("x-request-id").len(), 36, "{what}");
    }
    for expected in [200, 302, 303, 400, 401, 403, 404, 405, 410, 413, 422, 503] {
        assert!(statuses.contains(&expected), "no response has status {expected}: {statuses:?}");
    }
}

#[tokio::test]
async fn only_static_files_may_be_cached() {
    let app = TestApp::start().await;
    for (what, reply) in crawl(&app).await {
        let file = ["/favicon.svg", "/offline.html", "/sw.js", "/pkg/", "/robots.txt", "/healthz", "/readyz"]
            .iter()
            .any(|path| what.starts_with(path));
        if !file {
            assert_eq!(reply.header("cache-control"), "no-store", "{what} ({})", reply.status);
        } else if reply.status >= 400 {
            assert!(!reply.header("cache-control").contains("immutable"), "{what}");
        }
        if file {
            assert!(reply.cookies().is_empty(), "{what}");
        }
    }
}

#[tokio::test]
async fn with_an_https_origin_every_response_has_hsts() {
    let app = TestApp::with(&HTTPS).await;
    for (what, reply) in crawl(&app).await {
        let hsts = reply.header("strict-transport-security");
        let age = hsts.split(';').next().and_then(|part| part.strip_prefix("max-age="));
        assert!(age.and_then(|age| age.parse::<u32>().ok()).is_some_and(|age| age >= 31_536_000), "{what}: {hsts:?}");
        assert!(hsts.contains("includeSubDomains"), "{what}");
    }
}

#[tokio::test]
async fn each_page_has_a_fresh_nonce_on_every_script() {
    let app = TestApp::start().await;
    let mut nonces = BTreeSet::new();
    let ada = app.administrator("ada").await;
    for path in ["/", "/", "/account", "/admin", "/nowhere", "/set-up?token=x"] {
        let reply = ada.get(path).await;
        if reply.status == 302 {
            continue;
        }
        let policy = reply.header("content-security-policy");
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or_default();
        assert!(nonce.len() >= 16, "{path}: {policy}");
        assert!(nonces.insert(nonce.to_owned()), "{path} repeats a nonce");
        for tag in reply.body.split('<').filter(|tag| tag.starts_with("script")) {
            let tag = tag.split('>').next().unwrap_or_default();
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: {tag}");
        }
        for tag in reply.body.split('<').filter_map(|tag| tag.split('>').next()) {
            assert!(!tag.contains(" style=\"") && !tag.contains(" onclick="), "{path}: {tag}");
        }
    }
}

#[tokio::test]
async fn pages_load_nothing_from_other_origins() {
    let app = TestApp::start().await;
    let ada = app.administrator("ada").await;
    for path in ["/", "/account", "/admin"] {
        let body = ada.get(path).await.body;
        for attribute in ["src=\"", "href=\"", "action=\""] {
            for target in body.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(
                    target.starts_with('/') && !target.starts_with("//") || target.starts_with('#'),
                    "{path}: {target}"
                );
            }
        }
    }
}

#[tokio::test]
async fn no_response_has_cors_headers() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    for origin in ["https://evil.example", "null", &format!("{}.evil.example", ada.origin), &ada.origin] {
        for path in ["/", "/account", "/api/principal", "/favicon.svg", "/pkg/hallpass.js", "/healthz"] {
            for method in [Method::GET, Method::POST, Method::OPTIONS] {
                let reply = send(ada.request(method.clone(), path).header("origin", origin)).await;
                let cors = reply.headers.keys().find(|name| name.as_str().starts_with("access-control-"));
                assert_eq!(cors, None, "{method} {path} from {origin}");
            }
        }
    }
}

#[tokio::test]
async fn responses_reveal_no_software_and_no_source_path() {
    let app = TestApp::start().await;
    for (what, reply) in crawl(&app).await {
        // Only the console shows which database engine is in use.
        let is_console = what == "/admin" && reply.status == 200;
        for word in ["axum", "hyper", "sqlx", "SQLite", "PostgreSQL", "src/", "panicked", ".rs:"] {
            let may = is_console && ["SQLite", "PostgreSQL"].contains(&word);
            assert!(may || !reply.body.contains(word), "{what} contains {word}");
        }
    }
}
