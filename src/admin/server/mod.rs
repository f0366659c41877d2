//! The rules of administration. Each takes the authority to act as its first argument.

mod accounts;
mod closing;
mod export;
mod policy;
mod sessions;

use std::sync::Arc;

use leptos::prelude::use_context;

pub use self::{export::Export, sessions::EveryEnded};
use super::ConfiguredLimit;
use crate::{
    audit::server::Audit, ban::server::Bans, database::Database, directory::server::Directory, error::AppError,
    feature::server::ServerFeatures, job::server::Jobs, overview::server::Overviews, role::server::Roles,
    session::server::Sessions,
};

/// Code points that what is searched for has at most: no field is longer.
const SEARCH_MAX: usize = 254;

/// The service of this feature. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Admin {
    directory: Directory,
    bans: Bans,
    roles: Roles,
    overviews: Overviews,
    database: Database,
    sessions: Sessions,
    jobs: Jobs,
    audit: Audit,
    configured: Arc<[ConfiguredLimit]>,
    features: ServerFeatures,
}

impl Admin {
    /// Puts the service together. `configured`: limits that hold until a restart. `features`: those whose data
    /// belongs to accounts.
    pub fn new(
        (directory, bans, roles, overviews): (Directory, Bans, Roles, Overviews),
        (sessions, jobs, audit): (Sessions, Jobs, Audit),
        configured: Vec<ConfiguredLimit>,
        features: ServerFeatures,
    ) -> Self {
        let database = directory.database.clone();
        Self {
            directory,
            bans,
            roles,
            overviews,
            database,
            sessions,
            jobs,
            audit,
            configured: configured.into(),
            features,
        }
    }

    /// The service, from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no administration in context"))
    }
}
