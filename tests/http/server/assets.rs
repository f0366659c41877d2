//! Static files: the same for everyone, compressed if the browser accepts it, and nothing from outside the folder.

use reqwest::Method;

use hallpass::testing::{TestApp, send};

#[tokio::test]
async fn files_are_served_with_their_types() {
    let app = TestApp::start().await;
    for (path, kind) in [("/pkg/hallpass.js", "text/javascript"), ("/favicon.svg", "image/svg+xml")] {
        let reply = app.browser().get(path).await;
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.header("content-type").starts_with(kind), "{path}: {}", reply.header("content-type"));
        assert!(!reply.header("cache-control").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn a_browser_that_accepts_brotli_gets_the_compressed_file() {
    let app = TestApp::start().await;
    let packed = send(app.browser().request(Method::GET, "/pkg/hallpass.js").header("accept-encoding", "br")).await;
    assert_eq!((packed.header("content-encoding"), packed.body.as_str()), ("br", "packed"));
    assert!(packed.header("vary").eq_ignore_ascii_case("accept-encoding"), "{:?}", packed.headers);
    let plain = app.browser().get("/pkg/hallpass.js").await;
    assert_eq!((plain.header("content-encoding"), plain.body.as_str()), ("", "export default 1;\n"));
}

#[tokio::test]
async fn a_browser_that_has_the_file_is_told_so() {
    let app = TestApp::start().await;
    let first = app.browser().get("/pkg/hallpass.js").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"'), "{tag}");
    let again = send(app.browser().request(Method::GET, "/pkg/hallpass.js").header("if-none-match", &tag)).await;
    assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", &*tag));
    assert!(!again.header("cache-control").is_empty());
    let packed = app.browser().request(Method::GET, "/pkg/hallpass.js").header("accept-encoding", "br");
    let packed = send(packed.header("if-none-match", &tag)).await;
    assert_eq!((packed.status, packed.body.as_str()), (200, "packed"), "the compressed file has a tag of its own");
    let head = send(app.browser().request(Method::HEAD, "/pkg/hallpass.js")).await;
    assert_eq!((head.status, head.body.as_str(), head.header("content-length")), (200, "", "18"));
}

#[tokio::test]
async fn every_principal_gets_the_same_static_files() {
    let app = TestApp::start().await;
    let browsers =
        [app.browser(), app.member("ada").await, app.administrator("grace").await, app.banned("mallory").await];
    for path in ["/pkg/hallpass.js", "/favicon.svg"] {
        for browser in &browsers {
            let reply = browser.get(path).await;
            assert_eq!(reply.status, 200, "{path}");
            assert_eq!(reply.body, browsers[0].get(path).await.body);
            assert!(reply.cookies().is_empty());
        }
    }
}

#[tokio::test]
async fn static_files_have_no_directory_listing_and_no_path_traversal() {
    let app = TestApp::start().await;
    let paths = [
        "/pkg",
        "/pkg/",
        "/pkg/..",
        "/pkg/../secret.txt",
        "/pkg/%2e%2e/secret.txt",
        "/pkg/..%2fsecret.txt",
        "/pkg/%2e%2e%2fsecret.txt",
        "/pkg//etc/passwd",
        "/pkg/%00",
        "/pkg/hallpass.js%00",
        "/pkg/.env",
        "/secret.txt",
        "/hallpass.db",
        "/data/hallpass.db",
        "/.git/HEAD",
        "/.git/config",
        "/Cargo.toml",
        "/hallpass.toml",
        "/pkg/hallpass.js.map",
        "/metrics",
        "/debug",
        "/server-status",
        "/swagger.json",
        "/openapi.json",
    ];
    for path in paths {
        // Sent over a raw connection, because HTTP clients normalize the path.
        let (status, body) = raw_get(&app, path).await;
        assert!(matches!(status, 400 | 404), "{path}: {status}");
        assert!(!body.contains("not for the public") && !body.contains("root:"), "{path}");
    }
}

async fn raw_get(app: &TestApp, path: &str) -> (u16, String) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(app.address).await.unwrap();
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\nConnection: close\r\n\r\n", app.address);
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status =
        answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{path}: {answer}"));
    (status, answer)
}

#[tokio::test]
async fn a_missing_file_gives_a_plain_text_404() {
    let app = TestApp::start().await;
    for path in ["/pkg/missing.js", "/pkg/old.wasm"] {
        let reply = app.browser().get(path).await;
        assert_eq!((reply.status, reply.body.as_str()), (404, "There is no such file.\n"), "{path}");
        assert!(!reply.header("cache-control").contains("max-age"), "{path}");
    }
}

#[tokio::test]
async fn files_that_the_application_lacks_come_from_hallpass() {
    let app = TestApp::start().await;
    let robots = app.browser().get("/robots.txt").await;
    assert_eq!((robots.status, &*robots.body), (200, include_str!("../../../public/robots.txt")));
    assert_eq!(robots.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(robots.header("cache-control"), "public, max-age=3600");
    assert_eq!(app.browser().get("/favicon.svg").await.body, "<svg xmlns='http://www.w3.org/2000/svg'/>", "its own");
}

#[tokio::test]
async fn files_are_served_without_the_database() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.services.database.close().await;
    assert_eq!(ada.get("/pkg/hallpass.js").await.status, 200);
    assert_eq!(ada.get("/favicon.svg").await.status, 200);
}

#[tokio::test]
async fn an_application_can_be_installed() {
    let app = TestApp::start().await;
    let reply = app.browser().get("/manifest.webmanifest").await;
    assert_eq!((reply.status, reply.header("content-type")), (200, "application/manifest+json"));
    let manifest: serde_json::Value = reply.json();
    assert_eq!((&manifest["name"], &manifest["display"]), (&"Hallpass".into(), &"standalone".into()));
    let icons = manifest["icons"].as_array().expect("icons");
    for icon in icons {
        let picture = app.browser().get(icon["src"].as_str().expect("a path")).await;
        assert_eq!((picture.status, picture.header("content-type")), (200, "image/png"), "{icon}");
    }
    assert!(icons.iter().any(|icon| icon["purpose"] == "maskable"));
    let page = app.browser().get("/").await;
    assert!(page.body.contains("<link rel=\"manifest\" href=\"/manifest.webmanifest\""), "{}", page.body);
    for directive in ["worker-src 'self';", "manifest-src 'self';"] {
        assert!(page.header("content-security-policy").contains(directive), "{directive}");
    }
}

#[tokio::test]
async fn the_service_worker_is_asked_for_each_time_and_may_only_fetch_from_here() {
    let app = TestApp::start().await;
    let worker = app.browser().get("/sw.js").await;
    assert_eq!((worker.status, worker.header("cache-control")), (200, "no-cache"));
    assert!(worker.header("content-type").starts_with("text/javascript"), "{}", worker.header("content-type"));
    let policy = worker.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; connect-src 'self';"), "{policy}");
    assert!(worker.cookies().is_empty());
}

#[tokio::test]
async fn the_page_without_a_connection_stands_alone() {
    let app = TestApp::start().await;
    let page = app.browser().get("/offline.html").await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(
        page.body.contains("<h1>No connection</h1>") && page.body.contains("<section lang=\"de\">"),
        "{}",
        page.body
    );
    assert!(page.header("content-security-policy").contains("style-src 'self'; img-src 'self'"));
    let kept = app.browser().get("/sw.js").await.body;
    for path in
        page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|path| !path.is_empty())
    {
        assert_eq!(app.browser().get(path).await.status, 200, "{path}");
        assert!(kept.contains(&format!("\"{path}\"")), "the service worker keeps {path}");
    }
    assert!(page.cookies().is_empty());
}
