//! All live sessions in the console: filtering, pagination, and ending a selection.

use hallpass::{
    access::Ending,
    error::AppError,
    session_admin::{SelectionEnded, SessionPage},
};

use crate::support::audit::{line, newest, refused};
use hallpass::testing::{Browser, PASSWORD, TestApp, send};

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 \
    (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

async fn page(browser: &Browser, filter: &[(&str, &str)]) -> SessionPage {
    let reply = browser.fetch("list_every_session", filter).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

/// The usernames of the sessions found.
async fn names(browser: &Browser, filter: &[(&str, &str)]) -> Vec<String> {
    page(browser, filter).await.sessions.into_iter().map(|one| one.username).collect()
}

async fn end(browser: &Browser, ids: &[&str]) -> SelectionEnded {
    let reply = browser.fetch("end_selected_sessions", &[("ids", &ids.join(" "))]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

async fn sign_in_on(app: &TestApp, name: &str, user_agent: &str) -> Browser {
    let browser = app.browser();
    let call = browser.call("sign_in", &[("username", name), ("password", PASSWORD)]);
    let reply = send(call.header("accept", "application/json").header("user-agent", user_agent)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    browser
}

/// Inserts `count` live sessions of this account, all last active at the same time.
async fn fill(app: &TestApp, account_id: &str, count: usize, address: &str, user_agent: &str) {
    let now = app.clock.now();
    for number in 0..count {
        let id = hallpass::database::new_id();
        app.execute(&format!(
            "INSERT INTO sessions (id, secret_hash, account_id, data, created_at, last_seen_at, remember_me, address, \
             network, user_agent) VALUES ('{id}', '{id}', '{account_id}', '{{}}', {now}, {now}, 0, '{address}', \
             '{address}', '{user_agent} {number}')"
        ))
        .await;
    }
}

#[tokio::test]
async fn sessions_of_everyone_are_listed_most_recently_active_first() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    app.execute("UPDATE sessions SET last_seen_at = last_seen_at - 60").await;
    app.member("noor").await;
    let found = page(&grace, &[]).await;
    let names: Vec<_> = found.sessions.iter().map(|one| &*one.username).collect();
    assert_eq!(names, ["noor", "ada", "grace"]);
    assert_eq!(found.next, None);
    let [_, of_ada, own] = &found.sessions[..] else { panic!("three sessions are expected") };
    assert_eq!((&of_ada.account_id, &of_ada.session.id), (&app.id_of("ada").await, &ada.id().await));
    assert_eq!((of_ada.role.name(), of_ada.session.address.as_str()), ("member", "127.0.0.1"));
    assert!(own.session.is_this && !of_ada.session.is_this && of_ada.may_end);
}

#[tokio::test]
async fn sessions_are_filtered_by_username_role_address_and_device() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for name in ["adam", "ada_1", "mona"] {
        app.member(name).await.fetch("sign_out", &[]).await;
    }
    sign_in_on(&app, "adam", IPHONE).await;
    sign_in_on(&app, "ada_1", FIREFOX).await;
    sign_in_on(&app, "mona", FIREFOX).await;
    let mona = app.id_of("mona").await;
    app.execute(&format!("UPDATE sessions SET address = '192.0.2.17' WHERE account_id = '{mona}'")).await;
    let all = ["grace", "adam", "ada_1", "mona"];
    for (field, value, expected) in [
        ("account", "ada", &["adam", "ada_1"][..]),
        ("account", " ADA_", &["ada_1"]),
        ("account", "da", &[]),
        ("account", "%", &[]),
        ("role", "administrator", &["grace"]),
        ("role", "member", &["adam", "ada_1", "mona"]),
        ("role", "moderator", &[]),
        ("role", "nobody", &[]),
        ("role", "No Role", &[]),
        ("address", "192.0.2.17", &["mona"]),
        ("address", "192.0.2.1", &[]),
        ("address", "192.0.2.", &["mona"]),
        ("address", "127.", &["grace", "adam", "ada_1"]),
        ("address", "2001:DB8:", &[]),
        ("device", "phone", &["adam"]),
        ("device", " Computer ", &["ada_1", "mona"]),
        ("device", "firefox on win", &["ada_1", "mona"]),
        ("device", "Gecko/20100101", &["ada_1", "mona"]),
        ("device", "%", &[]),
        ("device", "", &all),
    ] {
        let mut found = names(&grace, &[(field, value)]).await;
        found.sort_by_key(|name| all.iter().position(|known| known == name));
        assert_eq!(found, expected, "{field}: {value}");
    }
    let both = [("account", "ada"), ("device", "computer"), ("role", "member"), ("address", "127.0.0.1")];
    assert_eq!(names(&grace, &both).await, ["ada_1"]);
}

#[tokio::test]
async fn session_pages_have_no_gaps_or_repeats_at_equal_times() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    let ada = app.id_of("ada").await;
    fill(&app, &ada, 118, "192.0.2.1", FIREFOX).await;
    fill(&app, &ada, 60, "192.0.2.2", IPHONE).await;
    for (filter, sizes) in [
        (&[][..], &[50, 50, 50, 30][..]),
        (&[("account", "ada")], &[50, 50, 50, 29]),
        (&[("device", "phone")], &[50, 10]),
        (&[("role", "member"), ("address", "192.0.2.1")], &[50, 50, 18]),
    ] {
        let (mut seen, mut after) = (Vec::new(), Some(String::new()));
        let mut found = Vec::new();
        while let Some(place) = after {
            let page = page(&grace, &[filter, &[("after", &*place)]].concat()).await;
            found.push(page.sessions.len());
            seen.extend(page.sessions.into_iter().map(|one| one.session.id));
            after = page.next;
        }
        assert_eq!(found, sizes, "{filter:?}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), sizes.iter().sum::<usize>(), "{filter:?}");
    }
}

#[tokio::test]
async fn ended_and_expired_sessions_are_not_listed() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await.fetch("sign_out", &[]).await;
    app.banned("brian").await;
    app.member("noor").await;
    assert_eq!(names(&grace, &[]).await, ["noor", "grace"]);
    // Past the idle limit, but not yet recorded as ended.
    let noor = app.id_of("noor").await;
    app.execute(&format!("UPDATE sessions SET last_seen_at = last_seen_at - 1801 WHERE account_id = '{noor}'")).await;
    assert_eq!(names(&grace, &[]).await, ["grace"]);
    app.execute(&format!(
        "UPDATE sessions SET last_seen_at = last_seen_at + 1801, created_at = created_at - 43201 WHERE account_id = '{noor}'"
    ))
    .await;
    assert_eq!(names(&grace, &[]).await, ["grace"]);
}

#[tokio::test]
async fn invalid_session_filters_find_nothing_and_invalid_cursors_give_the_first_page() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let long = "x".repeat(255);
    for field in ["account", "role", "address", "device", "after"] {
        assert_eq!(page(&grace, &[(field, &long)]).await, SessionPage::default(), "{field}");
        let nul = grace.get(&format!("/admin/sessions?{field}=%00")).await;
        assert_eq!(nul.status, 200, "{field}");
        assert!(nul.body.contains("Nothing found"), "{field}");
    }
    for after in ["x", "-", "1x-y", "99999999999999999999-a", "9223372036854775807-"] {
        assert_eq!(names(&grace, &[("after", after)]).await, ["grace"], "{after}");
    }
    assert_eq!(names(&grace, &[("after", "0-a")]).await, [""; 0]);
}

#[tokio::test]
async fn ending_a_selection_skips_accounts_of_the_same_or_higher_rank() {
    let app = TestApp::start().await;
    let (grace, mona) = (app.administrator("grace").await, app.moderator("mona").await);
    let (ada, noor) = (app.member("ada").await, app.member("noor").await);
    let (of_grace, of_ada, of_noor) = (grace.id().await, ada.id().await, noor.id().await);
    let reach: Vec<_> = page(&mona, &[]).await.sessions.into_iter().map(|one| (one.username, one.may_end)).collect();
    for (name, may_end) in [("grace", false), ("mona", true), ("ada", true), ("noor", true)] {
        assert!(reach.contains(&(name.to_owned(), may_end)), "{reach:?}");
    }
    let start = newest(&app).await;
    let became = end(&mona, &[&of_grace, &of_ada, "none", &of_ada, "%"]).await;
    assert_eq!(became, SelectionEnded { ended: 1, gone: 2, out_of_reach: 1 });
    assert_eq!(ada.ended().await, Some(Ending::EndedByAdministrator));
    assert!(grace.is_member().await && noor.is_member().await && mona.is_member().await);
    // Each ending is recorded in the audit under the name of the person who caused it.
    let sql = format!(
        "SELECT COUNT(*) FROM audit_events WHERE act = 'session.end' AND actor = '{}' AND subject = '{}'",
        app.id_of("mona").await,
        app.id_of("ada").await
    );
    assert_eq!(app.count(&sql).await, 1);
    let expected = line("session.end out_of_reach", "mona", "grace", &format!("whose=session {of_grace}"));
    assert_eq!(refused(&app, start).await, [expected]);
    // Without scripts, the page says it.
    let after = mona.form("/admin/sessions", "end_selected_sessions", &[("ids[]", &*of_grace)]).await;
    assert!(after.body.contains("1 session wasn’t ended, because its owner has more permissions than you."));
    let own = mona.id().await;
    assert_eq!(end(&mona, &[&own, &of_noor]).await, SelectionEnded { ended: 2, gone: 0, out_of_reach: 0 });
    assert_eq!(mona.ended().await, Some(Ending::EndedByAdministrator));
}

#[tokio::test]
async fn without_scripts_the_ticked_boxes_are_the_selection() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (ada, noor) = (app.member("ada").await, app.member("noor").await);
    let shown = grace.get("/admin/sessions?role=member").await.body;
    let ids = [ada.id().await, noor.id().await];
    for id in &ids {
        assert!(shown.contains(&format!("value=\"{id}\"")), "{id}");
    }
    assert!(shown.contains("form=\"end_selected_sessions\"") && shown.contains("id=\"end_selected_sessions\""));
    let fields = [("ids[]", &*ids[0]), ("ids[]", &*ids[1])];
    let after = grace.form("/admin/sessions?role=member", "end_selected_sessions", &fields).await;
    assert!(after.body.contains("Selected sessions ended."));
    for member in [&ada, &noor] {
        assert_eq!(member.ended().await, Some(Ending::EndedByAdministrator));
    }
    let nothing = grace.form("/admin/sessions", "end_selected_sessions", &[]).await;
    assert!(nothing.body.contains("Select between 1 and 50 sessions above."));
}

#[tokio::test]
async fn a_selection_has_1_to_50_sessions() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    let many: Vec<String> = (0..50).map(|number| format!("none-{number}")).collect();
    let own = ada.id().await;
    let too_many: Vec<&str> = many.iter().map(|id| &**id).chain([&*own]).collect();
    for ids in [String::new(), "  ".to_owned(), too_many.join(" ")] {
        let reply = grace.fetch("end_selected_sessions", &[("ids", &ids)]).await;
        assert_eq!(reply.problems(), ["ids: Use a value between 1 and 50 sessions."], "{ids}");
    }
    assert!(ada.is_member().await);
    let most: Vec<&str> = too_many[1..].to_vec();
    assert_eq!(end(&grace, &most).await, SelectionEnded { ended: 1, gone: 49, out_of_reach: 0 });
}

#[tokio::test]
async fn people_who_may_only_view_accounts_cannot_end_sessions() {
    let app = TestApp::start().await;
    app.role("support", "view_accounts").await;
    let (sue, ada) = (app.with_role("sue", "support").await, app.member("ada").await);
    let id = ada.id().await;
    assert!(page(&sue, &[]).await.sessions.iter().all(|one| !one.may_end));
    assert_eq!(sue.fetch("end_selected_sessions", &[("ids", &id)]).await.error(), AppError::Forbidden);
    let shown = sue.get("/admin/sessions").await.body;
    assert!(shown.contains("Signed in now") && !shown.contains("end_selected_sessions"));
    assert_eq!(ada.fetch("list_every_session", &[]).await.error(), AppError::Forbidden);
    let guest = app.browser();
    assert_eq!(guest.fetch("list_every_session", &[]).await.error(), AppError::SignInRequired);
    assert_eq!(guest.fetch("end_selected_sessions", &[("ids", &id)]).await.error(), AppError::SignInRequired);
    assert!(ada.is_member().await);
}
