//! Protection against cross-site requests: a change that does not provably come from Hallpass's own pages is rejected
//! before anything runs.

use hallpass::error::AppError;
use reqwest::{
    Method,
    header::{ACCEPT, CONTENT_TYPE, ORIGIN, REFERER},
};

use crate::support::scene::set_the_scene;
use hallpass::testing::{Browser, PASSWORD, TestApp, send};

/// Headers of requests from elsewhere. `OWN` stands for the server's own origin.
const FOREIGN: &[&[(&str, &str)]] = &[
    &[],
    &[("origin", "https://evil.example")],
    &[("origin", "null")],
    &[("origin", "")],
    &[("origin", "OWN.evil.example")],
    &[("origin", "OWN/")],
    &[("origin", "OWN, https://evil.example")],
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "none")],
    &[("sec-fetch-site", "")],
    &[("sec-fetch-site", "cross-site"), ("origin", "OWN")],
    &[("sec-fetch-site", "same-site"), ("origin", "OWN")],
    &[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")],
    &[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-origin, cross-site")],
    &[("sec-fetch-site", "cross-site"), ("origin", "null")],
    &[("sec-fetch-site", "same-origin"), ("origin", "null"), ("origin", "https://evil.example")],
];

/// A call with exactly these headers about its origin.
fn call(
    browser: &Browser,
    function: &str,
    fields: &[(&str, &str)],
    headers: &[(&str, &str)],
) -> reqwest::RequestBuilder {
    let request = browser.request(Method::POST, &format!("/api/{function}")).form(fields);
    headers.iter().fold(request, |request, (name, value)| request.header(*name, value.replace("OWN", &browser.origin)))
}

#[tokio::test]
async fn no_server_function_runs_for_another_site() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    let before = app.snapshot().await;
    for (function, fields) in filling.calls() {
        for headers in FOREIGN {
            let reply = send(call(&grace, function, &fields, headers).header(ACCEPT, "application/json")).await;
            assert_eq!(reply.status, 403, "{function} {headers:?}: {}", reply.body);
            assert_eq!(reply.error(), AppError::ForeignOrigin);
            assert!(reply.cookies().is_empty());
        }
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn no_server_function_runs_for_a_plain_form_of_another_site() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    let before = app.snapshot().await;
    for (function, fields) in filling.calls() {
        let foreign =
            [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
        let reply = send(call(&grace, function, &fields, &foreign).header(ACCEPT, "text/html")).await;
        assert_eq!((reply.status, reply.location()), (403, ""), "{function}");
        assert!(reply.body.contains("This request came from another site."), "{}", reply.body);
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn calls_from_hallpass_s_own_pages_are_accepted() {
    let app = TestApp::start().await;
    let port = app.address.port();
    let fields = [("username", "ada"), ("password", PASSWORD)];
    app.member("ada").await;
    for headers in [
        &[("origin", "OWN")][..],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "same-origin"), ("origin", "OWN")],
        &[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "same-origin")],
        // A proxy that sets `Referrer-Policy: no-referrer` makes browsers hide the origin of forms.
        &[("sec-fetch-site", "same-origin"), ("origin", "null")],
        &[("origin", &format!("http://localhost:{port}"))],
    ] {
        assert_eq!(send(call(&app.browser(), "sign_in", &fields, headers)).await.status, 200, "{headers:?}");
    }
}

#[tokio::test]
async fn host_referer_and_x_forwarded_host_do_not_make_a_request_trusted() {
    let app = TestApp::start().await;
    let fields = [("username", "ada"), ("password", PASSWORD)];
    app.member("ada").await;
    for (name, value) in [("host", "evil.example"), ("x-forwarded-host", "evil.example")] {
        let request = call(&app.browser(), "sign_in", &fields, &[(name, value), ("origin", "http://evil.example")]);
        assert_eq!(send(request).await.status, 403, "{name}");
    }
    let request = call(&app.browser(), "sign_in", &fields, &[]);
    assert_eq!(send(request.header(REFERER, format!("http://{}/sign-in", app.address))).await.status, 403);
    let two = call(&app.browser(), "sign_in", &fields, &[("origin", "https://evil.example"), ("origin", "OWN")]);
    assert_eq!(send(two).await.status, 403, "two origins");
}

#[tokio::test]
async fn links_from_other_sites_keep_the_person_signed_in() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    for path in ["/", "/account"] {
        let request = ada.request(Method::GET, path).header("sec-fetch-site", "cross-site").header(ACCEPT, "text/html");
        let reply = send(request.header(REFERER, "https://elsewhere.example/")).await;
        assert_eq!(reply.status, 200);
        assert!(reply.body.contains("Sign out"), "{path}");
    }
}

#[tokio::test]
async fn only_urlencoded_forms_are_accepted() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    let before = app.snapshot().await;
    for (function, fields) in filling.calls() {
        let form = serde_urlencoded::to_string(&fields).unwrap();
        let object: serde_json::Map<_, _> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
        let json = serde_json::Value::Object(object).to_string();
        let parts = fields.iter().map(|(name, value)| {
            format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        });
        let multipart = format!("{}--cut--\r\n", parts.collect::<String>());
        for (kind, body) in [
            ("text/plain", form.clone()),
            ("text/plain; application/x-www-form-urlencoded", form.clone()),
            ("application/json", json),
            ("multipart/form-data; boundary=cut", multipart),
            ("application/x-www-form-urlencoded-x", form.clone()),
            ("", form.clone()),
        ] {
            let request = grace.request(Method::POST, &format!("/api/{function}")).header(ORIGIN, &grace.origin);
            let reply = send(request.header(CONTENT_TYPE, kind).body(body)).await;
            assert_eq!(reply.status, 415, "{function} as {kind:?}: {}", reply.body);
            assert_eq!(reply.error(), AppError::UnsupportedMediaType);
        }
        let request = grace.request(Method::POST, &format!("/api/{function}")).header(ORIGIN, &grace.origin);
        assert_eq!(send(request.body(form)).await.status, 415, "{function} without a type");
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn a_content_type_may_have_a_charset_and_upper_case_letters() {
    let app = TestApp::start().await;
    for kind in ["application/x-www-form-urlencoded; charset=UTF-8", "Application/X-WWW-Form-URLEncoded"] {
        let guest = app.browser();
        let request = guest.request(Method::POST, "/api/principal").header(ORIGIN, &guest.origin);
        assert_eq!(send(request.header(CONTENT_TYPE, kind).body("")).await.status, 200, "{kind}");
    }
}
