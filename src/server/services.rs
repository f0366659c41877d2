//! The services behind pages and server functions.

use axum::http::{HeaderValue, StatusCode, header::LOCATION};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::components::provide_server_redirect;
use tokio_util::task::TaskTracker;

use crate::{
    access::{Preferences, Principal, server::Client},
    account::{SignUpRules, server::Accounts},
    account_admin::server::AccountAdmin,
    account_note::server::AccountNotes,
    audit::server::Audit,
    ban::server::Bans,
    closing::server::Closing,
    database::Database,
    directory::server::Directory,
    error::{FormFlash, server::RequestId},
    export::server::Exports,
    factor_admin::server::FactorAdmin,
    feature::server::ServerFeatures,
    impersonation::server::Impersonations,
    invitation::server::Invitations,
    job::server::Jobs,
    live::server::Live,
    locale,
    mail::Mail,
    mail_admin::server::MailAdmin,
    overview::server::Overviews,
    policy_admin::server::PolicyAdmin,
    preferences::server::PreferenceStore,
    role::server::Roles,
    security::server::Security,
    session::server::Sessions,
    session_admin::server::SessionAdmin,
    tour::server::Tours,
    ui::Status,
};

/// The services that pages and server functions use. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Services {
    /// The database.
    pub database: Database,
    /// The audit: what was done and refused.
    pub audit: Audit,
    /// Accounts: names, passwords, profile.
    pub accounts: Accounts,
    /// Sessions: starting and ending them.
    pub sessions: Sessions,
    /// Mail.
    pub mail: Mail,
    /// The outbox, for administrators.
    pub mail_admin: MailAdmin,
    /// One's own second factors.
    pub security: Security,
    /// Other people's second factors.
    pub factor_admin: FactorAdmin,
    /// Jobs.
    pub jobs: Jobs,
    /// Accounts as administrators see them.
    pub directory: Directory,
    /// Bans and appeals.
    pub bans: Bans,
    /// Roles.
    pub roles: Roles,
    /// Invitations.
    pub invitations: Invitations,
    /// Notes about accounts.
    pub account_notes: AccountNotes,
    /// Starting impersonations.
    pub impersonations: Impersonations,
    /// The overview.
    pub overviews: Overviews,
    /// Preferences.
    pub preferences: PreferenceStore,
    /// The tour.
    pub tours: Tours,
    /// All sessions, for administrators.
    pub session_admin: SessionAdmin,
    /// Shows and changes the policy.
    pub policy_admin: PolicyAdmin,
    /// The list of accounts, and actions on several accounts.
    pub account_admin: AccountAdmin,
    /// Closes accounts.
    pub closing: Closing,
    /// Exports accounts.
    pub exports: Exports,
    /// The channels to open tabs.
    pub live: Live,
    /// The services of the application's features.
    pub features: ServerFeatures,
    /// The requests that finish even if their clients hang up.
    pub requests: TaskTracker,
}

impl Services {
    /// Starts the background work of a server, which runs until the process exits.
    pub fn run_maintenance(&self) {
        tokio::spawn(self.sessions.clone().run_maintenance());
        tokio::spawn(self.database.clone().follow_changes());
        tokio::spawn(self.database.clone().follow_audit());
        tokio::spawn(self.database.clone().watch_writes());
        tokio::spawn(self.audit.clone().run_maintenance());
        tokio::spawn(self.jobs.clone().run_maintenance());
        tokio::spawn(self.mail.clone().run_maintenance());
        tokio::spawn(self.overviews.clone().run_maintenance());
        self.features.start_maintenance();
    }

    /// Provides the services, and what the layers resolved for this request, as leptos context.
    pub(super) fn provide(&self) {
        provide_context(self.accounts.clone());
        provide_context(self.sessions.clone());
        provide_context(self.security.clone());
        provide_context(self.factor_admin.clone());
        provide_context(self.directory.clone());
        provide_context(self.bans.clone());
        provide_context(self.roles.clone());
        provide_context(self.invitations.clone());
        provide_context(self.account_notes.clone());
        provide_context(self.impersonations.clone());
        provide_context(self.overviews.clone());
        provide_context(self.session_admin.clone());
        provide_context(self.policy_admin.clone());
        provide_context(self.account_admin.clone());
        provide_context(self.closing.clone());
        provide_context(self.jobs.clone());
        provide_context(self.audit.clone());
        provide_context(self.mail_admin.clone());
        provide_context(self.preferences.clone());
        provide_context(self.tours.clone());
        for (_, feature) in self.features.iter() {
            feature.provide();
        }
        let Some(parts) = use_context::<axum::http::request::Parts>() else { return };
        let principal = parts.extensions.get::<Principal>().cloned().unwrap_or_default();
        let preferences = preferences_of(&principal, &parts);
        let chosen = preferences.language.as_deref().and_then(locale::find);
        provide_context(chosen.unwrap_or_else(|| locale::server::negotiate(&parts.headers)));
        provide_context(preferences);
        provide_context(principal);
        if let Some(terms) = parts.extensions.get::<SignUpRules>() {
            provide_context(*terms);
        }
        provide_context(Status(|status| {
            if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(status)) {
                response.set_status(status);
            }
        }));
        // Leptos redirects only requests that accept HTML explicitly; a page must redirect every request.
        provide_server_redirect(|path| {
            if let (Some(response), Ok(path)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) {
                response.set_status(StatusCode::FOUND);
                response.insert_header(LOCATION, path);
            }
        });
        if let Some(id) = parts.extensions.get::<RequestId>() {
            provide_context(id.clone());
        }
        if let Some(posted) = parts.extensions.get::<FormFlash>() {
            provide_context(posted.clone());
        }
    }
}

/// The preferences of the person behind a request: those of the account, or of this browser.
fn preferences_of(principal: &Principal, parts: &axum::http::request::Parts) -> Preferences {
    match principal {
        Principal::Member(member) => member.preferences.clone(),
        Principal::Challenged(challenge) => challenge.preferences.clone(),
        Principal::Banned(ban) => ban.preferences.clone(),
        Principal::Guest { .. } => parts
            .extensions
            .get::<Client>()
            .map(|client| client.preferences.clone().or(client.last_preferences.clone()))
            .unwrap_or_default(),
    }
}
