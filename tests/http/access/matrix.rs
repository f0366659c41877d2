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

use crate::{
    access::tables::{FILES, FUNCTIONS, PAGES, WHO},
    support::{
        authenticator::challenged,
        scene::{fill, person, set_the_scene},
    },
};
use hallpass::testing::{PASSWORD, ROUTES, TestApp, new_name};

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

/// A route as the matrix prints it: the page of an account has one row for all of its views.
fn as_printed(route: &str) -> String {
    let page = route.trim_end_matches("/{view}").replace("{id}", ":id");
    if page == "/admin/accounts/:id" { format!("{page}/:view?") } else { page }
}

#[tokio::test]
async fn the_matrix_lists_every_function_and_every_route() {
    let app = TestApp::start().await;
    let matrix = matrix(&app).await;
    assert_eq!(matrix.who, ["guest", "member", "moderator", "administrator", "challenged", "banned"]);
    // A row for all the views of a page.
    let printed: BTreeSet<_> =
        matrix.rows.iter().map(|row| row.what.replace("/:view?", "").replace(":id", "{id}")).collect();
    let functions = FUNCTIONS.iter().map(|(name, ..)| format!("/api/{name}"));
    let listed: BTreeSet<_> = functions
        .chain(PAGES.iter().map(|(path, ..)| path.replace("/{view}", "")))
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
                Cell::SignIn | Cell::SecondFactorDue => 401,
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
        ("challenged", challenged(&app, "peggy").await.0),
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
            let said = match cell(&matrix, &as_printed(route), who) {
                Cell::Allowed => true,
                Cell::SignIn => location.starts_with("/sign-in?next="),
                Cell::SecondFactorDue => status == 401,
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
                Cell::SignIn | Cell::SecondFactorDue => 401,
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
            let expected = match who {
                "banned" => 403,
                "challenged" => 401,
                _ => 404,
            };
            assert_eq!(reply.status, expected, "{path} for {who}");
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
        assert!(reply.body.contains("You don’t have access to this page"), "{path}");
    }
}
