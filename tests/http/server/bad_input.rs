//! Input that no form sends: rejected with a clear error, nothing changes, and the status is never a 500.

use hallpass::error::{AppError, server::BODY_LIMIT};
use reqwest::header::ACCEPT;

use crate::support::scene::set_the_scene;
use hallpass::testing::{PASSWORD, TestApp, send};

fn encode(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).unwrap()
}

#[tokio::test]
async fn unknown_fields_are_rejected() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    let before = app.snapshot().await;
    for (function, fields) in filling.calls() {
        for extra in ["id_", "account_id", "remember_me_", "is_admin", "password_hash", "_page", "_next", ""] {
            let reply = grace.fetch(function, &[&fields[..], &[(extra, "1")]].concat()).await;
            assert_eq!(reply.status, 400, "{function} with {extra}: {}", reply.body);
        }
        let takes_a_role =
            ["change_role", "bulk_change_role", "end_every_session", "list_accounts", "list_every_session"];
        if !takes_a_role.contains(&function) {
            let reply = grace.fetch(function, &[&fields[..], &[("role", "administrator")]].concat()).await;
            assert_eq!(reply.status, 400, "{function} with a role: {}", reply.body);
        }
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn a_role_field_in_a_plain_sign_up_form_is_rejected() {
    let app = TestApp::start().await;
    let guest = app.browser();
    let fields = [("username", "mallory"), ("email", ""), ("password", PASSWORD), ("role", "administrator")];
    let page = guest.form("/sign-up", "sign_up", &fields).await;
    assert!(page.body.contains("Hallpass couldn’t read this request"), "{}", page.body);
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 0);
}

#[tokio::test]
async fn missing_and_repeated_fields_are_rejected_by_name() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    let before = app.snapshot().await;
    for (function, fields) in filling.calls().into_iter().filter(|(_, fields)| !fields.is_empty()) {
        for (index, (name, value)) in fields.iter().enumerate() {
            let mut missing = fields.clone();
            missing.remove(index);
            // These may be empty: no box is ticked.
            if ["permissions", "ids"].contains(name) {
                continue;
            }
            let reply = grace.fetch(function, &missing).await;
            if function == "sign_in_again" {
                // It takes a password or a code.
                assert_eq!(reply.status, 422, "{}", reply.body);
            } else {
                assert_eq!(reply.status, 400, "{function} without {name}: {}", reply.body);
                assert!(matches!(reply.error(), AppError::Malformed { reason } if reason.contains(name)), "{reply:?}");
            }
            for second in [*value, "x", ""] {
                let reply = grace.fetch(function, &[&fields[..], &[(*name, second)]].concat()).await;
                assert_eq!(reply.status, 400, "{function} with {name} twice: {}", reply.body);
                assert!(
                    matches!(reply.error(), AppError::Malformed { reason } if reason.contains(name)),
                    "{}",
                    reply.body
                );
            }
        }
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn invalid_encodings_are_rejected_in_every_field() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    let before = app.snapshot().await;
    for (function, fields) in filling.calls() {
        for (index, (name, _)) in fields.iter().enumerate() {
            let mut others = fields.clone();
            others.remove(index);
            let others = encode(&others);
            for broken in ["%", "%4", "%zz", "a%f", "%FF", "%C3", "%ED%A0%80", "%C0%AF", "%F4%90%80%80", "%00", "a%00b"]
            {
                let reply = grace.raw(function, format!("{others}&{name}={broken}")).await;
                assert_eq!(reply.status, 400, "{function} with {name}={broken}: {}", reply.body);
            }
            for bytes in [&b"\xff"[..], b"\xc3", b"\x00", b"a\0b"] {
                let body = [others.as_bytes(), b"&", name.as_bytes(), b"=", bytes].concat();
                let reply = grace.raw(function, body).await;
                assert_eq!(reply.status, 400, "{function} with {name}={bytes:?}: {}", reply.body);
            }
        }
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn control_characters_and_very_long_values_cause_no_server_error() {
    let app = TestApp::start().await;
    let (_, filling) = set_the_scene(&app).await;
    let caller = app.administrator("wendy").await;
    let values = [
        "\u{1}\u{7f}\u{9b}".to_owned(),
        "a\r\nSet-Cookie: x=y".to_owned(),
        "\u{202e}\u{feff}\u{200b}".to_owned(),
        "\u{10ffff}\u{fffd}\u{fdfa}".repeat(300),
        "_%!".repeat(9000),
        "x".repeat(BODY_LIMIT - 400),
        "9".repeat(400),
        "-1".to_owned(),
        "../../etc/passwd".to_owned(),
        "{\"$ne\":null}".to_owned(),
    ];
    for (function, fields) in filling.calls() {
        for index in 0..fields.len() {
            for value in &values {
                let mut fields = fields.clone();
                fields[index].1 = value;
                let reply = caller.raw(function, encode(&fields)).await;
                assert!(reply.status < 500, "{function} {}={:.20?}: {}", fields[index].0, value, reply.body);
            }
        }
    }
    assert!(caller.is_member().await);
}

#[tokio::test]
async fn any_search_text_or_cursor_is_handled() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let long = "_".repeat(30_000);
    for search in ["%00", "a%00b", "%FF", "%", "%ED%A0%80", "'", "%25", &long, "%EF%B7%BA"] {
        for path in [
            format!("/admin/accounts?q={search}"),
            format!("/admin/accounts?after={search}"),
            format!("/admin/accounts?q=a&q={search}"),
        ] {
            let reply = grace.get(&path).await;
            assert!(reply.status < 500, "{path:.40}: {}", reply.status);
        }
    }
    for (search, after) in [
        (long.as_str(), ""),
        ("", long.as_str()),
        ("\u{fdfa}", "\u{fdfa}"),
        (&"\u{fdfa}".repeat(3000), ""),
        ("\0", ""),
        ("", "\0"),
    ] {
        let reply = grace.fetch("list_accounts", &[("search", search), ("after", after)]).await;
        assert!(reply.status < 500, "{}: {}", search.len(), reply.body);
    }
    for id in ["%00", "a%00b", "%FF", "%2F", "%", &long] {
        let reply = grace.get(&format!("/admin/accounts/{id}")).await;
        assert!((400..500).contains(&reply.status), "{id:.20}: {}", reply.status);
    }
}

#[tokio::test]
async fn any_query_string_of_a_page_is_handled() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    for query in [
        "next=%00",
        "next=%FF",
        "next=%",
        "token=%00",
        "token=%FF&token=x",
        "&&&==&",
        "a[]=1",
        "next=%0d%0aSet-Cookie:x=y",
    ] {
        for path in ["/", "/sign-in", "/sign-up", "/set-up", "/password-reset", "/account", "/nowhere"] {
            for browser in [&app.browser(), &ada] {
                let reply = browser.get(&format!("{path}?{query}")).await;
                assert!(reply.status < 500, "{path}?{query}: {}", reply.status);
                assert!(reply.cookies().is_empty(), "{path}?{query}");
            }
        }
    }
}

#[tokio::test]
async fn bodies_over_the_limit_are_rejected() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    let before = app.snapshot().await;
    let long = "x".repeat(BODY_LIMIT);
    for (function, fields) in filling.calls() {
        let body = format!("{}&more={long}", encode(&fields));
        let reply = grace.raw(function, body.clone()).await;
        assert_eq!((reply.status, reply.error()), (413, AppError::TooLarge), "{function}");
        let call = grace.call(function, &[]).header(ACCEPT, "text/html");
        assert_eq!(send(call.body(body)).await.status, 413, "{function} as a form");
    }
    assert_eq!(app.snapshot().await, before);
}

#[tokio::test]
async fn error_messages_do_not_repeat_the_input() {
    let app = TestApp::start().await;
    let canary = "canary-8f2b";
    for body in [
        format!("username=a&password={canary}&{canary}=1"),
        format!("username=a&password=b&remember_me={canary}"),
        format!("username={canary}%zz"),
    ] {
        let reply = app.browser().raw("sign_in", body).await;
        assert_eq!(reply.status, 400);
        assert!(!reply.body.contains(canary), "{}", reply.body);
    }
}
