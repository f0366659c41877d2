//! Forms without scripts: post, redirect, and the page shows the result.

use hallpass::testing::{Browser, PASSWORD, TestApp};

/// The tag of the input with this ID.
fn input<'a>(body: &'a str, id: &str) -> &'a str {
    let mark = format!("id=\"{id}\"");
    let tag =
        body.split('<').find(|tag| (tag.starts_with("input") || tag.starts_with("textarea")) && tag.contains(&mark));
    tag.unwrap_or_else(|| panic!("no input {id} in {body}"))
}

/// The text of the element with this ID.
fn text<'a>(body: &'a str, id: &str) -> &'a str {
    let after = body.split(&format!("id=\"{id}\"")).nth(1).unwrap_or_else(|| panic!("no {id} in {body}"));
    // The text of an error follows its icon.
    let element = after.split("</p>").next().unwrap_or_default();
    let text = element.rsplit("</svg>").next().unwrap_or_default().trim_start_matches("<!>");
    text.trim_end_matches("<!>")
}

async fn sign_up(browser: &Browser, username: &str, email: &str, password: &str) -> String {
    let fields = [("username", username), ("email", email), ("password", password), ("_next", "/")];
    let page = browser.form("/sign-up", "sign_up", &fields).await;
    assert_eq!(page.status, 200);
    page.body
}

#[tokio::test]
async fn each_error_is_shown_at_its_field_and_the_input_is_preserved() {
    let app = TestApp::start().await;
    let body = sign_up(&app.browser(), "a", "nowhere", "short-canary").await;
    for (field, words) in [
        ("username", "Use at least 3 characters; this has 1."),
        ("email", "This doesn’t look like an email address."),
        ("password", "Use at least 15 characters; this has 12."),
    ] {
        let id = format!("sign_up-{field}");
        let tag = input(&body, &id);
        assert!(tag.contains("aria-invalid=\"true\""), "{tag}");
        let described =
            tag.split("aria-describedby=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        assert!(described.split(' ').any(|part| part == format!("{id}-error")), "{tag}");
        assert_eq!(text(&body, &format!("{id}-error")), words);
        for part in described.split(' ') {
            assert!(body.contains(&format!("id=\"{part}\"")), "no element with the ID {part}");
        }
    }
    assert!(input(&body, "sign_up-username").contains("value=\"a\""));
    assert!(input(&body, "sign_up-email").contains("value=\"nowhere\""));
    assert!(!input(&body, "sign_up-password").contains("value="));
    assert!(!body.contains("short-canary"));
    assert!(body.contains("role=\"alert\""), "the form announces the error");
}

#[tokio::test]
async fn reloading_the_page_clears_the_form_result() {
    let app = TestApp::start().await;
    let guest = app.browser();
    sign_up(&guest, "a", "nowhere", "short").await;
    let again = guest.get("/sign-up").await.body;
    assert!(!again.contains("aria-invalid") && !again.contains("nowhere"), "{again}");
}

#[tokio::test]
async fn form_input_is_escaped_when_it_is_shown_again() {
    let app = TestApp::start().await;
    let typed = "\"><script>alert(1)</script>'&lt;";
    let body = sign_up(&app.browser(), typed, "", "short").await;
    assert!(!body.contains("<script>alert"), "{body}");
    assert!(
        input(&body, "sign_up-username").contains("&lt;script&gt;alert(1)")
            || input(&body, "sign_up-username").contains("&quot;>")
    );
}

#[tokio::test]
async fn an_error_of_the_whole_form_is_shown_below_it() {
    let app = TestApp::start().await;
    let guest = app.browser();
    let fields = [("username", "ada"), ("password", "wrong"), ("remember_me", "true"), ("_next", "/")];
    let page = guest.form("/sign-in", "sign_in", &fields).await;
    assert!(page.body.contains("Wrong username or password."));
    assert!(input(&page.body, "sign_in-username").contains("value=\"ada\""));
    let tick = page.body.split('<').find(|tag| tag.contains("name=\"remember_me\"")).unwrap();
    assert!(tick.contains("checked"), "the tick is preserved, too: {tick}");
}

#[tokio::test]
async fn only_the_submitted_form_shows_the_result() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let fields = [("email", "nowhere"), ("current_password", "wrong")];
    let body = ada.form("/account", "change_email", &fields).await.body;
    assert!(input(&body, "change_email-email").contains("aria-invalid=\"true\""));
    assert!(!input(&body, "change_display_name-display_name").contains("aria-invalid"));
    assert!(!input(&body, "change_password-current_password").contains("aria-invalid"));
    assert_eq!(body.matches("role=\"alert\"").count(), 1);
}

#[tokio::test]
async fn a_form_that_needs_reauthentication_returns_with_its_input() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.clock.shift(601);
    let typed = [("name", "door-watch"), ("description", "Looks after the door"), ("permissions[]", "end_sessions")];
    let body = grace.form("/admin/roles", "create_role", &typed).await.body;
    assert!(body.contains("/account/reauthenticate?next=%2Fadmin%2Froles"), "{body}");
    assert!(input(&body, "create_role-name").contains("value=\"door-watch\""));

    let page = "/account/reauthenticate?next=/admin/roles";
    assert_eq!(grace.get(page).await.status, 200);
    let next = ("_next", "/admin/roles");
    let wrong = grace.form(page, "sign_in_again", &[("current_password", "wrong"), next]).await.body;
    assert!(wrong.contains("role=\"alert\""), "{wrong}");
    let body = grace.form(page, "sign_in_again", &[("current_password", PASSWORD), next]).await.body;
    assert!(body.contains("Your password is confirmed. Nothing has been sent yet: send the form now."), "{body}");
    assert!(input(&body, "create_role-name").contains("value=\"door-watch\""));
    assert!(input(&body, "create_role-description").contains("value=\"Looks after the door\""));
    let tick = body.split('<').find(|tag| tag.contains("value=\"end_sessions\"") && tag.contains("checked"));
    assert!(tick.is_some(), "{body}");
    assert!(!grace.get("/admin/roles").await.body.contains("door-watch"), "the input is shown once");
    assert!(!wrong.contains("door-watch"), "the input is shown only on its own page");
}

#[tokio::test]
async fn settings_with_password_in_their_name_are_not_treated_as_secrets() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let fields = [("id", "everyone"), ("password_min_length", "20"), ("idle", "soon")];
    let body = grace.form("/admin/policy", "change_policy", &fields).await.body;
    assert!(input(&body, "change_policy-everyone-password_min_length").contains("value=\"20\""), "{body}");
}

#[tokio::test]
async fn a_wrong_password_is_shown_when_another_form_of_the_page_waits() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let id = ada.id().await;
    app.clock.shift(601);
    ada.form("/account/sessions", "end_session", &[("id", &id)]).await;
    let wrong = ada.form("/account/sessions", "sign_in_again", &[("current_password", "wrong")]).await.body;
    let form = wrong.split("id=\"sign_in_again\"").nth(1).unwrap().split("</form>").next().unwrap();
    assert!(form.contains("aria-invalid") || form.contains("role=\"alert\""), "{form}");
}

#[tokio::test]
async fn input_too_long_for_the_cookie_still_gets_an_error_message() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.role("support", "view_accounts").await;
    app.clock.shift(601);
    let long = "🔑".repeat(200);
    let shown = form_urlencoded::Serializer::new(String::new()).append_pair("description", &long).finish();
    let fields = [("id", "support"), ("shown", &shown), ("description", &long)];
    let body = grace.form("/admin/roles", "edit_role", &fields).await.body;
    let form = body.split("id=\"edit_role-support\"").nth(1).unwrap().split("</form>").next().unwrap();
    assert!(form.contains("role=\"alert\""), "{form}");
}

#[tokio::test]
async fn success_is_shown_once() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let page = ada.form("/account", "change_display_name", &[("display_name", "Ada King")]).await.body;
    assert!(page.contains("role=\"status\"") && page.contains("Saved."), "{page}");
    assert!(input(&page, "change_display_name-display_name").contains("value=\"Ada King\""));
    assert!(!ada.get("/account").await.body.contains("Saved."));
}

#[tokio::test]
async fn the_redirect_keeps_the_query_of_the_page() {
    let app = TestApp::start().await;
    let page = "/sign-in?next=/account";
    let reply =
        app.browser().post(page, "sign_in", &[("username", "ada"), ("password", "wrong"), ("_next", "/account")]).await;
    assert_eq!((reply.status, reply.location()), (303, page));
}

#[tokio::test]
async fn the_hidden_fields_of_a_form_preserve_page_and_target() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let guest = app.browser();
    let address = "/sign-in?next=%2Faccount%3Fa%3Db%2520c";
    let body = guest.get(address).await.body;
    let hidden = |name: &str| {
        let tag = body.split('<').find(|tag| tag.contains(&format!("name=\"{name}\""))).unwrap();
        tag.split("value=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&")
    };
    let (page, next) = (hidden("_page"), hidden("_next"));
    assert_eq!(next, "/account?a=b%20c");
    let wrong = [("username", "ada"), ("password", "wrong"), ("_next", &*next)];
    let shown = guest.form(&page, "sign_in", &wrong).await;
    assert!(shown.body.contains("Wrong username or password."), "{page}: {}", shown.body);
    let right = [("username", "ada"), ("password", PASSWORD), ("_next", &*next)];
    assert_eq!(guest.post(&page, "sign_in", &right).await.location(), next);
}

#[tokio::test]
async fn form_input_survives_a_sign_in() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    app.clock.shift(31 * 60);
    let reply = ada.post("/account", "change_display_name", &[("display_name", "Ada, Countess")]).await;
    assert_eq!((reply.status, reply.location()), (303, "/account"));
    let gated = ada.get("/account").await;
    assert_eq!((gated.status, gated.location()), (302, "/sign-in?next=/account"));
    ada.get(gated.location()).await;
    let fields = [("username", "ada"), ("password", PASSWORD), ("_next", "/account")];
    let back = ada.form(gated.location(), "sign_in", &fields).await.body;
    assert!(input(&back, "change_display_name-display_name").contains("value=\"Ada, Countess\""), "{back}");
}

#[tokio::test]
async fn form_input_is_not_shown_to_another_person_in_the_same_browser() {
    let app = TestApp::start().await;
    app.member("grace").await;
    let browser = app.member("ada").await;
    browser.post("/account", "change_email", &[("email", "private-canary@"), ("current_password", "x")]).await;
    browser.fetch("sign_out", &[]).await;
    browser.fetch("sign_in", &[("username", "grace"), ("password", PASSWORD)]).await;
    assert!(!browser.get("/account").await.body.contains("private-canary"));
}

#[tokio::test]
async fn a_forged_form_flash_cookie_cannot_inject_markup() {
    let app = TestApp::start().await;
    let encode = |json: &str| base64::Engine::encode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, json);
    let script = r#"{"function":"/api/sign_in","page":"/sign-in","values":{"username":"</script><script>alert(1)</script>"},"error":{"error":"internal","request_id":"<img src=x onerror=alert(1)>"}}"#;
    for forged in [&*encode(script), &*encode("{}"), &*encode("[1"), "%%%", "", "\u{7f}", &encode(&"x".repeat(2500))] {
        let guest = app.browser();
        guest.set_cookie("hallpass-form", &forged.replace('\u{7f}', "x"));
        let page = guest.get("/sign-in").await;
        assert_eq!(page.status, 200, "{forged}");
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "{}", page.body);
    }
}

#[tokio::test]
async fn router_errors_are_pages_for_people_and_json_for_scripts() {
    let app = TestApp::start().await;
    let guest = app.browser();
    let page = guest.get("/api/sign_in").await;
    assert_eq!(page.status, 405);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.body.contains("<h1>This address can’t be used like this</h1>"), "{}", page.body);
    assert!(page.body.contains("<html lang=\"en\">") && page.body.contains("Go to home page"), "{}", page.body);
    let request = guest.request(reqwest::Method::GET, "/api/sign_in");
    let german = request.header("accept", "text/html").header("accept-language", "de-AT,en;q=0.5");
    let german = hallpass::testing::send(german).await.body;
    assert!(german.contains("<html lang=\"de\">"), "{german}");
    assert!(german.contains("<h1>Diese Adresse lässt sich so nicht verwenden</h1>"), "{german}");
    let json = hallpass::testing::send(guest.request(reqwest::Method::GET, "/api/sign_in")).await;
    assert_eq!((json.status, json.header("content-type")), (405, "application/json"));
}
