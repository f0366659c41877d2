//! `hallpass session …`: sessions seen and ended from the server's own terminal.

use clap::{Args, Subcommand};

use super::{CommandError, find, open, print, print_json, role_name};
use crate::{
    access::{Role, server::Grant},
    server::config::Config,
    ui::time::utc,
};

#[derive(Debug, Subcommand)]
pub(super) enum Session {
    /// List an account's live sessions
    List {
        /// The username
        name: String,
        #[arg(long)]
        json: bool,
    },
    /// End sessions for good; open pages say so at once
    End(End),
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct End {
    /// The session of this id, as `session list` shows it
    id: Option<String>,
    /// Every session of this account
    #[arg(long, value_name = "NAME")]
    account: Option<String>,
    /// Every session of everyone with this role
    #[arg(long, value_parser = role_name)]
    role: Option<Role>,
    /// Every session there is
    #[arg(long)]
    all: bool,
}

impl Session {
    pub(super) async fn run(self, config: &Config) -> Result<(), CommandError> {
        let services = open(config).await?;
        let (admin, grant) = (&services.admin, Grant::operator());
        match self {
            Self::List { name, json } => {
                let sessions = admin.sessions(&grant, &find(&services, &name).await?.id).await?;
                if json {
                    return print_json(&sessions);
                }
                let mut lines = vec![format!("{:<36}  {:<28} {:<16} LAST ACTIVE", "ID", "DEVICE", "ADDRESS")];
                lines.extend(sessions.iter().map(|session| {
                    let (title, seen) = (session.title(), utc(session.last_active_at));
                    format!("{:<36}  {title:<28} {:<16} {seen}", session.id, session.address)
                }));
                print(&lines.join("\n"))?;
            }
            Self::End(End { id: Some(id), .. }) => {
                admin.end_session(&grant, &id).await?;
                print(&said(1))?;
            }
            Self::End(End { account: Some(name), .. }) => {
                let ended = admin.end_sessions(&grant, &find(&services, &name).await?.id).await?;
                print(&said(ended))?;
            }
            Self::End(End { role, .. }) => {
                let ended =
                    admin.end_every_session(&grant, role.as_ref().map_or("everyone", Role::name), false).await?;
                print(&said(ended))?;
            }
        }
        services.database.close().await;
        Ok(())
    }
}

fn said(ended: usize) -> String {
    if ended == 1 { "Ended 1 session.".to_owned() } else { format!("Ended {ended} sessions.") }
}
