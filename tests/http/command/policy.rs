//! The policy and invitations on the command line while a server is running.

use reqwest::Client;
use serde_json::Value;

use crate::{
    invitation::sign_up_mode::newer,
    support::program::{Program, Serving},
};

const PASSWORD: &str = "gravel tulip eleven";

async fn sign_up(serving: &Serving, name: &str, token: &str) -> u16 {
    let origin = format!("http://127.0.0.1:{}", serving.port);
    let request = Client::new().post(format!("{origin}/api/sign_up")).header("origin", &origin);
    let fields = [("username", name), ("password", PASSWORD), ("token", token)];
    request.form(&fields).send().await.expect("an answer").status().as_u16()
}

fn json(program: &Program, arguments: &[&str]) -> Value {
    let ended = program.run(arguments);
    assert_eq!(ended.code, 0, "{}", ended.err);
    serde_json::from_str(&ended.out).expect("JSON")
}

#[tokio::test]
async fn changing_the_sign_up_mode_applies_to_a_running_server() {
    let mut program = Program::new().await;
    let serving = program.serve().await;
    assert_eq!(sign_up(&serving, "ada", "").await, 200);
    assert_eq!(program.run(&["policy", "set", "sign_up=closed"]).code, 0);
    assert_eq!(sign_up(&serving, "noor", "").await, 409);
    let refused = program.run(&["invite", "create"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("Sign-up is closed"), "{}", refused.err);
    assert_eq!(program.run(&["policy", "undo"]).code, 0);
    assert_eq!(sign_up(&serving, "noor", "").await, 200);
}

#[tokio::test]
async fn an_invitation_created_at_the_terminal_works_until_it_is_revoked() {
    let mut program = Program::new().await;
    let serving = program.serve().await;
    assert_eq!(program.run(&["policy", "set", "sign_up=invitation"]).code, 0);
    let link = program.run(&["invite", "create", "--uses", "2", "--expires", "1h", "--note", "The choir"]).out;
    let token = link.trim().split_once("/sign-up?invitation=").expect("a link").1;
    assert_eq!(sign_up(&serving, "ada", "").await, 409);
    assert_eq!(sign_up(&serving, "ada", token).await, 200);
    let listed = json(&program, &["invite", "list", "--json"]);
    assert_eq!((&listed[0]["uses_left"], &listed[0]["state"]), (&1.into(), &"works".into()));
    let table = program.run(&["invite", "list"]).out;
    assert!(table.contains("1/2") && table.contains("The choir"), "{table}");
    let id = listed[0]["id"].as_str().expect("an id");
    assert_eq!(program.run(&["invite", "revoke", id]).out, "Revoked.\n");
    assert_eq!(sign_up(&serving, "noor", token).await, 410);
    assert_eq!(program.run(&["invite", "revoke", id]).code, 1);
    assert_eq!(program.run(&["invite", "revoke", "none"]).code, 1);
    let made = json(&program, &["invite", "create", "--json"]);
    assert_eq!(made["uses"], 1);
    for wrong in [&["--uses", "0"][..], &["--expires", "soon"], &["--note", "a\u{7}b"]] {
        let ended = program.run(&[&["invite", "create"], wrong].concat());
        assert_eq!(ended.code, 1, "{wrong:?}: {}", ended.out);
    }
}

#[tokio::test]
async fn every_valid_invitation_is_listed() {
    let program = Program::new().await;
    let made = json(&program, &["invite", "create", "--note", "The choir", "--json"]);
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&program.database.url).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(newer(210, 201))).execute(&pool).await.unwrap();
    pool.close().await;
    let listed = program.run(&["invite", "list", "--json"]);
    assert_eq!(listed.err, "Not all ended invitations are listed; use --all to list them.\n");
    let listed: Vec<Value> = serde_json::from_str(&listed.out).unwrap();
    let works = |one: &&Value| one["state"] == "works";
    assert_eq!((listed.iter().filter(works).count(), listed.len()), (211, 411));
    assert_eq!(listed[210]["id"], made["id"], "valid invitations come before ended ones");
    let all = program.run(&["invite", "list", "--all"]);
    assert_eq!((all.out.lines().count(), all.err.as_str()), (1 + 412, ""));
}

#[tokio::test]
async fn a_preview_at_the_terminal_changes_nothing() {
    let program = Program::new().await;
    assert_eq!(program.run(&["migrate"]).code, 0);
    let before = json(&program, &["policy", "show", "--json"]);
    let said = program.run(&["policy", "set", "--preview", "idle=10m"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("Idle limit (member): 30 min → 10 min.") && said.out.ends_with("Nothing was changed.\n"));
    let wrong = program.run(&["policy", "set", "--preview", "absolute=10m"]);
    assert_eq!(wrong.code, 1);
    assert_eq!(json(&program, &["policy", "show", "--json"]), before);
    assert_eq!(before["everyone"]["sign_up"], "open");
    assert_eq!(program.run(&["policy", "history"]).out, "The policy has never been changed.\n");
}

#[tokio::test]
async fn policy_changes_can_be_listed_and_undone() {
    let program = Program::new().await;
    assert_eq!(program.run(&["migrate"]).code, 0);
    let first = json(&program, &["policy", "show", "--json"]);
    assert_eq!(program.run(&["policy", "undo"]).code, 1, "there is no change to undo");
    assert_eq!(program.run(&["policy", "set", "idle=20m", "sign_up=closed"]).code, 0);
    assert_eq!(program.run(&["policy", "set", "--role", "member", "sessions=3"]).code, 0);
    let changes = json(&program, &["policy", "history", "--json"]);
    assert_eq!((changes.as_array().map(Vec::len), &changes[0]["by"]), (Some(2), &"the server’s operator".into()));
    let table = program.run(&["policy", "history"]).out;
    assert!(table.contains("Sign-up (everyone): Open to everyone → Closed"), "{table}");
    let older = changes[1]["id"].as_str().expect("an id");
    assert_eq!(program.run(&["policy", "undo", older]).code, 0);
    let again = program.run(&["policy", "undo", older]);
    assert!(again.code == 1 && again.err.contains("has been changed again since"), "{}", again.err);
    let newest = changes[0]["id"].as_str().expect("an id");
    assert_eq!(program.run(&["policy", "undo", newest]).code, 0);
    assert_eq!(json(&program, &["policy", "show", "--json"]), first);
}

#[tokio::test]
async fn the_columns_of_the_policy_are_aligned() {
    let program = Program::new().await;
    assert_eq!(program.run(&["migrate"]).code, 0);
    let table = program.run(&["policy", "show"]).out;
    let column = table.find("EVERYONE").expect("a heading");
    for line in table.lines().take_while(|line| !line.is_empty()) {
        assert!(line[..column].ends_with(' ') && !line[column..].starts_with(' '), "{table}");
    }
}

#[tokio::test]
async fn a_wrong_value_is_refused_with_what_is_allowed() {
    let program = Program::new().await;
    assert_eq!(program.run(&["migrate"]).code, 0);
    for (value, words) in [
        ("second_factor_removal=1m", "Use 0 (never), or a value between 1 day and 14 days."),
        ("second_factor_removal=15d", "Use 0 (never), or a value between 1 day and 14 days."),
        ("second_factor_from=2030-01-31 18:00", "Enter a day, such as 2030-01-31, or “none”."),
        ("idle=5s", "Use a value between 10 seconds and 366 days."),
    ] {
        let ended = program.run(&["policy", "set", value]);
        assert!(ended.code == 1 && ended.err.contains(words), "{value}: {}", ended.err);
    }
    assert_eq!(program.run(&["policy", "set", "second_factor_removal=0"]).code, 0);
    let history = program.run(&["policy", "history"]).out;
    assert!(history.contains("Removing a lost second step (everyone): 3 days → Never"), "{history}");
}

#[tokio::test]
async fn a_setting_cannot_be_given_twice() {
    let program = Program::new().await;
    for values in [["idle=20m", "idle=25m"], ["idle=20m", "idle=20m"], ["idle=20m", "idle=default"]] {
        for more in [&[][..], &["--preview"], &["--role", "member"]] {
            let ended = program.run(&[&["policy", "set", "sessions=5"], &values[..], more].concat());
            assert_eq!(ended.code, 1, "{values:?} {more:?}: {}", ended.out);
            assert!(ended.err.contains("idle is given more than once"), "{}", ended.err);
        }
    }
    let shown = json(&program, &["policy", "show", "--json"]);
    assert_eq!((&shown["everyone"]["idle"], &shown["everyone"]["sessions"]), (&1800.into(), &20.into()));
}
