//! The audit as a file: complete, safe to open in a spreadsheet, and only for those who may see the audit.

use hallpass::error::AppError;
use reqwest::header::{ACCEPT, USER_AGENT};
use serde_json::Value;

use crate::support::audit::{after, newest, summary};
use hallpass::testing::{PASSWORD, TestApp, send};

#[tokio::test]
async fn only_administrators_can_download_the_audit() {
    let app = TestApp::start().await;
    let (guest, ada, eve) = (app.browser(), app.member("ada").await, app.banned("eve").await);
    let grace = app.administrator("grace").await;
    for path in ["/admin/audit.csv", "/admin/audit.jsonl"] {
        for (browser, status) in [(&guest, 401), (&ada, 403), (&eve, 403), (&grace, 200)] {
            let reply = browser.get(path).await;
            assert_eq!(reply.status, status, "{path}");
            assert_eq!(reply.body.contains("account.sign_up"), status == 200);
            assert_eq!(reply.header("cache-control"), "no-store");
        }
        let posted = send(grace.request(reqwest::Method::POST, path).header("origin", &grace.origin)).await;
        assert_eq!(posted.status, 405);
    }
}

#[tokio::test]
async fn downloading_the_audit_requires_recent_reauthentication() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    app.clock.shift(601);
    for path in ["/admin/audit.csv", "/admin/audit.jsonl"] {
        let reply = grace.fetch_file(path).await;
        assert_eq!(reply.error(), AppError::ReauthenticationRequired, "{path}");
        assert!(!reply.body.contains("account.sign_up"), "{path}");
    }
    let page = grace.get("/admin/audit?outcome=done").await.body;
    assert!(!page.contains("/admin/audit.csv"), "{page}");
    assert!(page.contains("/account/reauthenticate?next=/admin/audit%3Foutcome%3Ddone"), "{page}");
    assert_eq!(grace.fetch("sign_in_again", &[("current_password", PASSWORD)]).await.status, 200);
    assert!(grace.get("/admin/audit?outcome=done").await.body.contains("/admin/audit.csv?outcome=done"));
    assert_eq!(grace.get("/admin/audit.csv?outcome=done").await.status, 200);
}

#[tokio::test]
async fn a_file_contains_every_event_and_its_download_is_recorded() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for number in 0..520 {
        // More than one batch of rows.
        let mut tx = app.services.database.begin().await.unwrap();
        tx.record(hallpass::audit::server::Event::new(hallpass::audit::Act::CHANGE_POLICY).with("number", number));
        tx.commit().await.unwrap();
    }
    let before = newest(&app).await;
    let reply = grace.get("/admin/audit.jsonl").await;
    assert_eq!(reply.header("content-disposition"), "attachment; filename=\"hallpass-audit.jsonl\"");
    let lines: Vec<Value> = reply.body.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let places: Vec<_> = lines.iter().map(|line| line["seq"].as_i64().expect("a number")).collect();
    assert_eq!(places, (1..=before).collect::<Vec<_>>());
    assert_eq!(lines[0]["act"], "account.sign_up");
    assert!(lines[0]["time"].as_str().is_some_and(|time| time.ends_with('Z')));
    let left: Vec<_> =
        after(&app, before).await.iter().map(summary).map(|(act, who, _, detail)| (act, who, detail)).collect();
    assert_eq!(left, [("audit.export".to_owned(), "grace".to_owned(), "format=jsonl".to_owned())]);
    let some = grace.get("/admin/audit.csv?act=account.role").await.body;
    assert_eq!(some.lines().count(), 2, "{some}");
    assert!(some.starts_with("seq,time,act,outcome,"), "{some}");
    assert_eq!(grace.get("/admin/audit.csv?account=nobody").await.body.lines().count(), 1);
    assert_eq!(grace.get("/admin/audit.csv?since=soon").await.status, 422);
}

#[tokio::test]
async fn an_invalid_filter_gives_an_error_instead_of_a_file() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    for query in ["acount=ada", "account[]=ada", "account=ada&account=eve", "account=%ff", "account=%zz"] {
        for path in ["/admin/audit.csv", "/admin/audit.jsonl"] {
            let reply = grace.fetch_file(&format!("{path}?{query}")).await;
            assert_eq!(reply.status, 400, "{path}?{query}");
            assert!(!reply.body.contains("account.sign_up"), "{path}?{query}");
        }
    }
}

#[tokio::test]
async fn csv_cells_cannot_be_formulas() {
    let app = TestApp::start().await;
    let grace = app.administrator("grace").await;
    let call = grace.call("change_display_name", &[("display_name", "G")]).header(ACCEPT, "application/json");
    let agent = "=HYPERLINK(\"http://attacker.example\",\"x\")";
    assert_eq!(send(call.header(USER_AGENT, agent)).await.status, 200);
    let csv = grace.get("/admin/audit.csv?act=profile.change").await.body;
    assert!(csv.contains("\"'=HYPERLINK(\"\"http://attacker.example\"\",\"\"x\"\")\""), "{csv}");
}
