//! The rules of administration. Each takes the authority to act as its first argument.

mod accounts;
mod bans;
mod closing;
mod export;
mod impersonation;
mod invitations;
mod notes;
mod overview;
mod policy;
mod rank;
mod roles;
mod sessions;
mod store;
mod text;
mod until;

use std::sync::Arc;

use leptos::prelude::use_context;

use self::overview::OverviewCache;
pub use self::{bans::BanTerms, export::Export, sessions::EveryEnded};
use super::{AccountSummary, ConfiguredLimit};
use crate::{
    access::{Ending, Permission, Role, server::Grant},
    audit::{
        Act,
        server::{Audit, Event},
    },
    database::{Database, Transaction},
    error::{AppError, Conflict, Problem},
    feature::server::ServerFeatures,
    job::server::Jobs,
    live::server::Live,
    session::server::{
        Sessions, cuts,
        endings::{self, SessionSelector},
        impersonation::{ImpersonationSelector, end_those},
    },
};

/// Accounts a page holds.
const PAGE: usize = 50;
/// Code points that what is searched for has at most: no field is longer.
const SEARCH_MAX: usize = 254;

/// The service of this feature. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Admin {
    database: Database,
    sessions: Sessions,
    jobs: Jobs,
    audit: Audit,
    site: Arc<Site>,
    overview_cache: OverviewCache,
    features: ServerFeatures,
}

/// What administrators are told of the configuration.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Scheme, host and port under which people reach Hallpass.
    pub origin: String,
    /// Limits that hold until a restart.
    pub configured: Vec<ConfiguredLimit>,
}

impl Admin {
    /// Puts the service together.
    pub fn new(sessions: Sessions, jobs: Jobs, audit: Audit, live: Live, database: Database) -> Self {
        let overview_cache = OverviewCache::new(audit.clone(), live, database.now());
        Self {
            database,
            sessions,
            jobs,
            audit,
            site: Arc::default(),
            overview_cache,
            features: ServerFeatures::default(),
        }
    }

    /// The same service, that knows where it is and how it is configured.
    #[must_use]
    pub fn at(self, site: Site) -> Self {
        Self { site: Arc::new(site), ..self }
    }

    /// The same service, with the features whose data belongs to accounts.
    #[must_use]
    pub fn with_features(self, features: ServerFeatures) -> Self {
        Self { features, ..self }
    }

    /// The service, from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no administration in context"))
    }

    /// One account.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn show(&self, grant: &Grant, id: &str) -> Result<AccountSummary, AppError> {
        if id.contains('\0') {
            return Err(AppError::NotFound);
        }
        let now = self.database.now();
        let mut account = store::find(self.database.pool(), id, now).await?.ok_or(AppError::NotFound)?;
        if let Some(ban) = account.ban.as_mut().filter(|_| !bans::may_read_notes(grant, id)) {
            ban.note.clear();
        }
        Ok(account)
    }

    /// Changes an account's role. At least one administrator who is not banned always remains.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`], [`Conflict::LastAdministrator`], [`Conflict::OutOfReach`].
    pub async fn change_role(&self, grant: &Grant, id: &str, role: &str) -> Result<AccountSummary, AppError> {
        let role = Role::from_name(role).ok_or_else(|| AppError::field("role", Problem::UnknownChoice))?;
        let (tx, _) = self.begin_change_of_role(grant, id, &role).await?;
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = id, %role, "role changed");
        self.show(grant, id).await
    }

    /// How many sessions would end if an account got that role: the change is made, and taken back before
    /// anybody sees it.
    ///
    /// # Errors
    /// Those of [`Self::change_role`].
    async fn preview_change_of_role(&self, grant: &Grant, id: &str, role: &Role) -> Result<u64, AppError> {
        Ok(self.begin_change_of_role(grant, id, role).await?.1)
    }

    /// A transaction in which an account has got that role, and how many sessions have ended with it.
    async fn begin_change_of_role(&self, grant: &Grant, id: &str, role: &Role) -> Result<(Transaction, u64), AppError> {
        // What has been seen of late counts.
        self.sessions.write_activity().await?;
        let (mut tx, rank) = self.begin(grant, Permission::ASSIGN_ROLES).await?;
        rank.lock(&mut tx, id).await?;
        // Nobody takes or gives what they do not hold.
        let (_, held) = store::role_of(&mut *tx, id).await?.ok_or(AppError::NotFound)?;
        rank.check_gives(held)?;
        rank.gives_role(&mut tx, role).await?;
        if *role != Role::ADMINISTRATOR {
            keep_an_administrator(store::leaves_no_administrator(&mut *tx, id, self.database.now()).await?)?;
        }
        tx.notify_account(id).await?;
        // First what is over anyhow: the limits of the new role may be longer.
        endings::end_over(&mut tx, id, None).await?;
        end_those(&mut tx, ImpersonationSelector::Account(id)).await?;
        let mut ended = 0;
        if store::role_change_ends(&mut *tx).await? {
            let all = SessionSelector::Account { account_id: id, except: "" };
            ended += endings::end(&mut tx, all, Ending::RoleChanged, by(grant)).await? as u64;
        }
        let event = Event::new(Act::CHANGE_ROLE).on(id).with("from", store::role(&mut *tx, id).await?);
        tx.record(event.with("to", role));
        store::set_role(&mut *tx, id, role).await?;
        cuts::renew(&mut tx, id).await?;
        // Or shorter: what has lasted longer than that is over.
        ended += endings::end_over(&mut tx, id, Some(Ending::RoleChanged)).await?;
        Ok((tx, ended))
    }
}

/// The session in which it is done; `None` at the server's terminal.
fn by(grant: &Grant) -> Option<&str> {
    Some(&*grant.member().session.id).filter(|id| !id.is_empty())
}

/// The account that does it; `None` at the server's terminal.
fn actor(grant: &Grant) -> Option<&str> {
    Some(&*grant.member().account_id).filter(|id| !id.is_empty())
}

fn keep_an_administrator(leaves_none: bool) -> Result<(), AppError> {
    if leaves_none { Err(AppError::Conflict { conflict: Conflict::LastAdministrator }) } else { Ok(()) }
}
