//! Redirects lead only to paths of the application, whatever the request asks for.

use hallpass::testing::{Browser, PASSWORD, TestApp, send};

/// Targets that must be rejected, as they would appear in a form field.
const ELSEWHERE: &[&str] = &[
    "https://evil.example",
    "https:evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\u{0}/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "",
    "?x",
    "#x",
    "/a\r\nSet-Cookie: x=y",
    "/a b",
    "/api/sign_out",
    "/api",
    "/\u{e9}",
    "/\u{2028}/evil.example",
    "http://127.0.0.1@evil.example",
    "/.//evil.example",
    "/a/../..//evil.example",
    "/%2e//evil.example",
    "/a/%2E%2e/.%2E//evil.example",
];

/// Targets that are permitted.
const HERE: &[&str] = &[
    "/",
    "/account",
    "/admin/accounts?q=a%20b&after=",
    "/nowhere/at/all",
    "/a#b",
    "/%2F%2Fevil.example",
    "/account?next=//evil.example",
];

async fn sign_in(browser: &Browser, page: &str, next: &str, password: &str) -> String {
    let fields = [("username", "ada"), ("password", password), ("_next", next), ("_page", page)];
    let reply = send(browser.call("sign_in", &fields).header("accept", "text/html")).await;
    assert_eq!(reply.status, 303, "{page:?} {next:?}: {}", reply.body);
    assert!(reply.cookies().iter().all(|cookie| cookie.name().starts_with("hallpass")), "{page:?} {next:?}");
    reply.location().to_owned()
}

#[tokio::test]
async fn a_form_does_not_redirect_to_other_sites() {
    let app = TestApp::start().await;
    app.member("ada").await;
    for elsewhere in ELSEWHERE.iter().filter(|text| !text.contains('\0')) {
        assert_eq!(sign_in(&app.browser(), "/sign-in", elsewhere, PASSWORD).await, "/sign-in", "{elsewhere:?}");
        assert_eq!(sign_in(&app.browser(), elsewhere, "/", "wrong").await, "/", "{elsewhere:?}");
    }
}

#[tokio::test]
async fn a_form_redirects_to_paths_of_the_application() {
    let app = TestApp::start().await;
    app.member("ada").await;
    for here in HERE {
        assert_eq!(sign_in(&app.browser(), "/sign-in", here, PASSWORD).await, *here);
        assert_eq!(sign_in(&app.browser(), here, "/", "wrong").await, *here);
    }
}

#[tokio::test]
async fn the_sign_in_page_redirects_members_only_within_the_application() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    for elsewhere in ELSEWHERE {
        for page in ["/sign-in", "/sign-up"] {
            let query = serde_urlencoded::to_string([("next", elsewhere)]).unwrap();
            let reply = ada.get(&format!("{page}?{query}")).await;
            assert_eq!((reply.status, reply.location()), (302, "/"), "{page} {elsewhere:?}");
        }
    }
    for here in HERE {
        let query = serde_urlencoded::to_string([("next", here)]).unwrap();
        let reply = ada.get(&format!("/sign-in?{query}")).await;
        assert_eq!((reply.status, reply.location()), (302, *here));
    }
}

#[tokio::test]
async fn the_sign_in_form_contains_no_foreign_target() {
    let app = TestApp::start().await;
    for elsewhere in ELSEWHERE {
        let query = serde_urlencoded::to_string([("next", elsewhere)]).unwrap();
        let body = app.browser().get(&format!("/sign-in?{query}")).await.body;
        let tag = body.split('<').find(|tag| tag.contains("name=\"_next\"")).unwrap();
        assert!(tag.contains("value=\"/sign-in\""), "{elsewhere:?}: {tag}");
    }
}

#[tokio::test]
async fn the_sign_in_redirect_keeps_the_page_with_its_query() {
    let app = TestApp::start().await;
    app.administrator("ada").await;
    let guest = app.browser();
    for page in ["/admin/accounts?q=a%26b%20c&after=x", "/account", "/admin/accounts/x"] {
        let gate = guest.get(page).await;
        assert_eq!(gate.status, 302);
        let query = gate.location().strip_prefix("/sign-in?").unwrap();
        let next = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "next").unwrap().1.into_owned();
        assert_eq!(next, page);
        assert!(guest.get(gate.location()).await.body.contains("name=\"_next\""));
    }
}

#[tokio::test]
async fn a_gated_page_redirects_whatever_the_accept_header() {
    let app = TestApp::start().await;
    for accept in ["*/*", "application/json", "text/html"] {
        let reply = send(app.browser().request(reqwest::Method::GET, "/account").header("accept", accept)).await;
        assert_eq!((reply.status, reply.location()), (302, "/sign-in?next=/account"), "{accept}");
    }
    for _ in 0..40 {
        assert_eq!(app.browser().get("/account").await.status, 302, "every time");
    }
}
