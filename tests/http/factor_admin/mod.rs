//! Other people's second factors: which ones an account has, and tickets for people who have lost theirs.

mod issuing;
mod tickets;

use hallpass::{
    access::Principal,
    error::{AppError, Problem},
    factor::NewTicket,
    testing::{Browser, TestApp},
};

/// Has this administrator issue a ticket.
async fn issue(app: &TestApp, administrator: &Browser, name: &str) -> Result<NewTicket, AppError> {
    let reply = administrator.fetch("issue_ticket", &[("id", &app.id_of(name).await)]).await;
    if reply.status == 200 { Ok(reply.json()) } else { Err(reply.error()) }
}

/// Enters a code after the password.
async fn answer(browser: &Browser, code: &str) -> Result<Principal, AppError> {
    let reply = browser.fetch("answer_challenge", &[("code", code)]).await;
    if reply.status == 200 { Ok(reply.json()) } else { Err(reply.error()) }
}

fn wrong() -> Result<Principal, AppError> {
    Err(AppError::field("code", Problem::WrongCode))
}
