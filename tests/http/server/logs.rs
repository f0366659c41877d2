//! What a server prints: no secret at any log level, one line per request, and the set-up link on standard output.

use reqwest::{Client, RequestBuilder};

use crate::support::program::{Program, Serving};

const PASSWORD: &str = "canary-gravel tulip eleven";

fn call(serving: &Serving, client: &Client, function: &str, fields: &[(&str, &str)]) -> RequestBuilder {
    let origin = format!("http://127.0.0.1:{}", serving.port);
    client.post(format!("{origin}/api/{function}")).header("origin", origin).form(fields)
}

/// The token of the set-up link that the server printed.
fn token(out: &str) -> &str {
    out.split("/set-up?token=").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a set-up link")
}

#[tokio::test]
async fn the_set_up_link_is_printed_but_not_logged() {
    let mut program = Program::new().await;
    program.set("log_level", "trace");
    let serving = program.serve().await;
    let out = program.read("out");
    let link = format!("http://127.0.0.1:{}/set-up?token={}", serving.port, token(&out));
    assert!(out.contains("once, within 24 hours"), "{out}");
    assert_eq!(reqwest::get(&link).await.unwrap().status(), 200);
    assert!(!program.read("err").contains(token(&out)));

    let client = Client::new();
    let fields = [("token", token(&out)), ("username", "ada"), ("email", ""), ("password", PASSWORD)];
    assert_eq!(call(&serving, &client, "set_up", &fields).send().await.unwrap().status(), 200);
    assert!(!program.read("err").contains(token(&out)));
    drop(serving);
    let _again = program.serve().await;
    assert_eq!(program.read("out"), "", "no link once there is an administrator");
}

#[tokio::test]
async fn nothing_secret_is_logged_at_any_level() {
    let mut program = Program::new().await;
    program.set("log_level", "trace");
    let serving = program.serve().await;
    let client = Client::builder().cookie_store(true).build().unwrap();
    let fields = [("username", "ada"), ("email", "ada@example.org"), ("password", PASSWORD)];
    let signed_up = call(&serving, &client, "sign_up", &fields).send().await.unwrap();
    let set = signed_up.headers()["set-cookie"].to_str().unwrap().to_owned();
    let cookie = set.split(['=', ';']).nth(1).unwrap();
    assert!(cookie.len() >= 22, "{set}");
    for (function, fields) in [
        ("sign_in", &[("username", "ada"), ("password", PASSWORD)][..]),
        ("sign_in", &[("username", "ada"), ("password", "canary-wrong")]),
        ("sign_in", &[("password", "canary-misplaced"), ("username", "ada"), ("extra", "canary-extra")]),
        ("rate_password", &[("password", "canary-rated"), ("username", "")]),
        ("change_email", &[("email", "a@example.org"), ("current_password", PASSWORD)]),
        ("change_password", &[("current_password", PASSWORD), ("new_password", "canary-otter piano cobalt")]),
        ("reset_password", &[("token", "canary-token"), ("new_password", PASSWORD)]),
        ("sign_out", &[]),
    ] {
        call(&serving, &client, function, fields).send().await.unwrap();
    }
    let reset = program.run(&["account", "password-reset-link", "ada"]).out;
    let old = Client::new().get(reset.trim()).header("cookie", format!("hallpass={cookie}")).send().await.unwrap();
    assert_eq!(old.status(), 200);
    let log = program.read("err");
    assert!(log.contains("/api/sign_in"), "requests are logged: {log}");
    let reset_token = reset.trim().split("token=").nth(1).unwrap();
    for secret in ["canary", cookie, "$argon2id", reset_token] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret} is logged");
    }
}

#[tokio::test]
async fn requests_cannot_forge_log_lines() {
    let mut program = Program::new().await;
    let serving = program.serve().await;
    let client = Client::new();
    let base = format!("http://127.0.0.1:{}", serving.port);
    for path in ["/a%0d%0aforged%20line", "/%1b[31mred", "/%e2%80%a8forged"] {
        client.get(format!("{base}{path}")).header("user-agent", "x\u{9b}[31m").send().await.unwrap();
    }
    let forged = "ada\r\nforged line level=ERROR";
    call(&serving, &client, "sign_in", &[("username", forged), ("password", forged)]).send().await.unwrap();
    call(&serving, &client, "sign_in", &[("username", forged), (forged, "x")]).send().await.unwrap();
    drop(serving);
    let log = program.read("err");
    assert!(!log.lines().any(|line| line.starts_with("forged")), "{log}");
    assert!(!log.contains('\u{9b}') && !log.contains("\u{1b}[31mred"), "{log}");
    assert!(!log.contains('\u{2028}'), "{log}");
}

#[tokio::test]
async fn a_json_log_has_one_object_per_line_with_the_request_id() {
    let mut program = Program::new().await;
    program.set("log_format", "json");
    let serving = program.serve().await;
    let reply = reqwest::get(format!("http://127.0.0.1:{}/nowhere?token=canary", serving.port)).await.unwrap();
    let id = reply.headers()["x-request-id"].to_str().unwrap().to_owned();
    assert_eq!(serving.terminate(), 0);
    let log = program.read("err");
    let lines: Vec<serde_json::Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect();
    let answered = lines.iter().find(|line| line["spans"][0]["id"] == id.as_str()).expect("the request's line");
    assert_eq!(answered["status"], 404);
    assert_eq!(answered["account"], "guest");
    assert_eq!(answered["spans"][0]["method"], "GET");
    assert_eq!(answered["spans"][0]["address"], "127.0.0.1");
    assert!(answered["timestamp"].as_str().is_some_and(|time| time.ends_with('Z')), "{answered}");
    assert!(!log.contains("canary"));
    assert!(log.contains("\"stopped\""), "a clean stop is logged: {log}");
}

#[tokio::test]
async fn a_log_in_a_file_has_no_colours() {
    let mut program = Program::new().await;
    let serving = program.serve().await;
    drop(serving);
    assert!(!program.read("err").contains('\u{1b}'), "{:?}", program.read("err"));
}

#[tokio::test]
async fn failed_sign_ins_and_bans_are_logged() {
    let mut program = Program::new().await;
    let serving = program.serve().await;
    let client = Client::builder().cookie_store(true).build().unwrap();
    let fields = [
        ("token", token(&program.read("out")).to_owned()),
        ("username", "ada".to_owned()),
        ("email", String::new()),
        ("password", PASSWORD.to_owned()),
    ];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(call(&serving, &client, "set_up", &fields).send().await.unwrap().status(), 200);
    assert_eq!(call(&serving, &client, "postpone_set_up", &[]).send().await.unwrap().status(), 200);
    let wrong = [("username", "ada"), ("password", "wrong")];
    assert_eq!(call(&serving, &Client::new(), "sign_in", &wrong).send().await.unwrap().status(), 401);
    let mallory =
        call(&serving, &Client::new(), "sign_up", &[("username", "mallory"), ("email", ""), ("password", PASSWORD)])
            .send()
            .await;
    let principal: serde_json::Value = mallory.unwrap().json().await.unwrap();
    let id = principal["account_id"].as_str().unwrap();
    assert_eq!(
        call(&serving, &client, "ban_account", &[("id", id), ("reason", "Spam")]).send().await.unwrap().status(),
        200
    );
    // Not killed: the last lines are written before a clean end.
    assert_eq!(serving.terminate(), 0);
    let log = program.read("err");
    assert!(log.lines().any(|line| line.contains("/api/sign_in") && line.contains("status=401")), "{log}");
    assert!(log.lines().any(|line| line.contains("account banned") && line.contains(id)), "{log}");
}

#[tokio::test]
async fn an_invitation_link_is_printed_but_not_logged() {
    let mut program = Program::new().await;
    program.set("log_level", "trace");
    let serving = program.serve().await;
    assert_eq!(program.run(&["policy", "set", "sign_up=invitation"]).code, 0);
    let made = program.run(&["invite", "create"]);
    let link = made.out.trim();
    let token = link.split_once("invitation=").expect("a link").1;
    assert!(!made.err.contains(token));
    let address = format!("http://127.0.0.1:{}/sign-up?invitation={token}", serving.port);
    assert_eq!(reqwest::get(&address).await.unwrap().status(), 200);
    let client = Client::new();
    let fields = [("username", "ada"), ("password", PASSWORD), ("token", token)];
    assert_eq!(call(&serving, &client, "check_sign_up", &[("token", token)]).send().await.unwrap().status(), 200);
    assert_eq!(call(&serving, &client, "sign_up", &fields).send().await.unwrap().status(), 200);
    assert_eq!(call(&serving, &client, "sign_up", &fields).send().await.unwrap().status(), 410);
    let log = program.read("err");
    assert!(log.contains("/api/sign_up") && !log.contains(token), "{log}");
}
