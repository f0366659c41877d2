//! Behind a proxy: which headers about the client's address are trusted, and the effects of an `https` origin.

use reqwest::Method;

use hallpass::testing::{Browser, PASSWORD, TestApp, send};

/// Signs ada in with these headers and returns the address stored for the session.
async fn address_seen(app: &TestApp, headers: &[(&str, &str)]) -> String {
    let browser = app.browser();
    let call = browser.call("sign_in", &[("username", "ada"), ("password", PASSWORD)]);
    let request = headers.iter().fold(call, |request, (name, value)| request.header(*name, *value));
    assert_eq!(send(request).await.status, 200);
    app.text("SELECT address FROM sessions ORDER BY id DESC LIMIT 1").await
}

#[tokio::test]
async fn without_a_trusted_proxy_address_headers_are_ignored() {
    let app = TestApp::start().await;
    app.member("ada").await;
    for header in ["x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip", "true-client-ip"] {
        assert_eq!(address_seen(&app, &[(header, "198.51.100.1")]).await, "127.0.0.1", "{header}");
    }
}

#[tokio::test]
async fn address_headers_of_an_untrusted_proxy_are_ignored() {
    let app = TestApp::with(&[("trusted_proxies", "10.0.0.0/8")]).await;
    app.member("ada").await;
    assert_eq!(address_seen(&app, &[("x-forwarded-for", "198.51.100.1")]).await, "127.0.0.1");
}

#[tokio::test]
async fn the_client_is_the_last_untrusted_address_of_the_list() {
    let app = TestApp::with(&[("trusted_proxies", "127.0.0.1, 10.0.0.0/8")]).await;
    app.member("ada").await;
    for (forwarded, expected) in [
        ("198.51.100.1", "198.51.100.1"),
        ("203.0.113.5, 198.51.100.1", "198.51.100.1"),
        ("203.0.113.5, 198.51.100.1, 10.1.2.3", "198.51.100.1"),
        ("198.51.100.1, nonsense", "127.0.0.1"),
        ("nonsense, 198.51.100.1", "198.51.100.1"),
        ("", "127.0.0.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("::ffff:198.51.100.9", "198.51.100.9"),
    ] {
        assert_eq!(address_seen(&app, &[("x-forwarded-for", forwarded)]).await, expected, "{forwarded}");
    }
    let two = [("x-forwarded-for", "203.0.113.5"), ("x-forwarded-for", "198.51.100.1")];
    assert_eq!(address_seen(&app, &two).await, "198.51.100.1", "two headers are one list");
}

#[tokio::test]
async fn the_public_origin_comes_from_the_configuration_and_not_from_host() {
    let https =
        [("public_origin", "https://pass.example.org"), ("behind_tls_proxy", "true"), ("trusted_proxies", "127.0.0.1")];
    let app = TestApp::with(&https).await;
    app.member("ada").await;
    let fields = [("username", "ada"), ("password", PASSWORD)];
    let with_origin = |origin: &str| {
        let guest = app.browser();
        let request = guest.request(Method::POST, "/api/sign_in").form(&fields).header("origin", origin);
        let request = request.header("x-forwarded-proto", "http").header("x-forwarded-host", "evil.example");
        async move { send(request).await.status }
    };
    assert_eq!(with_origin("https://pass.example.org").await, 200);
    for foreign in [
        "http://pass.example.org",
        "https://pass.example.org:8443",
        "https://evil.example",
        &format!("http://{}", app.address),
    ] {
        assert_eq!(with_origin(foreign).await, 403, "{foreign}");
    }
    let ada: Browser = app.sign_in("ada", PASSWORD).await;
    let reply =
        send(ada.request(Method::GET, "/admin/").header("host", "evil.example").header("accept", "text/html")).await;
    assert!(!reply.body.contains("evil.example") && !reply.location().contains("evil.example"));
}
