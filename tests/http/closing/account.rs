//! Closing accounts, by their owners and by administrators: it takes effect everywhere at once and is permanent.
//! Personal data is deleted; records that refer to the account remain.

use hallpass::{
    access::{Ending, Principal, server::Grant},
    account_admin::AccountPage,
    ban::{BanEnd, BanRecord},
    directory::AccountSummary,
    error::{AppError, Conflict},
};

use crate::support::{
    audit::{after, assert_sound, newest},
    channel::Channel,
};
use hallpass::testing::{Browser, NEW_PASSWORD, PASSWORD, TestApp};

const LAST: AppError = AppError::Conflict { conflict: Conflict::LastAdministrator };
const YOURSELF: AppError = AppError::Conflict { conflict: Conflict::Yourself };

fn own(name: &str) -> [(&str, &str); 2] {
    [("username", name), ("current_password", PASSWORD)]
}

async fn is_closed(browser: &Browser) -> bool {
    browser.principal().await == Principal::ended(Ending::AccountClosed)
}

#[tokio::test]
async fn closing_one_s_account_ends_all_its_sessions_at_once() {
    let app = TestApp::start().await;
    let (ada, elsewhere) = (app.member("ada").await, app.sign_in("ada", PASSWORD).await);
    let noor = app.member("noor").await;
    let (mut tab, _) = Channel::open(&app, &elsewhere).await;
    let page = ada.get("/account/close").await.body;
    assert!(page.contains("/api/close_account") && page.contains("/account/export"), "{page}");
    assert!(ada.get("/account").await.body.contains("/account/close"));
    let reply = ada.fetch("close_account", &own("Ada")).await;
    assert_eq!(reply.json::<Principal>(), Principal::ended(Ending::AccountClosed));
    assert_eq!(reply.header("clear-site-data"), "\"storage\"");
    tab.ends(Ending::AccountClosed).await;
    for browser in [&ada, &elsewhere] {
        assert!(is_closed(browser).await);
        assert!(browser.get("/").await.body.contains("Your account is closed."));
        assert_eq!(browser.get("/account").await.location(), "/");
        assert_eq!(browser.fetch("change_display_name", &[("display_name", "x")]).await.status, 401);
    }
    assert!(noor.is_member().await);
}

#[tokio::test]
async fn closing_one_s_account_is_recorded_with_the_request_but_no_address() {
    let app = TestApp::start().await;
    let (ada, id) = (app.member("ada").await, app.id_of("ada").await);
    app.sign_in("ada", PASSWORD).await;
    let start = newest(&app).await;
    let reply = ada.fetch("close_account", &own("ada")).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let events = after(&app, start).await;
    let acts: Vec<_> = events.iter().map(|event| &*event.act).collect();
    assert_eq!(acts, ["session.end", "session.end", "account.close"]);
    for event in &events {
        assert_eq!((&*event.actor, &*event.request), (&*id, reply.header("x-request-id")), "{event:?}");
        assert_eq!((&event.address, &event.user_agent), (&None, &None), "{event:?}");
    }
    assert_eq!(app.count(&format!("SELECT COUNT(*) FROM audit_origins WHERE account_id = '{id}'")).await, 0);
    assert_sound(&app).await;
}

#[tokio::test]
async fn without_scripts_the_start_page_says_that_the_account_is_closed() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let wrong =
        ada.form("/account/close", "close_account", &[("username", "noor"), ("current_password", PASSWORD)]).await;
    assert!(wrong.body.contains("That’s not the username of this account."), "{}", wrong.body);
    let fields = [&own("ada")[..], &[("_next", "/")]].concat();
    let reply = ada.post("/account/close", "close_account", &fields).await;
    assert_eq!((reply.status, reply.location()), (303, "/"));
    assert!(ada.get("/").await.body.contains("Your account is closed."));
}

#[tokio::test]
async fn closing_one_s_account_requires_username_and_password() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    for (name, password, expected) in [
        ("", PASSWORD, "username: Fill this in."),
        ("noor", PASSWORD, "username: That’s not the username of this account."),
        ("ada", "wrong", "current_password: That’s not your current password."),
    ] {
        let fields = [("username", name), ("current_password", password)];
        assert_eq!(ada.fetch("close_account", &fields).await.problems(), [expected]);
    }
    assert!(ada.is_member().await);
}

#[tokio::test]
async fn closing_deletes_personal_data_and_keeps_the_record_of_decisions() {
    const SECRETS: [&str; 7] = [
        "ada-lovelace",
        "Countess",
        "ada@example.org",
        "Her own reason",
        "Her own note",
        "Her own appeal",
        "Her answer",
    ];
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let ada = app.member("ada-lovelace").await;
    let id = app.id_of("ada-lovelace").await;
    ada.fetch("change_display_name", &[("display_name", "Countess")]).await;
    ada.fetch("change_email", &[("email", "ada@example.org"), ("current_password", PASSWORD)]).await;
    let session = ada.id().await;
    ada.fetch("name_session", &[("id", &session), ("name", "Countess' desk")]).await;
    app.reset_link("ada-lovelace").await;
    grace.fetch("add_note", &[("id", &id), ("text", "Her own note")]).await;
    let ban = [("id", &*id), ("reason", "Her own reason"), ("note", "Her own note")];
    grace.fetch("ban_account", &ban).await;
    ada.fetch("appeal_ban", &[("text", "Her own appeal")]).await;
    grace.fetch("answer_appeal", &[("id", &id), ("answer", "Her answer"), ("lift", "true")]).await;
    let before = app.snapshot().await;
    for secret in SECRETS {
        assert!(before.contains(secret), "{secret} is missing");
    }
    let back = app.sign_in("ada-lovelace", PASSWORD).await;
    assert_eq!(back.fetch("close_account", &own("ada-lovelace")).await.status, 200);

    let after = app.snapshot().await;
    for secret in SECRETS {
        assert!(!after.contains(secret), "{secret}: {after}");
    }
    let personal = format!(
        "SELECT COUNT(*) FROM sessions WHERE account_id = '{id}' \
         AND (address <> '' OR network <> '' OR user_agent <> '' OR name <> '' OR data <> '{{}}')"
    );
    assert_eq!(app.count(&personal).await, 0);
    assert_eq!(app.count(&format!("SELECT COUNT(*) FROM links WHERE account_id = '{id}'")).await, 0);
    let summary: AccountSummary = grace.fetch("show_account", &[("id", &id)]).await.json();
    assert!(summary.closed_at.is_some_and(|at| at > 0 && at <= app.clock.now()));
    let bans: Vec<BanRecord> = grace.fetch("list_bans", &[("id", &id)]).await.json();
    assert_eq!(bans.len(), 1);
    assert_eq!((&*bans[0].reason, &*bans[0].note, bans[0].decided.by.as_deref()), ("", "", Some("grace")));
    assert!(bans[0].appeal.as_ref().unwrap().text.is_empty());
    for view in ["", "/ban"] {
        let page = grace.get(&format!("/admin/accounts/{id}{view}")).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Closed on") && !page.body.contains("/api/ban_account"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_closed_account_is_not_listed_and_cannot_be_acted_on() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.member("ada").await;
    let id = app.id_of("ada").await;
    let closing = [("id", &*id), ("username", "ada")];
    let closed: AccountSummary = grace.fetch("close_account_of", &closing).await.json();
    assert!(closed.closed_at.is_some());
    let list: AccountPage = grace.fetch("list_accounts", &[]).await.json();
    assert_eq!((list.total, list.accounts.len()), (1, 1));
    for (function, fields) in [
        ("close_account_of", vec![("id", &*id), ("username", &*closed.username)]),
        ("ban_account", vec![("id", &*id), ("reason", "Spam")]),
        ("lift_ban", vec![("id", &*id)]),
        ("change_role", vec![("id", &*id), ("role", "administrator")]),
        ("add_note", vec![("id", &*id), ("text", "Late")]),
    ] {
        assert_eq!(grace.fetch(function, &fields).await.error(), AppError::NotFound, "{function}");
    }
    assert_eq!(grace.get(&format!("/admin/accounts/{id}/export.json")).await.status, 404);
}

#[tokio::test]
async fn signing_in_to_a_closed_account_looks_like_an_unknown_username() {
    let app = TestApp::start().await;
    let ada = app.member("ada").await;
    let id = app.id_of("ada").await;
    let (_, token) = app.reset_link("ada").await;
    ada.fetch("close_account", &own("ada")).await;
    let guest = app.browser();
    for password in [PASSWORD, "", "closed"] {
        let unknown = guest.fetch("sign_in", &[("username", "nobody"), ("password", password)]).await;
        for name in ["ada", &format!("closed-{id}")] {
            let reply = guest.fetch("sign_in", &[("username", name), ("password", password)]).await;
            assert_eq!((reply.status, &reply.body), (unknown.status, &unknown.body), "{name}");
        }
    }
    let reset = guest.fetch("reset_password", &[("token", &token), ("new_password", NEW_PASSWORD)]).await;
    assert_eq!(reset.error(), AppError::DeadLink);
}

#[tokio::test]
async fn the_username_of_a_closed_account_can_be_used_again() {
    let app = TestApp::start().await;
    let old = app.member("ada").await;
    let id = app.id_of("ada").await;
    old.fetch("close_account", &own("ada")).await;
    let new = app.member("ada").await;
    assert!(new.is_member().await);
    assert!(is_closed(&old).await);
    assert_ne!(app.id_of("ada").await, id);
    let again = new.fetch("close_account", &own("ada")).await;
    assert_eq!(again.status, 200, "a second account of the same name: {}", again.body);
}

#[tokio::test]
async fn the_last_administrator_s_account_cannot_be_closed() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let id = app.id_of("grace").await;
    assert_eq!(grace.fetch("close_account", &own("grace")).await.error(), LAST);
    assert_eq!(app.services.closing.close(&Grant::operator(), &id, "grace").await, Err(LAST));
    assert!(grace.is_member().await);
    let olga = app.administrator("olga").await;
    let (one, other) = (own("grace"), own("olga"));
    let (first, second) = tokio::join!(grace.fetch("close_account", &one), olga.fetch("close_account", &other));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "one administrator remains");
    assert_eq!(app.count("SELECT COUNT(*) FROM accounts WHERE role = 'administrator'").await, 1);
}

#[tokio::test]
async fn administrators_close_other_accounts_by_typing_their_usernames() {
    let app = TestApp::start().await;
    let (grace, olga) = (app.administrator("grace").await, app.administrator("olga").await);
    let (ada, mallory) = (app.member("ada").await, app.banned("mallory").await);
    let (ada_id, mallory_id) = (app.id_of("ada").await, app.id_of("mallory").await);
    let by = |id, name| [("id", id), ("username", name)];
    let problems = grace.fetch("close_account_of", &by(&*ada_id, "olga")).await.problems();
    assert_eq!(problems, ["username: That’s not the username of this account."]);
    let grace_id = app.id_of("grace").await;
    assert_eq!(grace.fetch("close_account_of", &by(&*grace_id, "grace")).await.error(), YOURSELF);
    assert_eq!(ada.fetch("close_account_of", &by(&*grace_id, "grace")).await.error(), AppError::Forbidden);
    assert_eq!(mallory.fetch("close_account_of", &by(&*ada_id, "ada")).await.error(), AppError::Banned);
    assert_eq!(mallory.fetch("close_account", &own("mallory")).await.error(), AppError::Banned);
    assert!(ada.is_member().await);

    let (mut tab, _) = Channel::open(&app, &mallory).await;
    assert_eq!(grace.fetch("close_account_of", &by(&*mallory_id, "Mallory")).await.status, 200);
    tab.ends(Ending::AccountClosed).await;
    assert!(is_closed(&mallory).await);
    let bans: Vec<BanRecord> = grace.fetch("list_bans", &[("id", &mallory_id)]).await.json();
    assert!(matches!(&bans[0].end, Some(BanEnd::Lifted(act)) if act.by.as_deref() == Some("grace")));
    let olga_id = app.id_of("olga").await;
    assert_eq!(grace.fetch("close_account_of", &by(&*olga_id, "olga")).await.status, 200);
    assert_eq!(olga.fetch("list_accounts", &[]).await.status, 401);
}

#[tokio::test]
async fn a_sign_in_while_the_account_is_closing_leaves_no_session() {
    let app = TestApp::start().await;
    for name in ["ada-a", "ada-b", "ada-c", "ada-d", "ada-e", "ada-f"] {
        let (ada, late) = (app.member(name).await, app.browser());
        let (closing, signing) = (own(name), [("username", name), ("password", PASSWORD)]);
        let (closed, signed_in) = tokio::join!(ada.fetch("close_account", &closing), late.fetch("sign_in", &signing));
        assert_eq!(closed.status, 200, "{}", closed.body);
        assert!([200, 401].contains(&signed_in.status), "{}", signed_in.body);
        assert!(!late.is_member().await);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").await, 0);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions WHERE address <> ''").await, 0);
}

#[tokio::test]
async fn an_appeal_sent_while_the_account_is_closing_leaves_no_text() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for name in ["eve-a", "eve-b", "eve-c", "eve-d"] {
        let eve = app.banned(name).await;
        let id = app.id_of(name).await;
        let (closing, words) = ([("id", &*id), ("username", name)], [("text", "It was not me.")]);
        let (closed, appealed) =
            tokio::join!(grace.fetch("close_account_of", &closing), eve.fetch("appeal_ban", &words));
        assert_eq!(closed.status, 200, "{}", closed.body);
        assert!([200, 401, 409].contains(&appealed.status), "{}", appealed.body);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM appeals WHERE text <> ''").await, 0);
    assert!(grace.fetch("list_appeals", &[]).await.body == "[]");
}

#[tokio::test]
async fn of_a_concurrent_ban_and_closing_exactly_one_succeeds() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for name in ["eve-a", "eve-b", "eve-c", "eve-d"] {
        let eve = app.member(name).await;
        let id = app.id_of(name).await;
        let (closing, ban) = (own(name), [("id", &*id), ("reason", "Spam")]);
        let (closed, banned) = tokio::join!(eve.fetch("close_account", &closing), grace.fetch("ban_account", &ban));
        assert!(closed.status == 200 || eve.is_banned().await, "{} {}", closed.body, banned.body);
        assert!((closed.status == 200) != (banned.status == 200), "{} {}", closed.body, banned.body);
    }
}
