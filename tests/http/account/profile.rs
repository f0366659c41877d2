//! Changing one's own display name and e-mail address.

use hallpass::access::{Member, Principal};

use hallpass::testing::{Browser, PASSWORD, TestApp};

async fn member(browser: &Browser) -> Member {
    match browser.principal().await {
        Principal::Member(member) => member,
        other => panic!("a member is expected, not {other:?}"),
    }
}

async fn rename(browser: &Browser, name: &str) -> Vec<String> {
    let reply = browser.fetch("change_display_name", &[("display_name", name)]).await;
    if reply.status == 200 { Vec::new() } else { reply.problems() }
}

#[tokio::test]
async fn the_display_name_changes_and_an_empty_one_means_the_username() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let reply = ada.fetch("change_display_name", &[("display_name", "  Ada King, 伯爵夫人 ")]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(member(&ada).await.display_name, "Ada King, 伯爵夫人");
    assert!(ada.get("/").await.body.contains("Ada King, 伯爵夫人"));
    assert!(rename(&ada, " ").await.is_empty());
    assert_eq!(member(&ada).await.display_name, "ada");
}

#[tokio::test]
async fn a_display_name_that_is_too_long_or_has_hidden_characters_is_rejected() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    assert!(rename(&ada, &"x".repeat(64)).await.is_empty());
    assert_eq!(rename(&ada, &"x".repeat(65)).await, ["display_name: Use at most 64 characters."]);
    for unseen in ["a\u{202e}b", "a\nb", "a\u{200b}b", "a\u{1b}[31mb", "\u{2066}a\u{feff}b"] {
        let problems = rename(&ada, unseen).await;
        assert_eq!(
            problems,
            ["display_name: This has a hidden character that can’t be used here. Delete it, or type the text again."],
            "{unseen:?}"
        );
    }
    assert_eq!(member(&ada).await.display_name, "x".repeat(64));
}

#[tokio::test]
async fn display_names_are_escaped_on_every_page() {
    let app = TestApp::start().await;
    let ada = app.administrator("ada").await;
    let name = "<script>alert(1)</script><b x=\"'&amp;";
    assert!(rename(&ada, name).await.is_empty());
    let id = app.id_of("ada").await;
    let (page, role) = (format!("/admin/accounts/{id}"), format!("/admin/accounts/{id}/role"));
    for path in ["/", "/account", "/admin", &page, &role, "/nowhere"] {
        let body = ada.get(path).await.body;
        assert!(!body.contains("<script>alert(1)") && !body.contains("<b x"), "{path}");
        assert!(body.contains("&lt;script&gt;alert(1)"), "{path}");
    }
}

#[tokio::test]
async fn changing_the_e_mail_address_requires_the_password() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let change = |email, password| {
        let fields = [("email", email), ("current_password", password)];
        let ada = &ada;
        async move { ada.fetch("change_email", &fields).await }
    };
    let problems = change("ada@example.org", "wrong").await.problems();
    assert_eq!(problems, ["current_password: That’s not your current password."]);
    assert_eq!(ada.fetch("change_email", &[("email", "ada@example.org")]).await.status, 400);
    assert_eq!(member(&ada).await.email, None);
    assert_eq!(change(" ada@example.org ", PASSWORD).await.status, 200);
    assert_eq!(member(&ada).await.email.as_deref(), Some("ada@example.org"));
    let long = format!("{}@example.org", "a".repeat(300));
    for bad in ["ada", "ada@", "a b@example.org", "<x@y>", &long] {
        let problems = change(bad, PASSWORD).await.problems();
        assert!(problems[0].starts_with("email: "), "{bad}: {problems:?}");
    }
    assert_eq!(member(&ada).await.email.as_deref(), Some("ada@example.org"));
    assert_eq!(change("", PASSWORD).await.status, 200);
    assert_eq!(member(&ada).await.email, None);
}

#[tokio::test]
async fn changing_one_profile_does_not_change_others() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.member("ada").await, app.member("grace").await);
    let before = member(&grace).await;
    rename(&ada, "Grace").await;
    ada.fetch("change_email", &[("email", "g@example.org"), ("current_password", PASSWORD)]).await;
    let after = member(&grace).await;
    assert_eq!((after.display_name, after.email), (before.display_name, before.email));
}

#[tokio::test]
async fn the_profile_page_shows_the_e_mail_address_and_never_a_password() {
    let app = TestApp::start().await;
    let ada = app.browser();
    let fields = [("username", "ada"), ("email", "ada@example.org"), ("password", PASSWORD)];
    ada.fetch("sign_up", &fields).await;
    let page = ada.get("/account").await.body;
    assert!(page.contains("value=\"ada@example.org\""));
    for tag in page.split('<').filter(|tag| tag.starts_with("input") && tag.contains("type=\"password\"")) {
        assert!(!tag.contains("value="), "{tag}");
        assert!(
            tag.contains("autocomplete=\"current-password\"") || tag.contains("autocomplete=\"new-password\""),
            "{tag}"
        );
    }
    assert!(!page.contains(PASSWORD) && !page.contains("$argon2"));
}

#[tokio::test]
async fn a_principal_has_exactly_the_documented_fields() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let principal: serde_json::Value = ada.fetch("principal", &[]).await.json();
    let fields = |value: &serde_json::Value| {
        let object = value.as_object().unwrap();
        let names: std::collections::BTreeSet<_> = object.keys().map(String::as_str).collect();
        names.into_iter().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        fields(&principal),
        "account_id display_name email email_pending email_verified epoch has_authenticator has_passkeys has_security_keys impersonator kind new_device_notices passwordless permissions preferences role \
         second_factor second_factor_ends_at second_factor_from second_factor_required session username"
    );
    assert_eq!(
        fields(&principal["session"]),
        "as_of ends_at id idle_ends_at idle_limit idle_warning remember_me signed_in_at"
    );
}
