//! Header values are bytes: a value that is not ASCII or comes from elsewhere does not affect its neighbours.

use reqwest::{
    Method, RequestBuilder,
    header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderValue, ORIGIN, USER_AGENT},
};

use hallpass::testing::{Browser, PASSWORD, TestApp, send};

/// Cookies of other programs on the same host, in UTF-8 and in Latin-1.
const FOREIGN: [&[u8]; 4] = [b"city=M\xc3\xbcnchen", b"city=M\xfcnchen", b"\xff\xfe", b"hallpa\xdf=x"];

fn bytes(value: impl AsRef<[u8]>) -> HeaderValue {
    HeaderValue::from_bytes(value.as_ref()).expect("a header")
}

/// A request from a browser without cookies.
fn call(app: &TestApp, function: &str) -> RequestBuilder {
    app.browser().call(function, &[]).header(ACCEPT, "application/json")
}

async fn is_member(request: RequestBuilder) -> bool {
    send(request).await.body.contains("\"kind\":\"member\"")
}

#[tokio::test]
async fn a_foreign_cookie_does_not_hide_the_session_cookie() {
    let app = TestApp::start().await;
    for foreign in FOREIGN {
        let ada = app.member(&hallpass::testing::new_name()).await;
        let own = format!("hallpass={}", ada.session().expect("a session")).into_bytes();
        for cookies in
            [[foreign, b"; ", &own].concat(), [&*own, b";", foreign].concat(), [foreign, b";", &own].concat()]
        {
            let page = app.browser().request(Method::GET, "/account").header(COOKIE, bytes(&cookies));
            assert_eq!(send(page).await.status, 200, "{foreign:?}");
            assert!(is_member(call(&app, "principal").header(COOKIE, bytes(&cookies))).await, "{foreign:?}");
        }
        let several = call(&app, "principal").header(COOKIE, bytes(foreign)).header(COOKIE, bytes(&own));
        assert!(is_member(several).await, "{foreign:?}");
        // The layers that end sessions parse the cookie in the same way.
        let cookies = bytes([foreign, b"; ", &own].concat());
        assert_eq!(send(call(&app, "sign_out").header(COOKIE, cookies)).await.status, 200, "{foreign:?}");
        assert!(!ada.is_member().await, "{foreign:?}");
    }
}

#[tokio::test]
async fn of_two_session_cookies_everything_uses_the_first_well_formed_one() {
    let app = TestApp::start().await;
    let first = app.member("ada").await;
    let second = app.sign_in("ada", PASSWORD).await;
    let of = |browser: &Browser| format!("hallpass={}", browser.session().expect("a session"));
    let cookies = format!("hallpass=junk; {}; {}; hallp%61ss=junk", of(&first), of(&second));
    let id = first.id().await;
    assert!(send(call(&app, "principal").header(COOKIE, &cookies)).await.body.contains(&id));
    assert_eq!(send(call(&app, "sign_out").header(COOKIE, &cookies)).await.status, 200);
    assert!(!first.is_member().await, "the session of the request has ended");
    assert!(second.is_member().await, "the other session is still alive");
}

#[tokio::test]
async fn a_foreign_cookie_does_not_hide_the_form_flash() {
    let app = TestApp::start().await;
    for foreign in FOREIGN {
        let guest = app.browser();
        guest.post("/sign-in", "sign_in", &[("username", "nobody"), ("password", "wrong")]).await;
        let own = format!("hallpass-form={}", guest.cookie("hallpass-form").expect("an outcome"));
        let cookies = bytes([foreign, b"; ", own.as_bytes()].concat());
        let page = app.browser().request(Method::GET, "/sign-in").header(COOKIE, cookies).header(ACCEPT, "text/html");
        assert!(send(page).await.body.contains("value=\"nobody\""), "{foreign:?}");
    }
}

#[tokio::test]
async fn an_invalid_hop_in_x_forwarded_for_does_not_invalidate_the_others() {
    let app = TestApp::with(&[("trusted_proxies", "127.0.0.1, ::ffff:10.0.0.0/104")]).await;
    app.member("ada").await;
    for (forwarded, expected) in [
        (&b"M\xfcnchen, 198.51.100.1"[..], "198.51.100.1"),
        (b"M\xc3\xbcnchen,198.51.100.2", "198.51.100.2"),
        (b"198.51.100.3, ", "198.51.100.3"),
        (b"198.51.100.4:4711", "198.51.100.4"),
        (b"[2001:db8::5]:4711", "2001:db8::5"),
        (b"[2001:db8::6]", "2001:db8::6"),
        (b"fe80::7%eth0", "fe80::7"),
        (b"198.51.100.8, ::ffff:10.1.2.3", "198.51.100.8"),
    ] {
        let call = app.browser().call("sign_in", &[("username", "ada"), ("password", PASSWORD)]);
        assert_eq!(send(call.header("x-forwarded-for", bytes(forwarded))).await.status, 200);
        let seen = app.text("SELECT address FROM sessions ORDER BY id DESC LIMIT 1").await;
        assert_eq!(seen, expected, "{}", String::from_utf8_lossy(forwarded));
    }
    let call = app.browser().call("sign_in", &[("username", "ada"), ("password", PASSWORD)]);
    let call = call.header("x-forwarded-for", "203.0.113.9").header("x-forwarded-for", bytes(b"\xff, 198.51.100.9"));
    assert_eq!(send(call).await.status, 200);
    let seen = app.text("SELECT address FROM sessions ORDER BY id DESC LIMIT 1").await;
    assert_eq!(seen, "198.51.100.9", "the address that the client wrote is not trusted");
}

#[tokio::test]
async fn the_stored_user_agent_contains_no_control_characters() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let call = app.browser().call("sign_in", &[("username", "ada"), ("password", PASSWORD)]);
    let agent = "Mün\u{9b}31mchen\u{202e}/1.0";
    assert_eq!(send(call.header(USER_AGENT, bytes(agent))).await.status, 200);
    let kept = app.text("SELECT user_agent FROM sessions ORDER BY id DESC LIMIT 1").await;
    assert_eq!(kept, "Mün31mchen/1.0");
}

#[tokio::test]
async fn content_type_and_accept_are_parsed_leniently() {
    let app = TestApp::start().await;
    let guest = app.browser();
    let request = || guest.request(Method::POST, "/api/sign_in").header(ORIGIN, &guest.origin);
    let body = "username=nobody&password=wrong&_page=%2Fsign-in";
    let odd = bytes(b"application/x-www-form-urlencoded; note=\xfc");
    let reply = send(request().header(CONTENT_TYPE, odd).header(ACCEPT, "Text/HTML").body(body)).await;
    assert_eq!((reply.status, reply.location()), (303, "/sign-in"));
    // A proxy may shorten `Accept`; browsers also mark navigation with `Sec-Fetch-Mode`.
    let plain = request().header(CONTENT_TYPE, "application/x-www-form-urlencoded").header(ACCEPT, "*/*");
    let reply = send(plain.header("sec-fetch-mode", "navigate").body(body)).await;
    assert_eq!((reply.status, reply.location()), (303, "/sign-in"));
}
