//! Access control: for every kind of principal, every server function and every route answers as the access matrix
//! of `hallpass access` says. Fails if the tables and the registered functions and routes differ.

use std::collections::BTreeSet;

use hallpass::{
    access::server::Grant,
    app::Root,
    error::AppError,
    role::{AccessMatrix, Cell},
};
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::generate_route_list;

use crate::access::tables::{FILES, FUNCTIONS, PAGES, WHO};
use hallpass::testing::{Browser, PASSWORD, ROUTES, TestApp, new_name};

/// The values of the placeholders in [`FUNCTIONS`].
pub(crate) struct Filling {
    pub(crate) own: String,
    pub(crate) new: String,
    pub(crate) id: String,
    pub(crate) other: String,
    pub(crate) note: String,
    pub(crate) session: String,
    pub(crate) banned: String,
}

impl Filling {
    pub(crate) fn fill<'a>(&'a self, fields: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'a str)> {
        let value = |value| match value {
            "OWN" => &self.own,
            "NEW" => &self.new,
            "ID" => &self.id,
            "OTHER" => &self.other,
            "NOTE" => &self.note,
            "SESSION" => &self.session,
            "BANNED" => &self.banned,
            value => value,
        };
        fields.iter().map(|(name, text)| (*name, value(text))).collect()
    }

    /// Every server function, with fields that it accepts.
    pub(crate) fn calls(&self) -> Vec<(&'static str, Vec<(&'static str, &str)>)> {
        FUNCTIONS.iter().map(|(function, fields, _)| (*function, self.fill(fields))).collect()
    }
}

/// Creates an administrator named grace, and the values for calling every function as her.
pub(crate) async fn set_the_scene(app: &TestApp) -> (Browser, Filling) {
    let grace = app.administrator("grace").await;
    app.member("noor").await;
    (grace, fill(app, "grace", "trent", "noor", "mallory").await)
}

/// Values that refer to accounts with these names. The last one is banned here.
pub(crate) async fn fill(app: &TestApp, own: &str, new: &str, other: &str, banned: &str) -> Filling {
    let appealed = app.banned(banned).await.fetch("appeal_ban", &[("text", "It was not me.")]).await;
    assert_eq!(appealed.status, 200, "{}", appealed.body);
    let (id, banned) = (app.id_of(other).await, app.id_of(banned).await);
    app.services.account_notes.add_note(&Grant::operator(), &id, "Called once.").await.expect("a note");
    let note = app.text(&format!("SELECT id FROM account_notes WHERE account_id = '{id}'")).await;
    let session = app.session_of(&id).await;
    Filling { own: own.to_owned(), new: new.to_owned(), id, other: other.to_owned(), note, session, banned }
}

/// Creates a person of this kind with an unused name.
pub(crate) async fn person(app: &TestApp, who: &str) -> (Browser, String) {
    let name = new_name();
    let browser = match who {
        "administrator" => app.administrator(&name).await,
        "moderator" => app.moderator(&name).await,
        "banned" => app.banned(&name).await,
        "member" => app.member(&name).await,
        _ => {
            // A guest may have an account, too.
            app.member(&name).await;
            app.browser()
        }
    };
    (browser, name)
}

#[test]
fn the_table_lists_every_server_function() {
    let registered: BTreeSet<_> = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let listed: BTreeSet<_> = FUNCTIONS.iter().map(|(name, ..)| format!("/api/{name}")).collect();
    assert_eq!(registered, listed);
    assert_eq!(listed.len(), FUNCTIONS.len(), "a function is listed twice");
}

#[tokio::test]
async fn the_table_lists_every_route() {
    let alone = ROUTES.write().await;
    let registered: BTreeSet<_> = generate_route_list(Root).iter().map(|route| route.path().to_owned()).collect();
    drop(alone);
    let listed: BTreeSet<_> = PAGES.iter().map(|(path, ..)| (*path).to_owned()).collect();
    assert_eq!(registered, listed);
    assert_eq!(listed.len(), PAGES.len(), "a route is listed twice");
}

/// The matrix that `hallpass access` prints.
async fn matrix(app: &TestApp) -> AccessMatrix {
    app.services.roles.access(&Grant::operator()).await.expect("a matrix")
}

/// What the matrix says about this kind of principal and this function or path.
fn cell(matrix: &AccessMatrix, what: &str, who: &str) -> Cell {
    let column = matrix.who.iter().position(|column| column == who).expect("a column");
    let row = matrix.rows.iter().find(|row| row.what == what);
    row.unwrap_or_else(|| panic!("{what} is not in the matrix")).cells[column]
}

#[tokio::test]
async fn the_matrix_lists_every_function_and_every_route() {
    let app = TestApp::start().await;
    let matrix = matrix(&app).await;
    assert_eq!(matrix.who, ["guest", "member", "moderator", "administrator", "banned"]);
    let printed: BTreeSet<_> = matrix.rows.iter().map(|row| row.what.replace(":id", "{id}")).collect();
    let functions = FUNCTIONS.iter().map(|(name, ..)| format!("/api/{name}"));
    let listed: BTreeSet<_> = functions
        .chain(PAGES.iter().map(|(path, ..)| (*path).to_owned()))
        .chain(FILES.iter().map(|(path, _)| (*path).to_owned()))
        .collect();
    assert_eq!(printed, listed);
    assert_eq!(printed.len(), matrix.rows.len(), "a row is printed twice");
}

#[tokio::test]
async fn each_server_function_answers_each_principal_as_the_matrix_says() {
    let app = TestApp::start().await;
    app.administrator("standing-in").await;
    let matrix = matrix(&app).await;
    let mut wrong = Vec::new();
    for (function, fields, done) in FUNCTIONS {
        for who in WHO {
            let (browser, own) = person(&app, who).await;
            let other = new_name();
            app.member(&other).await;
            app.role("support", "").await;
            let filling = fill(&app, &own, &new_name(), &other, &new_name()).await;
            let fields = filling.fill(fields);
            let found = browser.fetch(function, &fields).await;
            let expected = match cell(&matrix, &format!("/api/{function}"), who) {
                Cell::Allowed => *done,
                Cell::SignIn => 401,
                Cell::Forbidden | Cell::Banned => 403,
            };
            if found.status != expected {
                wrong.push(format!("{function} by {who}: {} instead of {expected}: {}", found.status, found.body));
            }
            // Undo `create_role`, so that the next call does not find the role.
            app.execute("DELETE FROM policies WHERE role = 'night-watch'").await;
            app.execute("DELETE FROM roles WHERE name = 'night-watch'").await;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn calls_without_permission_change_nothing() {
    let app = TestApp::start().await;
    let (_, filling) = set_the_scene(&app).await;
    let matrix = matrix(&app).await;
    let people = [
        ("guest", app.browser()),
        ("member", app.member("ada").await),
        ("moderator", app.moderator("judy").await),
        ("banned", app.banned("eve").await),
    ];
    let before = app.snapshot().await;
    for (function, fields) in filling.calls() {
        for (who, browser) in &people {
            if cell(&matrix, &format!("/api/{function}"), who) != Cell::Allowed {
                assert!(browser.fetch(function, &fields).await.status >= 400);
                assert_eq!(app.snapshot().await, before, "{function} by {who}");
            }
        }
    }
}

#[tokio::test]
async fn critical_functions_require_reauthentication() {
    let app = TestApp::start().await;
    let (grace, filling) = set_the_scene(&app).await;
    app.role("support", "").await;
    app.clock.shift(601);
    let matrix = matrix(&app).await;
    for (function, fields) in filling.calls() {
        let row = matrix.rows.iter().find(|row| row.what == format!("/api/{function}")).expect("a row");
        // Skip functions that start or end a session: they would affect the calls that follow.
        if row.reauthentication {
            assert_eq!(grace.fetch(function, &fields).await.error(), AppError::ReauthenticationRequired, "{function}");
        }
    }
    assert_eq!(grace.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.status, 200);
    assert_eq!(grace.fetch("delete_role", &[("id", "support")]).await.status, 200);
}

#[tokio::test]
async fn each_route_answers_each_principal_as_the_table_says() {
    let app = TestApp::start().await;
    app.member("ada").await;
    let id = app.id_of("ada").await;
    let (mut wrong, matrix) = (Vec::new(), matrix(&app).await);
    for who in WHO {
        let (browser, _) = person(&app, who).await;
        for (route, address, expected) in PAGES {
            let column = WHO.iter().position(|column| *column == who).unwrap();
            let (status, location) = expected[column];
            let location = location.replace("ID", &id);
            let said = match cell(&matrix, &route.replace("{id}", ":id"), who) {
                Cell::Allowed => true,
                Cell::SignIn => location.starts_with("/sign-in?next="),
                Cell::Forbidden | Cell::Banned => status == 403,
            };
            assert!(said, "{route} for {who}");
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
    app.member("ada").await;
    let (id, matrix) = (app.id_of("ada").await, matrix(&app).await);
    for who in WHO {
        let (browser, _) = person(&app, who).await;
        for (file, address) in FILES {
            let expected = match cell(&matrix, file, who) {
                Cell::Allowed => 200,
                Cell::SignIn => 401,
                Cell::Forbidden | Cell::Banned => 403,
            };
            assert_eq!(browser.get(&address.replace("ID", &id)).await.status, expected, "{file} for {who}");
        }
    }
}

#[tokio::test]
async fn an_unknown_path_shows_a_page_with_the_principal_s_name() {
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
async fn forbidden_pages_do_not_leak_their_content() {
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
