//! `hallpass mail …`: tests mail, lists the outbox, and sends messages again.

use clap::Subcommand;

use super::{
    error::CommandError,
    open::open_existing,
    output::{print, print_json, report},
};
use crate::{
    mail::{OutboxEntry, OutboxState, Template},
    server::config::Config,
    ui::time::utc,
};

#[derive(Debug, Subcommand)]
pub(super) enum Mail {
    /// Connect to the mail server and send a test message
    Test {
        /// The address that gets it
        address: String,
    },
    /// List the newest messages, without their texts: those that were not sent first
    List {
        #[arg(long)]
        json: bool,
    },
    /// Send a message now that was not sent, also one that was given up
    Retry {
        /// The message's ID, as shown by `hallpass mail list`
        id: String,
    },
}

impl Mail {
    pub(super) async fn run(self, config: &Config) -> Result<(), CommandError> {
        let services = open_existing(config).await?;
        match self {
            Self::Test { address } => {
                let Some(settings) = &config.mail else {
                    return Err(CommandError::Other("no mail is configured: set mail_url and mail_from".to_owned()));
                };
                settings.transport.check().await.map_err(CommandError::Other)?;
                let mut tx = services.database.begin().await.map_err(crate::error::AppError::from)?;
                let id = services.mail.send(&mut tx, &Template::Test, None, Some(&address)).await?;
                tx.commit().await.map_err(crate::error::AppError::from)?;
                services.mail.send_due().await?;
                let sent = match &id {
                    Some(id) => services.mail.find(id).await?,
                    None => return Err(CommandError::Other("too many test messages within an hour".to_owned())),
                };
                match sent {
                    Some(OutboxEntry { state: OutboxState::Sent { .. }, .. }) => report("Sent."),
                    Some(OutboxEntry { error: Some(error), .. }) => return Err(CommandError::Other(error)),
                    _ => report("A running server is sending it."),
                }
            }
            Self::List { json } => {
                let entries = services.mail.list().await?;
                if json {
                    print_json(&entries)?;
                } else {
                    print(&list(&entries))?;
                }
            }
            Self::Retry { id } => {
                if !services.mail.retry(&id).await? {
                    let words = format!("there is no message {id:?} that was not sent; `hallpass mail list` lists all");
                    return Err(CommandError::Other(words));
                }
                services.mail.send_due().await?;
                match services.mail.find(&id).await? {
                    Some(OutboxEntry { state: OutboxState::Sent { .. }, .. }) => report("Sent."),
                    Some(OutboxEntry { error: Some(error), .. }) => return Err(CommandError::Other(error)),
                    _ if config.mail.is_none() => report("It is sent once mail is configured."),
                    _ => report("A running server is sending it."),
                }
            }
        }
        services.database.close().await;
        Ok(())
    }
}

fn list(entries: &[OutboxEntry]) -> String {
    let mut lines = vec![format!("{:<36}  {:<18} {:<8} {:<25} TO", "ID", "ABOUT", "STATE", "SINCE")];
    lines.extend(entries.iter().map(|entry| {
        let (state, at) = match entry.state {
            OutboxState::Waiting { due_at } => ("waiting", due_at),
            OutboxState::Sent { at } => ("sent", at),
            OutboxState::Failed { at } => ("failed", at),
        };
        let OutboxEntry { id, template, recipient, error, .. } = entry;
        let to = recipient.as_deref().unwrap_or("-");
        let error = error.as_ref().map(|error| format!(": {error}")).unwrap_or_default();
        format!("{id:<36}  {template:<18} {state:<8} {:<25} {to}{error}", utc(at))
    }));
    lines.join("\n")
}
