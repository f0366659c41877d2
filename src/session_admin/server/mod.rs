//! Other people's sessions: seen and ended.

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
        server::{ImpersonationSelector, SessionSelector, cuts, endings, impersonation::end_those, summaries},
    },
    session_admin::{SELECTED_MAX, SelectionEnded},
};

/// That many sessions were ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EveryEnded {
    /// What marks them, one by one.
    pub job: String,
    /// How many there were; `None`: they are over, and being counted as they are marked.
    pub ended: Option<i64>,
}

/// The service of everybody’s sessions. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SessionAdmin {
    directory: Directory,
    overviews: Overviews,
    sessions: Sessions,
    jobs: Jobs,
    audit: Audit,
}

impl SessionAdmin {
    /// Puts the service together.
    pub fn new(directory: Directory, overviews: Overviews, sessions: Sessions, jobs: Jobs, audit: Audit) -> Self {
        Self { directory, overviews, sessions, jobs, audit }
    }

    /// The service, from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no session administration in context"))
    }

    /// An account's live sessions.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn sessions(&self, grant: &Grant, id: &str) -> Result<Vec<SessionSummary>, AppError> {
        self.directory.show(grant, id).await?;
        summaries(&self.directory.database, id, grant.client(), &grant.member().session.id).await
    }

    /// What has happened to an account's sessions, newest first, after the event of that id.
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
    /// [`AppError::NotFound`] where there is none, or it is over already; [`Conflict::OutOfReach`].
    pub async fn end_session(&self, grant: &Grant, id: &str) -> Result<(), AppError> {
        match self.end(grant, SessionSelector::Session(id)).await? {
            0 => Err(AppError::NotFound),
            _ => Ok(()),
        }
    }

    /// Ends those sessions whose ids stand there between spaces, each by itself: what is beyond reach,
    /// or over already, keeps no other from ending.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `ids` for none or more than [`SELECTED_MAX`], [`AppError::Forbidden`].
    pub async fn end_selected(&self, grant: &Grant, ids: &str) -> Result<SelectionEnded, AppError> {
        let ids: BTreeSet<_> = ids.split_whitespace().collect();
        if !(1..=SELECTED_MAX).contains(&ids.len()) {
            let (least, most) = ("1".to_owned(), format!("{SELECTED_MAX} sessions"));
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

    /// Ends every session of an account, also one's own if it is that; how many there were.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::OutOfReach`].
    pub async fn end_sessions(&self, grant: &Grant, id: &str) -> Result<usize, AppError> {
        self.directory.show(grant, id).await?;
        self.end(grant, SessionSelector::Account { account_id: id, except: "" }).await
    }

    /// Ends every session of everyone with that role, or of `everyone`: they are over once this answers.
    /// `keep_own`: but the one in which it is done.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `role`, [`Conflict::OutOfReach`].
    pub async fn end_every_session(&self, grant: &Grant, role: &str, keep_own: bool) -> Result<EveryEnded, AppError> {
        let unknown = || AppError::field("role", Problem::UnknownChoice);
        let role = if role == EVERYONE { None } else { Some(Role::from_name(role).ok_or_else(unknown)?) };
        // What has been seen of late is not over.
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
        end_those(&mut tx, ImpersonationSelector::Owned(role.as_ref())).await?;
        let whose = role.as_ref().map_or(EVERYONE, Role::name);
        let job = enqueue(&mut tx, grant, NewJob { generation, whose, policy_change: None }).await?;
        tx.commit().await?;
        let ended = self.jobs.start(&job).await;
        self.overviews.forget();
        Ok(EveryEnded { job, ended })
    }

    async fn end(&self, grant: &Grant, which: SessionSelector<'_>) -> Result<usize, AppError> {
        // What has been seen of late is not over.
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

    /// Live sessions of each role, in the order of the list of roles.
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
