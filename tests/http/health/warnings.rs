//! Warnings of the server: shown first on the overview, counted in the console's navigation, and sent to open pages.

use hallpass::health::{Source, Warning};

use crate::support::channel::Channel;
use hallpass::testing::TestApp;

#[tokio::test]
async fn raising_and_clearing_a_warning_notifies_console_tabs() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let (mut console, _) = Channel::open(&app, &grace).await;
    let warnings = app.services.database.warnings();
    warnings.raise(Source::Database, Warning::DatabaseUnwritable { cause: "full".to_owned() }, app.clock.now());
    console.console_changed().await;
    warnings.clear(Source::Database);
    console.console_changed().await;
}

#[tokio::test]
async fn a_warning_is_shown_first_on_the_overview_and_counted_in_the_navigation() {
    let app = TestApp::start().await;
    let (grace, judy) = (app.administrator("grace").await, app.moderator("judy").await);
    let warnings = app.services.database.warnings();
    let nav = |html: &str| {
        html.split("aria-label=\"Admin console\"")
            .nth(1)
            .and_then(|rest| rest.split("</nav>").next())
            .unwrap_or_default()
            .to_owned()
    };
    assert!(!nav(&grace.get("/admin/accounts").await.body).contains(">warning<"));
    warnings.raise(
        Source::Database,
        Warning::DatabaseUnwritable { cause: "the disk is full".to_owned() },
        app.clock.now(),
    );
    for who in [&grace, &judy] {
        assert_eq!(who.fetch("count_warnings", &[]).await.json::<usize>(), 1);
        let html = who.get("/admin").await.body;
        let (said, figures) = (html.find("the disk is full"), html.find("people signed in"));
        assert!(said.is_some() && said < figures, "{html}");
        let html = who.get("/admin/accounts").await.body;
        assert!(nav(&html).contains("tag amber") && nav(&html).contains(">warning<"), "{}", nav(&html));
    }
    warnings.clear(Source::Database);
    assert_eq!(grace.fetch("count_warnings", &[]).await.json::<usize>(), 0);
    assert!(!grace.get("/admin").await.body.contains("the disk is full"));
    assert!(!nav(&grace.get("/admin/accounts").await.body).contains(">warning<"));
}
