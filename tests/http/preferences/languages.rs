//! Catalogues of texts, and texts in the reader's language.

use hallpass::testing::{TestApp, send};
use reqwest::Method;

use super::root;

/// The address of a catalogue, as a page names it.
fn address(page: &str, language: &str) -> String {
    let version = root(page).split("data-texts=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version");
    format!("/texts/{language}.json?v={version}")
}

#[tokio::test]
async fn a_browser_loads_the_texts_of_one_language() {
    let app = TestApp::start().await;
    let guest = app.browser();
    let page = guest.get("/").await.body;
    assert!(page.contains(&format!("href=\"{}\"", address(&page, "en"))), "the page preloads them");
    let catalogue = guest.fetch_file(&address(&page, "de")).await;
    assert_eq!(catalogue.status, 200);
    assert_eq!(catalogue.header("content-type"), "application/json");
    assert_eq!(catalogue.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(catalogue.header("vary"), "accept-encoding");
    let texts: Vec<Vec<String>> = catalogue.json();
    assert!(texts[0].iter().any(|text| text == "Anmelden") && texts[0].iter().all(|text| text != "Sign in"));
    let request = guest.request(Method::GET, &address(&page, "de")).header("accept-encoding", "gzip, br");
    let compressed = request.send().await.expect("a reply");
    assert_eq!(compressed.headers()["content-encoding"], "br");
    let length = compressed.bytes().await.expect("a body").len();
    assert!(length < catalogue.body.len() / 2, "{length}");
}

#[tokio::test]
async fn unknown_languages_and_versions_are_not_found() {
    let app = TestApp::start().await;
    let guest = app.browser();
    let page = guest.get("/").await.body;
    let current = address(&page, "de");
    for path in [
        &address(&page, "fr"),
        "/texts/de.json",
        "/texts/de.json?v=0000000000000000",
        &current.replace(".json", ".txt"),
    ] {
        let reply = guest.fetch_file(path).await;
        assert_eq!(reply.status, 404, "{path}");
        assert_ne!(reply.header("cache-control"), "public, max-age=31536000, immutable");
    }
}

#[tokio::test]
async fn errors_are_in_the_reader_s_language() {
    let app = TestApp::start().await;
    let guest = app.browser();
    assert_eq!(guest.fetch("change_look", &[("language", "de")]).await.status, 200);
    let page = guest.form("/sign-in", "sign_in", &[("username", "nobody"), ("password", "not this one")]).await.body;
    assert!(page.contains("Benutzername oder Passwort ist falsch."));
    let page = send(guest.request(Method::GET, "/nowhere").header("accept", "text/html")).await;
    assert!(page.status == 404 && page.body.contains("Seite nicht gefunden"));
    let page = send(guest.request(Method::POST, "/nowhere").header("accept", "text/html")).await;
    assert!(root(&page.body).contains("lang=\"de\""), "a page outside of the application, too: {}", page.status);
}

#[tokio::test]
async fn error_pages_outside_of_the_application_are_in_the_account_s_language() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    assert_eq!(ada.fetch("change_look", &[("language", "de")]).await.status, 200);
    let page = send(ada.request(Method::POST, "/nowhere").header("accept", "text/html")).await;
    assert!(root(&page.body).contains("lang=\"de\""), "{}: {}", page.status, page.body);
}
