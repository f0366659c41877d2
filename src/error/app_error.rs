//! The error with which every request can fail, as the server sends it to the browser.

use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use super::{
    conflict::Conflict,
    json::JsonEncoding,
    problem::{FieldError, Problem},
    side::IS_SERVER,
};
use crate::{
    tagged::tagged,
    texts::{error as t, time},
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
    /// When it was signed in, in Unix seconds. A long answer to a plain form post leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_in_at: Option<i64>,
    /// The IP address it was signed in from. A long answer to a plain form post leaves it out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
}

/// Why a request was rejected or failed, in a form that is safe to show to the caller.
///
/// The server sends it as JSON, such as `{"error":"too_many","retry_after":30}`, with the status [`AppError::status`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum AppError {
    /// Some fields have invalid values; each error is shown at its field.
    #[error("{}", t::fix_fields())]
    Invalid {
        /// The invalid fields, at least one, and their problems.
        fields: Vec<FieldError>,
    },
    /// The name is unknown or the password is wrong. The error never says which (ASVS 6.3.8).
    #[error("{}", t::bad_credentials())]
    BadCredentials,
    /// The caller is a guest.
    #[error("{}", t::sign_in_required())]
    SignInRequired,
    /// The caller is signed in but not allowed to do this.
    #[error("{}", t::forbidden())]
    Forbidden,
    /// The caller has to enter the password again, because the last time was too long ago (ASVS 7.5.2).
    #[error("{}", t::reauthentication_required())]
    ReauthenticationRequired,
    /// The password was right, and the second factor is due.
    #[error("{}", t::second_factor_due())]
    SecondFactorDue,
    /// The policy requires a second factor, which the caller has to set up first.
    #[error("{}", t::set_up_due())]
    SetUpDue,
    /// The caller is banned, or has just been banned.
    #[error("{}", t::banned())]
    Banned,
    /// The object does not exist, or the caller must not know that it exists.
    #[error("{}", t::not_found())]
    NotFound,
    /// The change would violate a constraint of the whole system.
    #[error("{}", .conflict.words())]
    Conflict {
        /// The constraint, which also decides whether the status is 403 or 409.
        conflict: Conflict,
    },
    /// The account has reached its maximum number of sessions. The caller has to end one of `sessions` first.
    #[error("{}", t::too_many_sessions())]
    TooManySessions {
        /// The sessions to choose from: those idle longest.
        sessions: Vec<SessionChoice>,
        /// How many more sessions have to end, because the maximum was lowered; otherwise 0.
        surplus: i64,
        /// Whether there are other sessions, which were active more recently.
        more: bool,
    },
    /// A limit on attempts was reached.
    #[error("{}", t::too_many(wait(*.retry_after)))]
    TooMany {
        /// How long to wait before the next attempt, in seconds (RFC 9110, 10.2.3).
        retry_after: u64,
    },
    /// The link is unknown, used, expired or revoked. The message does not say which, since anybody may have the link.
    #[error("{}", t::dead_link())]
    DeadLink,
    /// The request could not be parsed.
    #[error("{}", t::malformed(.reason))]
    Malformed {
        /// What is wrong with it. It may name the field, but never contains its value.
        reason: String,
    },
    /// The request comes from another site (ASVS 3.5.1).
    #[error("{}", t::foreign_origin())]
    ForeignOrigin,
    /// The path does not support this method (RFC 9110, 15.5.6).
    #[error("{}", t::method_not_allowed())]
    MethodNotAllowed {
        /// The methods that the path supports, such as `GET, HEAD`.
        allow: String,
    },
    /// The body is not a form.
    #[error("{}", t::unsupported_media_type())]
    UnsupportedMediaType,
    /// The body is larger than [`BODY_LIMIT`](super::server::BODY_LIMIT).
    #[error("{}", t::too_large())]
    TooLarge,
    /// Every worker is busy, the database does not respond, or the request took too long. An action that takes several
    /// transactions may be partly done, and a transaction for which the server stopped waiting may have been committed.
    #[error("{}", t::busy())]
    Busy,
    /// Hallpass could not be reached. Only the browser creates this error.
    #[error("{}", t::offline())]
    Offline,
    /// The request timed out in the browser. Only the browser creates this error.
    #[error("{}", t::unanswered())]
    Unanswered,
    /// A rule of the application forbids the change. For applications built on Hallpass.
    #[error("{message}")]
    Rejected {
        /// What is shown to the caller; should say what happened and what to do.
        message: String,
    },
    /// An internal error. Only the log contains the cause.
    #[error("{}", server_error(.request_id))]
    Internal {
        /// The ID under which the log contains the cause; empty if unknown.
        request_id: String,
    },
}

tagged!(AppError, "error");

impl AppError {
    /// Creates an error of one field.
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid { fields: vec![FieldError { field: field.to_owned(), problem }] }
    }

    /// The HTTP status of the response.
    pub fn status(&self) -> u16 {
        match self {
            Self::Invalid { .. } => 422,
            Self::BadCredentials | Self::SignInRequired | Self::SecondFactorDue => 401,
            Self::Forbidden
            | Self::SetUpDue
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
                | Self::SecondFactorDue
                | Self::SetUpDue
                | Self::Banned
                | Self::ReauthenticationRequired
                | Self::Conflict { conflict: Conflict::SomebodyElse | Conflict::Impersonating }
        )
    }
}

fn server_error(request_id: &str) -> String {
    if request_id.is_empty() { t::server_error() } else { t::server_error_with_id(request_id) }
}

/// Formats a waiting time, rounded up: "40 seconds", "3 min".
fn wait(seconds: u64) -> String {
    match seconds {
        0 | 1 => t::wait_a_second(),
        2..=90 => time::seconds(seconds),
        _ => time::minutes(seconds.div_ceil(60)),
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
        assert_eq!(wait(91), "2 min");
    }
}
