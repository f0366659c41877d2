//! `hallpass clock …`: shows and confirms the clock that decides which old records are deleted.

use clap::Subcommand;

use super::{
    error::CommandError,
    open::open_existing,
    output::{print, report},
};
use crate::{access::server::Grant, error::AppError, server::config::Config, ui::time::utc};

#[derive(Debug, Subcommand)]
pub(super) enum Clock {
    /// Show the current time, and when the server last deleted old records
    Show,
    /// Confirm that the current time is right, so that old records are permanently deleted again
    Confirm,
}

impl Clock {
    pub(super) async fn run(self, config: &Config) -> Result<(), CommandError> {
        let services = open_existing(config).await?;
        let database = &services.database;
        let now = database.now();
        match self {
            Self::Show => {
                let last = database.last_maintenance().await.map_err(AppError::from)?;
                print(&format!("now           {}\nlast cleanup  {}", utc(now), utc(last)))?;
            }
            Self::Confirm => {
                services.audit.confirm_clock(&Grant::operator()).await?;
                report(&format!("Confirmed {} as the current time.", utc(now)));
            }
        }
        database.close().await;
        Ok(())
    }
}
