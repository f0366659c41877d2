//! Who may do what: every server function and every route, asked by a guest, a member, a banned
//! person and an administrator. What is registered and not in these tables fails here, and so
//! does what is in them and not registered.

use std::collections::BTreeSet;

use hallpass::app::App;
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::generate_route_list;

use crate::{
    app::{NEW_PASSWORD, PASSWORD, ROUTES, TestApp, new_name},
    browser::Browser,
};

/// The columns of both tables.
const WHO: [&str; 4] = ["guest", "member", "banned", "administrator"];

/// A server function, what it is called with, and the status for each of [`WHO`]. `OWN` stands for
/// the caller's username, `NEW` for one that nobody has, `ID` for the id of somebody else's account,
/// `SESSION` for one of their sessions, `BANNED` for the account of a banned person.
type Function = (&'static str, &'static [(&'static str, &'static str)], [u16; 4]);

const FUNCTIONS: &[Function] = &[
    ("principal", &[], [200, 200, 200, 200]),
    ("visit", &[], [200, 200, 200, 200]),
    ("sign_out", &[], [200, 200, 200, 200]),
    ("sign_in", &[("username", "OWN"), ("password", PASSWORD)], [200, 200, 403, 200]),
    ("sign_up", &[("username", "NEW"), ("password", PASSWORD)], [200, 200, 403, 200]),
    ("set_up", &[("token", "none"), ("username", "NEW"), ("password", PASSWORD)], [410, 410, 403, 410]),
    ("check_set_up_link", &[("token", "none")], [410, 410, 403, 410]),
    ("reset_password", &[("token", "none"), ("new_password", NEW_PASSWORD)], [410, 410, 403, 410]),
    ("check_reset_link", &[("token", "none")], [410, 410, 403, 410]),
    ("rate_password", &[("password", "abc")], [200, 200, 403, 200]),
    ("change_password", &[("current_password", PASSWORD), ("new_password", NEW_PASSWORD)], [401, 200, 403, 200]),
    ("change_display_name", &[("display_name", "Other")], [401, 200, 403, 200]),
    ("change_email", &[("email", "o@example.org"), ("current_password", PASSWORD)], [401, 200, 403, 200]),
    ("sign_in_again", &[("current_password", PASSWORD)], [401, 200, 403, 200]),
    ("list_sessions", &[], [401, 200, 403, 200]),
    ("list_history", &[], [401, 200, 403, 200]),
    ("name_session", &[("id", "SESSION"), ("name", "work laptop")], [401, 404, 403, 404]),
    ("end_session", &[("id", "SESSION")], [401, 404, 403, 404]),
    ("end_other_sessions", &[], [401, 200, 403, 200]),
    ("end_all_sessions", &[], [401, 200, 403, 200]),
    ("list_account_sessions", &[("id", "ID")], [401, 403, 403, 200]),
    ("end_account_session", &[("id", "SESSION")], [401, 403, 403, 200]),
    ("end_account_sessions", &[("id", "ID")], [401, 403, 403, 200]),
    ("end_every_session", &[("role", "member")], [401, 403, 403, 200]),
    ("count_sessions", &[], [401, 403, 403, 200]),
    ("list_accounts", &[], [401, 403, 403, 200]),
    ("show_account", &[("id", "ID")], [401, 403, 403, 200]),
    ("change_role", &[("id", "ID"), ("role", "member")], [401, 403, 403, 200]),
    ("ban_account", &[("id", "ID"), ("reason", "Spam")], [401, 403, 403, 200]),
    ("list_audit", &[], [401, 403, 403, 200]),
    ("lift_ban", &[("id", "BANNED")], [401, 403, 403, 200]),
];

/// What the placeholders of [`FUNCTIONS`] stand for.
pub(crate) struct Filling {
    pub(crate) own: String,
    pub(crate) new: String,
    pub(crate) id: String,
    pub(crate) session: String,
    pub(crate) banned: String,
}

impl Filling {
    fn fill<'a>(&'a self, fields: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'a str)> {
        let value = |value| match value {
            "OWN" => &self.own,
            "NEW" => &self.new,
            "ID" => &self.id,
            "SESSION" => &self.session,
            "BANNED" => &self.banned,
            value => value,
        };
        fields.iter().map(|(name, text)| (*name, value(text))).collect()
    }

    /// Every server function and fields with which it would work.
    pub(crate) fn calls(&self) -> Vec<(&'static str, Vec<(&'static str, &str)>)> {
        FUNCTIONS.iter().map(|(function, fields, _)| (*function, self.fill(fields))).collect()
    }
}

/// An administrator who is called grace, and what every function may be called with by her.
pub(crate) async fn set_the_scene(app: &TestApp) -> (Browser, Filling) {
    let grace = app.administrator("grace").await;
    app.member("noor").await;
    app.banned("mallory").await;
    let (id, banned) = (app.id_of("noor").await, app.id_of("mallory").await);
    let session = app.session_of(&id).await;
    (grace, Filling { own: "grace".to_owned(), new: "trent".to_owned(), id, session, banned })
}

/// A route, an address that it answers, and the status and `Location` for each of [`WHO`].
type Route = (&'static str, &'static str, [(u16, &'static str); 4]);

const SHOWN: (u16, &str) = (200, "");
const REFUSED: (u16, &str) = (403, "");
/// The one-time link in the address does not work.
const DEAD: (u16, &str) = (410, "");
const START: (u16, &str) = (302, "/");

const PAGES: &[Route] = &[
    ("/", "/", [SHOWN, SHOWN, REFUSED, SHOWN]),
    ("/sign-in", "/sign-in", [SHOWN, START, REFUSED, START]),
    ("/sign-up", "/sign-up", [SHOWN, START, REFUSED, START]),
    ("/set-up", "/set-up?token=none", [DEAD, START, REFUSED, START]),
    ("/password-reset", "/password-reset?token=none", [DEAD, DEAD, REFUSED, DEAD]),
    ("/account", "/account", [(302, "/sign-in?next=/account"), SHOWN, REFUSED, SHOWN]),
    ("/account/sessions", "/account/sessions", [(302, "/sign-in?next=/account/sessions"), SHOWN, REFUSED, SHOWN]),
    ("/account/activity", "/account/activity", [(302, "/sign-in?next=/account/activity"), SHOWN, REFUSED, SHOWN]),
    ("/admin/sessions", "/admin/sessions", [(302, "/sign-in?next=/admin/sessions"), REFUSED, REFUSED, SHOWN]),
    (
        "/admin/audit",
        "/admin/audit?act=account.ban",
        [(302, "/sign-in?next=/admin/audit%3Fact%3Daccount.ban"), REFUSED, REFUSED, SHOWN],
    ),
    ("/admin", "/admin?q=a%20b", [(302, "/sign-in?next=/admin%3Fq%3Da%2520b"), REFUSED, REFUSED, SHOWN]),
    (
        "/admin/accounts/{id}",
        "/admin/accounts/ID",
        [(302, "/sign-in?next=/admin/accounts/ID"), REFUSED, REFUSED, SHOWN],
    ),
];

/// Files that are made when they are asked for, and the status for each of [`WHO`].
const FILES: &[(&str, [u16; 4])] =
    &[("/admin/audit.csv", [401, 403, 403, 200]), ("/admin/audit.jsonl?act=account.ban", [401, 403, 403, 200])];

/// A fresh person of that kind, with a name of their own.
async fn person(app: &TestApp, who: &str) -> (Browser, String) {
    let name = new_name();
    let browser = match who {
        "administrator" => app.administrator(&name).await,
        "banned" => app.banned(&name).await,
        "member" => app.member(&name).await,
        _ => {
            // A guest may still have an account.
            app.member(&name).await;
            app.browser()
        }
    };
    (browser, name)
}

#[test]
fn every_server_function_stands_in_the_table() {
    let registered: BTreeSet<_> = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let listed: BTreeSet<_> = FUNCTIONS.iter().map(|(name, ..)| format!("/api/{name}")).collect();
    assert_eq!(registered, listed);
    assert_eq!(listed.len(), FUNCTIONS.len(), "one is listed twice");
}

#[tokio::test]
async fn every_route_stands_in_the_table() {
    let alone = ROUTES.write().await;
    let registered: BTreeSet<_> = generate_route_list(App).iter().map(|route| route.path().to_owned()).collect();
    drop(alone);
    let listed: BTreeSet<_> = PAGES.iter().map(|(path, ..)| (*path).to_owned()).collect();
    assert_eq!(registered, listed);
    assert_eq!(listed.len(), PAGES.len(), "one is listed twice");
}

#[tokio::test]
async fn each_server_function_answers_each_principal_as_the_table_says() {
    let app = TestApp::start().await;
    app.administrator("standing-in").await;
    let mut wrong = Vec::new();
    for (function, fields, expected) in FUNCTIONS {
        for (who, expected) in WHO.into_iter().zip(expected) {
            let (browser, own) = person(&app, who).await;
            let (other, lifted) = (new_name(), new_name());
            app.member(&other).await;
            app.banned(&lifted).await;
            let (id, banned) = (app.id_of(&other).await, app.id_of(&lifted).await);
            let session = app.session_of(&id).await;
            let filling = Filling { own, new: new_name(), id, session, banned };
            let fields = filling.fill(fields);
            let found = browser.fetch(function, &fields).await;
            if found.status != *expected {
                wrong.push(format!("{function} by {who}: {} instead of {expected}: {}", found.status, found.body));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn what_is_refused_changes_nothing() {
    let app = TestApp::start().await;
    let (_, filling) = set_the_scene(&app).await;
    let (guest, ada, eve) = (app.browser(), app.member("ada").await, app.banned("eve").await);
    let before = app.snapshot().await;
    for ((function, fields), (_, _, expected)) in filling.calls().iter().zip(FUNCTIONS) {
        for (browser, expected) in [(&guest, expected[0]), (&ada, expected[1]), (&eve, expected[2])] {
            if expected >= 400 {
                assert!(browser.fetch(function, fields).await.status >= 400);
                assert_eq!(app.snapshot().await, before, "{function}");
            }
        }
    }
}

#[tokio::test]
async fn each_route_answers_each_principal_as_the_table_says() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let id = app.id_of("ada").await;
    let mut wrong = Vec::new();
    for who in WHO {
        let (browser, _) = person(&app, who).await;
        for (route, address, expected) in PAGES {
            let column = WHO.iter().position(|column| *column == who).unwrap();
            let (status, location) = expected[column];
            let location = location.replace("ID", &id);
            let found = browser.get(&address.replace("ID", &id)).await;
            if (found.status, found.location()) != (status, &*location) {
                wrong.push(format!("{route} for {who}: {} {:?}", found.status, found.location()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn each_file_answers_each_principal_as_the_table_says() {
    let app = TestApp::start().await;
    for who in WHO {
        let (browser, _) = person(&app, who).await;
        for (path, expected) in FILES {
            let column = WHO.iter().position(|column| *column == who).unwrap();
            assert_eq!(browser.get(path).await.status, expected[column], "{path} for {who}");
        }
    }
}

#[tokio::test]
async fn an_unknown_path_is_a_page_that_knows_who_asks() {
    let app = TestApp::start().await;
    for path in ["/nowhere", "/account/x.css", "/admin/nowhere", "/.git/HEAD", "/api", "/sign-in/x"] {
        for who in WHO {
            let (browser, name) = person(&app, who).await;
            let reply = browser.get(path).await;
            assert_eq!(reply.status, if who == "banned" { 403 } else { 404 }, "{path} for {who}");
            assert_eq!(reply.body.contains(&name), who != "guest", "{path} for {who}");
        }
    }
}

#[tokio::test]
async fn refused_pages_show_nothing_of_what_they_guard() {
    let app = TestApp::start().await;
    app.member("hidden-person").await;
    let id = app.id_of("hidden-person").await;
    let member = app.member("ada").await;
    for path in ["/admin".to_owned(), format!("/admin/accounts/{id}")] {
        let reply = member.get(&path).await;
        assert_eq!(reply.status, 403);
        assert!(!reply.body.contains("hidden-person"), "{path}");
        assert!(reply.body.contains("not for your account"), "{path}");
    }
}
