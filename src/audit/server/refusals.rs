//! Records the refusals that matter, each in its own transaction, and a limited number per minute, so that
//! nobody can fill the database by being refused.

use super::{
    actor::Actor,
    counts::{self, Labels},
    event::Event,
    service::Audit,
    store,
};
use crate::{
    access::server::{Client, Grant},
    audit::Act,
    database::Transaction,
    error::{AppError, Conflict, Problem},
};

/// A rejected action.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The attempted act.
    pub act: Act,
    /// The machine-readable reason.
    pub reason: &'static str,
    /// The person who attempted it.
    pub actor: Actor,
    /// The client of the request.
    pub client: Client,
    /// The ID of the account that it concerns or of the session to end, or the role to change. Any other text
    /// is not recorded.
    pub subject: String,
    /// The requested path, without its query.
    pub path: String,
}

impl Refusal {
    /// The reason, if the error is recorded. `member`: the action of a signed-in person was rejected.
    pub fn reason(error: &AppError, member: bool) -> Option<&'static str> {
        match error {
            AppError::BadCredentials => Some("bad_credentials"),
            AppError::TooMany { .. } => Some("too_many"),
            AppError::Forbidden => Some("forbidden"),
            AppError::Banned => Some("banned"),
            AppError::DeadLink => Some("dead_link"),
            AppError::ReauthenticationRequired if member => Some("reauthentication_required"),
            AppError::Conflict { conflict: Conflict::OutOfReach } => Some("out_of_reach"),
            AppError::Conflict { conflict: Conflict::Impersonating } => Some("impersonating"),
            AppError::Conflict { conflict: Conflict::LastAdministrator } => Some("last_administrator"),
            AppError::Conflict { conflict: Conflict::Yourself } => Some("yourself"),
            AppError::Conflict { conflict: Conflict::SomebodyElse } => Some("somebody_else"),
            AppError::Conflict { conflict: Conflict::UnknownPasskey } => Some("unknown_passkey"),
            AppError::Conflict { conflict: Conflict::WrongPasskey } => Some("wrong_passkey"),
            error if matches!(error.at("code"), Some(Problem::WrongCode | Problem::WrongEmailCode)) => {
                Some("wrong_code")
            }
            error if error.at("current_password") == Some(&Problem::WrongPassword) => Some("wrong_password"),
            _ => None,
        }
    }
}

impl Audit {
    /// Records a refusal, unless there were too many recently.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn refused(&self, refusal: Refusal) -> Result<(), AppError> {
        let name = &refusal.actor.name;
        let key = if name.is_empty() { refusal.client.network() } else { name.clone() };
        let running = self.database.clock().monotonic().as_secs();
        let event = Event::refused(refusal.act, refusal.reason);
        let labels = Labels::from(&event);
        let Some(left_out) = self.refusal_limiter.count(&key, running / 60) else {
            counts::count(&self.database, &labels);
            return Ok(());
        };
        let recorded = self.record(refusal, event, left_out).await;
        if recorded.is_err() {
            counts::count(&self.database, &labels);
        }
        recorded
    }

    /// Records a refusal in a transaction, which counts it as well.
    async fn record(&self, refusal: Refusal, event: Event, left_out: u32) -> Result<(), AppError> {
        let mut tx = self.database.begin().await?;
        tx.acts_for(refusal.actor.clone());
        let mut event = about(&mut tx, event, &refusal).await?;
        if [Act::CALL, Act::OPEN_PAGE].contains(&refusal.act) {
            event = event.with("path", refusal.path);
        }
        if left_out > 0 {
            event = event.with("left_out_before", left_out);
        }
        tx.record(event);
        Ok(tx.commit().await?)
    }

    /// Records a refusal to the holder of the grant that no response reports: of one of several acts, or at the
    /// terminal. Logs a warning if it cannot be recorded.
    pub async fn refused_to(&self, grant: &Grant, act: Act, error: &AppError, subject: &str) {
        let Some(reason) = Refusal::reason(error, true) else { return };
        let (actor, client) = (Actor::from(grant), grant.client().clone());
        let (subject, path) = (subject.to_owned(), String::new());
        if let Err(error) = self.refused(Refusal { act, reason, actor, client, subject, path }).await {
            tracing::warn!(cause = %error, "cannot record a refusal in the audit");
        }
    }
}

/// Adds to the event what it concerns.
async fn about(tx: &mut Transaction, event: Event, refusal: &Refusal) -> Result<Event, AppError> {
    let subject = &*refusal.subject;
    if subject.contains('\0') {
        return Ok(event);
    }
    // Query for an empty subject, too: the time must not reveal whether an account exists (ASVS 6.3.8).
    if store::is_account(&mut **tx, subject).await? {
        return Ok(event.on(subject));
    }
    if refusal.act == Act::END_SESSIONS {
        return Ok(match store::owner_of(&mut **tx, subject).await? {
            Some(owner) => event.on(&owner).with("whose", format_args!("session {subject}")),
            None => event,
        });
    }
    if refusal.act == Act::EDIT_ROLES && store::is_role(&mut **tx, subject).await? {
        return Ok(event.with("role", subject));
    }
    Ok(event)
}
