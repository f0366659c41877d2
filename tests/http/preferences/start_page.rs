//! The page that opens after signing in.

use hallpass::testing::{Browser, PASSWORD, TestApp};

/// Chooses a start page.
async fn choose(browser: &Browser, name: &str) {
    let reply = browser.fetch("change_preferences", &[("theme", ""), ("start_page", name)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
}

/// Where the sign-in page at `page` leads a member.
async fn leads_to(browser: &Browser, page: &str) -> String {
    let reply = browser.get(page).await;
    assert_eq!(reply.status, 302, "{page}");
    reply.location().to_owned()
}

#[tokio::test]
async fn the_chosen_page_opens_after_signing_in_unless_another_was_asked_for() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    assert_eq!(leads_to(&ada, "/sign-in").await, "/");
    choose(&ada, "sessions").await;
    assert_eq!(leads_to(&ada, "/sign-in").await, "/account/sessions");
    assert_eq!(leads_to(&ada, "/sign-up").await, "/account/sessions");
    assert_eq!(leads_to(&ada, "/sign-in?next=/account").await, "/account");
    assert_eq!(leads_to(&ada, "/sign-in?next=/").await, "/");
    assert_eq!(leads_to(&ada, "/sign-in?next=//evil.example").await, "/account/sessions");
    assert!(ada.cookie(super::COOKIE).is_none(), "the page of one person must not open for the next");
    choose(&ada, "").await;
    assert_eq!(leads_to(&ada, "/sign-in").await, "/");
}

#[tokio::test]
async fn a_plain_form_leads_to_the_chosen_page_too() {
    let app = TestApp::start().await;
    choose(&app.member("ada").await, "sessions").await;
    let guest = app.browser();
    let page = guest.get("/sign-in").await.body;
    let next = page.split('<').find(|tag| tag.contains("name=\"_next\"")).expect("a target");
    assert!(next.contains("value=\"/sign-in\""), "{next}");
    let fields = [("username", "ada"), ("password", PASSWORD), ("_next", "/sign-in")];
    let reply = guest.post("/sign-in", "sign_in", &fields).await;
    assert_eq!((reply.status, reply.location()), (303, "/sign-in"));
    assert!(guest.cookie("hallpass-form").is_none(), "there is no result to show");
    assert_eq!(leads_to(&guest, "/sign-in").await, "/account/sessions");
}

#[tokio::test]
async fn a_page_that_the_person_may_not_open_is_replaced_by_the_home_page() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.member("ada").await, app.administrator("grace").await);
    let offers_console =
        async |browser: &Browser| browser.get("/account/preferences").await.body.contains("value=\"console\"");
    assert!(!offers_console(&ada).await && offers_console(&grace).await);
    for browser in [&ada, &grace] {
        choose(browser, "console").await;
    }
    assert_eq!(leads_to(&ada, "/sign-in").await, "/");
    assert_eq!(leads_to(&grace, "/sign-in").await, "/admin");
    // Somebody else's pages do not open the console either.
    let id = app.id_of("ada").await;
    let reply = grace.fetch("impersonate", &[("id", &id), ("reason", "A question of theirs.")]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(leads_to(&grace, "/sign-in").await, "/");
}
