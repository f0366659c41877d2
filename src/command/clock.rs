//! `hallpass clock …`: whether the clock is trusted with removing what is old.

use clap::Subcommand;

use super::{
    CommandError, open_existing,
    output::{print, report},
};
use crate::{access::server::Grant, error::AppError, server::config::Config, ui::time::utc};

#[derive(Debug, Subcommand)]
pub(super) enum Clock {
    /// Show the time here, and when old records were last looked for
    Show,
    /// Say that the time here is right: what is old by it is removed again, for good
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
                print(&format!("now               {}\nlast maintenance  {}", utc(now), utc(last)))?;
            }
            Self::Confirm => {
                services.audit.confirm_clock(&Grant::operator()).await?;
                report(&format!("{} is taken as the right time.", utc(now)));
            }
        }
        database.close().await;
        Ok(())
    }
}
