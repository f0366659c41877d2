//! Lists over many rows, which use other query plans: they return the same rows in the same order.

use std::collections::BTreeSet;

use hallpass::{
    access::server::Grant,
    account_admin::AccountPage,
    audit::{AuditEvent, AuditPage},
    directory::{AccountSummary, COUNT_MAX},
    overview::OverviewSummary,
    role::RoleSummary,
    session_admin::SessionPage,
};

use hallpass::testing::{Browser, TestApp};

/// How many accounts to insert: more than are counted exactly.
const MANY: i64 = 1200;
/// A common table expression of the numbers from 1 to `most`.
fn numbers(most: i64) -> String {
    format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most})")
}

/// Inserts accounts `user-1`, `user-2`, …, created at times 0 to 6; every tenth was never active.
async fn fill(app: &TestApp, count: i64) {
    let (numbers, now) = (numbers(count), app.clock.now());
    app.execute(&format!(
        "{numbers} INSERT INTO accounts (id, username, username_key, username_skeleton, display_name, password_hash, \
         role, created_at, password_changed_at, last_seen_at) SELECT 'id-' || i, 'user-' || i, 'user-' || i, \
         'user-' || i, CASE WHEN i % 3 = 0 THEN 'User' ELSE 'Somebody' END, '', 'member', i % 7, 0, \
         CASE WHEN i % 10 = 0 THEN 0 ELSE {now} - 60 - i % 7 END FROM n"
    ))
    .await;
}

/// Every account of a list, fetched page by page, and the total of the first page.
async fn accounts(browser: &Browser, filter: &[(&str, &str)]) -> (Vec<AccountSummary>, i64) {
    let (mut found, mut after, mut total): (Vec<AccountSummary>, String, Option<i64>) =
        (Vec::new(), String::new(), None);
    loop {
        let fields = [filter, &[("after", &*after)]].concat();
        let page: AccountPage = browser.fetch("list_accounts", &fields).await.json();
        total.get_or_insert(page.total);
        found.extend(page.accounts);
        match page.next {
            Some(next) => after = next,
            None => break,
        }
    }
    let ids: BTreeSet<_> = found.iter().map(|account| &account.id).collect();
    assert_eq!(ids.len(), found.len(), "{filter:?}");
    (found, total.unwrap_or_default())
}

#[tokio::test]
async fn long_account_lists_are_complete_and_sorted_for_every_filter() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    fill(&app, MANY).await;
    app.execute("INSERT INTO bans (id, account_id, reason, created_at) SELECT id, id, 'x', 1 FROM accounts WHERE created_at < 6").await;
    let banned = app.count("SELECT COUNT(*) FROM bans").await;
    assert!(banned > COUNT_MAX);
    for (filter, expected) in [
        (&[][..], MANY + 1),
        (&[("role", "member")], MANY),
        (&[("state", "banned")], banned),
        (&[("state", "good")], MANY + 1 - banned),
        (&[("active", "day")], MANY * 9 / 10 + 1),
        (&[("active", "never")], MANY / 10),
        (
            &[("active", "day"), ("state", "banned")],
            app.count("SELECT COUNT(*) FROM accounts WHERE created_at < 6 AND last_seen_at > 0").await,
        ),
        (&[("search", "user")], MANY),
        (&[("search", "user"), ("active", "never")], MANY / 10),
        (
            &[("search", "user-1"), ("state", "banned")],
            app.count("SELECT COUNT(*) FROM accounts WHERE created_at < 6 AND username_key LIKE 'user-1%'").await,
        ),
    ] {
        for sort in ["name", "newest", "last_active"] {
            let (found, total) = accounts(&grace, &[filter, &[("sort", sort)]].concat()).await;
            assert_eq!(i64::try_from(found.len()), Ok(expected), "{filter:?} {sort}");
            assert_eq!(total, expected.min(COUNT_MAX + 1), "{filter:?} {sort}");
            let is_sorted = match sort {
                "newest" => {
                    found.is_sorted_by_key(|account| (-account.created_at, std::cmp::Reverse(account.id.clone())))
                }
                "last_active" => found.is_sorted_by_key(|account| -account.last_seen_at.unwrap_or_default()),
                _ => found.is_sorted_by_key(|account| account.username.clone()),
            };
            assert!(is_sorted, "{filter:?} {sort}");
        }
    }
}

#[tokio::test]
async fn accounts_whose_username_matches_come_before_other_matches() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for count in [70, MANY] {
        app.execute("DELETE FROM accounts WHERE id LIKE 'id-%'").await;
        fill(&app, count).await;
        app.execute("UPDATE accounts SET username = 'a' || id, username_key = 'a' || id WHERE id LIKE 'id-6%'").await;
        app.execute("UPDATE accounts SET email = 'USER@example.org' WHERE id = 'id-67'").await;
        let (found, _) = accounts(&grace, &[("search", "user")]).await;
        let names: Vec<_> = found.iter().map(|account| &*account.username).collect();
        let others = names.iter().position(|name| name.starts_with("aid-")).expect("others");
        assert!(names[..others].iter().all(|name| name.starts_with("user-")) && names[..others].is_sorted(), "{count}");
        assert!(names[others..].iter().all(|name| name.starts_with("aid-")) && names[others..].is_sorted(), "{count}");
        assert!(names[others..].contains(&"aid-67") && names[others..].contains(&"aid-66"), "{count}");
        assert!(!names.contains(&"aid-61"), "{count}");
    }
}

#[tokio::test]
async fn the_number_of_accounts_of_a_common_role_is_capped() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    fill(&app, MANY).await;
    let roles: Vec<RoleSummary> = grace.fetch("list_roles", &[]).await.json();
    let counts: Vec<_> = roles.iter().map(|role| role.accounts).collect();
    assert_eq!(counts, [COUNT_MAX + 1, 0, 1]);
    assert!(grace.get("/admin/roles").await.body.contains("More than 1,000 accounts have this role."));
}

#[tokio::test]
async fn long_session_lists_are_complete_and_sorted_for_every_filter() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    fill(&app, MANY).await;
    let now = app.clock.now();
    app.execute(&format!(
        "INSERT INTO sessions (id, secret_hash, account_id, data, created_at, last_seen_at, remember_me, address, network, \
         user_agent) SELECT id, id, id, '{{}}', {now}, {now} - created_at, 0, '192.0.2.' || created_at, '', 'Firefox' \
         FROM accounts WHERE id LIKE 'id-%'"
    ))
    .await;
    for (filter, expected) in [
        (&[][..], MANY + 1),
        (&[("account", "user")], MANY),
        (&[("account", "user-12")], 12),
        (&[("role", "member")], MANY),
        (&[("address", "192.0.2.")], MANY),
        (&[("address", "192.0.2.3")], app.count("SELECT COUNT(*) FROM accounts WHERE created_at = 3").await),
        (&[("address", "192.0.2."), ("account", "user-12"), ("role", "member")], 12),
    ] {
        let (mut ids, mut seen, mut after) = (BTreeSet::new(), Vec::new(), String::new());
        loop {
            let fields = [filter, &[("after", &*after)]].concat();
            let page: SessionPage = grace.fetch("list_every_session", &fields).await.json();
            seen.extend(page.sessions.iter().map(|one| one.session.last_active_at));
            ids.extend(page.sessions.into_iter().map(|one| one.session.id));
            match page.next {
                Some(next) => after = next,
                None => break,
            }
        }
        assert_eq!((i64::try_from(seen.len()), ids.len()), (Ok(expected), seen.len()), "{filter:?}");
        assert!(seen.is_sorted_by(|one, next| one >= next), "{filter:?}");
    }
}

/// An inserted audit event.
struct Put {
    seq: i64,
    at: i64,
    act: &'static str,
    outcome: &'static str,
    actor: &'static str,
    subject: &'static str,
}

/// The event number `seq`. For 3 of every 50 events the clock was 10 minutes slow.
fn put(seq: i64) -> Put {
    let at = 86_400 * 365 + seq * 60 - if seq % 50 < 3 { 600 } else { 0 };
    let act = if seq % 4 == 0 { "account.note" } else { "session.start" };
    let outcome = if seq % 10 == 0 { "refused" } else { "done" };
    let actor = if seq % 3 == 0 { "id-1" } else { "id-2" };
    let subject = if seq % 400 == 1 { "id-1" } else { actor };
    Put { seq, at, act, outcome, actor, subject }
}

/// A filter, and a predicate for the events that it finds.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a dyn Fn(&Put) -> bool);

#[tokio::test]
async fn long_event_lists_are_complete_and_sorted_for_every_filter() {
    const FIRST: i64 = 1001;
    const LAST: i64 = 18_000;
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    fill(&app, 2).await;
    app.execute(&format!(
        "{} INSERT INTO audit_events (seq, at, act, outcome, reason, actor, subject, detail, request, origin, previous, hash) \
         SELECT i, 86400 * 365 + i * 60 - CASE WHEN i % 50 < 3 THEN 600 ELSE 0 END, \
         CASE WHEN i % 4 = 0 THEN 'account.note' ELSE 'session.start' END, \
         CASE WHEN i % 10 = 0 THEN 'refused' ELSE 'done' END, '', CASE WHEN i % 3 = 0 THEN 'id-1' ELSE 'id-2' END, \
         CASE WHEN i % 400 = 1 OR i % 3 = 0 THEN 'id-1' ELSE 'id-2' END, '{{}}', '', '', '', '' FROM n WHERE i >= {FIRST}",
        numbers(LAST)
    ))
    .await;
    app.execute("INSERT INTO audit_origins (seq, account_id, salt, address, user_agent) SELECT seq, actor, '', '192.0.2.1', '' FROM audit_events WHERE seq % 2 = 0 AND seq > 1000").await;
    // Two of the days that the events cover.
    let is_in = |put: &Put| (366 * 86_400..368 * 86_400).contains(&put.at);
    let (since, until) = (("since", "1971-01-02"), ("until", "1971-01-03"));
    let (user, note, refused, address) =
        (("account", "user-1"), ("act", "account.note"), ("outcome", "refused"), ("address", "192.0.2.1"));
    let of_user = |put: &Put| put.actor == "id-1" || put.subject == "id-1";
    let cases: [Case; 12] = [
        (&[("act", "session.start"), user], &|put| put.act == "session.start" && of_user(put)),
        (&[note, user], &|put| put.act == "account.note" && of_user(put)),
        (&[user], &of_user),
        (&[since, until], &is_in),
        (&[since, until, user], &|put| is_in(put) && of_user(put)),
        (&[since, until, refused], &|put| is_in(put) && put.outcome == "refused"),
        (&[("since", "1971-01-02"), note, address], &|put| {
            put.at >= 366 * 86_400 && put.act == "account.note" && put.seq % 2 == 0
        }),
        (&[refused, user], &|put| put.outcome == "refused" && of_user(put)),
        (&[refused, note], &|put| put.outcome == "refused" && put.act == "account.note"),
        (&[refused, note, user], &|put| put.outcome == "refused" && put.act == "account.note" && of_user(put)),
        (&[address, user], &|put| put.seq % 2 == 0 && of_user(put)),
        (&[address, ("outcome", "done"), user, since], &|put| {
            put.seq % 2 == 0 && put.outcome == "done" && of_user(put) && put.at >= 366 * 86_400
        }),
    ];
    for (filter, matches) in cases {
        let has_days = filter.iter().any(|(name, _)| ["since", "until"].contains(name));
        let mut expected: Vec<_> = (FIRST..=LAST).map(put).filter(|put| matches(put)).collect();
        expected.sort_by_key(|put| std::cmp::Reverse((if has_days { put.at } else { 0 }, put.seq)));
        // Excludes events of the test's own acts.
        let found: Vec<_> = audit(&grace, filter).await.into_iter().filter(|seq| *seq >= FIRST).collect();
        let expected: Vec<_> = expected.iter().map(|put| put.seq).collect();
        assert_eq!(found.len(), expected.len(), "{filter:?}");
        assert_eq!(found, expected, "{filter:?}");
    }
}

/// The sequence numbers of all events of a list, fetched page by page.
async fn audit(browser: &Browser, filter: &[(&str, &str)]) -> Vec<i64> {
    let (mut found, mut before) = (Vec::<AuditEvent>::new(), "0".to_owned());
    loop {
        let page: AuditPage = browser.fetch("list_audit", &[filter, &[("before", &*before)]].concat()).await.json();
        found.extend(page.events);
        match page.before {
            Some(next) => before = next.to_string(),
            None => return found.into_iter().map(|event| event.seq).collect(),
        }
    }
}

#[tokio::test]
async fn a_large_database_shows_the_last_count_while_counting_again() {
    const KEEP: i64 = 30;
    let app = TestApp::start().await;
    fill(&app, 20_001).await;
    let look =
        async || -> OverviewSummary { app.services.overviews.overview(&Grant::operator(), "").await.expect("one") };
    let first = look().await;
    assert_eq!((first.figures.accounts, first.is_cached), (20_001, true));
    app.execute("UPDATE accounts SET closed_at = 1 WHERE id = 'id-1'").await;
    app.clock.shift(KEEP);
    let shown = look().await;
    assert_eq!((shown.counted_at, shown.figures.accounts), (first.counted_at, 20_001));
    // Later requests see the new count.
    let mut later = look().await;
    while later.counted_at == first.counted_at {
        tokio::task::yield_now().await;
        later = look().await;
    }
    assert_eq!((later.counted_at, later.figures.accounts), (first.counted_at + KEEP, 20_000));
    // A count that is too old is not shown.
    app.clock.shift(3600);
    assert_eq!(look().await.counted_at, first.counted_at + KEEP + 3600);
}
