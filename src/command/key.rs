//! `hallpass key …`: the keys that encrypt secrets in the database.

use clap::Subcommand;

use super::{
    error::CommandError,
    open::open_existing,
    output::{deliver, report},
};
use crate::{error::AppError, factor::server::new_key, server::config::Config};

#[derive(Debug, Subcommand)]
pub(super) enum Key {
    /// Print a new key, as a line for the configured file of keys
    Create,
    /// Encrypt every secret with the first key of the file, after which the other keys can be removed
    Reencrypt,
}

impl Key {
    pub(super) async fn run(self, config: &Config) -> Result<(), CommandError> {
        match self {
            Self::Create => deliver(&new_key().map_err(|error| AppError::internal(&error))?),
            Self::Reencrypt => {
                let services = open_existing(config).await?;
                let changed = services.sessions.factors().reencrypt().await?;
                services.database.close().await;
                report(&format!("Encrypted {changed} with the first key."));
                Ok(())
            }
        }
    }
}
