//! Sessions and their policy on the command line while a server is running.

use hallpass::{session::SessionSummary, session_admin::PersonSession};
use reqwest::Client;
use serde_json::Value;

use crate::support::program::{Ended, Program, Serving};
use hallpass::testing::PASSWORD;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0";

async fn sign_in(serving: &Serving, name: &str) -> Client {
    let client = Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none());
    let client = client.user_agent(FIREFOX).build().unwrap();
    let origin = format!("http://127.0.0.1:{}", serving.port);
    let request = client.post(format!("{origin}/api/sign_in")).header("origin", &origin);
    let reply = request.form(&[("username", name), ("password", PASSWORD)]).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    client
}

async fn account_page(serving: &Serving, client: &Client) -> u16 {
    client.get(format!("http://127.0.0.1:{}/account", serving.port)).send().await.unwrap().status().as_u16()
}

async fn people() -> (Program, Serving) {
    let mut program = Program::new().await;
    for (name, role) in [("ada", "member"), ("noor", "member"), ("grace", "administrator")] {
        let arguments = ["account", "create", name, "--role", role, "--password-stdin"];
        assert_eq!(program.run_with_input(&arguments, &format!("{PASSWORD}\n")).code, 0);
    }
    let serving = program.serve().await;
    (program, serving)
}

fn done(ended: &Ended, words: &str) {
    assert_eq!((ended.code, ended.out.as_str()), (0, words), "{}", ended.err);
}

fn refused(ended: &Ended, words: &str) {
    assert_eq!((ended.code, ended.out.as_str()), (1, ""), "{}", ended.err);
    assert!(ended.err.contains(words), "{}", ended.err);
}

fn sessions(program: &Program, name: &str) -> Vec<SessionSummary> {
    let listed = program.run(&["session", "list", name, "--json"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    serde_json::from_str(&listed.out).expect("JSON")
}

#[tokio::test]
async fn sessions_can_be_listed_and_ended_while_a_server_runs() {
    let (program, serving) = people().await;
    let (ada, again) = (sign_in(&serving, "ada").await, sign_in(&serving, "ada").await);
    let (noor, grace) = (sign_in(&serving, "noor").await, sign_in(&serving, "grace").await);

    let table = program.run(&["session", "list", "Ada"]).out;
    assert!(table.lines().count() == 3 && table.contains("Firefox on Linux"), "{table}");
    let listed = sessions(&program, "ada");
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().all(|session| table.contains(&session.id) && !session.is_this));

    done(&program.run(&["session", "end", &listed[0].id]), "Ended 1 session.\n");
    assert_eq!(sessions(&program, "ada").len(), 1);
    let pages = [account_page(&serving, &ada).await, account_page(&serving, &again).await];
    assert_eq!(pages.iter().filter(|status| **status == 200).count(), 1, "{pages:?}");
    refused(&program.run(&["session", "end", &listed[0].id]), "This doesn’t exist, or no longer does.");

    assert!(program.run(&["session", "end", "--account", "ada"]).out.starts_with("Ended 1 session"));
    assert_eq!([account_page(&serving, &ada).await, account_page(&serving, &again).await], [302, 302]);
    assert_eq!(account_page(&serving, &noor).await, 200);

    assert!(program.run(&["session", "end", "--role", "member"]).out.starts_with("Ended 1 session"));
    assert_eq!([account_page(&serving, &noor).await, account_page(&serving, &grace).await], [302, 200]);

    sign_in(&serving, "noor").await;
    done(&program.run(&["session", "end", "--all"]), "Ended 2 sessions.\n");
    assert_eq!(account_page(&serving, &grace).await, 302);
    let page = grace.get(format!("http://127.0.0.1:{}/sign-in", serving.port)).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("An administrator ended this session."));
    assert_eq!(serving.terminate(), 0);
}

#[tokio::test]
async fn all_sessions_can_be_listed_and_filtered() {
    let (program, serving) = people().await;
    for name in ["ada", "ada", "noor", "grace"] {
        sign_in(&serving, name).await;
    }
    let names = |filter: &[&str]| {
        let listed = program.run(&[&["session", "list", "--json"], filter].concat());
        assert_eq!(listed.code, 0, "{filter:?}: {}", listed.err);
        let listed: Vec<PersonSession> = serde_json::from_str(&listed.out).expect("JSON");
        let mut names: Vec<_> = listed.into_iter().map(|one| one.username).collect();
        names.sort();
        names
    };
    assert_eq!(names(&[]), ["ada", "ada", "grace", "noor"]);
    assert_eq!(names(&["--role", "member"]), ["ada", "ada", "noor"]);
    assert_eq!(names(&["--account", "NO"]), ["noor"]);
    assert_eq!(names(&["--device", "firefox", "--address", "127.", "--role", "administrator"]), ["grace"]);
    for nobody in [["--device", "phone"], ["--address", "192.0.2."], ["--role", "owner"]] {
        assert_eq!(names(&nobody), Vec::<String>::new(), "{nobody:?}");
    }
    let all = program.run(&["session", "list", "--limit", "4"]);
    assert_eq!((all.out.lines().count(), &*all.err), (5, ""), "{}", all.out);
    assert!(all.out.contains("noor") && all.out.contains("administrator") && all.out.contains("Firefox on Linux"));
    let some = program.run(&["session", "list", "--limit", "3"]);
    assert_eq!((some.out.lines().count(), some.err.lines().count()), (4, 1), "{}", some.out);
    assert!(some.err.starts_with("Only the first 3 are listed;"), "{}", some.err);
    assert_eq!(program.run(&["session", "list", "ada", "--role", "member"]).code, 2);
    assert_eq!(serving.terminate(), 0);
}

#[tokio::test]
async fn a_policy_set_at_the_terminal_applies_to_a_running_server() {
    let (program, serving) = people().await;
    sign_in(&serving, "ada").await;
    done(&program.run(&["policy", "set", "sessions=1"]), "Saved and in effect. No sessions ended.\n");
    let origin = format!("http://127.0.0.1:{}", serving.port);
    let request = Client::new().post(format!("{origin}/api/sign_in")).header("origin", &origin);
    let reply = request.form(&[("username", "ada"), ("password", PASSWORD)]).send().await.unwrap();
    assert_eq!(reply.status(), 409);
}

#[tokio::test]
async fn the_policy_can_be_shown_set_and_reset() {
    let program = Program::new().await;
    assert_eq!(program.run(&["migrate"]).code, 0);
    let holds = || -> Value { serde_json::from_str(&program.run(&["policy", "show", "--json"]).out).expect("JSON") };
    let first = holds();
    assert_eq!((&first["everyone"]["idle"], &first["administrator"]["idle"]), (&1800.into(), &900.into()));
    assert_eq!((&first["member"]["remember_me"], &first["administrator"]["remember_me"]), (&1.into(), &0.into()));
    let table = program.run(&["policy", "show"]).out;
    assert!(table.contains("EVERYONE") && table.contains("15m*") && table.contains("90d"), "{table}");

    assert_eq!(program.run(&["policy", "set", "idle=15m", "sessions=3", "--role", "member"]).code, 0);
    let set = holds();
    assert_eq!((&set["member"]["idle"], &set["member"]["sessions"]), (&900.into(), &3.into()));
    assert_eq!((&set["everyone"]["idle"], &set["administrator"]["sessions"]), (&1800.into(), &20.into()));
    assert_eq!(program.run(&["policy", "set", "idle=default", "sessions=default", "--role", "member"]).code, 0);
    assert_eq!(holds(), first);
    assert_eq!(program.run(&["policy", "set", "idle=20m", "history=30d"]).code, 0);
    assert_eq!(program.run(&["policy", "set", "idle=default", "history=default"]).code, 0);
    assert_eq!(holds(), first);
}

#[tokio::test]
async fn invalid_policy_values_are_rejected_with_the_valid_ones() {
    let program = Program::new().await;
    assert_eq!(program.run(&["migrate"]).code, 0);
    let before = program.run(&["policy", "show", "--json"]).out;
    for (arguments, words) in [
        (&["idle"][..], "\"idle\" is not of the form NAME=VALUE"),
        (&["patience=1h"], "there is no setting \"patience\"; expected one of: idle, absolute"),
        (&["idle=soon"], "idle: \"soon\""),
        (&["idle=5s"], "idle: \"5s\": Use a value between 10 seconds and 366 days."),
        (&["sessions=0"], "sessions: \"0\": Use a value between 1 and 1000."),
        (&["sessions=many"], "sessions: \"many\": Use a whole number."),
        (&["remember_me=perhaps"], "remember_me: \"perhaps\": Use one of these: no, yes."),
        (&["history=10d", "--role", "member"], "history cannot be set for a single role"),
        (&["sessions=5", "absolute=10m"], "An idle limit can’t be longer than the maximum session length"),
        (&["remember_me_idle=10m", "remember_me_absolute=1h"], "“Keep me signed in” would end sessions earlier."),
        (&["sessions=5", "idle=soon"], "idle: "),
        (&["idle=1h", "--role", "owner"], "role: Choose one of the options."),
    ] {
        refused(&program.run(&[&["policy", "set"], arguments].concat()), words);
    }
    assert_eq!(program.run(&["policy", "show", "--json"]).out, before);
    for misread in [&["policy", "set"][..], &["policy", "set", "idle=1h", "--role", "The Owner"], &["session", "end"]] {
        assert_eq!(program.run(misread).code, 2, "{misread:?}");
    }
    refused(&program.run(&["session", "list", "nobody"]), "there is no account \"nobody\"");
    refused(&program.run(&["session", "end", "--account", "nobody"]), "there is no account \"nobody\"");
    assert_eq!(program.run(&["session", "end", "x", "--all"]).code, 2);
}
