//! Signing in, and what the server stores about it.

use hallpass::{
    access::{Ending, Principal},
    link::token,
};
use reqwest::Method;

use hallpass::testing::{PASSWORD, TestApp, send};

#[tokio::test]
async fn each_sign_in_starts_a_new_session_and_ends_the_browser_s_old_one() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let first = ada.session().unwrap();
    assert_eq!(ada.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await.status, 200);
    let second = ada.session().unwrap();
    assert_ne!(first, second);
    assert_eq!(ada.replaying(&first).ended().await, Some(Ending::Replaced));
    assert_eq!(ada.replaying(&first).fetch("change_display_name", &[("display_name", "Thief")]).await.status, 401);
    assert_eq!(ada.replaying(&first).get("/account").await.status, 302);
    assert!(ada.replaying(&second).is_member().await);
}

#[tokio::test]
async fn signing_in_as_another_account_ends_only_the_browser_s_old_session() {
    let app = TestApp::start().await;
    app.member("grace").await;
    let (here, elsewhere) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    let ada = here.session().unwrap();
    here.fetch("sign_in", &[("username", "grace"), ("password", PASSWORD)]).await;
    let Principal::Member(member) = here.principal().await else { panic!("nobody is signed in") };
    assert_eq!(member.username, "grace");
    assert_eq!(here.replaying(&ada).ended().await, Some(Ending::Replaced));
    assert!(elsewhere.is_member().await);
}

#[tokio::test]
async fn a_failed_sign_in_keeps_the_current_session() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let before = ada.session();
    let reply = ada.fetch("sign_in", &[("username", "ada"), ("password", "wrong")]).await;
    assert_eq!(reply.status, 401);
    assert!(reply.cookies().is_empty());
    assert_eq!(ada.session(), before);
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn a_cookie_chosen_by_an_attacker_is_not_adopted() {
    let app = TestApp::start().await;
    app.member("ada").await;
    for chosen in ["AAAAAAAAAAAAAAAAAAAAAA", "bm90IGEgc2Vzc2lvbiBpZA", "short", "' OR 1=1 --"] {
        let victim = app.browser().replaying(chosen);
        assert_eq!(victim.get("/").await.status, 200);
        assert_eq!(victim.principal().await, Principal::default(), "{chosen}");
        victim.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await;
        assert!(victim.is_member().await);
        assert_ne!(victim.session().as_deref(), Some(chosen));
        assert!(!app.browser().replaying(chosen).is_member().await, "{chosen}");
        let adopted = format!("SELECT COUNT(*) FROM sessions WHERE secret_hash = '{}'", token::digest(chosen));
        assert_eq!(app.count(&adopted).await, 0);
    }
}

#[tokio::test]
async fn only_a_digest_of_the_session_cookie_is_stored() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let secret = ada.session().unwrap();
    assert!(secret.len() >= 22, "128 bits in Base64 at least: {secret}");
    let kept = app.snapshot().await;
    assert!(!kept.contains(&secret));
    assert!(kept.contains(&token::digest(&secret)));
}

#[tokio::test]
async fn no_response_body_contains_the_session_cookie() {
    let app = TestApp::start().await;
    let ada = app.administrator("ada").await;
    let sign_in = ada.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await;
    let secret = ada.session().unwrap();
    let id = app.id_of("ada").await;
    let mut replies = vec![sign_in, ada.fetch("principal", &[]).await, ada.fetch("list_accounts", &[]).await];
    for path in ["/", "/account", "/admin", &format!("/admin/accounts/{id}"), "/nowhere"] {
        replies.push(ada.get(path).await);
    }
    for reply in replies {
        assert!(!reply.body.contains(&secret));
        assert!(!reply.location().contains(&secret));
        assert!(!reply.body.contains(&token::digest(&secret)));
    }
}

#[tokio::test]
async fn guests_get_no_session_row_and_no_cookie() {
    let app = TestApp::start().await;
    let guest = app.browser();
    for path in ["/", "/sign-in", "/sign-up", "/account", "/admin", "/nowhere", "/set-up", "/healthz"] {
        assert!(guest.get(path).await.cookies().is_empty(), "{path}");
    }
    for (function, fields) in [
        ("principal", &[][..]),
        ("sign_in", &[("username", "nobody"), ("password", "wrong")][..]),
        ("sign_up", &[("username", "a"), ("password", "b")][..]),
        ("rate_password", &[("password", "b"), ("username", "")][..]),
    ] {
        assert!(guest.fetch(function, fields).await.cookies().is_empty(), "{function}");
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions").await, 0);
}

#[tokio::test]
async fn requests_with_an_old_cookie_do_not_remove_the_new_one() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let old = ada.session().unwrap();
    ada.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await;
    for straggler in [old.as_str(), "AAAAAAAAAAAAAAAAAAAAAA", "garbage"] {
        for (function, fields) in [
            ("principal", &[][..]),
            ("change_display_name", &[("display_name", "x")][..]),
            ("sign_in", &[("username", "ada"), ("password", "wrong")][..]),
            ("sign_up", &[("username", "a"), ("password", "b")][..]),
            ("list_accounts", &[][..]),
        ] {
            let reply = ada.replaying(straggler).fetch(function, fields).await;
            assert!(reply.cookies().is_empty(), "{function}: {:?}", reply.cookies());
        }
        for path in ["/", "/account", "/nowhere"] {
            assert!(ada.replaying(straggler).get(path).await.cookies().is_empty(), "{path}");
        }
    }
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn a_password_must_match_exactly_up_to_normalization() {
    let app = TestApp::start().await;
    let long = "Étang gris fjord, kq7 vel otter; piano cobalt, gravel tulip eleven: amber noon 73";
    let browser = app.browser();
    browser.fetch("sign_up", &[("username", "ada"), ("password", long)]).await;
    let cut: String = long.chars().take(72).collect();
    let decomposed = long.replace('É', "E\u{301}");
    for wrong in [long.to_lowercase(), format!("{long} "), format!(" {long}"), cut, format!("{long}\u{1}")] {
        let reply = app.browser().fetch("sign_in", &[("username", "ada"), ("password", &wrong)]).await;
        assert_eq!(reply.status, 401, "{wrong:?}");
    }
    app.sign_in("ada", &decomposed).await;
    app.sign_in(" ADA ", long).await;
}

#[tokio::test]
async fn an_e_mail_address_does_not_sign_in() {
    let app = TestApp::start().await;
    let fields = [("username", "ada"), ("email", "ada@example.org"), ("password", PASSWORD)];
    app.browser().fetch("sign_up", &fields).await;
    let reply = app.browser().fetch("sign_in", &[("username", "ada@example.org"), ("password", PASSWORD)]).await;
    assert_eq!(reply.status, 401);
}

#[tokio::test]
async fn a_hash_with_older_parameters_is_updated_at_the_next_sign_in() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let stronger = app.restart(&[("argon2_memory_kib", "8192"), ("argon2_iterations", "2")]).await;
    let hash = || app.text("SELECT password_hash FROM accounts");
    let old = hash().await;
    stronger.browser().fetch("sign_in", &[("username", "ada"), ("password", "wrong")]).await;
    assert_eq!(hash().await, old, "a wrong password changes nothing");
    let session = stronger.sign_in("ada", PASSWORD).await;
    let new = hash().await;
    assert!(new.starts_with("$argon2id$v=19$m=8192,t=2,p=1$"), "{new}");
    stronger.sign_in("ada", PASSWORD).await;
    assert_eq!(hash().await, new, "the hash is up to date");
    assert!(session.is_member().await, "updating the hash ends no session");
}

#[tokio::test]
async fn an_invalid_password_hash_rejects_every_password() {
    let app = TestApp::start().await;
    app.member("ada").await;
    for broken in ["", "plain", "$argon2id$v=19$m=1,t=0,p=0$x$y"] {
        app.execute(&format!("UPDATE accounts SET password_hash = '{broken}'")).await;
        for password in [PASSWORD, "", "decoy", broken] {
            let reply = app.browser().fetch("sign_in", &[("username", "ada"), ("password", password)]).await;
            let expected = if password.is_empty() { 422 } else { 401 };
            assert_eq!(reply.status, expected, "{broken:?}: {}", reply.body);
        }
    }
}

#[tokio::test]
async fn passwords_do_not_expire() {
    let app = TestApp::start().await;
    app.member("ada").await;
    app.clock.shift(2 * 365 * 24 * 3600);
    app.sign_in("ada", PASSWORD).await;
}

#[tokio::test]
async fn a_session_stores_the_address_and_user_agent() {
    let app = TestApp::start().await;
    let ada = app.browser();
    let long = format!("Pigeon/1.0 {}", "x".repeat(400));
    let request = ada.call("sign_up", &[("username", "ada"), ("password", PASSWORD)]).header("user-agent", &long);
    assert_eq!(send(request).await.status, 200);
    assert_eq!(app.text("SELECT address FROM sessions").await, "127.0.0.1");
    assert_eq!(app.text("SELECT user_agent FROM sessions").await, long[..300]);
    let head = send(ada.request(Method::HEAD, "/account")).await;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}
