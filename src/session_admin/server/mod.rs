//! The service that lists and ends other people's sessions.

mod listing;
mod store;

use std::collections::BTreeSet;

use leptos::prelude::use_context;

use crate::{
    access::{Ending, Permission, Role, server::Grant},
    audit::Act,
    audit::server::Audit,
    directory::server::Directory,
    directory::server::{by, store as accounts},
    error::{AppError, Conflict, Problem},
    job::server::Jobs,
    job::server::{NewJob, enqueue},
    overview::server::Overviews,
    policy::server::EVERYONE,
    session::server::Sessions,
    session::{
        History, SessionSummary,
        server::{ImpersonationSelector, SessionSelector, cuts, endings, impersonation::end_selected, summaries},
    },
    session_admin::{SELECTED_MAX, SelectionEnded},
    texts::session_admin as t,
};

/// The result of ending all sessions of a role or of everyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EveryEnded {
    /// The ID of the job that updates the rows of the sessions.
    pub job: String,
    /// How many were ended; `None` if the job is still counting them. They have ended in any case.
    pub ended: Option<i64>,
}

/// The service for everyone's sessions. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SessionAdmin {
    directory: Directory,
    overviews: Overviews,
    sessions: Sessions,
    jobs: Jobs,
    audit: Audit,
}

impl SessionAdmin {
    /// Creates the service.
    pub fn new(directory: Directory, overviews: Overviews, sessions: Sessions, jobs: Jobs, audit: Audit) -> Self {
        Self { directory, overviews, sessions, jobs, audit }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no session administration in context"))
    }

    /// Lists an account's live sessions.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn sessions(&self, grant: &Grant, id: &str) -> Result<Vec<SessionSummary>, AppError> {
        self.directory.show(grant, id).await?;
        let own = &*grant.member().session.id;
        let mut sessions = summaries(&self.directory.database, id, grant.client(), own).await?;
        for session in &mut sessions {
            session.place = self.sessions.places().find(&session.address);
        }
        Ok(sessions)
    }

    /// Lists an account's history, newest first, after the cursor `after`.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn history(&self, grant: &Grant, id: &str, after: &str) -> Result<History, AppError> {
        self.directory.show(grant, id).await?;
        self.sessions.history_of(id, after).await
    }

    /// Ends one session.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is none or it has already ended; [`Conflict::OutOfReach`].
    pub async fn end_session(&self, grant: &Grant, id: &str) -> Result<(), AppError> {
        match self.end(grant, SessionSelector::Session(id)).await? {
            0 => Err(AppError::NotFound),
            _ => Ok(()),
        }
    }

    /// Ends the sessions with these IDs, separated by spaces. Each ends in its own transaction: one that is out of
    /// reach or has already ended does not prevent the others from ending.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `ids` for none or more than [`SELECTED_MAX`], [`AppError::Forbidden`].
    pub async fn end_selected(&self, grant: &Grant, ids: &str) -> Result<SelectionEnded, AppError> {
        let ids: BTreeSet<_> = ids.split_whitespace().collect();
        if !(1..=SELECTED_MAX).contains(&ids.len()) {
            let (least, most) = ("1".to_owned(), t::sessions(SELECTED_MAX));
            return Err(AppError::field("ids", Problem::OutOfRange { least, most }));
        }
        let mut became = SelectionEnded::default();
        for id in ids {
            match self.end(grant, SessionSelector::Session(id)).await {
                Ok(0) | Err(AppError::NotFound) => became.gone += 1,
                Ok(_) => became.ended += 1,
                Err(error @ AppError::Conflict { conflict: Conflict::OutOfReach }) => {
                    self.audit.refused_to(grant, Act::END_SESSIONS, &error, id).await;
                    became.out_of_reach += 1;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(became)
    }

    /// Ends every session of an account, which may be the caller's own, and returns how many were ended.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::OutOfReach`].
    pub async fn end_sessions(&self, grant: &Grant, id: &str) -> Result<usize, AppError> {
        self.directory.show(grant, id).await?;
        self.end(grant, SessionSelector::Account { account_id: id, except: "" }).await
    }

    /// Ends every session of accounts with a role, or of `everyone`; if `keep_own` is set, except the caller's. All of
    /// them have ended when this returns.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `role`, [`Conflict::OutOfReach`].
    pub async fn end_every_session(&self, grant: &Grant, role: &str, keep_own: bool) -> Result<EveryEnded, AppError> {
        let unknown = || AppError::field("role", Problem::UnknownChoice);
        let role = if role == EVERYONE { None } else { Some(Role::from_name(role).ok_or_else(unknown)?) };
        // Write recent activity first, so that sessions that are still active do not count as expired.
        self.sessions.write_activity().await?;
        let (mut tx, rank) = self.directory.begin(grant, Permission::END_SESSIONS).await?;
        match &role {
            Some(role) => rank.reaches_role(&mut tx, role).await?,
            None => {
                for (_, permissions) in accounts::roles(&mut *tx).await? {
                    rank.check_reaches(permissions)?;
                }
            }
        }
        let kept = keep_own.then(|| grant.member());
        let ending = Ending::EndedByAdministrator;
        let generation = cuts::cut_all(&mut tx, role.as_ref(), ending, by(grant), kept).await?;
        end_selected(&mut tx, ImpersonationSelector::Owned(role.as_ref())).await?;
        let whose = role.as_ref().map_or(EVERYONE, Role::name);
        let job = enqueue(&mut tx, grant, NewJob { generation, whose, policy_change: None }).await?;
        tx.commit().await?;
        let ended = self.jobs.start(&job).await;
        self.overviews.forget();
        Ok(EveryEnded { job, ended })
    }

    async fn end(&self, grant: &Grant, which: SessionSelector<'_>) -> Result<usize, AppError> {
        // Write recent activity first, so that sessions that are still active do not count as expired.
        self.sessions.write_activity().await?;
        let (mut tx, rank) = self.directory.begin(grant, Permission::END_SESSIONS).await?;
        match endings::owner(&mut tx, which).await? {
            Some(owner) => rank.lock(&mut tx, &owner).await?,
            None => return Ok(0),
        }
        let ended = endings::end(&mut tx, which, Ending::EndedByAdministrator, by(grant)).await?;
        if tx.has_recorded() {
            tx.commit().await?;
        }
        tracing::info!(actor = grant.member().account_id, whose = %which, ended, "sessions ended");
        Ok(ended)
    }

    /// Counts the live sessions of each role, in the order of the list of roles.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_sessions(&self, _grant: &Grant) -> Result<Vec<(Role, i64)>, AppError> {
        let counted = self.overviews.sessions_by_role().await?;
        let count = |role: &Role| counted.iter().find(|(name, _)| name == role.name()).map_or(0, |(_, count)| *count);
        let roles = accounts::roles(self.directory.database.pool()).await?;
        Ok(roles
            .into_iter()
            .map(|(role, _)| {
                let sessions = count(&role);
                (role, sessions)
            })
            .collect())
    }
}
