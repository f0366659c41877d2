//! The server side of a feature.

use std::{fmt, sync::Arc, time::Duration};

/// For implementations of [`ServerFeature`].
pub use async_trait::async_trait;
use axum::Router;
/// For the commands of features.
pub use clap::{ArgMatches, Command};
use serde_json::Value;
use tokio::time::MissedTickBehavior;

pub use super::carried_kind::CarriedKind;
pub use crate::database::Migrations;
use crate::{
    database::{Database, Transaction},
    error::AppError,
};

/// How often the maintenance of features runs.
const MAINTENANCE_EVERY: Duration = Duration::from_mins(1);

/// The server side of a feature: how its service is created, its migrations and its command.
#[derive(Clone, Copy, Debug)]
pub struct ServerSide {
    pub(super) make: fn(&Database) -> Arc<dyn ServerFeature>,
    pub(super) migrations: Option<&'static Migrations>,
    pub(super) command: Option<fn() -> Command>,
    pub(super) carried: &'static [CarriedKind],
}

impl ServerSide {
    /// Creates a server side. `make` creates its service once the database is open.
    pub const fn new(make: fn(&Database) -> Arc<dyn ServerFeature>) -> Self {
        Self { make, migrations: None, command: None, carried: &[] }
    }

    /// Sets its migrations. They are recorded under the feature's name and numbered independently of those of other
    /// features.
    #[must_use]
    pub const fn migrations(self, migrations: &'static Migrations) -> Self {
        Self { migrations: Some(migrations), ..self }
    }

    /// Declares the states that the feature carries from guests to accounts.
    #[must_use]
    pub const fn carried(self, carried: &'static [CarriedKind]) -> Self {
        Self { carried, ..self }
    }

    /// Adds a command to the command line. It has the feature's name and may have subcommands; [`ServerFeature::run`]
    /// runs it.
    #[must_use]
    pub const fn command(self, command: fn() -> Command) -> Self {
        Self { command: Some(command), ..self }
    }
}

/// Returns the service that a feature has put into the request's context with [`ServerFeature::provide`].
///
/// # Errors
/// [`AppError::Internal`] if the context contains no service of this type.
pub fn service<T: Clone + 'static>() -> Result<T, AppError> {
    let missing = || AppError::internal(&format!("no {} in context", std::any::type_name::<T>()));
    leptos::prelude::use_context().ok_or_else(missing)
}

/// The services of an application's features, keyed by feature name. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct ServerFeatures(pub(super) Arc<[(&'static str, Arc<dyn ServerFeature>)]>);

impl ServerFeatures {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(&'static str, Arc<dyn ServerFeature>)> {
        self.0.iter()
    }

    /// The service of the feature with this name.
    pub(crate) fn find(&self, name: &str) -> Option<&Arc<dyn ServerFeature>> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, service)| service)
    }

    /// Starts the maintenance of every feature, which runs once a minute until the server stops. Each feature has its
    /// own task, so that one that hangs does not delay the others.
    pub(crate) fn start_maintenance(&self) {
        for (name, service) in self.iter() {
            tokio::spawn(run_maintenance(name, service.clone()));
        }
    }
}

async fn run_maintenance(name: &'static str, service: Arc<dyn ServerFeature>) {
    let mut ticks = tokio::time::interval(MAINTENANCE_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let service = service.clone();
        // Each run is a task of its own, so that a panic ends only that run.
        match tokio::spawn(async move { service.maintain().await }).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(feature = name, cause = %error, "the maintenance of a feature failed"),
            Err(error) => tracing::error!(feature = name, cause = %error, "the maintenance of a feature panicked"),
        }
    }
}

/// The service of a feature. Every method has a default that does nothing.
#[async_trait]
pub trait ServerFeature: fmt::Debug + Send + Sync + 'static {
    /// Puts the values that its server functions need into the request's context, with
    /// [`provide_context`](leptos::prelude::provide_context).
    fn provide(&self) {}

    /// Returns routes in addition to pages and server functions: those of downloads. Their handlers must begin with
    /// [`require_download`](crate::access::server::require_download).
    fn routes(&self) -> Router {
        Router::new()
    }

    /// Runs the feature's command with the authority of the operator. Returns the text to print.
    ///
    /// # Errors
    /// Any error is printed, and the program exits with status 1.
    async fn run(&self, _arguments: &ArgMatches) -> Result<String, AppError> {
        Err(AppError::NotFound)
    }

    /// Does recurring work, such as deleting old records. Every server calls this when it starts and then once a
    /// minute, so it must tolerate concurrent runs.
    ///
    /// # Errors
    /// Any error is logged as a warning.
    async fn maintain(&self) -> Result<(), AppError> {
        Ok(())
    }

    /// Returns everything that the feature stores about an account, for the export that the account's owner can
    /// download (GDPR article 15). Returns `Value::Null` if there is nothing.
    ///
    /// # Errors
    /// If the database does not respond.
    async fn export(&self, _tx: &mut Transaction, _account_id: &str) -> Result<Value, AppError> {
        Ok(Value::Null)
    }

    /// Deletes everything that the feature stores about an account, in the transaction that closes it (GDPR article
    /// 17).
    ///
    /// # Errors
    /// Any error prevents the account from being closed.
    async fn erase(&self, _tx: &mut Transaction, _account_id: &str) -> Result<(), AppError> {
        Ok(())
    }
}
