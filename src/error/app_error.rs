//! The error of every request, as it crosses the wire.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

use super::{
    conflict::Conflict,
    problem::{FieldError, Problem},
    side::IS_SERVER,
};

/// A session that may be ended to make room for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionChoice {
    /// Its public id.
    pub id: String,
    /// What it is called, or its device, in words.
    pub device: String,
    /// When it was last active, in Unix seconds.
    pub last_active_at: i64,
}

/// Why a request was refused or failed, in a form that is safe to show to whoever asked.
///
/// On the wire it is JSON: `{"error":"too_many","retry_after":30}`, sent with [`AppError::status`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum AppError {
    /// Fields that need another value; each error stands at its field.
    #[error("Some fields need another look.")]
    Invalid { fields: Vec<FieldError> },
    /// Unknown name, wrong password: never told apart (ASVS 6.3.8).
    #[error("That name and password do not match.")]
    BadCredentials,
    /// The caller is a guest.
    #[error("Sign in to go on.")]
    SignInRequired,
    /// The caller is signed in and may not do this.
    #[error("Your account may not do this.")]
    Forbidden,
    /// The caller has to prove the password again: the last time was too long ago (ASVS 7.5.2).
    #[error("Type your password first: the last time was a while ago.")]
    ReauthenticationRequired,
    /// The caller is banned, or became so.
    #[error("This account is banned.")]
    Banned,
    /// What was named does not exist, or is not for the caller to know.
    #[error("This does not exist, or not any more.")]
    NotFound,
    /// A rule about the whole system forbids the change.
    #[error("{}", .conflict.words())]
    Conflict { conflict: Conflict },
    /// The account has as many sessions as it may: one of these has to be ended first, and `surplus`
    /// more, because fewer are allowed now than there were. `more`: there are others that were active
    /// later than these.
    #[error("You are signed in on as many devices as allowed. Choose a session to end, and sign in.")]
    TooManySessions { sessions: Vec<SessionChoice>, surplus: i64, more: bool },
    /// A limit on attempts was reached; `retry_after` is in seconds (RFC 9110, 10.2.3).
    #[error("Too many attempts. Try again in {}.", wait(*.retry_after))]
    TooMany { retry_after: u64 },
    /// The link is unknown, used, expired or revoked. The message does not tell which, since anybody may have
    /// the link.
    #[error("This link has been used, has expired or was withdrawn. Ask for a new one.")]
    DeadLink,
    /// The request could not be read; `reason` names the field, never its value.
    #[error("The request could not be understood: {reason}.")]
    Malformed { reason: String },
    /// The request comes from another site (ASVS 3.5.1).
    #[error("This request did not come from Hallpass itself. Open the page again from its own address and retry.")]
    ForeignOrigin,
    /// A method the address does not take; `allow` lists those it does (RFC 9110, 15.5.6).
    #[error("This address does not take that method.")]
    MethodNotAllowed { allow: String },
    /// The body is not a form.
    #[error("Only application/x-www-form-urlencoded bodies are taken here.")]
    UnsupportedMediaType,
    /// The body is larger than [`BODY_LIMIT`](super::server::BODY_LIMIT).
    #[error("That is more than one form can send. Shorten it and send it again.")]
    TooLarge,
    /// Every worker is busy, the database does not answer, or it took too long. An act of more than one
    /// transaction may have been done in part, and one that was given up may have been committed.
    #[error("Hallpass is busy; try again in a moment. If you were changing something, look first whether it was done.")]
    Busy,
    /// Hallpass could not be reached; made in the browser only.
    #[error("Hallpass could not be reached. Check the connection and try again; what you typed is still here.")]
    Offline,
    /// The request timed out in the browser; created only there.
    #[error(
        "No answer has come. Check the connection. If you were changing something, look first whether it was done; what \
         you typed is still here."
    )]
    Unanswered,
    /// A fault of ours; the log has the cause under this id.
    #[error("Something went wrong on our side. Try again; if it happens again, report it{}.", number(.request_id))]
    Internal { request_id: String },
}

impl AppError {
    /// One field's error.
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid { fields: vec![FieldError { field: field.to_owned(), problem }] }
    }

    /// The HTTP status it is sent with.
    pub fn status(&self) -> u16 {
        match self {
            Self::Invalid { .. } => 422,
            Self::BadCredentials | Self::SignInRequired => 401,
            Self::Forbidden
            | Self::Banned
            | Self::ReauthenticationRequired
            | Self::ForeignOrigin
            | Self::Conflict { conflict: Conflict::OutOfReach | Conflict::Impersonating } => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed { .. } => 405,
            Self::Conflict { .. } | Self::TooManySessions { .. } => 409,
            Self::DeadLink => 410,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::TooMany { .. } => 429,
            Self::Malformed { .. } => 400,
            Self::Internal { .. } => 500,
            Self::Busy | Self::Offline => 503,
            Self::Unanswered => 504,
        }
    }

    /// A method that is not among these.
    pub fn method(allow: &str) -> Self {
        Self::MethodNotAllowed { allow: allow.to_owned() }
    }

    /// What is wrong with this field, if anything is.
    pub fn at(&self, field: &str) -> Option<&Problem> {
        match self {
            Self::Invalid { fields } => fields.iter().find(|error| error.field == field).map(|error| &error.problem),
            _ => None,
        }
    }

    /// Whether it may mean that the page shows the wrong person: who is asking should be looked up again.
    pub fn concerns_principal(&self) -> bool {
        matches!(
            self,
            Self::SignInRequired
                | Self::Forbidden
                | Self::Banned
                | Self::ReauthenticationRequired
                | Self::Conflict { conflict: Conflict::SomebodyElse | Conflict::Impersonating }
        )
    }
}

fn number(request_id: &str) -> String {
    if request_id.is_empty() { String::new() } else { format!(" with the number {request_id}") }
}

/// "40 seconds", "3 minutes": a waiting time in words, rounded up.
fn wait(seconds: u64) -> String {
    match seconds {
        0 | 1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            // In the browser, an unreadable response comes from a proxy whose server is down.
            ServerFnErrorErr::Deserialization(reason) => {
                if IS_SERVER {
                    Self::Malformed { reason }
                } else {
                    Self::Offline
                }
            }
            ServerFnErrorErr::Args(reason) | ServerFnErrorErr::MissingArg(reason) => Self::Malformed { reason },
            _ => Self::Internal { request_id: String::new() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_form_is_stable() {
        let json = serde_json::to_string(&AppError::TooMany { retry_after: 30 }).unwrap();
        assert_eq!(json, r#"{"error":"too_many","retry_after":30}"#);
    }

    #[test]
    fn waiting_times_read_well() {
        assert_eq!(wait(1), "a second");
        assert_eq!(wait(61), "61 seconds");
        assert_eq!(wait(91), "2 minutes");
    }
}
