//! The server side of the feature: its context, maintenance, export and erasure.

use std::sync::Arc;

use leptos::prelude::provide_context;
use serde_json::{Map, Value};

use super::{CarriedStore, KEY_LIFETIME, store};
use crate::{
    database::{Database, Transaction},
    error::AppError,
    feature::server::{ServerFeature, ServerSide, async_trait},
};

/// The server side.
pub(crate) const SIDE: ServerSide = ServerSide::new(make);

fn make(database: &Database) -> Arc<dyn ServerFeature> {
    Arc::new(CarriedStore::new(database.clone()))
}

#[async_trait]
impl ServerFeature for CarriedStore {
    fn provide(&self) {
        provide_context(self.clone());
    }

    async fn maintain(&self) -> Result<(), AppError> {
        // The first key is made when a guest needs it.
        match store::newest_key_at(self.database.pool()).await? {
            Some(at) if self.database.now() - at >= KEY_LIFETIME => self.add_key_if_due().await,
            _ => Ok(()),
        }
    }

    async fn export(&self, tx: &mut Transaction, account_id: &str) -> Result<Value, AppError> {
        let states = store::list(&mut **tx, account_id).await?;
        if states.is_empty() {
            return Ok(Value::Null);
        }
        let parsed = |json: String| serde_json::from_str(&json).unwrap_or(Value::String(json));
        Ok(Value::Object(states.into_iter().map(|(name, json)| (name, parsed(json))).collect::<Map<_, _>>()))
    }

    async fn erase(&self, tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
        Ok(store::erase(&mut **tx, account_id).await?)
    }
}
