//! The services that commands work with.

use super::error::CommandError;
use crate::{
    account::server::Account,
    database::{self, Missing},
    server::{self, ServeError, config::Config, services::Services},
};

/// Opens the configured database for a command that may be the first to use it: creates the database
/// and updates its schema as needed.
pub(super) async fn open(config: &Config) -> Result<Services, CommandError> {
    services(config, Missing::Make).await
}

/// Opens the configured database, which must exist with its schema. Creates nothing.
pub(super) async fn open_existing(config: &Config) -> Result<Services, CommandError> {
    services(config, Missing::Refuse).await
}

async fn services(config: &Config, missing: Missing) -> Result<Services, CommandError> {
    if database::is_in_memory(&config.database_url) {
        let words = "the database is in memory, so only the server process can access it";
        return Err(CommandError::Other(words.to_owned()));
    }
    let database = server::open(config, missing).await.map_err(ServeError::from)?;
    if config.migrate_on_start && missing == Missing::Make {
        database.migrate().await.map_err(ServeError::from)?;
    } else if !database.is_migrated().await.map_err(|error| ServeError::Database(error.into()))? {
        return Err(ServeError::NotMigrated.into());
    }
    Ok(server::services(config, database)?)
}

/// The account with this name.
pub(super) async fn find(services: &Services, name: &str) -> Result<Account, CommandError> {
    let account = services.accounts.find_by_name(name).await?;
    account
        .ok_or_else(|| CommandError::Other(format!("there is no account {name:?}; `hallpass account list` lists all")))
}
