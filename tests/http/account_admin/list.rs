//! The list of accounts: filters, sorting, and pagination without gaps or repeats.

use std::collections::BTreeSet;

use hallpass::account_admin::AccountPage;
use hallpass::directory::{AccountSummary, COUNT_MAX};

use hallpass::testing::{Browser, TestApp, new_name};

async fn list(browser: &Browser, fields: &[(&str, &str)]) -> AccountPage {
    browser.fetch("list_accounts", fields).await.json()
}

async fn names(browser: &Browser, fields: &[(&str, &str)]) -> Vec<String> {
    list(browser, fields).await.accounts.into_iter().map(|account| account.username).collect()
}

/// Inserts an account that nobody signs in to.
async fn insert(app: &TestApp, name: &str, role: &str, created_at: i64, last_seen_at: i64) {
    app.execute(&format!(
        "INSERT INTO accounts (id, username, username_key, username_skeleton, display_name, email, password_hash, \
         role, created_at, password_changed_at, last_seen_at) VALUES ('{name}', '{name}', '{name}', '{name}', \
         '{name}', NULL, '', '{role}', {created_at}, 0, {last_seen_at})"
    ))
    .await;
}

#[tokio::test]
async fn each_account_filter_finds_the_matching_accounts() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.moderator("moritz").await;
    app.banned("mallory").await;
    app.member("carl").await;
    let carl = app.id_of("carl").await;
    let closed = grace.fetch("close_account_of", &[("id", &carl), ("username", "carl")]).await;
    assert_eq!(closed.status, 200, "{}", closed.body);
    let now = app.clock.now();
    for (name, ago) in [("in-an-hour", 3000), ("in-a-day", 80_000), ("in-a-week", 500_000), ("in-a-month", 2_000_000)] {
        insert(&app, name, "member", 0, now - ago).await;
    }
    insert(&app, "ancient", "member", 0, 1).await;
    insert(&app, "never", "member", 0, 0).await;
    let gone = format!("closed-{carl}");
    for (field, value, found) in [
        ("role", "moderator", &["moritz"][..]),
        ("role", "administrator", &["grace"]),
        ("state", "banned", &["mallory"]),
        ("state", "closed", &[&*gone]),
        ("active", "hour", &["grace", "in-an-hour", "mallory", "moritz"]),
        ("active", "day", &["grace", "in-a-day", "in-an-hour", "mallory", "moritz"]),
        ("active", "week", &["grace", "in-a-day", "in-a-week", "in-an-hour", "mallory", "moritz"]),
        ("active", "never", &["never"]),
    ] {
        assert_eq!(names(&grace, &[(field, value)]).await, found, "{field} {value}");
        let page = list(&grace, &[(field, value)]).await;
        assert_eq!(page.total, i64::try_from(found.len()).unwrap(), "{field} {value}");
        let shown = grace.get(&format!("/admin/accounts?{field}={value}")).await;
        assert!(shown.status == 200 && shown.body.contains(found[0]), "{field} {value}");
    }
    let month = names(&grace, &[("active", "month")]).await;
    assert!(month.contains(&"in-a-month".to_owned()) && !month.contains(&"ancient".to_owned()));
    let good = names(&grace, &[("state", "good")]).await;
    assert!(good.contains(&"grace".to_owned()) && !good.contains(&"mallory".to_owned()), "{good:?}");
    assert_eq!(names(&grace, &[]).await.len(), 9, "every account except the closed one");
    // Filters are combined with AND.
    let all = [("role", "member"), ("state", "good"), ("active", "week"), ("search", "in-a-")];
    assert_eq!(names(&grace, &all).await, ["in-a-day", "in-a-week"]);
    assert!(names(&grace, &[("state", "banned"), ("role", "moderator")]).await.is_empty());
}

#[tokio::test]
async fn accounts_whose_ban_was_lifted_or_expired_do_not_count_as_banned() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for name in ["lifted", "mallory"] {
        app.banned(name).await;
    }
    app.lift_ban("lifted").await;
    assert_eq!(names(&grace, &[("state", "banned")]).await, ["mallory"]);
    app.execute("UPDATE bans SET until = 1 WHERE lifted_at IS NULL").await;
    assert!(names(&grace, &[("state", "banned")]).await.is_empty());
    assert_eq!(names(&grace, &[("state", "good")]).await, ["grace", "lifted", "mallory"]);
}

#[tokio::test]
async fn an_unknown_filter_value_is_reported_at_its_field() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for field in ["role", "state", "active", "sort"] {
        for value in ["x", "nobody", "GOOD", " ", "' OR 1=1 --"] {
            let reply = grace.fetch("list_accounts", &[(field, value)]).await;
            assert_eq!(reply.status, 422, "{field} {value}: {}", reply.body);
            assert_eq!(reply.problems(), [format!("{field}: Choose one of the options.")]);
        }
        let page = grace.get(&format!("/admin/accounts?{field}=x")).await;
        assert!(page.body.contains("a filter that doesn’t exist"), "{}", page.body);
    }
}

#[tokio::test]
async fn accounts_are_sorted_by_name_age_or_activity() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let now = app.clock.now();
    insert(&app, "anna", "member", 10, 3).await;
    insert(&app, "berta", "member", 30, 2).await;
    insert(&app, "clara", "member", 20, now + 900).await;
    assert_eq!(names(&grace, &[]).await, ["anna", "berta", "clara", "grace"]);
    assert_eq!(names(&grace, &[("sort", "name")]).await, ["anna", "berta", "clara", "grace"]);
    assert_eq!(names(&grace, &[("sort", "newest")]).await, ["grace", "berta", "clara", "anna"]);
    assert_eq!(names(&grace, &[("sort", "last_active")]).await, ["clara", "grace", "anna", "berta"]);
}

#[tokio::test]
async fn pages_have_no_gaps_or_repeats_when_sort_keys_are_equal() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for number in 0..120 {
        // Only three distinct times, so that page boundaries fall between equal keys.
        insert(&app, &new_name(), "member", number % 3, number % 3).await;
    }
    for sort in ["name", "newest", "last_active"] {
        for filter in [&[][..], &[("role", "member")], &[("search", "person-")], &[("state", "good")]] {
            let (mut seen, mut after, mut pages): (Vec<AccountSummary>, String, u32) = (Vec::new(), String::new(), 0);
            loop {
                let fields = [filter, &[("sort", sort), ("after", &*after)]].concat();
                let page = list(&grace, &fields).await;
                assert!(page.accounts.len() <= 50);
                seen.extend(page.accounts);
                pages += 1;
                match page.next {
                    Some(next) => after = next,
                    None => break,
                }
            }
            let expected = if filter.is_empty() || filter[0].0 == "state" { 121 } else { 120 };
            let ids: BTreeSet<_> = seen.iter().map(|account| &account.id).collect();
            assert_eq!((seen.len(), ids.len(), pages), (expected, expected, 3), "{sort} {filter:?}");
            let key = |account: &AccountSummary| match sort {
                "newest" => -account.created_at,
                "last_active" => -account.last_seen_at.unwrap_or_default(),
                _ => 0,
            };
            assert!(seen.is_sorted_by_key(key), "{sort}");
        }
    }
}

#[tokio::test]
async fn an_invalid_cursor_gives_the_first_page() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    for sort in ["", "newest", "last_active"] {
        let first = names(&grace, &[("sort", sort)]).await;
        let other = if sort == "newest" { "last_active:5:x" } else { "newest:5:x" };
        for after in ["x", ":", "newest", "newest:x:y", "last_active::", "' OR 1=1 --", "\u{fdfa}", other] {
            assert_eq!(names(&grace, &[("sort", sort), ("after", after)]).await, first, "{sort} {after}");
        }
    }
}

#[tokio::test]
async fn the_menu_of_an_account_offers_what_the_viewer_may_do() {
    let app = TestApp::start().await;
    let (grace, mo) = (app.administrator("grace").await, app.moderator("moritz").await);
    app.role("support", "view_accounts").await;
    let sue = app.with_role("sue", "support").await;
    app.member("ada").await;
    for (viewer, whom, role, ban) in [
        (&grace, "ada", true, true),
        (&grace, "grace", true, false),
        (&mo, "ada", false, true),
        (&mo, "grace", false, false),
        (&sue, "ada", false, false),
    ] {
        let id = app.id_of(whom).await;
        let page = viewer.get(&format!("/admin/accounts?q={whom}")).await.body;
        let has = |act: &str| page.contains(&format!("href=\"/admin/accounts/{id}/{act}\""));
        assert_eq!((has("sessions"), has("role"), has("ban")), (true, role, ban), "{whom}: {page}");
    }
}

#[tokio::test]
async fn counting_accounts_stops_at_a_maximum() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)";
    app.execute(&format!(
        "{numbers} INSERT INTO accounts (id, username, username_key, username_skeleton, display_name, password_hash, \
         role, created_at, password_changed_at) SELECT 'many-' || i, 'many-' || i, 'many-' || i, 'many-' || i, 'Many', \
         '', 'member', 0, 0 FROM n"
    ))
    .await;
    assert_eq!(list(&grace, &[]).await.total, COUNT_MAX + 1);
    assert_eq!(list(&grace, &[("search", "many-12")]).await.total, 1 + 10 + 1, "12, 120 to 129, 1200");
    assert!(grace.get("/admin/accounts").await.body.contains("More than 1,000 people"));
}

#[tokio::test]
async fn the_time_of_last_activity_survives_deleting_the_session() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada").await;
    let before = list(&grace, &[("search", "ada")]).await.accounts[0].last_seen_at;
    assert!(before.is_some(), "signing in counts as activity");
    app.clock.shift(120);
    ada.get("/account").await;
    app.services.sessions.write_activity().await.unwrap();
    let seen = list(&grace, &[("search", "ada")]).await.accounts[0].last_seen_at;
    assert!(seen >= before.map(|before| before + 120), "{seen:?}");
    let id = app.id_of("ada").await;
    app.execute(&format!("DELETE FROM sessions WHERE account_id = '{id}'")).await;
    assert_eq!(list(&grace, &[("search", "ada")]).await.accounts[0].last_seen_at, seen);
}
