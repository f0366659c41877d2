//! `hallpass account note …`: administrators' notes about an account.

use clap::Subcommand;

use super::{
    error::CommandError,
    open::find,
    output::{attribution, print, print_json, report},
};
use crate::{access::server::Grant, server::services::Services};

#[derive(Debug, Subcommand)]
pub(super) enum Note {
    /// Add a note about an account, visible only to administrators
    Add {
        /// The username
        name: String,
        text: String,
    },
    /// List the notes about an account, newest first
    List {
        /// The username
        name: String,
        #[arg(long)]
        json: bool,
    },
}

impl Note {
    pub(super) async fn run(self, services: &Services, grant: &Grant) -> Result<(), CommandError> {
        match self {
            Self::Add { name, text } => {
                services.account_notes.add_note(grant, &find(services, &name).await?.id, &text).await?;
                report("Note added.");
                Ok(())
            }
            Self::List { name, json } => {
                let notes = services.account_notes.notes(grant, &find(services, &name).await?.id).await?;
                if json {
                    return print_json(&notes);
                }
                let lines: Vec<_> =
                    notes.iter().map(|note| format!("{}: {:?}", attribution(&note.written), note.text)).collect();
                print(&if lines.is_empty() { "There are no notes.".to_owned() } else { lines.join("\n") })
            }
        }
    }
}
