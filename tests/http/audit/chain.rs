//! The audit's hash chain: the database rejects changes to rows, verification detects changes made all the same, and
//! deletions by Hallpass itself keep the chain intact.

use hallpass::{access::server::Grant, audit::server::Verdict};
use sqlx::AssertSqlSafe;

use crate::support::audit::{after, assert_sound, newest, summary};
use hallpass::testing::{PASSWORD, TestApp};

const DAY: i64 = 24 * 3600;

/// Whether the database refuses a statement.
async fn refuses(app: &TestApp, sql: &str) -> bool {
    let sql = AssertSqlSafe(sql.to_owned());
    sqlx::query(sql).execute(app.services.database.pool()).await.is_err()
}

/// Drops the triggers, as the owner of the schema could.
async fn drop_triggers(app: &TestApp) {
    let triggers = [
        ("audit_events", "audit_events_changed"),
        ("audit_events", "audit_events_removed"),
        ("audit_origins", "audit_origins_changed"),
        ("audit_origins", "audit_origins_removed"),
    ];
    for (table, trigger) in triggers {
        let on = if app.database.is_sqlite() { String::new() } else { format!(" ON {table}") };
        app.execute(&format!("DROP TRIGGER {trigger}{on}")).await;
    }
}

async fn fault(app: &TestApp) -> (i64, &'static str) {
    match app.services.audit.verify(&Grant::operator(), None).await.expect("a verdict") {
        Verdict::Broken { seq, what } => (seq, what),
        sound @ Verdict::Sound { .. } => panic!("{sound:?}"),
    }
}

async fn first_broken(app: &TestApp) -> i64 {
    fault(app).await.0
}

/// Deletes the oldest rows, as anyone with the server's database privileges could: the triggers permit it.
async fn cut_off(app: &TestApp, seq: i64) {
    let hash = format!("(SELECT hash FROM audit_events WHERE seq = {seq})");
    app.execute(&format!("UPDATE audit_marks SET seq = {seq}, hash = {hash} WHERE name = 'floor'")).await;
    app.execute(&format!("DELETE FROM audit_events WHERE seq <= {seq}")).await;
    app.execute(&format!("DELETE FROM audit_origins WHERE seq <= {seq}")).await;
}

/// An application with an administrator, a member and some events.
async fn some_events() -> TestApp {
    let app = TestApp::start().await;
    app.administrator("grace").await;
    app.member("ada").await;
    app.sign_in("ada", PASSWORD).await;
    assert!(newest(&app).await >= 6);
    assert_sound(&app).await;
    app
}

#[tokio::test]
async fn the_database_rejects_changing_or_deleting_an_audit_row() {
    let app = some_events().await;
    let before = after(&app, 0).await;
    for sql in [
        "UPDATE audit_events SET act = 'x' WHERE seq = 2",
        "UPDATE audit_events SET seq = 99 WHERE seq = 2",
        "DELETE FROM audit_events WHERE seq = 2",
        "DELETE FROM audit_events",
        "UPDATE audit_origins SET address = 'x'",
        "DELETE FROM audit_origins WHERE seq = 2",
        "DELETE FROM audit_origins",
        "UPDATE audit_marks SET seq = seq - 1 WHERE name = 'head'",
        "UPDATE audit_marks SET name = 'x' WHERE name = 'head'",
        "DELETE FROM audit_marks",
        "INSERT INTO audit_events SELECT * FROM audit_events WHERE seq = 2",
    ] {
        assert!(refuses(&app, sql).await, "{sql}");
    }
    let more: &[&str] = if app.database.is_sqlite() {
        &[
            "INSERT OR REPLACE INTO audit_events SELECT * FROM audit_events WHERE seq = 2",
            "INSERT OR REPLACE INTO audit_origins SELECT * FROM audit_origins",
            "INSERT OR REPLACE INTO audit_marks VALUES ('head', 0, '')",
        ]
    } else {
        &["TRUNCATE audit_events", "TRUNCATE audit_marks", "TRUNCATE audit_origins"]
    };
    for sql in more {
        assert!(refuses(&app, sql).await, "{sql}");
    }
    assert_eq!(after(&app, 0).await, before);
    assert_sound(&app).await;
}

#[tokio::test]
async fn verification_reports_a_changed_row() {
    for column in ["act", "outcome", "reason", "actor", "subject", "detail", "request", "origin", "previous", "hash"] {
        let app = some_events().await;
        drop_triggers(&app).await;
        app.execute(&format!("UPDATE audit_events SET {column} = 'x' WHERE seq = 3")).await;
        assert_eq!(first_broken(&app).await, 3, "{column}");
    }
    let app = some_events().await;
    drop_triggers(&app).await;
    app.execute("UPDATE audit_events SET at = at + 1 WHERE seq = 4").await;
    assert_eq!(first_broken(&app).await, 4);
}

#[tokio::test]
async fn verification_reports_a_removed_row() {
    let app = some_events().await;
    drop_triggers(&app).await;
    app.execute("DELETE FROM audit_events WHERE seq = 3").await;
    assert_eq!(first_broken(&app).await, 3);
    let app = some_events().await;
    drop_triggers(&app).await;
    app.execute("DELETE FROM audit_events WHERE seq = 1").await;
    assert_eq!(first_broken(&app).await, 1);
    let app = some_events().await;
    let last = newest(&app).await;
    drop_triggers(&app).await;
    app.execute(&format!("DELETE FROM audit_events WHERE seq = {last}")).await;
    assert_eq!(first_broken(&app).await, last, "the newest row");
}

#[tokio::test]
async fn verification_reports_a_forged_row() {
    let app = some_events().await;
    let last = newest(&app).await;
    app.execute(&format!(
        "INSERT INTO audit_events SELECT seq + 1, at, act, outcome, reason, actor, subject, detail, request, origin, \
         hash, 'x' FROM audit_events WHERE seq = {last}"
    ))
    .await;
    assert_eq!(first_broken(&app).await, last + 1);
}

#[tokio::test]
async fn verification_reports_a_changed_origin() {
    for column in ["salt", "account_id", "address", "user_agent"] {
        let app = some_events().await;
        let seq = app.count("SELECT MIN(seq) FROM audit_origins").await;
        drop_triggers(&app).await;
        app.execute(&format!("UPDATE audit_origins SET {column} = 'x' WHERE seq = {seq}")).await;
        assert_eq!(first_broken(&app).await, seq, "{column}");
    }
}

#[tokio::test]
async fn verification_reports_a_removed_origin() {
    let app = some_events().await;
    let id = app.id_of("ada").await;
    let of_ada = app.count(&format!("SELECT MIN(seq) FROM audit_origins WHERE account_id = '{id}'")).await;
    // Anyone who can close and reopen an account need not drop a trigger.
    app.execute(&format!("UPDATE accounts SET closed_at = 1 WHERE id = '{id}'")).await;
    app.execute(&format!("DELETE FROM audit_origins WHERE seq = {of_ada}")).await;
    app.execute(&format!("UPDATE accounts SET closed_at = NULL WHERE id = '{id}'")).await;
    let removed = "its address and device have been removed, though the account is not closed";
    assert_eq!(fault(&app).await, (of_ada, removed));
    let app = some_events().await;
    app.browser().fetch("sign_in", &[("username", "nobody"), ("password", "wrong password")]).await;
    let of_guest = newest(&app).await;
    drop_triggers(&app).await;
    app.execute(&format!("DELETE FROM audit_origins WHERE seq = {of_guest}")).await;
    assert_eq!(first_broken(&app).await, of_guest, "a guest has no account that could be closed");
}

#[tokio::test]
async fn a_rewritten_chain_does_not_match_a_known_head() {
    let app = some_events().await;
    let operator = Grant::operator();
    let Verdict::Sound { rows, seq, hash, .. } = app.services.audit.verify(&operator, None).await.unwrap() else {
        panic!("the chain is broken")
    };
    assert_eq!((rows, seq), (newest(&app).await, newest(&app).await));
    app.sign_in("ada", PASSWORD).await;
    let later = app.services.audit.verify(&operator, Some((seq, &hash))).await.unwrap();
    assert!(matches!(later, Verdict::Sound { .. }), "{later:?}");
    let other = app.services.audit.verify(&operator, Some((seq, "other"))).await.unwrap();
    assert_eq!(other, Verdict::Broken { seq, what: "it does not match the known hash" });
    let ahead = app.services.audit.verify(&operator, Some((seq + 99, &hash))).await.unwrap();
    assert!(matches!(ahead, Verdict::Broken { .. }), "{ahead:?}");
}

#[tokio::test]
async fn deleting_the_origins_of_a_closed_account_keeps_the_chain_intact() {
    let app = some_events().await;
    let id = app.id_of("ada").await;
    app.services.closing.close(&Grant::operator(), &id, "ada").await.unwrap();
    assert_eq!(app.count(&format!("SELECT COUNT(*) FROM audit_origins WHERE account_id = '{id}'")).await, 0);
    let of_ada: Vec<_> = after(&app, 0).await.into_iter().filter(|event| event.actor == id).collect();
    assert!(!of_ada.is_empty() && of_ada.iter().all(|event| event.address.is_none() && event.user_agent.is_none()));
    assert!(app.count("SELECT COUNT(*) FROM audit_origins").await > 0, "the origins of other accounts remain");
    assert_sound(&app).await;
}

#[tokio::test]
async fn events_past_their_retention_are_deleted_and_the_chain_stays_intact() {
    let app = some_events().await;
    app.policy(&[("audit", "30d")]).await;
    let old = newest(&app).await;
    app.pass(20 * DAY).await;
    app.sign_in("ada", PASSWORD).await;
    let young = after(&app, old).await;
    assert_eq!(app.services.audit.cut().await.unwrap(), 0);
    app.pass(10 * DAY + 60).await;
    assert_eq!(app.services.audit.cut().await.unwrap(), 0, "old rows are deleted once a day");
    app.clock.shift(DAY);
    assert_eq!(app.services.audit.cut().await.unwrap(), u64::try_from(old).unwrap());
    let left = after(&app, 0).await;
    assert_eq!(left[..young.len()], young);
    let cut = summary(left.last().unwrap());
    assert_eq!((&*cut.0, &*cut.1, &*cut.3), ("audit.purge", "system", &*format!("rows={old} up_to={old}")));
    assert_eq!(app.count(&format!("SELECT COUNT(*) FROM audit_origins WHERE seq <= {old}")).await, 0);
    assert_sound(&app).await;
    assert_eq!(app.services.audit.cut().await.unwrap(), 0);
    app.pass(60 * DAY).await;
    assert!(app.services.audit.cut().await.unwrap() > 0);
    assert_eq!(after(&app, 0).await.len(), 1, "only the event of the deletion remains");
    assert_sound(&app).await;
}

#[tokio::test]
async fn verification_reports_old_rows_deleted_by_hand() {
    let unsaid = "it and all events before it have been removed, and no event records that Hallpass did so";
    let app = some_events().await;
    cut_off(&app, 3).await;
    assert_eq!(fault(&app).await, (3, unsaid));
    // Also after a deletion by the server itself, and if only the floor is raised.
    let app = some_events().await;
    app.pass(402 * DAY).await;
    app.sign_in("ada", PASSWORD).await;
    let old = i64::try_from(app.services.audit.cut().await.unwrap()).unwrap();
    assert_sound(&app).await;
    let hash = format!("(SELECT hash FROM audit_events WHERE seq = {old} + 1)");
    app.execute(&format!("UPDATE audit_marks SET seq = {old} + 1, hash = {hash} WHERE name = 'floor'")).await;
    assert_eq!(fault(&app).await, (old + 1, unsaid));
    cut_off(&app, old + 1).await;
    assert_eq!(fault(&app).await, (old + 1, unsaid));
}

#[tokio::test]
async fn only_a_purge_event_of_the_system_explains_missing_rows() {
    for (actor, outcome) in [("", "done"), ("operator", "done"), ("system", "refused")] {
        let app = some_events().await;
        cut_off(&app, 3).await;
        let last = newest(&app).await;
        app.execute(&format!(
            "INSERT INTO audit_events SELECT seq + 1, at, 'audit.purge', '{outcome}', '', '{actor}', '', \
             '{{\"rows\":\"3\",\"up_to\":\"3\"}}', '', '', hash, 'x' FROM audit_events WHERE seq = {last}"
        ))
        .await;
        assert_eq!(first_broken(&app).await, 3, "{outcome} by {actor:?}");
    }
}
