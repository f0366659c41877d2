//! Notes, appeals, exports and closing accounts on the command line.

use serde_json::Value;

use crate::support::program::Program;
use hallpass::testing::PASSWORD;

async fn people() -> Program {
    let program = Program::new().await;
    for (name, role) in [("grace", "administrator"), ("mallory", "member")] {
        let arguments = ["account", "create", name, "--role", role, "--password-stdin"];
        assert_eq!(program.run_with_input(&arguments, &format!("{PASSWORD}\n")).code, 0);
    }
    program
}

#[tokio::test]
async fn notes_and_bans_with_a_note_can_be_added() {
    let program = people().await;
    let ban = ["account", "ban", "mallory", "--reason", "Spam", "--note", "Third time"];
    assert_eq!(program.run(&ban).code, 0);
    let shown = program.run(&["account", "show", "mallory"]).out;
    assert!(shown.contains("banned for good: \"Spam\"; note: \"Third time\""), "{shown}");
    assert_eq!(program.run(&["account", "note", "list", "mallory"]).out, "There are no notes.\n");
    assert_eq!(program.run(&["account", "note", "add", "mallory", "Called twice"]).out, "Note added.\n");
    let notes = program.run(&["account", "note", "list", "mallory"]).out;
    assert!(notes.contains("(at the terminal): \"Called twice\""), "{notes}");
    let empty = program.run(&["account", "note", "add", "mallory", " "]);
    assert_eq!((empty.code, &*empty.err), (1, "hallpass: text: Fill this in.\n"));
}

#[tokio::test]
async fn appeals_can_be_listed_and_answered() {
    let mut program = people().await;
    assert_eq!(program.run(&["account", "ban", "mallory", "--reason", "Spam"]).code, 0);
    assert_eq!(program.run(&["account", "appeal", "list"]).out, "There are no unanswered appeals.\n");
    let early = program.run(&["account", "appeal", "answer", "mallory", "--answer", "No."]);
    assert_eq!(early.code, 1, "{}", early.out);
    let serving = program.serve().await;
    let origin = format!("http://127.0.0.1:{}", serving.port);
    let client = reqwest::Client::builder().cookie_store(true).build().unwrap();
    for (function, fields) in [
        ("sign_in", &[("username", "mallory"), ("password", PASSWORD)][..]),
        ("appeal_ban", &[("text", "It was my brother.")]),
    ] {
        let request = client.post(format!("{origin}/api/{function}")).header("origin", &origin);
        assert_eq!(request.form(fields).send().await.unwrap().status(), 200, "{function}");
    }
    let listed = program.run(&["account", "appeal", "list"]).out;
    assert!(listed.contains("mallory") && listed.contains("\"It was my brother.\""), "{listed}");
    let answer = ["account", "appeal", "answer", "mallory", "--answer", "So be it.", "--lift"];
    assert_eq!(program.run(&answer).out, "Answered the appeal of mallory. Lifted the ban.\n");
    assert!(program.run(&["account", "show", "mallory"]).out.contains("in good standing"));
    assert_eq!(serving.terminate(), 0);
}

#[tokio::test]
async fn an_account_can_be_exported_and_closing_needs_confirmation() {
    let program = people().await;
    let export = program.run(&["account", "export", "mallory"]);
    let export: Value = serde_json::from_str(&export.out).unwrap();
    assert_eq!(export["account"]["username"], "mallory");
    let hasty = program.run(&["account", "close", "mallory"]);
    assert_eq!(hasty.code, 1);
    assert!(hasty.err.contains("--yes"), "{}", hasty.err);
    assert_eq!(program.run(&["account", "close", "mallory", "--yes"]).out, "mallory is closed.\n");
    assert_eq!(program.run(&["account", "show", "mallory"]).code, 1);
    assert!(!program.run(&["account", "list"]).out.contains("closed-"));
    let last = program.run(&["account", "close", "grace", "--yes"]);
    assert_eq!(last.code, 1);
    assert!(last.err.contains("last administrator"), "{}", last.err);
}

#[tokio::test]
async fn accounts_can_be_filtered_by_role_state_and_activity() {
    let program = people().await;
    assert_eq!(
        program.run_with_input(&["account", "create", "carl", "--password-stdin"], &format!("{PASSWORD}\n")).code,
        0
    );
    assert_eq!(program.run(&["account", "ban", "mallory", "--reason", "Spam"]).code, 0);
    assert_eq!(program.run(&["account", "close", "carl", "--yes"]).code, 0);
    let names = |filter: &[&str]| {
        let listed = program.run(&[&["account", "list", "--json"], filter].concat());
        assert_eq!(listed.code, 0, "{filter:?}: {}", listed.err);
        let accounts: Vec<Value> = serde_json::from_str(&listed.out).unwrap();
        accounts.iter().map(|account| account["username"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&[]), ["grace", "mallory"]);
    assert_eq!(names(&["--role", "administrator"]), ["grace"]);
    assert_eq!(names(&["--state", "banned"]), ["mallory"]);
    assert_eq!(names(&["--state", "good", "--active", "never"]), ["grace"]);
    assert_eq!(names(&["--active", "month"]), Vec::<String>::new());
    assert_eq!(names(&["--role", "member", "--state", "closed"]).len(), 1);
    let table = program.run(&["account", "list", "--state", "closed"]).out;
    assert!(table.contains("closed on "), "{table}");
    let unknown = program.run(&["account", "list", "--role", "owner"]);
    assert!(unknown.code == 1 && unknown.err.contains("role: Choose one"), "{}", unknown.err);
    let misread = program.run(&["account", "list", "--state", "sleepy"]);
    assert!(misread.code == 2 && misread.err.contains("good, banned, closed"), "{}", misread.err);
}
