//! What a feature does on the server.

use std::{fmt, sync::Arc, time::Duration};

/// Marks implementations of [`ServerFeature`].
pub use async_trait::async_trait;
use axum::Router;
/// For commands of features.
pub use clap::{ArgMatches, Command};
use serde_json::Value;
use tokio::time::MissedTickBehavior;

use super::Feature;
pub use crate::database::Migrations;
use crate::{
    database::{Database, Transaction, register_migrations},
    error::AppError,
};

/// How often features have their maintenance.
const MAINTENANCE_EVERY: Duration = Duration::from_mins(1);

/// What a feature does on the server: how its service is made, and the steps that make its tables.
#[derive(Clone, Copy, Debug)]
pub struct ServerSide {
    make: fn(&Database) -> Arc<dyn ServerFeature>,
    migrations: Option<&'static Migrations>,
    command: Option<fn() -> Command>,
}

impl ServerSide {
    /// A server side whose service is made like this when the database is open.
    pub const fn new(make: fn(&Database) -> Arc<dyn ServerFeature>) -> Self {
        Self { make, migrations: None, command: None }
    }

    /// Sets the steps that make its tables. They are recorded under the feature's name, so that their
    /// numbers are its own.
    #[must_use]
    pub const fn migrations(self, migrations: &'static Migrations) -> Self {
        Self { migrations: Some(migrations), ..self }
    }

    /// Adds a command to the command line. It is called like the feature, and may have subcommands;
    /// [`ServerFeature::run`] runs it.
    #[must_use]
    pub const fn command(self, command: fn() -> Command) -> Self {
        Self { command: Some(command), ..self }
    }
}

/// Makes the services of features, by the features' names.
pub(crate) fn make(features: &[Feature], database: &Database) -> ServerFeatures {
    let sides = features.iter().filter_map(|feature| Some((feature.name, feature.server?)));
    ServerFeatures(sides.map(|(name, side)| (name, (side.make)(database))).collect())
}

/// Registers the steps of features with the database.
///
/// # Errors
/// When a step has no common file.
pub(crate) fn register(features: &[Feature]) -> Result<(), String> {
    let migrations = features.iter().filter_map(|feature| Some((feature.name, feature.server?.migrations?)));
    register_migrations(migrations.collect())
}

/// The service that a feature has put into the context of the request, with [`ServerFeature::provide`].
///
/// # Errors
/// [`AppError::Internal`] where there is none of that type.
pub fn service<T: Clone + 'static>() -> Result<T, AppError> {
    let missing = || AppError::internal(&format!("no {} in context", std::any::type_name::<T>()));
    leptos::prelude::use_context().ok_or_else(missing)
}

/// The commands of features.
pub(crate) fn commands(features: &[Feature]) -> Vec<Command> {
    let made = features.iter().filter_map(|feature| Some((feature.name, feature.server?.command?)));
    made.map(|(name, command)| command().name(name)).collect()
}

/// The services of an application's features, by the features' names. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct ServerFeatures(Arc<[(&'static str, Arc<dyn ServerFeature>)]>);

impl ServerFeatures {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(&'static str, Arc<dyn ServerFeature>)> {
        self.0.iter()
    }

    /// The service of the feature of that name.
    pub(crate) fn find(&self, name: &str) -> Option<&Arc<dyn ServerFeature>> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, service)| service)
    }

    /// Starts the maintenance of every feature, once a minute until the server stops, each in its own task, so
    /// that one that hangs does not hold up the others.
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
        // In a task: a panic ends that task only.
        match tokio::spawn(async move { service.maintain().await }).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(feature = name, cause = %error, "the maintenance of a feature has failed"),
            Err(error) => tracing::error!(feature = name, cause = %error, "the maintenance of a feature has panicked"),
        }
    }
}

/// The service of a feature. Every method has a default that does nothing.
#[async_trait]
pub trait ServerFeature: fmt::Debug + Send + Sync + 'static {
    /// Puts what its server functions work with into the context of a request, with
    /// [`provide_context`](leptos::prelude::provide_context).
    fn provide(&self) {}

    /// Routes beside pages and server functions, such as files to save. Their handlers begin with
    /// [`require_download`](crate::access::server::require_download).
    fn routes(&self) -> Router {
        Router::new()
    }

    /// Runs its command, with the authority of the person at the server's terminal. Returns what is printed.
    ///
    /// # Errors
    /// Any error is printed, and the program ends with 1.
    async fn run(&self, _arguments: &ArgMatches) -> Result<String, AppError> {
        Err(AppError::NotFound)
    }

    /// Does what is to be done again and again, such as deleting what is old. Every server calls it once a
    /// minute, so it has to bear that several do so at once.
    ///
    /// # Errors
    /// An error is logged as a warning.
    async fn maintain(&self) -> Result<(), AppError> {
        Ok(())
    }

    /// Reads all that the feature keeps about an account, for the file that its owner can save
    /// (GDPR article 15). `Value::Null`: nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    async fn export(&self, _tx: &mut Transaction, _account_id: &str) -> Result<Value, AppError> {
        Ok(Value::Null)
    }

    /// Deletes all that the feature keeps about an account, in the transaction that closes it (GDPR
    /// article 17).
    ///
    /// # Errors
    /// Any error keeps the account from being closed.
    async fn erase(&self, _tx: &mut Transaction, _account_id: &str) -> Result<(), AppError> {
        Ok(())
    }
}
