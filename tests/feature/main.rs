//! What a feature can bring to an application, over HTTP and on the command line.
#![cfg(feature = "testing")]

mod app;
mod carried;
mod cart;

use std::{process::Command, sync::atomic::Ordering, time::Duration};

use hallpass::{
    access::Role,
    error::{AppError, Problem},
    policy::Setting,
    testing::{TestApp, TestDatabase},
};

use crate::app::{REHEARSALS, SEATS, app};

#[tokio::test]
async fn administrators_change_a_feature_s_setting_like_any_other() {
    let app = TestApp::of(app()).await;
    let grace = app.administrator("grace").await;
    let page = grace.get("/admin/policy?id=member").await.body;
    assert!(
        page.contains("Seats of the choir") && page.contains("Leave blank to use everyone’s value, 40. In effect: 40.")
    );
    assert!(page.contains(">Choir<!></h3>"), "the feature's settings have a group of their own");
    let of = async |role: Role| SEATS.value(app.services.database.pool(), &role).await.unwrap();
    assert_eq!(of(Role::MEMBER).await, 40);
    assert!(Setting::IDLE.value(app.services.database.pool(), &Role::MEMBER).await.is_err(), "one of Hallpass's own");
    let set =
        async |scope: &str, value: &str| grace.fetch("change_policy", &[("id", scope), ("choir_seats", value)]).await;
    assert_eq!(set("everyone", "30").await.status, 200);
    assert_eq!(set("member", "20").await.status, 200);
    assert_eq!((of(Role::MEMBER).await, of(Role::ADMINISTRATOR).await), (20, 30));
    assert_eq!(set("everyone", "10").await.status, 200);
    assert_eq!(of(Role::MEMBER).await, 10, "the smaller value applies");
    let refused = set("everyone", "501").await.error();
    let AppError::Invalid { fields } = refused else { panic!("{refused}") };
    assert!(matches!(fields[0].problem, Problem::OutOfRange { .. }) && fields[0].field == "choir_seats");
    // The change is in the history, and can be undone.
    let history = grace.get("/admin/policy").await.body;
    assert!(history.contains("Seats of the choir (everyone): 30 → 10"), "the history shows it");
    assert_eq!(set("member", "").await.status, 200);
    assert_eq!(set("everyone", "").await.status, 200);
    assert_eq!(of(Role::MEMBER).await, 40);
}

#[tokio::test]
async fn an_application_replaces_the_home_page_the_logo_the_footer_and_adds_to_the_head() {
    let app = TestApp::of(app()).await;
    let home = app.browser().get("/").await;
    for text in
        ["Welcome to the choir", "♪", "Choir", "Rehearsals on Mondays", "<meta name=\"robots\" content=\"noindex\">"]
    {
        assert!(home.body.contains(text), "{text}");
    }
    let policy = home.headers.get("content-security-policy").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let images = policy.split(';').find(|directive| directive.trim_start().starts_with("img-src "));
    assert!(images.is_some_and(|images| images.ends_with(" https://images.example.org")), "{policy}");
    let other = app.browser().get("/sign-in").await.body;
    assert!(other.contains("♪") && other.contains("Rehearsals on Mondays"), "on every page");
}

#[tokio::test]
async fn a_deleted_role_takes_its_settings_with_it() {
    let app = TestApp::of(app()).await;
    app.role("soloist", "use_account").await;
    let grace = app.administrator("grace").await;
    assert_eq!(grace.fetch("change_policy", &[("id", "soloist"), ("choir_seats", "3")]).await.status, 200);
    assert_eq!(app.count("SELECT COUNT(*) FROM policy_values").await, 1);
    let deleted = grace.fetch("delete_role", &[("id", "soloist")]).await;
    assert_eq!(deleted.status, 200, "{}", deleted.body);
    assert_eq!(app.count("SELECT COUNT(*) FROM policy_values").await, 0);
}

#[tokio::test]
async fn a_download_is_for_those_with_its_permission_and_refusals_are_recorded() {
    let app = TestApp::of(app()).await;
    app.role("singer", "use_account choir.sing").await;
    let (ada, eve) = (app.with_role("ada", "singer").await, app.member("eve").await);
    assert_eq!(ada.get("/choir/singers.txt").await.body, "Ada\n");
    assert_eq!(eve.get("/choir/singers.txt").await.status, 403);
    assert_eq!(app.browser().get("/choir/singers.txt").await.status, 401);
    let of = async |outcome: &str| {
        app.count(&format!("SELECT COUNT(*) FROM audit_events WHERE act = 'choir.list' AND outcome = '{outcome}'"))
            .await
    };
    assert_eq!((of("done").await, of("refused").await), (1, 1));
}

#[tokio::test]
async fn maintenance_runs_although_another_feature_s_panics() {
    let app = TestApp::of(app()).await;
    let before = REHEARSALS.load(Ordering::SeqCst);
    app.run_maintenance();
    let rehearsed = async {
        while REHEARSALS.load(Ordering::SeqCst) == before {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), rehearsed).await.expect("the choir's maintenance");
    app.member("ada").await;
}

#[tokio::test]
async fn the_command_of_a_feature_runs_with_the_configured_database() {
    let database = TestDatabase::make().await;
    // Examples are built next to the folder of this test.
    let here = std::env::current_exe().expect("this program");
    let program =
        here.parent().and_then(|deps| deps.parent()).expect("the target folder").join("examples/feature_program");
    let run = |arguments: &[&str]| {
        let output = Command::new(&program)
            .args(arguments)
            .env_clear()
            .env("HALLPASS_DATABASE_URL", &database.url)
            .current_dir(database.folder.path())
            .output()
            .expect("the program; build it with `cargo build --example feature_program --features testing`");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (status, _, complaint) = run(&["choir", "member"]);
    assert_eq!(status, Some(1), "there is no database yet: {complaint}");
    assert_eq!(run(&["migrate"]).0, Some(0));
    assert_eq!(run(&["policy", "set", "choir_seats=12"]).0, Some(0));
    assert_eq!(run(&["choir", "member"]), (Some(0), "12 seats\n".to_owned(), String::new()));
    assert_eq!(run(&["choir"]).0, Some(2), "an argument is missing");
    assert!(run(&["help"]).1.contains("Count the singers"));
}
