//! The export of an account: everything stored about a person that is theirs, as one JSON document. Times are
//! RFC 3339 in UTC. Administrators' private notes are not included.

mod document;
mod routes;
mod store;

use crate::{
    access::{Permission, server::Grant},
    audit::{Act, server::Event},
    directory::server::Directory,
    error::AppError,
    feature::server::ServerFeatures,
    session::server::Sessions as SessionService,
};

use std::collections::BTreeMap;

pub use self::document::Export;
pub(crate) use self::routes::routes;

/// The document's format name.
const FORMAT: &str = "hallpass-account";
/// The format version. Incremented when a field is removed or changes its meaning, but not for new fields.
const VERSION: u32 = 1;

/// The service that exports accounts. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Exports {
    directory: Directory,
    sessions: SessionService,
    features: ServerFeatures,
}

impl Exports {
    /// Creates the service.
    pub fn new(directory: Directory, sessions: SessionService, features: ServerFeatures) -> Self {
        Self { directory, sessions, features }
    }

    /// Exports the caller's own account.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn export_own(&self, grant: &Grant) -> Result<Export, AppError> {
        self.gather(grant, &grant.member().account_id).await
    }

    /// Exports somebody else's account, with the same content that its owner would get.
    ///
    /// # Errors
    /// [`AppError::NotFound`], also if the account is closed;
    /// [`Conflict::OutOfReach`](crate::error::Conflict::OutOfReach).
    pub async fn export(&self, grant: &Grant, id: &str) -> Result<Export, AppError> {
        // Only checks permission and rank; the dropped transaction rolls back.
        drop(self.directory.begin_on(grant, Permission::CLOSE_ACCOUNTS, id).await?);
        self.gather(grant, id).await
    }

    async fn gather(&self, grant: &Grant, id: &str) -> Result<Export, AppError> {
        self.sessions.write_activity().await?;
        let exported_at = crate::ui::time::machine(self.directory.database.now());
        // One transaction for all reads and for the audit entry. It makes the export consistent on SQLite only: on
        // PostgreSQL, each query sees what was committed before it.
        let mut tx = self.directory.database.begin().await?;
        let account = store::profile(&mut *tx, id).await?.ok_or(AppError::NotFound)?;
        let sessions = store::sessions(&mut *tx, id).await?;
        let bans = store::bans(&mut *tx, id).await?;
        let links = store::links(&mut *tx, id).await?;
        let messages = store::messages(&mut *tx, id).await?;
        let second_factors = store::second_factors(&mut tx, id).await?;
        let impersonations = store::impersonations(&mut tx, id).await?;
        let invitations = store::invitations(&mut *tx, id).await?;
        let activity = store::activity(&mut *tx, id).await?;
        let events = store::events(&mut *tx, id).await?;
        let mut features = BTreeMap::new();
        for (name, feature) in self.features.iter() {
            let kept = feature.export(&mut tx, id).await?;
            if !kept.is_null() {
                features.insert(*name, kept);
            }
        }
        tx.acts_for(grant);
        tx.record(Event::new(Act::EXPORT_ACCOUNT).on(id));
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = id, "account exported");
        let export = Export {
            format: FORMAT,
            version: VERSION,
            exported_at,
            account,
            sessions,
            bans,
            links,
            messages,
            second_factors,
            impersonations,
            invitations,
            activity,
            events,
            features,
        };
        Ok(export)
    }
}
