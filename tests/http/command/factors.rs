//! Second factors on the command line.

use std::{fs::Permissions, os::unix::fs::PermissionsExt};

use hallpass::testing::{PASSWORD, TestApp};

use crate::support::{
    authenticator::Authenticator,
    program::{Program, Serving, client},
};

/// A program with a key for the secrets of authenticator apps, which PostgreSQL needs.
async fn with_key() -> Program {
    let mut program = Program::new().await;
    let (key, file) = (program.run(&["key", "create"]).out, program.file("secrets.key"));
    std::fs::write(&file, key).unwrap();
    std::fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
    program.set("secret_key_file", file.to_str().unwrap());
    program
}

/// Creates an account with an authenticator app.
async fn create(program: &Program, serving: &Serving, name: &str) {
    program.run_with_input(&["account", "create", name, "--password-stdin"], &format!("{PASSWORD}\n"));
    let client = client();
    let fields = [("username", name), ("password", PASSWORD)];
    assert_eq!(serving.call(&client, "sign_in", &fields).await.status(), 200);
    assert_eq!(serving.call(&client, "begin_authenticator", &[]).await.status(), 200);
    let shown = serving.call(&client, "show_new_authenticator", &[]).await.text().await.unwrap();
    let now = hallpass::database::Clock::system().now();
    let code = Authenticator::reading(&shown).code(now);
    assert_eq!(serving.call(&client, "confirm_authenticator", &[("code", &code)]).await.status(), 200);
}

#[tokio::test]
async fn a_ticket_is_printed_once_listed_and_signs_in() {
    let mut program = with_key().await;
    program.run_with_input(&["account", "create", "noor", "--password-stdin"], &format!("{PASSWORD}\n"));
    let refused = program.run(&["factor", "ticket", "noor"]);
    assert!(refused.code != 0 && refused.err.contains("This account has no second step"), "{refused:?}");
    let serving = program.serve().await;
    create(&program, &serving, "ada").await;

    let ticket = program.run(&["factor", "ticket", "ada"]);
    assert_eq!((ticket.code, ticket.out.trim().len(), ticket.out.lines().count()), (0, 27, 1), "{ticket:?}");
    assert!(ticket.err.contains("It works once, until "), "{ticket:?}");
    let listed = program.run(&["factor", "list", "ada"]).out;
    assert!(listed.contains("\nticket             works until ") && !listed.contains(ticket.out.trim()), "{listed}");
    let listed = program.run(&["factor", "list", "ada", "--json"]).out;
    assert!(listed.contains("\"ticket_until\": 1") && listed.contains("\"second_factor_ends_at\": null"), "{listed}");

    let client = client();
    let fields = [("username", "ada"), ("password", PASSWORD)];
    assert_eq!(serving.call(&client, "sign_in", &fields).await.status(), 200);
    let reply = serving.call(&client, "answer_challenge", &[("code", ticket.out.trim())]).await;
    assert_eq!(reply.status(), 200);
    assert!(program.run(&["factor", "list", "ada"]).out.contains("authenticator app  none"));
    assert_eq!(serving.terminate(), 0);
}

#[tokio::test]
async fn a_pending_removal_is_listed_and_cancelled() {
    let mut program = with_key().await;
    let serving = program.serve().await;
    create(&program, &serving, "ada").await;
    assert_eq!(serving.terminate(), 0);
    let due = "UPDATE accounts SET second_factor_ends_at = 4000000000, removal_requested_at = 1 WHERE username = 'ada'";
    TestApp::at(&program.database.url, &[]).await.execute(due).await;
    let listed = program.run(&["factor", "list", "ada"]).out;
    assert!(listed.contains("\nsecond step        will be removed 2 Oct 2096"), "{listed}");
    let old = program.run(&["factor", "ticket", "ada", "--json"]);
    assert!(old.code == 0 && old.out.contains("\"expires_at\""), "{old:?}");
    let kept = program.run(&["factor", "keep", "ada"]);
    assert_eq!((kept.code, &*kept.out), (0, "ada keeps the second step.\n"), "{kept:?}");
    let listed = program.run(&["factor", "list", "ada"]).out;
    assert!(!listed.contains("removed") && !listed.contains("ticket"), "{listed}");
    let kept = program.run(&["factor", "keep", "ada"]);
    assert_eq!(kept.out, "The second step of ada was not about to be removed.\n");
}
