//! The error with which every request can fail, as the server sends it to the browser.

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

/// A session that can be ended to make room for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionChoice {
    /// The public ID.
    pub id: String,
    /// The session's name, or a description of its device.
    pub device: String,
    /// When it was last active, in Unix seconds.
    pub last_active_at: i64,
}

/// Why a request was rejected or failed, in a form that is safe to show to the caller.
///
/// The server sends it as JSON, such as `{"error":"too_many","retry_after":30}`, with the status [`AppError::status`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum AppError {
    /// Some fields have invalid values; each error is shown at its field.
    #[error("Some fields need another look.")]
    Invalid {
        /// The invalid fields, at least one, and their problems.
        fields: Vec<FieldError>,
    },
    /// The name is unknown or the password is wrong. The error never says which (ASVS 6.3.8).
    #[error("That name and password do not match.")]
    BadCredentials,
    /// The caller is a guest.
    #[error("Sign in to go on.")]
    SignInRequired,
    /// The caller is signed in but not allowed to do this.
    #[error("Your account may not do this.")]
    Forbidden,
    /// The caller has to enter the password again, because the last time was too long ago (ASVS 7.5.2).
    #[error("Type your password first: the last time was a while ago.")]
    ReauthenticationRequired,
    /// The caller is banned, or has just been banned.
    #[error("This account is banned.")]
    Banned,
    /// The object does not exist, or the caller must not know that it exists.
    #[error("This does not exist, or not any more.")]
    NotFound,
    /// The change would violate a constraint of the whole system.
    #[error("{}", .conflict.words())]
    Conflict {
        /// The constraint, which also decides whether the status is 403 or 409.
        conflict: Conflict,
    },
    /// The account has reached its maximum number of sessions. The caller has to end one of `sessions` first.
    #[error("You are signed in on as many devices as allowed. Choose a session to end, and sign in.")]
    TooManySessions {
        /// The sessions to choose from: those idle longest.
        sessions: Vec<SessionChoice>,
        /// How many more sessions have to end, because the maximum was lowered; otherwise 0.
        surplus: i64,
        /// Whether there are other sessions, which were active more recently.
        more: bool,
    },
    /// A limit on attempts was reached.
    #[error("Too many attempts. Try again in {}.", wait(*.retry_after))]
    TooMany {
        /// How long to wait before the next attempt, in seconds (RFC 9110, 10.2.3).
        retry_after: u64,
    },
    /// The link is unknown, used, expired or revoked. The message does not say which, since anybody may have the link.
    #[error("This link has been used, has expired or was withdrawn. Ask for a new one.")]
    DeadLink,
    /// The request could not be parsed.
    #[error("The request could not be understood: {reason}.")]
    Malformed {
        /// What is wrong with it. It may name the field, but never contains its value.
        reason: String,
    },
    /// The request comes from another site (ASVS 3.5.1).
    #[error("This request did not come from Hallpass itself. Open the page again from its own address and retry.")]
    ForeignOrigin,
    /// The path does not support this method (RFC 9110, 15.5.6).
    #[error("This address does not take that method.")]
    MethodNotAllowed {
        /// The methods that the path supports, such as `GET, HEAD`.
        allow: String,
    },
    /// The body is not a form.
    #[error("Only application/x-www-form-urlencoded bodies are taken here.")]
    UnsupportedMediaType,
    /// The body is larger than [`BODY_LIMIT`](super::server::BODY_LIMIT).
    #[error("That is more than one form can send. Shorten it and send it again.")]
    TooLarge,
    /// Every worker is busy, the database does not respond, or the request took too long. An action that takes several
    /// transactions may be partly done, and a transaction for which the server stopped waiting may have been committed.
    #[error("Hallpass is busy; try again in a moment. If you were changing something, look first whether it was done.")]
    Busy,
    /// Hallpass could not be reached. Only the browser creates this error.
    #[error("Hallpass could not be reached. Check the connection and try again; what you typed is still here.")]
    Offline,
    /// The request timed out in the browser. Only the browser creates this error.
    #[error(
        "No answer has come. Check the connection. If you were changing something, look first whether it was done; what \
         you typed is still here."
    )]
    Unanswered,
    /// A rule of the application forbids the change. For applications built on Hallpass.
    #[error("{message}")]
    Rejected {
        /// What is shown to the caller; should say what happened and what to do.
        message: String,
    },
    /// An internal error. Only the log contains the cause.
    #[error("Something went wrong on our side. Try again; if it happens again, report it{}.", number(.request_id))]
    Internal {
        /// The ID under which the log contains the cause; empty if unknown.
        request_id: String,
    },
}

impl AppError {
    /// Creates an error of one field.
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid { fields: vec![FieldError { field: field.to_owned(), problem }] }
    }

    /// The HTTP status of the response.
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
            Self::Conflict { .. } | Self::TooManySessions { .. } | Self::Rejected { .. } => 409,
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

    /// Creates an application's own error; see [`AppError::Rejected`].
    pub fn rejected(message: impl Into<String>) -> Self {
        Self::Rejected { message: message.into() }
    }

    /// Creates the error for an unsupported method; `allow` lists the supported ones.
    pub fn method(allow: &str) -> Self {
        Self::MethodNotAllowed { allow: allow.to_owned() }
    }

    /// The problem of this field, if any.
    pub fn at(&self, field: &str) -> Option<&Problem> {
        match self {
            Self::Invalid { fields } => fields.iter().find(|error| error.field == field).map(|error| &error.problem),
            _ => None,
        }
    }

    /// Whether the page may show an outdated principal, so that it should ask for the current one.
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

/// Formats a waiting time, rounded up: "40 seconds", "3 minutes".
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
            // In the browser, an unreadable response comes from a proxy that cannot reach Hallpass.
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
    fn waiting_times_are_formatted() {
        assert_eq!(wait(1), "a second");
        assert_eq!(wait(61), "61 seconds");
        assert_eq!(wait(91), "2 minutes");
    }
}
