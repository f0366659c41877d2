//! What log lines contain: the account of each request, and a level that tells whether an operator has to act.

use reqwest::{Client, StatusCode};
use serde_json::Value;
use tokio::task::JoinSet;

use crate::support::program::{Program, Serving, client, until};
use hallpass::testing::{NEW_PASSWORD, PASSWORD};

fn lines(program: &Program) -> Vec<Value> {
    let log = program.read("err");
    // The last line may be half written.
    log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// The line of a request's response, and all other lines of that request.
async fn lines_of(program: &Program, request: &str) -> Vec<Value> {
    let mut found = Vec::new();
    until("the request is logged", async || {
        found = lines(program).into_iter().filter(|line| line["spans"][0]["id"] == request).collect::<Vec<_>>();
        found.iter().any(|line| line["message"] == "answered")
    })
    .await;
    found
}

async fn sign_up(serving: &Serving, name: &str) -> (Client, String) {
    let client = client();
    let fields = [("username", name), ("email", ""), ("password", PASSWORD)];
    let principal: Value = serving.call(&client, "sign_up", &fields).await.json().await.expect("a principal");
    (client, principal["account_id"].as_str().expect("an id").to_owned())
}

#[tokio::test]
async fn each_log_line_of_a_member_s_request_has_their_account_id() {
    let mut program = Program::new().await;
    program.set("log_format", "json");
    let serving = program.serve().await;
    let (ada, id) = sign_up(&serving, "ada").await;
    let wrong = [("email", "a@example.org"), ("current_password", "wrong")];
    let mut replies = vec![
        (200, serving.call(&ada, "list_sessions", &[]).await),
        (403, serving.call(&ada, "list_accounts", &[]).await),
        (422, serving.call(&ada, "change_email", &wrong).await),
        (400, serving.call(&ada, "change_email", &[("email", "x")]).await),
        (404, serving.call(&ada, "no_such_function", &[]).await),
        (413, serving.call(&ada, "change_display_name", &[("display_name", &"x".repeat(40_000))]).await),
    ];
    for (status, path) in [(200, "/account"), (403, "/admin"), (404, "/nowhere"), (405, "/api/sign_out")] {
        for accept in ["text/html", "application/json"] {
            let asked = ada.get(format!("{}{path}", serving.origin)).header("accept", accept);
            replies.push((status, asked.send().await.expect("an answer")));
        }
    }
    let channel = ada.get(format!("{}/live", serving.origin)).header("origin", &serving.origin);
    let channel = channel.header("connection", "upgrade").header("upgrade", "websocket");
    let channel = channel.header("sec-websocket-version", "13").header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
    replies.push((101, channel.send().await.expect("an answer")));
    for (status, reply) in replies {
        assert_eq!(reply.status(), status, "{}", reply.url());
        let request = reply.headers()["x-request-id"].to_str().expect("text").to_owned();
        for line in lines_of(&program, &request).await {
            assert_eq!(line["spans"][0]["account"], *id, "{line}");
            if line["message"] == "answered" {
                assert_eq!((&line["account"], &line["status"]), (&id.clone().into(), &status.into()), "{line}");
            }
        }
    }
}

#[tokio::test]
async fn changes_are_logged_with_the_request_and_the_acting_account() {
    let mut program = Program::new().await;
    program.set("log_format", "json");
    let serving = program.serve().await;
    let made = ["account", "create", "grace", "--role", "administrator", "--password-stdin"];
    assert_eq!(program.run_with_input(&made, PASSWORD).code, 0);
    let (_, eve) = sign_up(&serving, "eve").await;
    let grace = client();
    let signed_in = serving.call(&grace, "sign_in", &[("username", "grace"), ("password", PASSWORD)]).await;
    let principal: Value = signed_in.json().await.expect("a principal");
    let banned = serving.call(&grace, "ban_account", &[("id", &*eve), ("reason", "Spam")]).await;
    let request = banned.headers()["x-request-id"].to_str().expect("text").to_owned();
    let lines = lines_of(&program, &request).await;
    let line = lines.iter().find(|line| line["message"] == "account banned").expect("the ban's line");
    assert_eq!(line["spans"][0]["account"], principal["account_id"], "{line}");
}

#[tokio::test]
async fn nothing_that_a_client_can_cause_is_logged_as_warning_or_error() {
    for level in ["info", "debug"] {
        let mut program = Program::new().await;
        program.set("log_format", "json");
        program.set("log_level", level);
        program.set("attempts_per_account", "8/60s");
        let serving = program.serve().await;
        assert_eq!(program.run(&["policy", "set", "sessions=1"]).code, 0);
        let (ada, _) = sign_up(&serving, "ada").await;
        let right = [("username", "ada"), ("password", PASSWORD)];
        let guest = client();
        let mut seen = Vec::new();
        // The session limit, and an invalid session to end.
        seen.push(serving.call(&guest, "sign_in", &right).await.status());
        let choice = [("username", "ada"), ("password", PASSWORD), ("instead_of", "none")];
        seen.push(serving.call(&guest, "sign_in", &choice).await.status());
        // Concurrent sign-ins that replace the one session, which a password change ends.
        let mut racing = JoinSet::new();
        let sessions: Value = serving.call(&ada, "list_sessions", &[]).await.json().await.expect("sessions");
        let own = sessions[0]["id"].as_str().expect("an id").to_owned();
        for _ in 0..3 {
            let (client, origin, own) = (client(), serving.origin.clone(), own.clone());
            racing.spawn(async move {
                let fields = [("username", "ada"), ("password", PASSWORD), ("instead_of", &*own)];
                let call = client.post(format!("{origin}/api/sign_in")).header("origin", origin).form(&fields);
                call.send().await.expect("an answer").status()
            });
        }
        let change = [("current_password", PASSWORD), ("new_password", NEW_PASSWORD)];
        seen.push(serving.call(&ada, "change_password", &change).await.status());
        seen.extend(racing.join_all().await);
        // Wrong passwords beyond the attempt limit, unknown usernames, dead links and malformed input.
        for name in ["ada"; 12].into_iter().chain(["nobody"]) {
            seen.push(serving.call(&guest, "sign_in", &[("username", name), ("password", "wrong")]).await.status());
        }
        let reset = [("token", "none"), ("new_password", PASSWORD)];
        seen.push(serving.call(&guest, "reset_password", &reset).await.status());
        seen.push(serving.call(&guest, "sign_in", &[("nonsense", "x")]).await.status());
        seen.push(serving.call(&guest, "list_accounts", &[]).await.status());
        let foreign = guest.post(format!("{}/api/sign_in", serving.origin)).header("origin", "https://evil.example");
        seen.push(foreign.form(&right).send().await.expect("an answer").status());
        for cookie in ["hallpass=nonsense", "hallpass=AAAAAAAAAAAAAAAAAAAAAA"] {
            let asked = Client::new().post(format!("{}/api/sign_out", serving.origin)).header("cookie", cookie);
            seen.push(
                asked.header("origin", &serving.origin).form(&[("", "")]).send().await.expect("an answer").status(),
            );
        }
        for status in [401, 403, 409, 429] {
            assert!(seen.contains(&StatusCode::from_u16(status).expect("a status")), "{status}: {seen:?}");
        }
        assert!(seen.iter().all(|status| status.as_u16() < 500), "{seen:?}");
        assert_eq!(serving.terminate(), 0);
        let log = program.read("err");
        let alarms = log.lines().filter(|line| line.contains("\"ERROR\"") || line.contains("\"WARN\""));
        // A busy machine can cause these.
        let alarms = alarms.filter(|line| !line.contains("slow statement"));
        assert_eq!(alarms.collect::<Vec<_>>(), Vec::<&str>::new(), "{level}");
    }
}
