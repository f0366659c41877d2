//! All that may cross the wire when something is refused or fails. Words for people stand here
//! and in `problem`; causes stay on the server (`server`).

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
    /// The body is larger than [`server::BODY_LIMIT`].
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

/// A rule about the whole system that a change would break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// At least one administrator who is not banned always remains.
    LastAdministrator,
    /// Nobody bans themselves.
    Yourself,
    /// The account is banned already.
    AlreadyBanned,
    /// The account is not banned.
    NotBanned,
    /// There is one appeal for each ban.
    AppealedAlready,
    /// An appeal is answered once.
    AnsweredAlready,
    /// The form was opened by another person, who was signed in in this browser before.
    SomebodyElse,
    /// The account, or the role, may do something that the caller may not.
    OutOfReach,
    /// Who acts as another may look, and leaves alone what is that person's own to do.
    Impersonating,
    /// Nobody acts as somebody who is banned.
    OwnerBanned,
    /// The account has the role already that it is to get.
    HasRole,
    /// There is a role of that name.
    RoleExists,
    /// Accounts have this role.
    RoleInUse,
    /// What is to change of a role has changed since the page was opened.
    RoleMoved,
    /// The role belongs to Hallpass itself.
    BuiltIn,
    /// A limit for idle time is longer than the one for the whole session.
    IdleAboveAbsolute,
    /// A limit for sessions that are kept is shorter than the one for those that are not.
    KeptEndsEarlier,
    /// The policy has changed since the page was opened.
    PolicyMoved,
    /// What a change of the policy had set has been set again since.
    CannotUndo,
    /// Nobody makes an account for themselves.
    SignUpClosed,
    /// Accounts are made with an invitation only.
    InvitationNeeded,
    /// While nobody can sign up, an invitation would open nothing.
    InvitationsClosed,
    /// The invitation is used up, too old or revoked.
    InvitationOver,
}

impl Conflict {
    /// What is in the way, and what to do.
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
    fn waiting_times_read_well() {
        assert_eq!(wait(1), "a second");
        assert_eq!(wait(61), "61 seconds");
        assert_eq!(wait(91), "2 minutes");
    }
}
