//! The audit on the command line.

use std::io::{BufRead, BufReader};

use crate::support::program::Program;
use hallpass::testing::PASSWORD;

fn ran(program: &Program, arguments: &[&str]) -> String {
    let ended = program.run(arguments);
    assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.err);
    ended.out
}

async fn with_events() -> Program {
    let program = Program::new().await;
    for name in ["mallory", "grace"] {
        program.run_with_input(&["account", "create", name, "--password-stdin"], &format!("{PASSWORD}\n"));
    }
    ran(&program, &["account", "role", "grace", "administrator"]);
    ran(&program, &["account", "ban", "mallory", "--reason", "Sold hall passes"]);
    program
}

#[tokio::test]
async fn the_audit_can_be_listed_filtered_and_exported() {
    let program = with_events().await;
    let all = ran(&program, &["audit", "list"]);
    let lines: Vec<_> = all.lines().collect();
    assert_eq!(lines.len(), 4, "{all}");
    assert!(lines[0].contains("account.ban") && lines[0].contains("The server’s operator banned mallory"), "{all}");
    assert!(!all.contains("Sold hall passes"), "{all}");
    assert_eq!(ran(&program, &["audit", "list", "--limit", "2"]).lines().count(), 2);
    assert_eq!(ran(&program, &["audit", "list", "--act", "account.role"]).lines().count(), 1);
    assert_eq!(ran(&program, &["audit", "list", "--account", "Mallory"]).lines().count(), 2);
    assert_eq!(ran(&program, &["audit", "list", "--outcome", "refused"]), "");
    assert_eq!(ran(&program, &["audit", "list", "--since", "2999-01-01"]), "");
    let last = ran(&program, &["audit", "tail", "-n", "1", "--json"]);
    let event: serde_json::Value = serde_json::from_str(&last).expect("JSON");
    assert_eq!((&event["act"], &event["actor"], &event["seq"]), (&"account.ban".into(), &"operator".into(), &4.into()));
    let csv = ran(&program, &["audit", "export", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 5, "{csv}");
    let json = ran(&program, &["audit", "export", "--format", "jsonl", "--act", "audit.export"]);
    assert_eq!(json.lines().count(), 1, "the event of the previous export: {json}");
}

#[tokio::test]
async fn tail_prints_new_events_as_they_happen() {
    let program = with_events().await;
    let mut following = program.start(&["audit", "tail", "-f", "-n", "1"]);
    let mut lines = BufReader::new(following.stdout.take().expect("its output")).lines();
    let mut next = || lines.next().expect("a line").expect("UTF-8");
    assert!(next().contains("banned mallory"));
    ran(&program, &["account", "unban", "mallory"]);
    let line = next();
    assert!(line.contains("lifted the ban on mallory"), "{line}");
    following.kill().expect("it was there");
    following.wait().expect("it ends");
}

#[tokio::test]
async fn invalid_audit_arguments_are_reported() {
    let program = with_events().await;
    assert_eq!(program.run(&["audit", "list", "--act", "account.bna"]).code, 2);
    let ended = program.run(&["audit", "list", "--since", "soon"]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("since: Enter a date"), "{}", ended.err);
    assert_eq!(program.run(&["audit", "export"]).code, 2);
}

#[tokio::test]
async fn verify_confirms_an_intact_chain_and_names_a_broken_row() {
    let program = with_events().await;
    let said = ran(&program, &["audit", "verify"]);
    assert!(said.starts_with("The audit is intact: 4 events. The newest is 4:"), "{said}");
    let head = said.trim().rsplit(' ').next().unwrap();
    ran(&program, &["account", "unban", "mallory"]);
    ran(&program, &["audit", "verify", "--known", head]);
    let other = program.run(&["audit", "verify", "--known", "4:0000"]);
    assert_eq!(other.code, 1);
    assert!(other.err.contains("number 4"), "{}", other.err);

    let on = if program.database.is_sqlite() { "" } else { " ON audit_events" };
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&program.database.url).await.unwrap();
    for sql in
        [format!("DROP TRIGGER audit_events_changed{on}"), "UPDATE audit_events SET actor = 'x' WHERE seq = 2".into()]
    {
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&pool).await.unwrap();
    }
    pool.close().await;
    let ended = program.run(&["audit", "verify"]);
    assert_eq!((ended.code, ended.out.as_str()), (1, ""));
    assert!(ended.err.contains("The first broken event is number 2: it has been changed."), "{}", ended.err);
}

#[tokio::test]
async fn refusals_on_the_command_line_are_recorded() {
    let program = with_events().await;
    for tried in [
        &["account", "role", "Grace", "member"][..],
        &["account", "ban", "grace", "--reason", "Sold hall passes"],
        &["account", "close", "grace", "--yes"],
    ] {
        assert_eq!(program.run(tried).code, 1, "{tried:?}");
    }
    // Invalid input is not recorded.
    assert_eq!(program.run(&["account", "role", "mallory", "owner"]).code, 1);
    assert_eq!(program.run(&["account", "unban", "grace"]).code, 1);
    let lines = ran(&program, &["audit", "list", "--outcome", "refused", "--account", "grace", "--json"]);
    let events: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for (event, act) in events.iter().rev().zip(["account.role", "account.ban", "account.close"]) {
        let summary = ["act", "reason", "actor", "subject_name"].map(|name| event[name].as_str().unwrap_or_default());
        assert_eq!(summary, [act, "last_administrator", "operator", "grace"]);
    }
    assert_eq!(events.len(), 3, "{lines}");
    ran(&program, &["audit", "verify"]);
}
