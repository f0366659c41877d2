//! What guests choose, in a cookie.

use hallpass::testing::{PASSWORD, TestApp, send};
use reqwest::Method;

use super::{COOKIE, root};

#[tokio::test]
async fn a_guest_s_choice_is_kept_in_a_cookie_and_applies_to_the_first_html() {
    let app = TestApp::start().await;
    let guest = app.browser();
    assert!(!root(&guest.get("/").await.body).contains("data-theme"));
    let reply = guest.fetch("change_look", &[("theme", "dark"), ("language", "de")]).await;
    assert_eq!((reply.status, reply.json::<String>().as_str()), (200, "theme=dark&language=de"));
    let cookies = reply.cookies();
    let cookie = cookies.iter().find(|cookie| cookie.name() == COOKIE).expect("the cookie");
    assert_eq!((cookie.value(), cookie.http_only(), cookie.path()), ("theme=dark&language=de", Some(true), Some("/")));
    assert!(cookie.max_age().is_some_and(|age| age.whole_days() == 365));
    let page = guest.get("/").await.body;
    assert!(root(&page).contains("lang=\"de\"") && root(&page).contains("data-theme=\"dark\""), "{}", root(&page));
    // Only what is sent changes, and an empty value leaves it to the device.
    assert_eq!(guest.fetch("change_look", &[("theme", "")]).await.json::<String>(), "language=de");
    let page = guest.get("/sign-in").await.body;
    assert!(root(&page).contains("lang=\"de\"") && !root(&page).contains("data-theme"));
    assert_eq!(guest.fetch("change_look", &[("language", "")]).await.status, 200);
    assert!(guest.cookie(COOKIE).is_none(), "nothing is left to store");
}

#[tokio::test]
async fn unknown_values_are_refused_and_a_cookie_with_garbage_is_ignored() {
    let app = TestApp::start().await;
    let guest = app.browser();
    for (field, value) in [("theme", "pink"), ("language", "tlh"), ("language", "en-XA"), ("language", "<b>")] {
        let reply = guest.fetch("change_look", &[(field, value)]).await;
        assert_eq!((reply.status, reply.problems()), (422, vec![format!("{field}: Choose one of the options.")]));
        assert!(guest.cookie(COOKIE).is_none());
    }
    for garbage in ["theme=pink&language=tlh", "\"><script>alert(1)</script>", "%ff%00~~&&=", &"x".repeat(3000)] {
        guest.set_cookie(COOKIE, garbage);
        let page = guest.get("/").await;
        assert_eq!(page.status, 200, "{garbage}");
        assert_eq!(root(&page.body).split(' ').nth(1), Some("lang=\"en\""));
        assert!(!page.body.contains("<script>alert(1)") && !page.body.contains("tlh"), "{garbage}");
    }
}

#[tokio::test]
async fn a_plain_form_changes_the_look_and_returns_to_its_page() {
    let app = TestApp::start().await;
    let guest = app.browser();
    let reply = guest.post("/sign-in", "change_look", &[("theme", "contrast"), ("language", "de")]).await;
    assert_eq!((reply.status, reply.location()), (303, "/sign-in"));
    let page = guest.get("/sign-in").await.body;
    assert!(root(&page).contains("data-theme=\"contrast\"") && page.contains("Anmelden"));
}

#[tokio::test]
async fn an_account_takes_over_what_it_has_not_set_and_never_a_copy() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    assert_eq!(ada.fetch("change_look", &[("theme", "light")]).await.status, 200);
    app.member("eve").await;
    let shared = app.browser();
    assert_eq!(shared.fetch("change_look", &[("theme", "dark"), ("language", "de")]).await.status, 200);
    let sign_in = async |name: &str| {
        let reply = shared.fetch("sign_in", &[("username", name), ("password", PASSWORD)]).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
    };
    let stored =
        async |name: &str| app.text(&format!("SELECT preferences FROM accounts WHERE username = '{name}'")).await;
    sign_in("ada").await;
    assert_eq!(stored("ada").await, "theme=light&language=de", "its own theme stays");
    shared.get("/").await;
    assert_eq!(shared.cookie(COOKIE).as_deref(), Some("~theme=light&language=de"), "a copy");
    // After signing out, pages look the same; the next account does not take the copy over.
    assert_eq!(shared.fetch("sign_out", &[]).await.status, 200);
    let page = shared.get("/sign-in").await.body;
    assert!(root(&page).contains("lang=\"de\"") && root(&page).contains("data-theme=\"light\""));
    sign_in("eve").await;
    assert_eq!(stored("eve").await, "");
    shared.get("/").await;
    assert!(shared.cookie(COOKIE).is_none(), "eve has no preferences");
}

#[tokio::test]
async fn what_a_guest_changes_after_somebody_has_signed_out_is_the_guest_s_alone() {
    let app = TestApp::start().await;
    let shared = app.member("ada").await;
    assert_eq!(shared.fetch("change_look", &[("theme", "dark"), ("language", "de")]).await.status, 200);
    assert_eq!(shared.fetch("sign_out", &[]).await.status, 200);
    assert_eq!(shared.fetch("change_look", &[("theme", "")]).await.json::<String>(), "language=de");
    assert_eq!(shared.fetch("change_look", &[("theme", "light")]).await.json::<String>(), "theme=light&language=de");
    assert_eq!(shared.cookie(COOKIE).as_deref(), Some("theme=light~language=de"));
    let signed_up = shared.fetch("sign_up", &[("username", "noor.new"), ("password", PASSWORD)]).await;
    assert_eq!(signed_up.status, 200, "{}", signed_up.body);
    let stored = app.text("SELECT preferences FROM accounts WHERE username = 'noor.new'").await;
    assert_eq!(stored, "theme=light");
}

#[tokio::test]
async fn the_first_visit_is_in_the_language_that_the_browser_accepts() {
    let app = TestApp::start().await;
    let guest = app.browser();
    for (accepted, language) in
        [("de-AT, en;q=0.5", "de"), ("en;q=0.4,de;q=0.3", "en"), ("fr", "en"), ("de;q=0", "en"), ("*", "en")]
    {
        let request = guest.request(Method::GET, "/").header("accept", "text/html").header("accept-language", accepted);
        let page = send(request).await;
        assert!(root(&page.body).contains(&format!("lang=\"{language}\"")), "{accepted}: {}", root(&page.body));
        assert_eq!(page.header("content-language"), language);
        assert_eq!(page.header("vary"), "accept-language, cookie");
    }
    // A choice counts more.
    assert_eq!(guest.fetch("change_look", &[("language", "en")]).await.status, 200);
    let page = send(guest.request(Method::GET, "/").header("accept-language", "de")).await;
    assert!(root(&page.body).contains("lang=\"en\""));
}
