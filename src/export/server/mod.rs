//! The export of an account: everything stored about a person that is theirs, as one JSON document. Times are
//! RFC 3339 in UTC. Administrators' private notes are not included.

mod routes;
mod store;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    access::{Permission, server::Grant},
    audit::{Act, server::Event},
    directory::server::Directory,
    error::AppError,
    feature::server::ServerFeatures,
    session::server::Sessions as SessionService,
};

pub(crate) use routes::routes;

/// The document's format name.
const FORMAT: &str = "hallpass-account";
/// The format version. Incremented when a field is removed or changes its meaning, but not for new fields.
const VERSION: u32 = 1;

/// The document.
#[derive(Debug, Serialize)]
pub struct Export {
    format: &'static str,
    version: u32,
    exported_at: String,
    account: Profile,
    sessions: Vec<Session>,
    bans: Vec<Ban>,
    links: Vec<IssuedLink>,
    impersonations: Vec<Impersonation>,
    invitations: Vec<Invitation>,
    activity: Vec<Activity>,
    events: Vec<Concerning>,
    /// The data of the application's features, by feature name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    features: BTreeMap<&'static str, serde_json::Value>,
}

#[derive(Debug, Serialize)]
struct Profile {
    id: String,
    username: String,
    display_name: String,
    email: Option<String>,
    role: String,
    created_at: String,
    password_changed_at: String,
    last_sign_in_at: Option<String>,
    last_active_at: Option<String>,
}

#[derive(Debug, Serialize)]
struct Session {
    id: String,
    name: String,
    user_agent: String,
    address: String,
    network: String,
    method: String,
    remembered: bool,
    signed_in_at: String,
    last_active_at: String,
    ended_at: Option<String>,
    ending: Option<String>,
}

#[derive(Debug, Serialize)]
struct Ban {
    id: String,
    reason: String,
    decided_at: String,
    until: Option<String>,
    changed_at: Option<String>,
    lifted_at: Option<String>,
    appeal: Option<Appeal>,
}

#[derive(Debug, Serialize)]
struct Appeal {
    text: String,
    sent_at: String,
    answer: Option<String>,
    answered_at: Option<String>,
}

#[derive(Debug, Serialize)]
struct IssuedLink {
    purpose: String,
    created_at: String,
    expires_at: String,
    used_at: Option<String>,
    used_network: Option<String>,
}

/// An administrator's impersonation of the person.
#[derive(Debug, Serialize)]
struct Impersonation {
    reason: String,
    started_at: String,
    ended_at: Option<String>,
    acts: Vec<ActInTheirName>,
}

/// An act during an impersonation of the person.
#[derive(Debug, Serialize)]
struct ActInTheirName {
    at: String,
    act: String,
    outcome: String,
}

/// An invitation that the person created.
#[derive(Debug, Serialize)]
struct Invitation {
    note: String,
    created_at: String,
    expires_at: String,
    revoked_at: Option<String>,
    uses: i64,
    uses_left: i64,
}

/// An act of the person from the audit, and where it came from.
#[derive(Debug, Serialize)]
struct Activity {
    at: String,
    act: String,
    outcome: String,
    address: Option<String>,
    user_agent: Option<String>,
}

/// An act of somebody else on the person's account, done or refused, from the audit. Never says who it was.
#[derive(Debug, Serialize)]
struct Concerning {
    at: String,
    act: String,
    outcome: String,
    /// Why it was refused; `None` if it was done.
    reason: Option<String>,
    detail: BTreeMap<String, String>,
    /// The IP address, if the actor was a guest: it is then stored as the person's own.
    address: Option<String>,
    user_agent: Option<String>,
}

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
            impersonations,
            invitations,
            activity,
            events,
            features,
        };
        Ok(export)
    }
}
