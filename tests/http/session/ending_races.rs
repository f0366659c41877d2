//! Sessions that are ended while requests are in progress: once the ending has been answered, the session can do
//! nothing more.

use std::sync::Arc;

use hallpass::access::Ending;
use tokio::task::JoinSet;

use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, Reply, TestApp};

/// Sends one of the requests that a tab may have in progress.
async fn ask(browser: &Browser, number: usize) -> Reply {
    match number % 5 {
        0 => browser.get("/account").await,
        1 => browser.fetch("change_display_name", &[("display_name", "Ada")]).await,
        2 => browser.fetch("list_sessions", &[]).await,
        3 => browser.fetch("visit", &[]).await,
        _ => browser.get("/").await,
    }
}

/// Ends a session among many requests with its cookie, and asserts that it is unusable afterwards.
async fn race(secret: &str, browser: &Browser, ending: impl Future<Output = ()>, cause: Ending) {
    let flying = Arc::new(browser.replaying(secret));
    let mut requests = JoinSet::new();
    for number in 0..20 {
        let browser = Arc::clone(&flying);
        requests.spawn(async move { ask(&browser, number).await });
    }
    ending.await;
    let after = browser.replaying(secret);
    assert_eq!(after.fetch("change_display_name", &[("display_name", "Late")]).await.status, 401, "{cause:?}");
    assert_eq!(after.get("/account").await.status, 302, "{cause:?}");
    while let Some(reply) = requests.join_next().await {
        let reply = reply.unwrap();
        assert!(reply.status < 500, "{}", reply.body);
        assert!(reply.cookies().iter().all(|cookie| cookie.name() != browser.cookie_name), "{:?}", reply.cookies());
    }
    assert_eq!(after.ended().await, Some(cause));
    assert_eq!(flying.session().as_deref(), Some(secret));
}

#[tokio::test]
async fn after_signing_out_the_session_is_unusable() {
    let app = TestApp::start().await;
    for round in 0..4 {
        let ada = app.member(&format!("ada-{}", ["a", "b", "c", "d"][round])).await;
        let secret = ada.session().unwrap();
        let ending = async { assert_eq!(ada.replaying(&secret).fetch("sign_out", &[]).await.status, 200) };
        race(&secret, &ada, ending, Ending::SignedOut).await;
    }
}

#[tokio::test]
async fn after_an_administrator_ends_a_session_it_is_unusable() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for round in 0..4 {
        let name = format!("ada-{}", ["a", "b", "c", "d"][round]);
        let ada = app.member(&name).await;
        let (secret, id) = (ada.session().unwrap(), app.id_of(&name).await);
        let ending = async { assert_eq!(grace.fetch("end_account_sessions", &[("id", &id)]).await.status, 200) };
        race(&secret, &ada, ending, Ending::EndedByAdministrator).await;
    }
}

#[tokio::test]
async fn after_a_ban_the_session_is_unusable() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let secret = ada.session().unwrap();
    let ending = async {
        app.ban("ada", "Rudeness", "").await;
        assert_eq!(ada.fetch("change_display_name", &[("display_name", "Late")]).await.status, 403);
        app.lift_ban("ada").await;
    };
    race(&secret, &ada, ending, Ending::Banned).await;
}

#[tokio::test]
async fn concurrent_endings_of_the_same_sessions_do_not_fail() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for round in 0..6 {
        let name = format!("ada-{}", ["a", "b", "c", "d", "e", "f"][round]);
        let browsers = [
            app.member(&name).await,
            app.sign_in(&name, PASSWORD).await,
            app.sign_in(&name, PASSWORD).await,
            app.sign_in(&name, PASSWORD).await,
        ];
        let (account, last) = (app.id_of(&name).await, browsers[3].id().await);
        let (one_id, named, of_ada) = ([("id", &*last)], [("id", &*last), ("name", "phone")], [("id", &*account)]);
        let new = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
        let (one, others, renewed, by_grace, named) = tokio::join!(
            browsers[0].fetch("end_session", &one_id),
            browsers[1].fetch("end_other_sessions", &[]),
            browsers[2].fetch("change_password", &new),
            grace.fetch("end_account_sessions", &of_ada),
            browsers[3].fetch("name_session", &named),
        );
        for reply in [one, others, renewed, by_grace, named] {
            assert!(reply.status < 500, "{}: {}", reply.status, reply.body);
        }
    }
}

#[tokio::test]
async fn ending_a_session_during_a_password_change_leaves_a_consistent_password() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for round in 0..6 {
        let name = format!("ada-{}", ["a", "b", "c", "d", "e", "f"][round]);
        let ada = app.member(&name).await;
        let id = app.id_of(&name).await;
        let fields = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
        let ended = [("id", &*id)];
        let (change, end) =
            tokio::join!(ada.fetch("change_password", &fields), grace.fetch("end_account_sessions", &ended));
        assert_eq!(end.status, 200);
        assert!([200, 401].contains(&change.status), "{}", change.body);
        if change.status == 401 {
            assert!(change.cookies().is_empty(), "{:?}", change.cookies());
            assert_eq!(ada.ended().await, Some(Ending::EndedByAdministrator));
        }
        let password = if change.status == 200 { NEW_PASSWORD } else { PASSWORD };
        assert!(app.sign_in(&name, password).await.is_member().await);
    }
}

#[tokio::test]
async fn ending_a_session_during_reauthentication_leaves_no_live_session() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for round in 0..6 {
        let name = format!("ada-{}", ["a", "b", "c", "d", "e", "f"][round]);
        let ada = app.member(&name).await;
        let secret = ada.session().unwrap();
        let id = app.id_of(&name).await;
        let ended = [("id", &*id)];
        let (again, end) = tokio::join!(
            ada.fetch("sign_in_again", &[("current_password", PASSWORD)]),
            grace.fetch("end_account_sessions", &ended)
        );
        assert_eq!(end.status, 200);
        assert!([200, 401].contains(&again.status), "{}", again.body);
        let live = format!("SELECT COUNT(*) FROM sessions WHERE account_id = '{id}' AND ended_at IS NULL");
        assert_eq!(app.count(&live).await, 0, "{}: {}", again.status, again.body);
        assert_eq!(ada.ended().await, Some(Ending::EndedByAdministrator));
        if again.status == 401 {
            assert!(again.cookies().is_empty(), "{:?}", again.cookies());
            assert_eq!(ada.session(), Some(secret), "the cookie stays, so that pages can show why the session ended");
        }
    }
}

#[tokio::test]
async fn of_many_concurrent_reauthentications_one_succeeds() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let secret = ada.session().unwrap();
    let mut racing = JoinSet::new();
    for _ in 0..5 {
        let browser = ada.replaying(&secret);
        racing.spawn(async move {
            let status = browser.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.status;
            (status, browser.is_member().await)
        });
    }
    let mut outcomes = racing.join_all().await;
    outcomes.sort_unstable();
    assert_eq!(outcomes, [(200, true), (401, false), (401, false), (401, false), (401, false)]);
}

#[tokio::test]
async fn a_session_stays_alive_if_its_replacement_cannot_be_written() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let secret = ada.session().unwrap();
    // Make writing a new row fail.
    app.execute("ALTER TABLE sessions RENAME COLUMN method TO way").await;
    assert_eq!(ada.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.status, 500);
    assert_eq!(ada.fetch("sign_in", &[("username", "ada"), ("password", PASSWORD)]).await.status, 500);
    assert!(ada.is_member().await);
    assert_eq!(ada.session(), Some(secret));
}
