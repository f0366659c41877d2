//! Errors that may cross the wire when something is rejected or fails. The texts for people are here and in `problem`;
//! causes stay on the server (`server`).

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "hydrate")]
mod client;
#[cfg(not(feature = "hydrate"))]
#[path = "no_client.rs"]
mod client;
mod form;
mod form_flash;
mod problem;
#[cfg(feature = "ssr")]
pub mod server;

pub use client::{Client, Hold, hold_questions};
pub use form::{Fields, Form, LIST, OWNER_FIELD, is_question, owner, set_owner};
pub use form_flash::FormFlash;
pub use problem::{FieldError, Problem};

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

#[cfg(not(feature = "ssr"))]
use self::browser::unreadable;
#[cfg(feature = "ssr")]
use self::server::unreadable;

/// Why a request was rejected or failed, in a form that is safe to show to the caller.
///
/// On the wire it is JSON: `{"error":"too_many","retry_after":30}`, sent with [`AppError::status`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum AppError {
    /// Fields that need other values; each error is shown at its field.
    #[error("Some fields need another look.")]
    Invalid { fields: Vec<FieldError> },
    /// Unknown name or wrong password: never distinguished (ASVS 6.3.8).
    #[error("That name and password do not match.")]
    BadCredentials,
    /// The caller is a guest.
    #[error("Sign in to go on.")]
    SignInRequired,
    /// The caller is signed in but not allowed to do this.
    #[error("Your account may not do this.")]
    Forbidden,
    /// The caller has to enter the password again: the last time was too long ago (ASVS 7.5.2).
    #[error("Type your password first: the last time was a while ago.")]
    ReauthenticationRequired,
    /// The caller is banned, or has just been banned.
    #[error("This account is banned.")]
    Banned,
    /// The object does not exist, or the caller must not know that it exists.
    #[error("This does not exist, or not any more.")]
    NotFound,
    /// A constraint of the whole system forbids the change.
    #[error("{}", .conflict.words())]
    Conflict { conflict: Conflict },
    /// The account has reached its maximum number of sessions: one of these has to be ended first, and `surplus` more,
    /// if the maximum was lowered. `more`: there are other sessions, which were active more recently.
    #[error("You are signed in on as many devices as allowed. Choose a session to end, and sign in.")]
    TooManySessions { sessions: Vec<SessionChoice>, surplus: i64, more: bool },
    /// A limit on attempts was reached; `retry_after` is in seconds (RFC 9110, 10.2.3).
    #[error("Too many attempts. Try again in {}.", wait(*.retry_after))]
    TooMany { retry_after: u64 },
    /// The link is unknown, used, expired or revoked. The message does not say which, since anybody may have the link.
    #[error("This link has been used, has expired or was withdrawn. Ask for a new one.")]
    DeadLink,
    /// The request could not be parsed; `reason` names the field, never its value.
    #[error("The request could not be understood: {reason}.")]
    Malformed { reason: String },
    /// The request comes from another site (ASVS 3.5.1).
    #[error("This request did not come from Hallpass itself. Open the page again from its own address and retry.")]
    ForeignOrigin,
    /// The path does not support this method; `allow` lists those that it supports (RFC 9110, 15.5.6).
    #[error("This address does not take that method.")]
    MethodNotAllowed { allow: String },
    /// The body is not a form.
    #[error("Only application/x-www-form-urlencoded bodies are taken here.")]
    UnsupportedMediaType,
    /// The body is larger than [`server::BODY_LIMIT`].
    #[error("That is more than one form can send. Shorten it and send it again.")]
    TooLarge,
    /// Every worker is busy, the database does not respond, or it took too long. An action of several transactions may
    /// have been done in part, and one that was given up may have been committed.
    #[error("Hallpass is busy; try again in a moment. If you were changing something, look first whether it was done.")]
    Busy,
    /// Hallpass could not be reached; created only in the browser.
    #[error("Hallpass could not be reached. Check the connection and try again; what you typed is still here.")]
    Offline,
    /// The request timed out in the browser; created only there.
    #[error(
        "No answer has come. Check the connection. If you were changing something, look first whether it was done; what \
         you typed is still here."
    )]
    Unanswered,
    /// An internal error; the log contains the cause under this ID.
    #[error("Something went wrong on our side. Try again; if it happens again, report it{}.", number(.request_id))]
    Internal { request_id: String },
}

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

/// A constraint of the whole system that a change would violate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// At least one administrator who is not banned always remains.
    LastAdministrator,
    /// Nobody can ban themselves.
    Yourself,
    /// The account is banned already.
    AlreadyBanned,
    /// The account is not banned.
    NotBanned,
    /// There is only one appeal per ban.
    AppealedAlready,
    /// An appeal can be answered only once.
    AnsweredAlready,
    /// The form was opened by somebody else who was signed in before in this browser.
    SomebodyElse,
    /// The account or role has permissions that the caller does not have.
    OutOfReach,
    /// An impersonator can look, but cannot do what is reserved for the account's owner.
    Impersonating,
    /// A banned account cannot be impersonated.
    OwnerBanned,
    /// The account already has the role.
    HasRole,
    /// A role with this name exists.
    RoleExists,
    /// Accounts have this role.
    RoleInUse,
    /// The role has changed since the page was opened.
    RoleMoved,
    /// The role is built in.
    BuiltIn,
    /// An idle limit is longer than the absolute limit.
    IdleAboveAbsolute,
    /// A limit with "remember me" is shorter than the same limit without.
    KeptEndsEarlier,
    /// The policy has changed since the page was opened.
    PolicyMoved,
    /// A setting that the policy change has set was changed again since.
    CannotUndo,
    /// Sign-up is closed.
    SignUpClosed,
    /// Signing up requires an invitation.
    InvitationNeeded,
    /// Sign-up is closed, so an invitation would be useless.
    InvitationsClosed,
    /// The invitation is used up, expired or revoked.
    InvitationOver,
}

impl Conflict {
    /// Describes the conflict and what to do about it.
    pub fn words(self) -> &'static str {
        match self {
            Self::LastAdministrator => "This is the last administrator. Make someone else an administrator first.",
            Self::Yourself => "You cannot do this to your own account.",
            Self::AlreadyBanned => "This account is banned already. Lift that ban first.",
            Self::NotBanned => "This account is not banned.",
            Self::AppealedAlready => "You have sent an appeal already. It will be read; there is one for each ban.",
            Self::AnsweredAlready => "Somebody has answered this appeal already. Open the page again to read it.",
            Self::SomebodyElse => {
                "This page was opened by somebody else who was signed in in this browser. Nothing was changed: open it anew."
            }
            Self::OutOfReach => {
                "This is beyond what your own role permits. Ask somebody who may do all that is concerned here."
            }
            Self::Impersonating => {
                "Not while you act as somebody else: this is theirs alone to do. End it first, in the bar on top of the page."
            }
            Self::OwnerBanned => "This account is banned, so nobody can act as its owner. Lift the ban first.",
            Self::HasRole => "This account has that role already.",
            Self::RoleExists => "There is a role of that name already. Choose another name.",
            Self::RoleInUse => "Accounts have this role. Give them another one first.",
            Self::RoleMoved => {
                "Somebody else has changed this role meanwhile. Nothing was saved: look at what it permits now, and save \
                 again if you still want to."
            }
            Self::BuiltIn => "This role belongs to Hallpass itself and stays as it is.",
            Self::IdleAboveAbsolute => "An idle limit cannot be longer than the absolute limit beside it.",
            Self::KeptEndsEarlier => {
                "“Keep me signed in” would end sessions earlier. Make both limits when kept as long as the plain ones \
                 at least, or do not allow it."
            }
            Self::PolicyMoved => {
                "The policy has been changed since this page was opened. Nothing was saved: look at what holds now, and save \
                 again if you still want to."
            }
            Self::CannotUndo => {
                "What this change set has been set again since. Nothing was changed: set the values by hand."
            }
            Self::SignUpClosed => "Nobody can sign up here at the moment. Ask an administrator for an account.",
            Self::InvitationNeeded => {
                "Signing up needs an invitation. Open the link that you were sent, or ask an administrator for one."
            }
            Self::InvitationsClosed => {
                "Sign-up is closed, so an invitation would open nothing. Set sign-up to “invitation” in the policy first."
            }
            Self::InvitationOver => "This invitation does not work any more.",
        }
    }
}

impl AppError {
    /// An error of one field.
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

    /// An unsupported method; `allow` lists the supported ones.
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
            ServerFnErrorErr::Deserialization(reason) => unreadable(reason),
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
