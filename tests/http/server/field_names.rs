//! The function and the audit parse a form in the same way: alternative spellings of a field's name and repeated fields
//! are rejected, so that the two cannot see different values.

use hallpass::error::AppError;
use reqwest::header::ACCEPT;

use crate::support::{
    audit::{line, newest, refused},
    scene::set_the_scene,
};
use hallpass::testing::{PASSWORD, TestApp, send};

#[tokio::test]
async fn alternative_spellings_of_field_names_are_rejected() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    let before = app.snapshot().await;
    for (function, fields) in filling.calls() {
        for index in 0..fields.len() {
            let (name, value) = fields[index];
            if ["permissions", "ids"].contains(&name) {
                continue;
            }
            for spelling in
                [format!("{name}[]"), format!("{name}[0]"), format!("[{name}]"), format!("{name}."), format!(" {name}")]
            {
                let mut fields = fields.clone();
                fields[index] = ("", "");
                let others: Vec<_> = fields.iter().copied().filter(|(name, _)| !name.is_empty()).collect();
                let reply = grace.fetch(function, &[&others[..], &[(&spelling, value)]].concat()).await;
                assert_eq!(reply.status, 400, "{function} with {spelling}: {}", reply.body);
            }
        }
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn sign_in_attempts_cannot_hide_the_account_from_the_audit() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let (noor, ada) = (app.member("noor").await, app.id_of("ada").await);
    let start = newest(&app).await;
    let guest = app.browser();
    for body in [
        "username[]=ada&password=wrong",
        "username%5B%5D=ada&password=wrong",
        "username=noor&username=ada&password=wrong",
        "username=noor&username[]=ada&password=wrong",
    ] {
        assert_eq!(guest.raw("sign_in", body).await.status, 400, "{body}");
    }
    assert_eq!(noor.raw("ban_account", format!("id[]={ada}&reason=x")).await.status, 400);
    assert_eq!(refused(&app, start).await, [], "none of the calls was attempted");
    assert_eq!(guest.raw("sign_in", "username=%61da&password=wrong").await.status, 401);
    assert_eq!(refused(&app, start).await, [line("session.start bad_credentials", "", "ada", "")]);
}

#[tokio::test]
async fn a_list_field_cannot_mix_spellings() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for body in [
        "name=watch&permissions=view_accounts&permissions[]=end_sessions",
        "name=watch&permissions[]=view_accounts&permissions=end_sessions",
        "name=watch&permissions=view_accounts&permissions=end_sessions",
        "name[]=watch&name[]=two&permissions=view_accounts",
    ] {
        assert_eq!(grace.raw("create_role", body).await.status, 400, "{body}");
    }
    assert_eq!(
        grace.raw("create_role", "name=watch&permissions[]=view_accounts&permissions[]=end_sessions").await.status,
        200
    );
}

#[tokio::test]
async fn a_form_cannot_set_a_setting_twice() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for function in ["change_policy", "preview_policy"] {
        let reply = grace.raw(function, "id=everyone&shown=&idle=20m&idle=25m").await;
        assert_eq!(reply.status, 400, "{function}: {}", reply.body);
        assert!(matches!(reply.error(), AppError::Malformed { reason } if reason.contains("idle")), "{}", reply.body);
    }
}

#[tokio::test]
async fn an_invalid_plain_form_returns_to_its_page_with_an_error() {
    let app = TestApp::start().await;
    app.member("ada").await;
    for body in ["username=ada&password=x&password=y", "username=%zz&password=x", "username[]=ada&password=x"] {
        let guest = app.browser();
        let call = guest.call("sign_in", &[]).header(ACCEPT, "text/html").body(format!("{body}&_page=%2Fsign-in"));
        let reply = send(call).await;
        assert_eq!((reply.status, reply.location()), (303, "/sign-in"), "{body}");
        let page = guest.get("/sign-in").await.body;
        assert!(page.contains("couldn’t read this request") && !page.contains(PASSWORD), "{body}");
    }
}

#[tokio::test]
async fn control_fields_cannot_be_repeated_or_spelled_otherwise() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let (own, other) = (app.id_of("ada").await, "0190aaaa-0000-7000-8000-000000000000");
    for body in [format!("display_name=A&_for={own}&_for={other}"), format!("display_name=A&_for[]={own}")] {
        assert_eq!(ada.raw("change_display_name", body.clone()).await.status, 400, "{body}");
    }
    assert_eq!(ada.raw("change_display_name", format!("display_name=A&%5Ffor={other}")).await.status, 409);
    assert_eq!(ada.raw("change_display_name", format!("display_name=A&%5Ffor={own}")).await.status, 200);
}
