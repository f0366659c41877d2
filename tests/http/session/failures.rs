//! The failed sign-ins that an account's owner can see.

use hallpass::session::FailedSignIn;
use hallpass::testing::{Browser, PASSWORD, TestApp, send};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0";

async fn failed(browser: &Browser) -> Vec<FailedSignIn> {
    let reply = browser.fetch("list_failed_sign_ins", &[]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

#[tokio::test]
async fn failed_sign_ins_are_listed_to_the_owner_of_the_account_only() {
    let app = TestApp::start().await;
    let (ada, noor) = (app.member("ada").await, app.member("noor").await);
    assert!(failed(&ada).await.is_empty());
    let stranger = app.browser();
    let request = stranger.call("sign_in", &[("username", "Ada"), ("password", "wrong password")]);
    send(request.header("accept", "application/json").header("user-agent", FIREFOX)).await;
    app.clock.shift(10);
    stranger.fetch("sign_in", &[("username", "nobody"), ("password", "wrong password")]).await;
    app.sign_in("ada", PASSWORD).await;
    // Other refusals of the owner are no sign-ins.
    ada.fetch("sign_in_again", &[("current_password", "wrong password")]).await;
    let found = failed(&ada).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&*found[0].address, found[0].was_blocked), ("127.0.0.1", false));
    assert_eq!(found[0].device.to_string(), "Firefox on Linux");
    assert!(failed(&noor).await.is_empty());
    assert_eq!(app.browser().fetch("list_failed_sign_ins", &[]).await.status, 401);
    let page = ada.get("/account/activity").await.body;
    assert!(page.contains("Wrong password") && !noor.get("/account/activity").await.body.contains("Wrong password"));
}

#[tokio::test]
async fn the_owner_does_not_see_from_where_another_member_tried() {
    let app = TestApp::start().await;
    let (ada, noor) = (app.member("ada").await, app.member("noor").await);
    noor.fetch("sign_in", &[("username", "ada"), ("password", "wrong password")]).await;
    let found = failed(&ada).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&*found[0].address, &*found[0].device.browser), ("", ""));
}

#[tokio::test]
async fn only_the_latest_failed_sign_ins_are_listed_newest_first() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let stranger = app.browser();
    for _ in 0..12 {
        app.clock.shift(60);
        stranger.fetch("sign_in", &[("username", "ada"), ("password", "wrong password")]).await;
    }
    let found = failed(&ada).await;
    assert_eq!(found.len(), 10);
    assert!(found.is_sorted_by(|newer, older| newer.at > older.at), "{found:?}");
}
