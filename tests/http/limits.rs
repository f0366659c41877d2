//! Limits on guessing: 429 with the seconds to wait, attempts in flight counted, and the owner
//! never locked out for good.

use hallpass::error::AppError;
use tokio::task::JoinSet;

use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, Reply, TestApp};

/// Strangers may be told apart by the address that a proxy names.
const BEHIND_PROXY: (&str, &str) = ("trusted_proxies", "127.0.0.1");

async fn try_in(browser: &Browser, username: &str, password: &str) -> Reply {
    browser.fetch("sign_in", &[("username", username), ("password", password)]).await
}

/// The same from another address.
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
async fn guesses_for_one_account_are_limited_and_known_and_unknown_names_alike() {
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
async fn however_the_name_is_written_it_is_the_same_account() {
    let app = TestApp::with(&[("attempts_per_account", "3/60s")]).await;
    for same in ["nobody", "NOBODY", " ｎobody "] {
        assert_eq!(try_in(&app.browser(), same, "wrong").await.status, 401, "{same}");
    }
    assert_eq!(try_in(&app.browser(), "Nobody", "wrong").await.status, 429);
    assert_eq!(try_in(&app.browser(), "somebody", "wrong").await.status, 401);
}

#[tokio::test]
async fn even_the_right_password_waits_and_then_works() {
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
async fn a_clock_that_is_set_back_makes_nobody_wait_longer() {
    let app = TestApp::with(&[("attempts_per_account", "1/60s")]).await;
    try_in(&app.browser(), "nobody", "wrong").await;
    app.clock.shift(-24 * 3600);
    let wait = seconds_to_wait(&try_in(&app.browser(), "nobody", "wrong").await);
    assert!((1..=61).contains(&wait), "{wait}");
    app.clock.shift(wait);
    assert_eq!(try_in(&app.browser(), "nobody", "wrong").await.status, 401);
}

#[tokio::test]
async fn attempts_in_flight_count() {
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
async fn strangers_guesses_do_not_lock_the_owner_out() {
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
    assert_eq!(try_in(&app.browser(), "ada", PASSWORD).await.status, 429, "this allowance has an end too");
}

#[tokio::test]
async fn one_address_is_limited_whatever_it_tries() {
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
async fn one_household_s_ipv6_network_counts_as_one_address() {
    let app = TestApp::with(&[("attempts_per_address", "3/5s"), BEHIND_PROXY]).await;
    let guest = app.browser();
    for host in 1..=3 {
        assert_eq!(try_from(&guest, &format!("2001:db8:1:2::{host}"), "nobody", "wrong").await.status, 401);
    }
    assert_eq!(try_from(&guest, "2001:db8:1:2:ffff::9", "nobody", "wrong").await.status, 429);
    assert_eq!(try_from(&guest, "2001:db8:1:3::1", "nobody", "wrong").await.status, 401);
}

#[tokio::test]
async fn a_burst_of_sign_ups_is_cut_off_and_makes_no_more_rows() {
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
async fn proving_the_password_again_is_limited_too() {
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
async fn the_meter_is_limited_on_its_own() {
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
async fn a_flood_of_hashing_is_turned_away_and_pages_go_on() {
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
    assert_eq!(try_in(&app.browser(), "ada", PASSWORD).await.status, 200, "and afterwards all is well");
}
