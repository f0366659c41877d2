//! `hallpass account appeal …`: lists and answers the appeals of banned people.

use clap::Subcommand;

use super::{
    error::CommandError,
    open::find,
    output::{print, print_json, report},
};
use crate::{access::server::Grant, server::services::Services, ui::time::utc};

#[derive(Debug, Subcommand)]
pub(super) enum Appeal {
    /// List unanswered appeals, oldest first
    List {
        #[arg(long)]
        json: bool,
    },
    /// Answer the appeal of a banned account
    Answer {
        /// The username
        name: String,
        /// The answer, which is shown to the banned person
        #[arg(long)]
        answer: String,
        /// Also lift the ban
        #[arg(long)]
        lift: bool,
    },
}

impl Appeal {
    pub(super) async fn run(self, services: &Services, grant: &Grant) -> Result<(), CommandError> {
        match self {
            Self::List { json } => {
                let appeals = services.bans.appeals(grant).await?;
                if json {
                    return print_json(&appeals);
                }
                let lines: Vec<_> = appeals
                    .iter()
                    .map(|appeal| format!("{:<32} {}  {:?}", appeal.username, utc(appeal.sent_at), appeal.text))
                    .collect();
                print(&if lines.is_empty() { "There are no unanswered appeals.".to_owned() } else { lines.join("\n") })
            }
            Self::Answer { name, answer, lift } => {
                let account = find(services, &name).await?;
                services.bans.answer_appeal(grant, &account.id, &answer, lift).await?;
                let lifted = if lift { " Lifted the ban." } else { "" };
                report(&format!("Answered the appeal of {}.{lifted}", account.username));
                Ok(())
            }
        }
    }
}
