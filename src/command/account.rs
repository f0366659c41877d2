//! `hallpass account …`: works with accounts as the operator.

use clap::{Args, Subcommand, builder::PossibleValuesParser};

use super::{
    appeal::Appeal,
    arguments::role_name,
    error::CommandError,
    note::Note,
    open::{find, open, open_existing},
    output::{deliver, deliver_json, print, print_json, report},
    password::read_new_password,
};
use crate::{
    access::{Role, server::Grant},
    account::server::NewAccount,
    account_admin::{ACTIVE, AccountFilter, Choice, STATES},
    audit::Act,
    ban::server::BanTerms,
    directory::AccountSummary,
    error::{AppError, Conflict},
    server::{config::Config, services::Services},
    ui::time::{machine, utc},
};

#[derive(Debug, Subcommand)]
pub(super) enum Account {
    /// Create an account; prompts for the password unless --password-stdin is given
    Create {
        /// The username
        name: String,
        #[arg(long, default_value = "member", value_parser = role_name)]
        role: Role,
        /// The e-mail address
        #[arg(long, default_value = "", hide_default_value = true)]
        email: String,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List accounts, sorted by username
    List {
        /// Only accounts whose username, display name or e-mail address begins with this
        #[arg(long, default_value = "", hide_default_value = true)]
        search: String,
        /// Only accounts with this role
        #[arg(long, value_parser = role_name)]
        role: Option<Role>,
        /// Only accounts in this state [default: all except closed accounts]
        #[arg(long, value_parser = one_of(&STATES))]
        state: Option<String>,
        /// Only accounts that were last active within this period, or never
        #[arg(long, value_parser = one_of(&ACTIVE))]
        active: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// Show one account
    Show {
        name: String,
        #[arg(long)]
        json: bool,
    },
    /// Change an account's role
    Role {
        name: String,
        #[arg(value_parser = role_name)]
        role: Role,
    },
    /// Ban an account and end its sessions
    Ban {
        name: String,
        /// The reason, which is shown to the banned person
        #[arg(long)]
        reason: String,
        /// When the ban ends: 2030-01-31, "2030-01-31 18:00" (UTC) or RFC 3339 [default: never]
        #[arg(long, default_value = "", hide_default_value = true, value_name = "DATE")]
        until: String,
        /// A private note, which is never shown to the banned person
        #[arg(long, default_value = "", hide_default_value = true)]
        note: String,
    },
    /// Change the terms of an active ban; options that are not given stay unchanged
    ChangeBan {
        name: String,
        #[command(flatten)]
        terms: ChangedTerms,
    },
    /// Lift an account's ban
    Unban { name: String },
    /// List and answer appeals against bans
    #[command(subcommand)]
    Appeal(Appeal),
    /// Add and list notes about accounts, which are never shown to their owners
    #[command(subcommand)]
    Note(Note),
    /// Print all data stored about a person, as JSON
    Export { name: String },
    /// Close an account permanently: end its sessions, erase personal data and release the username
    Close {
        name: String,
        /// Confirm that the account should be closed, which cannot be undone
        #[arg(long)]
        yes: bool,
    },
    /// Print a single-use link to set a new password; the policy determines how long it is valid
    PasswordResetLink { name: String },
}

/// What is to change about a ban.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(super) struct ChangedTerms {
    /// The reason, which is shown to the banned person
    #[arg(long)]
    reason: Option<String>,
    /// When the ban ends: 2030-01-31, "2030-01-31 18:00" (UTC) or RFC 3339; "" for never
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// A private note, which is never shown to the banned person; "" for none
    #[arg(long)]
    note: Option<String>,
}

/// One of the values that a filter of the console offers.
fn one_of(choices: &'static [Choice]) -> PossibleValuesParser {
    choices.iter().map(|(value, _)| *value).into()
}

impl Account {
    pub(super) async fn run(self, config: &Config) -> Result<(), CommandError> {
        let comes_first = matches!(self, Self::Create { .. });
        let services = if comes_first { open(config).await? } else { open_existing(config).await? };
        let grant = Grant::operator();
        let tried = self.tried();
        let done = self.act(config, &services, &grant).await;
        if let (Err(CommandError::Refused(error)), Some((act, name))) = (&done, tried)
            && let Ok(account) = find(&services, &name).await
        {
            services.audit.refused_to(&grant, act, error, &account.id).await;
        }
        services.database.close().await;
        done
    }

    /// The action that even the operator may be refused, and the account's name.
    fn tried(&self) -> Option<(Act, String)> {
        match self {
            Self::Role { name, .. } => Some((Act::CHANGE_ROLE, name.clone())),
            Self::Ban { name, .. } => Some((Act::BAN, name.clone())),
            Self::Close { name, .. } => Some((Act::CLOSE_ACCOUNT, name.clone())),
            _ => None,
        }
    }

    async fn act(self, config: &Config, services: &Services, grant: &Grant) -> Result<(), CommandError> {
        match self {
            Self::Create { name, role, email, password_stdin } => {
                let password = read_new_password(password_stdin)?;
                let new = NewAccount { username: name, email, password };
                let account = services.accounts.create(grant, new, role).await?;
                report(&format!("Created {} ({}).", account.username, account.role));
            }
            Self::List { search, role, state, active, json } => {
                let role = role.as_ref().map_or("", Role::name).to_owned();
                let (state, active) = (state.unwrap_or_default(), active.unwrap_or_default());
                let filter = AccountFilter { search, role, state, active, ..AccountFilter::default() };
                list(services, grant, &filter, json).await?;
            }
            Self::Show { name, json } => {
                let account = services.directory.show(grant, &find(services, &name).await?.id).await?;
                if json { print_json(&account)? } else { show(&account)? }
            }
            Self::Role { name, role } => {
                let account = find(services, &name).await?;
                services.roles.change_role(grant, &account.id, role.name()).await?;
                report(&format!("{} is now {role}.", account.username));
            }
            Self::Ban { name, reason, until, note } => {
                let account = find(services, &name).await?;
                let terms = BanTerms { reason: &reason, until: &until, note: &note, ..BanTerms::default() };
                services.bans.ban(grant, &account.id, terms).await?;
                report(&format!("{} is banned.", account.username));
            }
            Self::ChangeBan { name, terms } => {
                let account = find(services, &name).await?;
                change_ban(services, grant, &account.id, terms).await?;
                report(&format!("Updated the ban of {}.", account.username));
            }
            Self::Unban { name } => {
                let account = find(services, &name).await?;
                services.bans.lift_ban(grant, &account.id).await?;
                report(&format!("{} is no longer banned.", account.username));
            }
            Self::Appeal(appeal) => appeal.run(services, grant).await?,
            Self::Note(note) => note.run(services, grant).await?,
            Self::Export { name } => {
                deliver_json(&services.exports.export(grant, &find(services, &name).await?.id).await?)?;
            }
            Self::Close { name, yes } => {
                let account = find(services, &name).await?;
                if !yes {
                    let words = format!("closing {} cannot be undone; use --yes to confirm", account.username);
                    return Err(CommandError::Other(words));
                }
                services.closing.close(grant, &account.id, &account.username).await?;
                report(&format!("{} is closed.", account.username));
            }
            Self::PasswordResetLink { name } => {
                let account = find(services, &name).await?;
                let path = services.accounts.password_reset_link(grant, &account).await?;
                deliver(&format!("{}{path}", config.public_origin.ascii_serialization()))?;
            }
        }
        Ok(())
    }
}

/// Changes the given terms and keeps the others.
async fn change_ban(services: &Services, grant: &Grant, id: &str, terms: ChangedTerms) -> Result<(), CommandError> {
    let ban = services.directory.show(grant, id).await?.ban;
    let ban = ban.ok_or(AppError::Conflict { conflict: Conflict::NotBanned })?;
    let reason = terms.reason.unwrap_or(ban.reason);
    let until = terms.until.or(ban.until.map(machine)).unwrap_or_default();
    let note = terms.note.unwrap_or(ban.note);
    services
        .bans
        .change_ban(grant, id, BanTerms { reason: &reason, until: &until, note: &note, ..BanTerms::default() })
        .await?;
    Ok(())
}

async fn list(services: &Services, grant: &Grant, filter: &AccountFilter, json: bool) -> Result<(), CommandError> {
    let mut accounts = Vec::new();
    let mut after = String::new();
    loop {
        let page = services.account_admin.list(grant, filter, &after).await?;
        accounts.extend(page.accounts);
        match page.next {
            Some(next) => after = next,
            None => break,
        }
    }
    if json {
        return print_json(&accounts);
    }
    let mut lines = vec![format!("{:<32} {:<14} {:>8}  STANDING", "NAME", "ROLE", "SESSIONS")];
    lines.extend(accounts.iter().map(|account| {
        let (role, standing) = (account.role.name(), standing(account));
        format!("{:<32} {role:<14} {:>8}  {standing}", account.username, account.sessions)
    }));
    print(&lines.join("\n"))
}

fn show(account: &AccountSummary) -> Result<(), CommandError> {
    let facts = [
        ("name", account.username.clone()),
        ("display name", account.display_name.clone()),
        ("e-mail", account.email.clone().unwrap_or_else(|| "none".to_owned())),
        ("role", account.role.to_string()),
        ("sessions", account.sessions.to_string()),
        ("standing", standing(account)),
        ("id", account.id.clone()),
    ];
    print(&facts.map(|(name, fact)| format!("{name:<14}{fact}")).join("\n"))
}

fn standing(account: &AccountSummary) -> String {
    if let Some(at) = account.closed_at {
        return format!("closed on {}", utc(at));
    }
    account.ban.as_ref().map_or_else(
        || "in good standing".to_owned(),
        |ban| {
            let terms = match ban.until {
                None => format!("banned for good: {:?}", ban.reason),
                Some(until) => format!("banned until {}: {:?}", utc(until), ban.reason),
            };
            if ban.note.is_empty() { terms } else { format!("{terms}; note: {:?}", ban.note) }
        },
    )
}
