//! The privileges that the documentation grants to the server's role on PostgreSQL are enough for everything that the
//! server does. On SQLite, which has no roles, the same is done by the owner of the file.

use crate::{
    access::tables::FUNCTIONS,
    support::scene::{fill, person},
};
use hallpass::testing::{PASSWORD, TestApp, new_name};

const DOCUMENT: &str = include_str!("../../../docs/operating.md");
const YEARS: i64 = 3 * 366 * 86_400;

#[tokio::test]
async fn the_documented_grants_are_enough_for_every_server_function_and_maintenance() {
    let owner = TestApp::start().await;
    let grants: Vec<_> = DOCUMENT.lines().filter(|line| line.starts_with("GRANT ")).collect();
    assert!(grants.len() > 5, "the documentation lists the grants");
    let url = owner.database.restricted(&grants).await;
    let app = owner.restart(&[("database_url", &url)]).await;
    app.administrator("standing-in").await;
    for (function, fields, _) in FUNCTIONS {
        let (grace, own) = person(&app, "administrator").await;
        let other = new_name();
        app.member(&other).await;
        app.role("support", "").await;
        let filling = fill(&app, &own, &new_name(), &other, &new_name()).await;
        let found = grace.fetch(function, &filling.fill(fields)).await;
        assert!(found.status < 500, "{function}: {}", found.body);
        // Undo `create_role`, so that the next call does not find the role.
        owner.execute("DELETE FROM policies WHERE role = 'night-watch'").await;
        owner.execute("DELETE FROM roles WHERE name = 'night-watch'").await;
    }
    app.policy(&[("history", "1d"), ("audit", "30d")]).await;
    app.reset_link("standing-in").await;
    app.services.sessions.end_expired_sessions().await.expect("activity is written");
    app.pass(YEARS).await;
    app.services.sessions.reap().await.expect("ended sessions are removed");
    assert!(app.services.audit.cut().await.expect("old events are removed") > 0);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions").await, 0);
    app.sign_in("standing-in", PASSWORD).await;
}
