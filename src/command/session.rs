//! `hallpass session …`: lists and ends sessions as the operator.

use clap::{Args, Subcommand};

use super::{
    arguments::role_name,
    error::CommandError,
    open::{find, open_existing},
    output::{print, print_json, progress, remark, report},
};
use crate::{
    access::{Role, server::Grant},
    server::config::Config,
    session_admin::server::{EveryEnded, SessionAdmin},
    session_admin::{PersonSession, SessionFilter},
    ui::time::utc,
};

#[derive(Debug, Subcommand)]
pub(super) enum Session {
    /// List the live sessions of an account or of everyone, most recently active first
    List {
        /// The username [default: everyone's sessions]
        name: Option<String>,
        #[command(flatten)]
        filter: Filter,
        #[arg(long)]
        json: bool,
    },
    /// End sessions; open pages show it immediately
    End(End),
}

/// Which of everybody's sessions are listed.
#[derive(Debug, Args)]
pub(super) struct Filter {
    /// Only sessions of accounts whose username begins with this
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT", conflicts_with = "name")]
    account: String,
    /// Only sessions of accounts with this role
    #[arg(long, value_parser = role_name, conflicts_with = "name")]
    role: Option<Role>,
    /// Only sessions from this IP address, or from addresses that begin with this
    #[arg(long, default_value = "", hide_default_value = true, conflicts_with = "name")]
    address: String,
    /// Only sessions on a `phone`, on a `computer`, or on a device whose description or User-Agent contains this
    #[arg(long, default_value = "", hide_default_value = true, conflicts_with = "name")]
    device: String,
    /// The maximum number of sessions
    #[arg(long, default_value_t = 200, conflicts_with = "name")]
    limit: usize,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct End {
    /// The ID of a session, as shown by `hallpass session list`
    id: Option<String>,
    /// All sessions of this account
    #[arg(long, value_name = "NAME")]
    account: Option<String>,
    /// All sessions of everyone with this role
    #[arg(long, value_parser = role_name)]
    role: Option<Role>,
    /// All sessions
    #[arg(long)]
    all: bool,
}

impl Session {
    pub(super) async fn run(self, config: &Config) -> Result<(), CommandError> {
        let services = open_existing(config).await?;
        let (service, grant) = (&services.session_admin, Grant::operator());
        match self {
            Self::List { name: None, filter, json } => {
                let limit = filter.limit;
                let (sessions, are_all) = every_session(service, &grant, filter).await?;
                if json {
                    print_json(&sessions)?;
                } else {
                    print(&table(&sessions))?;
                }
                if !are_all {
                    remark(&format!("Only the first {limit} are listed; use --limit to list more."));
                }
            }
            Self::List { name: Some(name), json, .. } => {
                let sessions = service.sessions(&grant, &find(&services, &name).await?.id).await?;
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
                service.end_session(&grant, &id).await?;
                report(&said(1));
            }
            Self::End(End { account: Some(name), .. }) => {
                let ended = service.end_sessions(&grant, &find(&services, &name).await?.id).await?;
                report(&said(ended));
            }
            Self::End(End { role, .. }) => {
                let whose = role.as_ref().map_or("everyone", Role::name);
                let EveryEnded { job, ended } = service.end_every_session(&grant, whose, false).await?;
                let ended = match ended {
                    Some(ended) => ended,
                    None => services.jobs.finish(&job, progress()).await?.ended,
                };
                report(&said(usize::try_from(ended).unwrap_or_default()));
            }
        }
        services.jobs.close().await;
        services.database.close().await;
        Ok(())
    }
}

/// The sessions that match the filter, and whether these are all.
async fn every_session(
    service: &SessionAdmin,
    grant: &Grant,
    filter: Filter,
) -> Result<(Vec<PersonSession>, bool), CommandError> {
    let Filter { account, role, address, device, limit } = filter;
    let role = role.as_ref().map_or("", Role::name).to_owned();
    let filter = SessionFilter { account, role, address, device };
    let (mut sessions, mut after) = (Vec::new(), String::new());
    loop {
        let page = service.every_session(grant, &filter, &after).await?;
        sessions.extend(page.sessions);
        match page.next {
            _ if sessions.len() > limit => {
                sessions.truncate(limit);
                return Ok((sessions, false));
            }
            Some(next) => after = next,
            None => return Ok((sessions, true)),
        }
    }
}

fn table(sessions: &[PersonSession]) -> String {
    let head = format!("{:<36}  {:<24} {:<14} {:<28} {:<16} LAST ACTIVE", "ID", "ACCOUNT", "ROLE", "DEVICE", "ADDRESS");
    let line = |PersonSession { username, role, session, .. }: &PersonSession| {
        let (role, title, seen) = (role.name(), session.title(), utc(session.last_active_at));
        format!("{:<36}  {username:<24} {role:<14} {title:<28} {:<16} {seen}", session.id, session.address)
    };
    [head].into_iter().chain(sessions.iter().map(line)).collect::<Vec<_>>().join("\n")
}

fn said(ended: usize) -> String {
    if ended == 1 { "Ended 1 session.".to_owned() } else { format!("Ended {ended} sessions.") }
}
