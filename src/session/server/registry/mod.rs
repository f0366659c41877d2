//! The registry: lists, names and ends the caller's sessions, and shows the history of the account.

mod store;

pub(crate) use self::store::{Viewer, summary, summary_columns};

use super::{selector::SessionSelector, service::Sessions};
use crate::{
    access::{
        Ending, Principal,
        server::{Client, Grant},
    },
    account::server::text,
    database::Database,
    error::{AppError, SessionChoice},
    session::{History, SESSION_CHOICES, SESSION_NAME_MAX, SessionSummary},
};

/// The number of events on a page of the history.
const PAGE: usize = 50;

/// The live sessions of an account, most recently active first, as seen from this client and session.
pub(crate) async fn summaries(
    database: &Database,
    account_id: &str,
    client: &Client,
    own: &str,
) -> Result<Vec<SessionSummary>, AppError> {
    let seen_from = store::Viewer { network: &client.network(), session: own };
    Ok(store::live(database.pool(), account_id, seen_from, database.now()).await?)
}

/// The name of a session; empty: none.
pub(super) async fn name(database: &Database, id: &str) -> Result<String, AppError> {
    Ok(store::name(database.pool(), id).await?.unwrap_or_default())
}

impl Sessions {
    /// The caller's live sessions: this one first, then the most recently active.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list(&self, grant: &Grant) -> Result<Vec<SessionSummary>, AppError> {
        let member = grant.member();
        let own = &*member.session.id;
        let mut sessions = summaries(&self.database, &member.account_id, grant.client(), own).await?;
        for session in &mut sessions {
            session.last_active_at = self.activity.last_seen(&session.id, session.last_active_at);
            session.place = self.places.find(&session.address);
        }
        sessions.sort_by_key(|session| (!session.is_this, std::cmp::Reverse(session.last_active_at)));
        Ok(sessions)
    }

    /// Names one of the caller's sessions; an empty name removes the old one.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`] at `name`.
    pub async fn set_name(&self, grant: &Grant, id: &str, typed: &str) -> Result<(), AppError> {
        let name = text::name(typed, SESSION_NAME_MAX).map_err(|problem| AppError::field("name", problem))?;
        let account_id = &*grant.member().account_id;
        let mut tx = self.database.begin().await?;
        // Lock the account's row first, like all code that locks both.
        tx.notify_account(account_id).await?;
        if !store::set_name(&mut *tx, account_id, id, &name).await? {
            return Err(AppError::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Ends one of the caller's sessions.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if it is not the caller's or has already ended.
    pub async fn end_one(&self, grant: &Grant, id: &str) -> Result<(), AppError> {
        let member = grant.member();
        let which = SessionSelector::Own { account_id: &member.account_id, id };
        match self.end(grant, which, Ending::EndedByYou, Some(&member.session.id)).await? {
            0 => Err(AppError::NotFound),
            _ => Ok(()),
        }
    }

    /// Ends every session of the caller except this one. Returns how many were live.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_others(&self, grant: &Grant) -> Result<usize, AppError> {
        let member = grant.member();
        let own = &*member.session.id;
        let which = SessionSelector::Account { account_id: &member.account_id, except: own };
        self.end(grant, which, Ending::EndedByYou, Some(own)).await
    }

    /// Ends every session of the caller, including this one, which signs the caller out.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_all(&self, grant: &Grant) -> Result<Principal, AppError> {
        let member = grant.member();
        let which = SessionSelector::Account { account_id: &member.account_id, except: "" };
        self.end(grant, which, Ending::EndedByYou, Some(&member.session.id)).await?;
        Ok(Principal::ended(Ending::SignedOut))
    }

    /// A page of the caller's history, newest first, after that cursor. Without a valid cursor, the first page.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn history(&self, grant: &Grant, after: &str) -> Result<History, AppError> {
        self.history_of(&grant.member().account_id, after).await
    }

    /// The same for any account.
    pub(crate) async fn history_of(&self, account_id: &str, after: &str) -> Result<History, AppError> {
        let (at, id) =
            after.split_once('-').and_then(|(at, id)| Some((at.parse().ok()?, id))).unwrap_or((i64::MAX, ""));
        if id.contains('\0') {
            return Ok(History::default());
        }
        let limit = i64::try_from(PAGE).unwrap_or(i64::MAX).saturating_add(1);
        let mut events = store::history(self.database.pool(), account_id, (at, id), limit).await?;
        let more = events.len() > PAGE;
        events.truncate(PAGE);
        for event in &mut events {
            event.place = self.places.find(&event.address);
        }
        let next = events.last().filter(|_| more).map(|event| format!("{}-{}", event.at, event.id));
        Ok(History { events, next })
    }

    /// Checks that one of the sessions to end has been chosen, for an account that has reached its session
    /// limit. Ignores `replaced`, which ends anyway.
    pub(super) async fn require_choice(
        &self,
        account_id: &str,
        replaced: &str,
        surplus: i64,
        chosen: &str,
    ) -> Result<(), AppError> {
        let mut sessions = summaries(&self.database, account_id, &Client::default(), "").await?;
        sessions.retain(|session| session.id != replaced);
        if sessions.iter().any(|session| session.id == chosen) {
            return Ok(());
        }
        sessions.sort_by_key(|session| session.last_active_at);
        let more = sessions.len() > SESSION_CHOICES;
        sessions.truncate(SESSION_CHOICES);
        let choice = |session: SessionSummary| SessionChoice {
            device: session.title(),
            last_active_at: session.last_active_at,
            signed_in_at: Some(session.signed_in_at),
            address: session.address,
            id: session.id,
        };
        Err(AppError::TooManySessions { sessions: sessions.into_iter().map(choice).collect(), surplus, more })
    }
}
