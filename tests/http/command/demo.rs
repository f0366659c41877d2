//! `hallpass demo`: fills a separate database with generated people.

use hallpass::directory::AccountSummary;
use serde_json::Value;

use crate::support::program::{Program, client};
use hallpass::testing::PASSWORD;

fn accounts(program: &Program) -> Vec<AccountSummary> {
    let listed = program.run(&["account", "list", "--json"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    serde_json::from_str(&listed.out).expect("JSON")
}

async fn sign_in(origin: &str, name: &str, password: &str) -> u16 {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let call =
        client.post(format!("{origin}/api/sign_in")).header("origin", origin).header("accept", "application/json");
    call.form(&[("username", name), ("password", password)]).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn demo_fills_an_empty_database() {
    let mut program = Program::new().await;
    let made = program.run(&["demo", "--accounts", "60", "--days", "5"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let password = made.out.split("Password of demo-admin: ").nth(1).and_then(|rest| rest.lines().next());
    let password = password.expect("a password").to_owned();
    assert!(password.len() >= 40 && !made.err.contains(&password), "{}", made.out);

    let accounts = accounts(&program);
    assert_eq!(accounts.len(), 62);
    let with = |role: &str| accounts.iter().filter(|one| one.role.name() == role).count();
    assert_eq!((with("administrator"), with("moderator"), with("member")), (1, 2, 59));
    assert!(accounts.iter().any(|one| one.username == "quiet-heron" && one.display_name == "Quiet Heron"));
    assert_eq!(accounts.iter().filter(|one| one.ban.is_some()).count(), 3, "5 were banned, 2 of them lifted");
    assert!(accounts.iter().filter(|one| one.sessions == 1).count() >= 15, "signed in now");
    let active = accounts.iter().filter(|one| one.last_seen_at.is_some_and(|at| at >= one.created_at)).count();
    assert!(active >= 50, "were active since signing up: {active}");
    let oldest = accounts.iter().map(|one| one.created_at).min().unwrap();
    let newest = accounts.iter().map(|one| one.created_at).max().unwrap();
    assert!(newest - oldest > 86_400, "accounts are spread over the days");

    let verified = program.run(&["audit", "verify"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
    let appeals = program.run(&["account", "appeal", "list", "--json"]);
    let appeals: Value = serde_json::from_str(&appeals.out).expect("JSON");
    assert!(!appeals.as_array().expect("a list").is_empty());

    let serving = program.serve().await;
    let origin = format!("http://127.0.0.1:{}", serving.port);
    assert_eq!(sign_in(&origin, "demo-admin", &password).await, 200);
    assert_eq!(sign_in(&origin, "quiet-heron", &password).await, 401);
    let code = made.out.split("recovery codes: ").nth(1).and_then(|rest| rest.split(',').next());
    assert!(code.is_some() || !program.database.is_sqlite(), "a second step needs no key on SQLite: {}", made.out);
    if let Some(code) = code {
        let client = client();
        let fields = [("username", "demo-member"), ("password", &*password)];
        assert_eq!(serving.call(&client, "sign_in", &fields).await.status(), 200);
        assert_eq!(serving.call(&client, "answer_challenge", &[("code", code)]).await.status(), 200);
        let listed = program.run(&["factor", "list", "demo-member"]).out;
        assert!(listed.contains("recovery codes     9 left"), "{listed}");
    }
    assert_eq!(sign_in(&origin, "quiet-heron", PASSWORD).await, 401);
}

#[tokio::test]
async fn demo_does_not_change_a_database_with_accounts() {
    let program = Program::new().await;
    let created = program.run_with_input(&["account", "create", "ada", "--password-stdin"], &format!("{PASSWORD}\n"));
    assert_eq!(created.code, 0, "{}", created.err);
    let refused = program.run(&["demo"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(refused.err.contains("already contains accounts"), "{}", refused.err);
    assert_eq!(accounts(&program).len(), 1);
    // --database names another one.
    let other = format!("sqlite://{}", program.file("other.db").display());
    let made = program.run(&["demo", "--accounts", "1", "--days", "1", "--database", &other]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert_eq!(accounts(&program).len(), 1);
}

#[tokio::test]
async fn demo_rejects_numbers_out_of_range() {
    let program = Program::new().await;
    for arguments in [["demo", "--accounts", "0"], ["demo", "--days", "91"], ["demo", "--accounts", "many"]] {
        assert_eq!(program.run(&arguments).code, 2, "{arguments:?}");
    }
}
