//! The export of an account: everything that is kept about a person and is theirs, as one JSON
//! document. Times are RFC 3339 in UTC. What administrators note for themselves is not in it.

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

/// What the document calls its format.
const FORMAT: &str = "hallpass-account";
/// Raised when a field goes or changes its meaning; new fields do not raise it.
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
    /// What features of the application keep, by their names.
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

/// An administrator has acted as the person.
#[derive(Debug, Serialize)]
struct Impersonation {
    reason: String,
    started_at: String,
    ended_at: Option<String>,
    acts: Vec<ActInTheirName>,
}

/// What was done in the person's name.
#[derive(Debug, Serialize)]
struct ActInTheirName {
    at: String,
    act: String,
    outcome: String,
}

/// The person has invited others.
#[derive(Debug, Serialize)]
struct Invitation {
    note: String,
    created_at: String,
    expires_at: String,
    revoked_at: Option<String>,
    uses: i64,
    uses_left: i64,
}

/// What the audit says the person did, and from where.
#[derive(Debug, Serialize)]
struct Activity {
    at: String,
    act: String,
    outcome: String,
    address: Option<String>,
    user_agent: Option<String>,
}

/// What the audit says that somebody else did, or was refused, to the person's account. Never who.
#[derive(Debug, Serialize)]
struct Concerning {
    at: String,
    act: String,
    outcome: String,
    /// Why it was refused; `None`: it was done.
    reason: Option<String>,
    detail: BTreeMap<String, String>,
    /// From where, if whoever did it was nobody: it is kept as the person's own then.
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
    /// Puts the service together.
    pub fn new(directory: Directory, sessions: SessionService, features: ServerFeatures) -> Self {
        Self { directory, sessions, features }
    }

    /// The caller's own data.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn export_own(&self, grant: &Grant) -> Result<Export, AppError> {
        self.gather(grant, &grant.member().account_id).await
    }

    /// Somebody's data, as they would get them.
    ///
    /// # Errors
    /// [`AppError::NotFound`], also where the account is closed; [`Conflict::OutOfReach`](crate::error::Conflict::OutOfReach).
    pub async fn export(&self, grant: &Grant, id: &str) -> Result<Export, AppError> {
        // Looks at it and changes nothing.
        drop(self.directory.begin_on(grant, Permission::CLOSE_ACCOUNTS, id).await?);
        self.gather(grant, id).await
    }

    async fn gather(&self, grant: &Grant, id: &str) -> Result<Export, AppError> {
        self.sessions.write_activity().await?;
        let exported_at = crate::ui::time::machine(self.directory.database.now());
        // Looked at within one transaction, so that nothing is missing from between two questions.
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
