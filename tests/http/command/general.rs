//! The command line: accounts, passwords, help, the version and exit codes.

use hallpass::{access::Role, directory::AccountSummary};

use crate::support::program::Program;
use hallpass::testing::PASSWORD;

fn create(program: &Program, name: &str, more: &[&str]) -> crate::support::program::Ended {
    let arguments = [&["account", "create", name, "--password-stdin"], more].concat();
    program.run_with_input(&arguments, &format!("{PASSWORD}\n"))
}

fn accounts(program: &Program, more: &[&str]) -> Vec<AccountSummary> {
    let listed = program.run(&[&["account", "list", "--json"], more].concat());
    assert_eq!(listed.code, 0, "{listed:?}");
    serde_json::from_str(&listed.out).expect("JSON")
}

#[tokio::test]
async fn an_account_can_be_created_listed_and_shown() {
    let program = Program::new().await;
    let made = create(&program, "Ada", &["--role", "administrator", "--email", "ada@example.org"]);
    assert_eq!((made.code, made.out.as_str(), made.err.as_str()), (0, "Created Ada (administrator).\n", ""));
    assert_eq!(create(&program, "grace", &[]).code, 0);

    let listed = accounts(&program, &[]);
    let names: Vec<_> = listed.iter().map(|account| (account.username.as_str(), account.role.clone())).collect();
    assert_eq!(names, [("Ada", Role::ADMINISTRATOR), ("grace", Role::MEMBER)]);
    assert_eq!(listed[0].email.as_deref(), Some("ada@example.org"));
    assert_eq!(accounts(&program, &["--search", "GRA"]).len(), 1);

    let table = program.run(&["account", "list"]);
    assert_eq!(table.code, 0);
    assert!(table.out.lines().count() == 3 && table.out.contains("in good standing"), "{}", table.out);

    let shown: AccountSummary = serde_json::from_str(&program.run(&["account", "show", "ADA", "--json"]).out).unwrap();
    assert_eq!(shown, listed[0]);
    let shown = program.run(&["account", "show", "ada"]).out;
    assert!(shown.contains("ada@example.org") && shown.contains("administrator"), "{shown}");
}

#[tokio::test]
async fn accounts_created_at_the_terminal_are_validated_like_sign_ups() {
    let program = Program::new().await;
    let short = program.run_with_input(&["account", "create", "a", "--email", "x", "--password-stdin"], "short\n");
    assert_eq!((short.code, short.out.as_str()), (1, ""));
    for field in ["username: ", "email: ", "password: Use at least 15 characters"] {
        assert!(short.err.contains(field), "{}", short.err);
    }
    assert_eq!(create(&program, "ada", &[]).code, 0);
    let taken = create(&program, "ADA", &[]);
    assert_eq!(taken.code, 1);
    assert!(taken.err.contains("That name is taken. Choose another."), "{}", taken.err);
    assert_eq!(accounts(&program, &[]).len(), 1);
}

#[tokio::test]
async fn the_password_is_the_first_line_of_standard_input() {
    let mut program = Program::new().await;
    for (name, input) in [("ada", format!("{PASSWORD}\r\nmore\n")), ("grace", PASSWORD.to_owned())] {
        let made = program.run_with_input(&["account", "create", name, "--password-stdin"], &input);
        assert_eq!(made.code, 0, "{made:?}");
        assert!(!made.out.contains(PASSWORD) && !made.err.contains(PASSWORD));
    }
    let serving = program.serve().await;
    for name in ["ada", "grace"] {
        let request = reqwest::Client::new()
            .post(format!("http://127.0.0.1:{}/api/sign_in", serving.port))
            .header("origin", format!("http://127.0.0.1:{}", serving.port))
            .form(&[("username", name), ("password", PASSWORD)]);
        assert_eq!(request.send().await.unwrap().status(), 200, "{name}");
    }
}

#[tokio::test]
async fn without_a_terminal_a_password_is_read_only_with_password_stdin() {
    let program = Program::new().await;
    let refused = program.run_with_input(&["account", "create", "ada"], PASSWORD);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("--password-stdin"), "{}", refused.err);
    assert_eq!(program.run_with_input(&["account", "create", "ada", "--password-stdin"], "").code, 1, "no password");
}

#[tokio::test]
async fn roles_can_be_changed_except_the_last_administrator_s() {
    let program = Program::new().await;
    create(&program, "ada", &["--role", "administrator"]);
    create(&program, "grace", &[]);
    let last = program.run(&["account", "role", "ada", "member"]);
    assert_eq!(last.code, 1);
    assert!(last.err.contains("last administrator"), "{}", last.err);
    assert_eq!(program.run(&["account", "role", "grace", "administrator"]).code, 0);
    let demoted = program.run(&["account", "role", "ada", "member"]);
    assert_eq!((demoted.code, demoted.out.as_str()), (0, "ada is now member.\n"));
    let unknown = program.run(&["account", "role", "ada", "owner"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("role: Choose one"), "{}", unknown.err);
}

#[tokio::test]
async fn unknown_accounts_are_named_in_the_error() {
    let program = Program::new().await;
    assert_eq!(program.run(&["migrate"]).code, 0);
    for arguments in [
        &["account", "show", "nobody"][..],
        &["account", "role", "nobody", "member"],
        &["account", "ban", "nobody", "--reason", "x"],
        &["account", "change-ban", "nobody", "--reason", "x"],
        &["account", "unban", "nobody"],
        &["account", "password-reset-link", "nobody"],
    ] {
        let ended = program.run(arguments);
        assert_eq!((ended.code, ended.out.as_str()), (1, ""), "{arguments:?}");
        assert!(ended.err.contains("there is no account \"nobody\""), "{}", ended.err);
    }
}

#[tokio::test]
async fn invalid_arguments_exit_with_2_and_print_the_usage() {
    let program = Program::new().await;
    for arguments in
        [&["dance"][..], &["account"], &["account", "ban", "ada"], &["serve", "--loud"], &["account", "create"]]
    {
        let ended = program.run(arguments);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ended.err.contains("Usage: hallpass"), "{}", ended.err);
    }
}

#[tokio::test]
async fn version_and_help_work_with_an_invalid_configuration() {
    let mut program = Program::new().await;
    program.set("tabs_per_account", "soon");
    let version = format!("hallpass {}\n", env!("CARGO_PKG_VERSION"));
    for arguments in [&["version"], &["--version"]] {
        let ended = program.run(arguments);
        assert_eq!((ended.code, &ended.out), (0, &version), "{ended:?}");
    }
    let help = program.run(&["--help"]);
    assert_eq!(help.code, 0);
    for command in ["serve", "account", "migrate", "check", "version"] {
        assert!(help.out.contains(&format!("\n  {command} ")), "{command}: {}", help.out);
    }
    let help = program.run(&["account", "--help"]);
    for command in ["create", "list", "show", "role", "ban", "change-ban", "unban", "password-reset-link"] {
        assert!(help.out.contains(&format!("\n  {command} ")), "{command}: {}", help.out);
    }
}

#[tokio::test]
async fn a_password_reset_link_is_printed_with_the_public_origin() {
    let mut program = Program::new().await;
    program.set("public_origin", "http://localhost:4567");
    create(&program, "ada", &[]);
    let link = program.run(&["account", "password-reset-link", "ada"]);
    assert_eq!(link.code, 0);
    assert!(link.out.starts_with("http://localhost:4567/password-reset?token="), "{}", link.out);
    assert_eq!(link.out.lines().count(), 1, "only the link, for use in scripts");
}
