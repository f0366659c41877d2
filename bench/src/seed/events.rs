//! Generates the audit: a chain with valid hashes.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;

use super::{
    people::{Plan, SPAN, address, long, mix, user_agent, uuid},
    sql::{Rows, Value as Cell, run},
};
use crate::Result;

/// The number of events per account.
pub(crate) const EACH: usize = 3;
/// Actions of administrators, in turn.
const ACTS: [(&str, &str); 10] = [
    ("account.ban", "{}"),
    ("account.ban", "{}"),
    ("account.note", r#"{"note":"added"}"#),
    ("account.note", r#"{"note":"added"}"#),
    ("account.note", r#"{"note":"deleted"}"#),
    ("account.note", r#"{"note":"added"}"#),
    ("session.end", r#"{"ending":"ended_by_administrator","sessions":"1"}"#),
    ("account.lift_ban", "{}"),
    ("account.role", r#"{"from":"member","to":"moderator"}"#),
    ("password.link", "{}"),
];

/// An event before its place in the chain is known.
#[derive(Default)]
struct Event {
    act: &'static str,
    /// Why it was refused; empty if it was done.
    reason: &'static str,
    actor: String,
    subject: String,
    detail: &'static str,
    /// The number that determines the device; `None` if there was no device.
    from: Option<usize>,
}

fn event(plan: Plan, administrators: &[String], number: usize) -> Event {
    let chance = mix(9, number);
    let account = chance % plan.accounts;
    let id = plan.id(account);
    let own = |act, detail| Event {
        act,
        detail,
        actor: id.clone(),
        subject: id.clone(),
        from: Some(account),
        ..Event::default()
    };
    let turn = chance / plan.accounts % 1000;
    match number % 12 {
        0 | 3 | 6 | 9 => {
            let account = number / EACH;
            let id = plan.id(account);
            Event {
                act: "account.sign_up",
                detail: "{}",
                actor: id.clone(),
                subject: id,
                from: Some(account),
                reason: "",
            }
        }
        1 | 4 | 7 | 10 if turn < 60 => {
            let mut refused = own("session.start", "{}");
            (refused.actor, refused.reason) = (String::new(), "wrong_password");
            refused
        }
        1 | 4 | 7 | 10 => own("session.start", r#"{"method":"password","remember_me":"true"}"#),
        2 | 5 if turn < 600 => {
            let detail = r#"{"ending":"idle","sessions":"1"}"#;
            Event { act: "session.end", detail, actor: "system".to_owned(), subject: id, ..Event::default() }
        }
        2 | 5 => own("session.end", r#"{"ending":"signed_out","sessions":"1"}"#),
        8 if turn < 100 => {
            Event { reason: "forbidden", subject: String::new(), ..own("page.open", r#"{"path":"/admin"}"#) }
        }
        8 if turn < 500 => own("profile.change", r#"{"display_name":"changed"}"#),
        8 => own("password.prove", "{}"),
        _ => {
            // One administrator does half of the actions.
            let by = if turn < 500 { 0 } else { turn % administrators.len() };
            let (act, detail) = ACTS[turn % 10];
            let policy = turn == 7;
            let (act, subject) = if policy { ("policy.change", String::new()) } else { (act, id) };
            Event { act, detail, actor: administrators[by].clone(), subject, from: Some(by), reason: "" }
        }
    }
}

/// Writes the events and the head of the chain.
pub(crate) async fn write(connection: &mut AnyConnection, plan: Plan, administrators: &[String]) -> Result<()> {
    let columns = "(seq, at, act, outcome, reason, actor, subject, detail, request, origin, previous, hash)";
    let mut events = Rows::new(&format!("audit_events {columns}"));
    let mut origins = Rows::new("audit_origins (seq, account_id, salt, address, user_agent)");
    let count = plan.accounts * EACH;
    let mut previous = String::new();
    for number in 0..count {
        let (seq, at) = (long(number) + 1, plan.now - SPAN + 60 + SPAN * long(number) / (long(count) + 3));
        let event = event(plan, administrators, number);
        let mut origin = String::new();
        if let Some(from) = event.from {
            let (salt, address, agent) = (mix(10, number).to_string(), address(from), user_agent(from));
            let account = if event.actor.is_empty() { &event.subject } else { &event.actor };
            origin = digest(&json!([salt, account, address, agent]));
            let row =
                [Cell::Number(seq), Cell::Text(account), Cell::Text(&salt), Cell::Text(&address), Cell::Text(&agent)];
            origins.add(connection, &row).await?;
        }
        let outcome = if event.reason.is_empty() { "done" } else { "refused" };
        let request = event.from.map(|_| uuid(at, 11, number)).unwrap_or_default();
        let texts = [
            event.act,
            outcome,
            event.reason,
            &event.actor,
            &event.subject,
            event.detail,
            &request,
            &origin,
            &previous,
        ];
        let [act, outcome, reason, actor, subject, detail, request, origin, before] = texts;
        let hash = digest(&json!([seq, at, act, outcome, reason, actor, subject, detail, request, origin, before]));
        let numbers = [Cell::Number(seq), Cell::Number(at)];
        let row: Vec<_> = numbers.into_iter().chain(texts.map(Cell::Text)).chain([Cell::Text(&hash)]).collect();
        events.add(connection, &row).await?;
        previous = hash;
    }
    events.end(connection).await?;
    origins.end(connection).await?;
    run(connection, &format!("UPDATE audit_marks SET seq = {count}, hash = '{previous}' WHERE name = 'head'")).await
}

/// The digest of a row, as docs/audit.md specifies.
fn digest(value: &Value) -> String {
    hash(&value.to_string())
}

/// SHA-256 of a text in hexadecimal.
pub(super) fn hash(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::digest(text);
    digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
