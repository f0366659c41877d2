//! What a feature does on the server.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use axum::Router;
use serde_json::Value;

use super::Feature;
pub use crate::database::Migrations;
use crate::{
    database::{Database, Transaction, register_migrations},
    error::AppError,
};

/// What a feature does on the server: how its service is made, and the steps that make its tables.
#[derive(Clone, Copy, Debug)]
pub struct ServerSide {
    make: fn(&Database) -> Arc<dyn ServerFeature>,
    migrations: Option<&'static Migrations>,
}

impl ServerSide {
    /// A server side whose service is made like this when the database is open.
    pub const fn new(make: fn(&Database) -> Arc<dyn ServerFeature>) -> Self {
        Self { make, migrations: None }
    }

    /// Sets the steps that make its tables. They are recorded under the feature's name, so that their
    /// numbers are its own.
    #[must_use]
    pub const fn migrations(self, migrations: &'static Migrations) -> Self {
        Self { migrations: Some(migrations), ..self }
    }
}

/// Makes the services of features, by the features' names.
pub(crate) fn make(features: &[Feature], database: &Database) -> ServerFeatures {
    let sides = features.iter().filter_map(|feature| Some((feature.name, feature.server?)));
    ServerFeatures(sides.map(|(name, side)| (name, (side.make)(database))).collect())
}

/// Registers the steps of features with the database.
pub(crate) fn register(features: &[Feature]) {
    let migrations = features.iter().filter_map(|feature| Some((feature.name, feature.server?.migrations?)));
    register_migrations(migrations.collect());
}

/// The services of an application's features, by the features' names. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct ServerFeatures(Arc<[(&'static str, Arc<dyn ServerFeature>)]>);

impl ServerFeatures {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(&'static str, Arc<dyn ServerFeature>)> {
        self.0.iter()
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
