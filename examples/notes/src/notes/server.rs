//! The server side: validation and SQL.

use std::sync::Arc;

use hallpass::{
    access::server::Grant,
    account::server::{lock_account, text::paragraphs},
    database::{Database, Transaction, new_id},
    error::AppError,
    feature::server::{Migrations, ServerFeature, ServerSide, async_trait},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use sqlx::Row;

use super::Note;

static MIGRATIONS: Migrations = Migrations::new(sqlx::migrate!("./migrations"));

pub(super) const SIDE: ServerSide =
    ServerSide::new(|database| Arc::new(Notes(database.clone()))).migrations(&MIGRATIONS);

/// The service. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Notes(Database);

#[async_trait]
impl ServerFeature for Notes {
    fn provide(&self) {
        provide_context(self.clone());
    }

    async fn export(&self, tx: &mut Transaction, account_id: &str) -> Result<Value, AppError> {
        Ok(json!(list(tx, account_id).await?))
    }

    async fn erase(&self, tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
        sqlx::query("DELETE FROM notes WHERE account_id = $1").bind(account_id).execute(&mut **tx).await?;
        Ok(())
    }
}

impl Notes {
    pub(super) async fn list(&self, grant: &Grant) -> Result<Vec<Note>, AppError> {
        let mut tx = self.0.begin_snapshot().await?;
        list(&mut tx, &grant.member().account_id).await
    }

    pub(super) async fn add(&self, grant: &Grant, text: &str) -> Result<(), AppError> {
        let text = paragraphs(text, 1..=500).map_err(|problem| AppError::field("text", problem))?;
        let account_id = &grant.member().account_id;
        let mut tx = self.0.begin().await?;
        lock_account(&mut tx, grant).await?;
        // Makes the account's open tabs reload the notes.
        tx.notify_account(account_id).await?;
        let insert = sqlx::query("INSERT INTO notes (id, account_id, text) VALUES ($1, $2, $3)");
        insert.bind(new_id()).bind(account_id).bind(text).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }
}

async fn list(tx: &mut Transaction, account_id: &str) -> Result<Vec<Note>, AppError> {
    let rows = sqlx::query("SELECT id, text FROM notes WHERE account_id = $1 ORDER BY id DESC");
    let rows = rows.bind(account_id).fetch_all(&mut **tx).await?;
    let note = |row: &sqlx::any::AnyRow| Ok(Note { id: row.try_get("id")?, text: row.try_get("text")? });
    rows.iter().map(note).collect()
}
