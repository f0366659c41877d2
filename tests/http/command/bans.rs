//! Bans on the command line while a server is running.

use reqwest::{Client, StatusCode};

use crate::support::program::{Program, Serving};
use hallpass::testing::PASSWORD;

async fn sign_in(serving: &Serving, name: &str) -> Client {
    let client = Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let origin = format!("http://127.0.0.1:{}", serving.port);
    let request = client.post(format!("{origin}/api/sign_in")).header("origin", &origin);
    let reply = request.form(&[("username", name), ("password", PASSWORD)]).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    client
}

async fn account_page(serving: &Serving, client: &Client) -> (StatusCode, String) {
    let reply = client.get(format!("http://127.0.0.1:{}/account", serving.port)).send().await.unwrap();
    (reply.status(), reply.text().await.unwrap())
}

#[tokio::test]
async fn changes_on_the_command_line_apply_to_the_next_request() {
    let mut program = Program::new().await;
    let input = format!("{PASSWORD}\n");
    program.run_with_input(&["account", "create", "mallory", "--password-stdin"], &input);
    let serving = program.serve().await;
    let mallory = sign_in(&serving, "mallory").await;
    assert_eq!(account_page(&serving, &mallory).await.0, 200);

    let banned =
        program.run(&["account", "ban", "Mallory", "--reason", "Sold hall passes", "--until", "2999-01-31 18:00"]);
    assert_eq!((banned.code, banned.out.as_str()), (0, "mallory is banned.\n"), "{}", banned.err);
    let (status, page) = account_page(&serving, &mallory).await;
    assert_eq!(status, 403);
    assert!(page.contains("Sold hall passes") && page.contains("31 Jan 2999, 18:00 UTC"), "{page}");
    let table = program.run(&["account", "list"]).out;
    assert!(table.contains("banned until 31 Jan 2999, 18:00 UTC"), "{table}");

    let lifted = program.run(&["account", "unban", "mallory"]);
    assert_eq!((lifted.code, lifted.out.as_str()), (0, "mallory is no longer banned.\n"));
    assert_eq!(account_page(&serving, &mallory).await.0, 302);
    assert_eq!(account_page(&serving, &sign_in(&serving, "mallory").await).await.0, 200);

    program.run_with_input(&["account", "create", "grace", "--password-stdin"], &input);
    let grace = sign_in(&serving, "grace").await;
    assert_eq!(program.run(&["account", "role", "grace", "administrator"]).code, 0);
    let admin = grace.get(format!("http://127.0.0.1:{}/admin", serving.port)).send().await.unwrap();
    assert_eq!(admin.status(), 200);
    assert_eq!(serving.terminate(), 0, "SIGTERM ends the server cleanly");
}

#[tokio::test]
async fn invalid_bans_are_rejected_with_a_reason() {
    let program = Program::new().await;
    program.run_with_input(&["account", "create", "mallory", "--password-stdin"], &format!("{PASSWORD}\n"));
    for (arguments, words) in [
        (&["account", "ban", "mallory", "--reason", ""][..], "reason: Fill this in."),
        (&["account", "ban", "mallory", "--reason", "x", "--until", "soon"], "until: Enter a date"),
        (
            &["account", "ban", "mallory", "--reason", "x", "--until", "2020-01-01"],
            "until: Choose a time in the future.",
        ),
        (&["account", "unban", "mallory"], "isn’t banned"),
    ] {
        let ended = program.run(arguments);
        assert_eq!(ended.code, 1, "{arguments:?}");
        assert!(ended.err.contains(words), "{arguments:?}: {}", ended.err);
    }
    assert_eq!(program.run(&["account", "ban", "mallory", "--reason", "x"]).code, 0);
    let again = program.run(&["account", "ban", "mallory", "--reason", "x"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("already banned"), "{}", again.err);
}

#[tokio::test]
async fn change_ban_changes_only_the_given_terms() {
    let program = Program::new().await;
    program.run_with_input(&["account", "create", "mallory", "--password-stdin"], &format!("{PASSWORD}\n"));
    let change = |terms: &[&str]| program.run(&[&["account", "change-ban", "mallory"], terms].concat());
    let ban = || {
        let shown = program.run(&["account", "show", "mallory", "--json"]).out;
        let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
        let ban = &shown["ban"];
        (ban["reason"].clone(), ban["until"].as_i64(), ban["note"].clone())
    };
    let early = change(&["--reason", "Rudeness"]);
    assert_eq!(early.code, 1);
    assert!(early.err.contains("isn’t banned"), "{}", early.err);
    let terms = ["--reason", "Spam", "--until", "2999-01-31T18:00:30Z", "--note", "Third time"];
    assert_eq!(program.run(&[&["account", "ban", "mallory"], &terms[..]].concat()).code, 0);
    let until = ban().1;
    assert!(until.is_some());
    let changed = change(&["--reason", "Rudeness"]);
    assert_eq!((changed.code, &*changed.out), (0, "Updated the ban of mallory.\n"), "{}", changed.err);
    assert_eq!(ban(), ("Rudeness".into(), until, "Third time".into()));
    assert_eq!(change(&["--note", "Called"]).code, 0);
    assert_eq!(ban(), ("Rudeness".into(), until, "Called".into()));
    assert_eq!(change(&["--until", "", "--note", ""]).code, 0);
    assert_eq!(ban(), ("Rudeness".into(), None, "".into()));
    let past = change(&["--until", "2020-01-01"]);
    assert!(past.code == 1 && past.err.contains("until: Choose a time in the future."), "{}", past.err);
    assert_eq!(change(&[]).code, 2, "at least one term is required");
}
