//! Headers are bytes: one value that is not ASCII, or that others wrote, takes none of its neighbours with it.

use reqwest::{
    Method, RequestBuilder,
    header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderValue, ORIGIN, USER_AGENT},
};

use hallpass::testing::{Browser, PASSWORD, TestApp, send};

/// What another program on the same host may have set, in UTF-8 and in Latin-1.
const FOREIGN: [&[u8]; 4] = [b"city=M\xc3\xbcnchen", b"city=M\xfcnchen", b"\xff\xfe", b"hallpa\xdf=x"];

fn bytes(value: impl AsRef<[u8]>) -> HeaderValue {
    HeaderValue::from_bytes(value.as_ref()).expect("a header")
}

/// A request of a browser without cookies of its own.
fn call(app: &TestApp, function: &str) -> RequestBuilder {
    app.browser().call(function, &[]).header(ACCEPT, "application/json")
}

async fn is_member(request: RequestBuilder) -> bool {
    send(request).await.body.contains("\"kind\":\"member\"")
}

#[tokio::test]
async fn a_foreign_cookie_makes_nobody_a_guest() {
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
        // The layers that end sessions read the same cookie.
        let cookies = bytes([foreign, b"; ", &own].concat());
        assert_eq!(send(call(&app, "sign_out").header(COOKIE, cookies)).await.status, 200, "{foreign:?}");
        assert!(!ada.is_member().await, "{foreign:?}");
    }
}

#[tokio::test]
async fn of_two_cookies_of_our_name_the_first_that_can_be_one_is_read_by_everything() {
    let app = TestApp::start().await;
    let first = app.member("ada").await;
    let second = app.sign_in("ada", PASSWORD).await;
    let of = |browser: &Browser| format!("hallpass={}", browser.session().expect("a session"));
    let cookies = format!("hallpass=junk; {}; {}; hallp%61ss=junk", of(&first), of(&second));
    let id = first.id().await;
    assert!(send(call(&app, "principal").header(COOKIE, &cookies)).await.body.contains(&id));
    assert_eq!(send(call(&app, "sign_out").header(COOKIE, &cookies)).await.status, 200);
    assert!(!first.is_member().await, "the session that was asked with is over");
    assert!(second.is_member().await, "and the other goes on");
}

#[tokio::test]
async fn the_outcome_of_a_plain_form_is_found_beside_a_foreign_cookie() {
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
async fn one_hop_that_cannot_be_read_takes_no_other_with_it() {
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
    assert_eq!(seen, "198.51.100.9", "what the client wrote itself is not believed");
}

#[tokio::test]
async fn a_user_agent_is_kept_without_what_a_terminal_obeys() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let call = app.browser().call("sign_in", &[("username", "ada"), ("password", PASSWORD)]);
    let agent = "Mün\u{9b}31mchen\u{202e}/1.0";
    assert_eq!(send(call.header(USER_AGENT, bytes(agent))).await.status, 200);
    let kept = app.text("SELECT user_agent FROM sessions ORDER BY id DESC LIMIT 1").await;
    assert_eq!(kept, "Mün31mchen/1.0");
}

#[tokio::test]
async fn a_type_and_what_is_accepted_are_read_however_they_are_written() {
    let app = TestApp::start().await;
    let guest = app.browser();
    let request = || guest.request(Method::POST, "/api/sign_in").header(ORIGIN, &guest.origin);
    let body = "username=nobody&password=wrong&_page=%2Fsign-in";
    let odd = bytes(b"application/x-www-form-urlencoded; note=\xfc");
    let reply = send(request().header(CONTENT_TYPE, odd).header(ACCEPT, "Text/HTML").body(body)).await;
    assert_eq!((reply.status, reply.location()), (303, "/sign-in"));
    // A proxy may cut `Accept` down; browsers say by another header that a person goes somewhere.
    let plain = request().header(CONTENT_TYPE, "application/x-www-form-urlencoded").header(ACCEPT, "*/*");
    let reply = send(plain.header("sec-fetch-mode", "navigate").body(body)).await;
    assert_eq!((reply.status, reply.location()), (303, "/sign-in"));
}
