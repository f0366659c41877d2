//! Pages are compressed, unless another site may have chosen the request of somebody signed in.

use hallpass::testing::{Browser, Reply, TestApp, send};
use reqwest::Method;

async fn get(browser: &Browser, path: &str, headers: &[(&str, &str)]) -> Reply {
    let request = browser.request(Method::GET, path).header("accept", "text/html");
    send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
}

#[tokio::test]
async fn pages_are_compressed_unless_another_site_chose_the_request() {
    let app = TestApp::start().await;
    let (ada, guest) = (app.member("ada").await, app.browser());
    for (browser, accepted, site, expected) in [
        (&ada, "gzip, deflate, br", "same-origin", "br"),
        (&ada, "gzip, deflate", "none", "gzip"),
        (&ada, "identity", "same-origin", ""),
        (&ada, "gzip, deflate, br", "cross-site", ""),
        (&ada, "gzip, deflate, br", "same-site", ""),
        (&guest, "gzip, deflate, br", "cross-site", "br"),
    ] {
        let path = if std::ptr::eq(browser, &raw const guest) { "/sign-in" } else { "/account/sessions?q=term" };
        let reply = get(browser, path, &[("accept-encoding", accepted), ("sec-fetch-site", site)]).await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("content-encoding"), expected, "{path} {accepted} {site}");
        let varies = reply.headers.get_all("vary").iter().any(|value| value == "accept-encoding");
        assert!(varies || expected.is_empty(), "{:?}", reply.headers);
    }
}

#[tokio::test]
async fn what_is_not_a_page_is_not_compressed() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let headers = [("accept-encoding", "br"), ("sec-fetch-site", "same-origin")];
    for path in ["/healthz", "/account/export.json"] {
        assert_eq!(get(&ada, path, &headers).await.header("content-encoding"), "", "{path}");
    }
    let called = headers.iter().fold(ada.call("list_sessions", &[]), |call, (name, value)| call.header(*name, *value));
    assert_eq!(send(called).await.header("content-encoding"), "");
}
