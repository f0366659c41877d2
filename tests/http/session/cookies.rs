//! The attributes of every cookie that is set or removed, over plain HTTP and with an `https` public origin.

use cookie::{Cookie, SameSite};

use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, Reply, TestApp};

/// Settings that make the public origin `https`.
const HTTPS: [(&str, &str); 3] =
    [("public_origin", "https://pass.example.org"), ("behind_tls_proxy", "true"), ("trusted_proxies", "192.0.2.1")];

fn the_cookie(reply: &Reply, name: &str) -> Cookie<'static> {
    let named: Vec<_> = reply.cookies().into_iter().filter(|cookie| cookie.name() == name).collect();
    assert_eq!(named.len(), 1, "one {name}: {:?}", reply.cookies());
    named[0].clone()
}

fn check(cookie: &Cookie<'_>, secure: bool) {
    assert_eq!(cookie.http_only(), Some(true), "{cookie}");
    assert_eq!(cookie.same_site(), Some(SameSite::Lax), "{cookie}");
    assert_eq!(cookie.path(), Some("/"), "{cookie}");
    assert_eq!(cookie.domain(), None, "{cookie}");
    assert_eq!(cookie.secure().unwrap_or_default(), secure, "{cookie}");
    assert_eq!(cookie.name().starts_with("__Host-"), secure, "{cookie}");
    assert!(cookie.to_string().len() <= 4096, "{cookie}");
}

async fn sign_in(browser: &Browser, remember_me: bool) -> Reply {
    let remember_me: &[_] = if remember_me { &[("remember_me", "true")] } else { &[] };
    let fields = [&[("username", "ada"), ("password", PASSWORD)], remember_me].concat();
    browser.fetch("sign_in", &fields).await
}

async fn every_way_to_get_one(app: &TestApp, name: &str, secure: bool) {
    app.member("ada").await;
    let ada = app.browser();

    let plain = the_cookie(&sign_in(&ada, false).await, name);
    check(&plain, secure);
    assert_eq!((plain.max_age(), plain.expires()), (None, None), "a session cookie");

    let remember_me = the_cookie(&sign_in(&ada, true).await, name);
    check(&remember_me, secure);
    let age = remember_me.max_age().map(cookie::time::Duration::whole_seconds);
    assert!(age.is_some_and(|age| (366 * 86_400 - 60..=366 * 86_400).contains(&age)), "{remember_me}");

    let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
    let renewed = the_cookie(&ada.fetch("change_password", &fields).await, name);
    check(&renewed, secure);
    assert!(renewed.max_age().is_some(), "the new cookie is persistent, too");

    let removal = the_cookie(&ada.fetch("sign_out", &[]).await, name);
    check(&removal, secure);
    assert_eq!(removal.value(), "");
    assert!(removal.max_age().is_some_and(cookie::time::Duration::is_zero), "{removal}");
    assert_eq!(ada.session(), None);
}

#[tokio::test]
async fn over_plain_http_the_session_cookie_is_http_only_and_same_site() {
    let app = TestApp::start().await;
    every_way_to_get_one(&app, "hallpass", false).await;
}

#[tokio::test]
async fn with_an_https_origin_the_session_cookie_and_its_removal_are_secure() {
    let app = TestApp::with(&HTTPS).await;
    every_way_to_get_one(&app, "__Host-hallpass", true).await;
}

#[tokio::test]
async fn the_form_flash_cookie_has_the_same_attributes_and_contains_no_password() {
    for (settings, name, secure) in [(&[][..], "hallpass-form", false), (&HTTPS[..], "__Host-hallpass-form", true)] {
        let app = TestApp::with(settings).await;
        let guest = app.browser();
        let reply = guest.post("/sign-in", "sign_in", &[("username", "ada"), ("password", "the-canary")]).await;
        let set = the_cookie(&reply, name);
        check(&set, secure);
        assert!(set.max_age().is_some_and(|age| age.whole_seconds() <= 600), "{set}");
        let shown = guest.get("/sign-in").await;
        let cleared = the_cookie(&shown, name);
        check(&cleared, secure);
        assert!(cleared.max_age().is_some_and(cookie::time::Duration::is_zero), "{cleared}");
        assert_eq!(guest.cookie(name), None);
        let value = base64::Engine::decode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, set.value()).unwrap();
        let value = String::from_utf8(value).unwrap();
        assert!(value.contains("ada") && !value.contains("canary"), "{value}");
    }
}

#[tokio::test]
async fn a_failed_form_with_long_values_sets_a_cookie_within_the_size_limit() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let long = "é".repeat(4000);
    let reply = ada.post("/account", "change_display_name", &[("display_name", &long)]).await;
    assert_eq!(reply.status, 303);
    let cookie = the_cookie(&reply, "hallpass-form");
    check(&cookie, false);
    let page = ada.get("/account").await;
    assert!(page.body.contains("Use at most 64 characters."), "the error is shown");
}

#[tokio::test]
async fn with_an_https_origin_only_the_host_prefixed_cookie_is_accepted() {
    let app = TestApp::with(&HTTPS).await;
    let ada = app.member("ada").await;
    let secret = ada.session().unwrap();
    let forged = app.browser();
    forged.set_cookie("hallpass", &secret);
    assert!(!forged.is_member().await, "a cookie that an insecure page could have set");
    forged.set_cookie("__Host-hallpass", &secret);
    assert!(forged.is_member().await);
}
