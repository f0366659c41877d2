//! Other people's sessions: seen and ended.

use super::{Admin, by, store};
use crate::{
    access::{Ending, Role, server::Grant},
    error::{AppError, Problem},
    session::{
        SessionSummary,
        server::{
            endings::{self, Which},
            summaries,
        },
    },
};

impl Admin {
    /// An account's live sessions.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn sessions(&self, grant: &Grant, id: &str) -> Result<Vec<SessionSummary>, AppError> {
        self.show(grant, id).await?;
        summaries(&self.database, id, grant.client(), &grant.member().session.id).await
    }

    /// Ends one session.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is none, or it is over already.
    pub async fn end_session(&self, grant: &Grant, id: &str) -> Result<(), AppError> {
        match self.end(grant, Which::Session(id)).await? {
            0 => Err(AppError::NotFound),
            _ => Ok(()),
        }
    }

    /// Ends every session of an account, also one's own if it is that; how many there were.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn end_sessions(&self, grant: &Grant, id: &str) -> Result<usize, AppError> {
        self.show(grant, id).await?;
        self.end(grant, Which::Account { account_id: id, except: "" }).await
    }

    /// Ends every session of everyone with that role, or of `everyone`; how many there were. `keep_own`: but the one in which it is done.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `role`.
    pub async fn end_every_session(&self, grant: &Grant, role: &str, keep_own: bool) -> Result<usize, AppError> {
        let except = if keep_own { &*grant.member().session.id } else { "" };
        let which = match role {
            "everyone" => Which::Every { except },
            name => {
                let role = Role::from_name(name);
                let role = role.ok_or_else(|| AppError::field("role", Problem::UnknownChoice))?;
                Which::Role { role, except }
            }
        };
        self.end(grant, which).await
    }

    async fn end(&self, grant: &Grant, which: Which<'_>) -> Result<usize, AppError> {
        // What has been seen of late is not over.
        self.sessions.write_activity().await?;
        let mut tx = self.begin(grant).await?;
        let ended = endings::end(&mut tx, which, Ending::EndedByAdministrator, by(grant)).await?;
        if ended > 0 {
            tx.commit().await?;
        }
        tracing::info!(actor = grant.member().account_id, whose = %which, ended, "sessions ended");
        Ok(ended)
    }

    /// Live sessions of each role, in the order of [`Role::ALL`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_sessions(&self, _grant: &Grant) -> Result<Vec<(Role, i64)>, AppError> {
        let counted = store::count_sessions(self.database.pool(), self.database.now()).await?;
        let count = |role: Role| counted.iter().find(|(name, _)| name == role.name()).map_or(0, |(_, count)| *count);
        Ok(Role::ALL.into_iter().map(|role| (role, count(role))).collect())
    }
}
