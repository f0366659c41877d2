//! Attempt limits: 429 with the seconds to wait, concurrent attempts count, and an owner is never locked out
//! permanently.

use hallpass::error::AppError;
use tokio::task::JoinSet;

use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, Reply, TestApp};

/// Makes the server take the client's address from the proxy's header, so that tests can vary it.
const BEHIND_PROXY: (&str, &str) = ("trusted_proxies", "127.0.0.1");

async fn try_in(browser: &Browser, username: &str, password: &str) -> Reply {
    browser.fetch("sign_in", &[("username", username), ("password", password)]).await
}

/// Like `try_in`, from another address.
async fn try_from(browser: &Browser, address: &str, username: &str, password: &str) -> Reply {
    let call = browser.call("sign_in", &[("username", username), ("password", password)]);
    hallpass::testing::send(call.header("accept", "application/json").header("x-forwarded-for", address)).await
}

fn seconds_to_wait(reply: &Reply) -> i64 {
    assert_eq!(reply.status, 429, "{}", reply.body);
    let AppError::TooMany { retry_after } = reply.error() else { panic!("{}", reply.body) };
    assert_eq!(reply.header("retry-after"), retry_after.to_string());
    i64::try_from(retry_after).unwrap()
}

#[tokio::test]
async fn attempts_are_limited_per_account_for_known_and_unknown_usernames() {
    let app = TestApp::with(&[("attempts_per_account", "3/60s"), BEHIND_PROXY]).await;
    app.member("ada").await;
    for name in ["ada", "nobody"] {
        for guess in 0..3 {
            let address = format!("198.51.100.{guess}");
            assert_eq!(try_from(&app.browser(), &address, name, "wrong").await.status, 401);
        }
        let refused = try_from(&app.browser(), "198.51.100.9", name, "wrong").await;
        assert!((1..=61).contains(&seconds_to_wait(&refused)), "{name}");
    }
}

#[tokio::test]
async fn spellings_of_a_username_share_one_attempt_limit() {
    let app = TestApp::with(&[("attempts_per_account", "3/60s")]).await;
    for same in ["nobody", "NOBODY", " ｎobody "] {
        assert_eq!(try_in(&app.browser(), same, "wrong").await.status, 401, "{same}");
    }
    assert_eq!(try_in(&app.browser(), "Nobody", "wrong").await.status, 429);
    assert_eq!(try_in(&app.browser(), "somebody", "wrong").await.status, 401);
}

#[tokio::test]
async fn the_right_password_must_wait_too_and_then_works() {
    let app = TestApp::with(&[("attempts_per_account", "2/60s"), BEHIND_PROXY]).await;
    app.member("ada").await;
    for _ in 0..2 {
        try_from(&app.browser(), "198.51.100.1", "ada", "wrong").await;
    }
    let refused = try_from(&app.browser(), "198.51.100.1", "ada", PASSWORD).await;
    app.clock.shift(seconds_to_wait(&refused));
    assert_eq!(try_from(&app.browser(), "198.51.100.1", "ada", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn setting_the_clock_back_does_not_lengthen_the_wait() {
    let app = TestApp::with(&[("attempts_per_account", "1/60s")]).await;
    try_in(&app.browser(), "nobody", "wrong").await;
    app.clock.shift(-24 * 3600);
    let wait = seconds_to_wait(&try_in(&app.browser(), "nobody", "wrong").await);
    assert!((1..=61).contains(&wait), "{wait}");
    app.clock.shift(wait);
    assert_eq!(try_in(&app.browser(), "nobody", "wrong").await.status, 401);
}

#[tokio::test]
async fn concurrent_attempts_count() {
    let app = TestApp::with(&[("attempts_per_account", "5/60s")]).await;
    let mut racing = JoinSet::new();
    for _ in 0..30 {
        let browser = app.browser();
        racing.spawn(async move { try_in(&browser, "nobody", "wrong").await.status });
    }
    let statuses = racing.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 5, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 25, "{statuses:?}");
}

#[tokio::test]
async fn attempts_by_strangers_do_not_lock_the_owner_out() {
    let app = TestApp::with(&[("attempts_per_account", "3/60s"), BEHIND_PROXY]).await;
    app.member("ada").await;
    for guess in 0..10 {
        try_from(&app.browser(), &format!("198.51.100.{guess}"), "ada", "wrong").await;
    }
    assert_eq!(try_from(&app.browser(), "198.51.100.77", "ada", PASSWORD).await.status, 429, "from a new address");
    assert_eq!(try_in(&app.browser(), "ada", PASSWORD).await.status, 200, "from where she signed up");
    for _ in 0..3 {
        try_in(&app.browser(), "ada", "wrong").await;
    }
    assert_eq!(try_in(&app.browser(), "ada", PASSWORD).await.status, 429, "the limit of a known address applies, too");
}

#[tokio::test]
async fn the_limit_per_address_covers_every_kind_of_attempt() {
    let app = TestApp::with(&[("attempts_per_address", "6/5s"), BEHIND_PROXY]).await;
    let guest = app.browser();
    let sign_up = [("username", "a"), ("password", "b")];
    let reset = [("token", "x"), ("new_password", NEW_PASSWORD)];
    let set_up = [("token", "x"), ("username", "mallory"), ("password", PASSWORD)];
    for name in ["one", "two", "three"] {
        assert_eq!(try_in(&guest, name, "wrong").await.status, 401);
    }
    assert_eq!(guest.fetch("sign_up", &sign_up).await.status, 422);
    assert_eq!(guest.fetch("reset_password", &reset).await.status, 410);
    assert_eq!(guest.fetch("set_up", &set_up).await.status, 410);
    seconds_to_wait(&try_in(&guest, "four", "wrong").await);
    seconds_to_wait(&guest.fetch("sign_up", &sign_up).await);
    seconds_to_wait(&guest.fetch("reset_password", &reset).await);
    let wait = seconds_to_wait(&guest.fetch("set_up", &set_up).await);
    assert_eq!(try_from(&guest, "198.51.100.1", "five", "wrong").await.status, 401, "another address");
    app.clock.shift(wait);
    assert_eq!(try_in(&guest, "six", "wrong").await.status, 401);
}

#[tokio::test]
async fn an_ipv6_network_counts_as_one_address() {
    let app = TestApp::with(&[("attempts_per_address", "3/5s"), BEHIND_PROXY]).await;
    let guest = app.browser();
    for host in 1..=3 {
        assert_eq!(try_from(&guest, &format!("2001:db8:1:2::{host}"), "nobody", "wrong").await.status, 401);
    }
    assert_eq!(try_from(&guest, "2001:db8:1:2:ffff::9", "nobody", "wrong").await.status, 429);
    assert_eq!(try_from(&guest, "2001:db8:1:3::1", "nobody", "wrong").await.status, 401);
}

#[tokio::test]
async fn sign_ups_over_the_limit_create_no_accounts() {
    let app = TestApp::with(&[("attempts_per_address", "5/5s")]).await;
    let mut racing = JoinSet::new();
    for _ in 0..20 {
        let (browser, name) = (app.browser(), hallpass::testing::new_name());
        racing.spawn(async move {
            browser.fetch("sign_up", &[("username", &name), ("email", ""), ("password", PASSWORD)]).await.status
        });
    }
    let statuses = racing.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 5, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 15, "{statuses:?}");
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts").await, 5);
}

#[tokio::test]
async fn attempts_with_the_current_password_are_limited() {
    let app = TestApp::with(&[("attempts_per_account", "3/60s")]).await;
    let ada = app.member("ada").await;
    for _ in 0..3 {
        let fields = [("current_password", "wrong"), ("new_password", NEW_PASSWORD)];
        assert_eq!(ada.fetch("change_password", &fields).await.status, 422);
    }
    let fields = [("email", "a@example.org"), ("current_password", PASSWORD)];
    seconds_to_wait(&ada.fetch("change_email", &fields).await);
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn the_password_meter_has_its_own_limit() {
    let app = TestApp::with(&[("ratings_per_address", "4/5s")]).await;
    let guest = app.browser();
    for _ in 0..4 {
        assert_eq!(guest.fetch("rate_password", &[("password", "a"), ("username", "")]).await.status, 200);
    }
    seconds_to_wait(&guest.fetch("rate_password", &[("password", "a"), ("username", "")]).await);
    assert_eq!(try_in(&guest, "nobody", "wrong").await.status, 401);
}

#[tokio::test]
async fn without_scripts_the_page_says_how_long_to_wait() {
    let app = TestApp::with(&[("attempts_per_account", "1/60s")]).await;
    let guest = app.browser();
    let fields = [("username", "nobody"), ("password", "wrong")];
    guest.form("/sign-in", "sign_in", &fields).await;
    let page = guest.form("/sign-in", "sign_in", &fields).await;
    assert!(page.body.contains("Too many attempts. Try again in"), "{}", page.body);
}

#[tokio::test]
async fn too_many_concurrent_sign_ins_get_503_and_pages_still_work() {
    let app = TestApp::with(&[("hash_workers", "1")]).await;
    app.member("ada").await;
    let mut racing = JoinSet::new();
    for _ in 0..80 {
        let browser = app.browser();
        racing.spawn(async move { try_in(&browser, "ada", "wrong").await });
    }
    assert_eq!(app.browser().get("/").await.status, 200);
    for reply in racing.join_all().await {
        assert!(matches!(reply.status, 401 | 503), "{}: {}", reply.status, reply.body);
        assert_eq!(reply.status == 503, reply.header("retry-after") == "1");
    }
    assert_eq!(try_in(&app.browser(), "ada", PASSWORD).await.status, 200, "sign-in works afterwards");
}
