//! `hallpass role …` and `hallpass access`: works with roles as the operator.

use clap::Subcommand;

use super::{
    error::CommandError,
    open::{open, open_existing},
    output::{print, print_json, report},
};
use crate::{
    access::{Permission, Permissions, server::Grant},
    directory::COUNT_MAX,
    role::{AccessMatrix, Cell, RoleSummary},
    server::config::Config,
};

#[derive(Debug, Subcommand)]
pub(super) enum Role {
    /// List the roles and their permissions
    List {
        #[arg(long)]
        json: bool,
    },
    /// Create a role
    Create {
        /// The role's name: 2 to 32 lower-case letters, digits, - or _
        name: String,
        /// Permissions, such as `view_accounts`; `use_account` is always included
        #[arg(value_parser = permission)]
        permissions: Vec<Permission>,
        /// What the role is for
        #[arg(long, default_value = "")]
        description: String,
    },
    /// Change a role's permissions, with immediate effect for everyone who has it
    Edit {
        /// The role's name
        name: String,
        /// The new permissions, which replace all current ones
        #[arg(value_parser = permission)]
        permissions: Vec<Permission>,
        /// What the role is for; unchanged if not given
        #[arg(long)]
        description: Option<String>,
    },
    /// Delete a role that no account has
    Delete {
        /// The role's name
        name: String,
    },
}

fn permission(name: &str) -> Result<Permission, String> {
    let names = || Permissions::all().names().replace(' ', ", ");
    Permission::from_name(name).ok_or_else(|| format!("expected one of: {}", names()))
}

fn names(permissions: Vec<Permission>) -> String {
    Permissions::from(permissions).names()
}

impl Role {
    pub(super) async fn run(self, config: &Config) -> Result<(), CommandError> {
        let comes_first = matches!(self, Self::Create { .. });
        let services = if comes_first { open(config).await? } else { open_existing(config).await? };
        let (service, grant) = (&services.roles, Grant::operator());
        match self {
            Self::List { json } => {
                let roles = service.roles(&grant).await?;
                if json { print_json(&roles)? } else { list(&roles)? }
            }
            Self::Create { name, permissions, description } => {
                service.create_role(&grant, &name, &description, &names(permissions)).await?;
                report(&format!("Created the role {name}."));
            }
            Self::Edit { name, permissions, description } => {
                let roles = service.roles(&grant).await?;
                let before = roles.into_iter().find(|role| role.role.name() == name);
                let description = description.or(before.map(|role| role.description)).unwrap_or_default();
                service.edit_role(&grant, &name, &description, &names(permissions), "").await?;
                report(&format!("Updated the role {name}; the change is in effect."));
            }
            Self::Delete { name } => {
                service.delete_role(&grant, &name).await?;
                report(&format!("Deleted the role {name}."));
            }
        }
        services.database.close().await;
        Ok(())
    }
}

fn list(roles: &[RoleSummary]) -> Result<(), CommandError> {
    let mut lines = vec![format!("{:<20} {:>8}  PERMISSIONS", "ROLE", "ACCOUNTS")];
    lines.extend(roles.iter().map(|role| {
        let (name, permissions) = (role.role.name(), role.permissions.names());
        let accounts = if role.accounts > COUNT_MAX { format!(">{COUNT_MAX}") } else { role.accounts.to_string() };
        format!("{name:<20} {accounts:>8}  {permissions}")
    }));
    print(&lines.join("\n"))
}

/// Prints the access matrix.
pub(super) async fn access(config: &Config, json: bool) -> Result<(), CommandError> {
    let services = open_existing(config).await?;
    let matrix = services.roles.access(&Grant::operator()).await?;
    services.database.close().await;
    if json { print_json(&matrix) } else { print(&table(&matrix)) }
}

fn table(matrix: &AccessMatrix) -> String {
    let line = |what: &str, needs: &str, cells: Vec<&str>| {
        let cells: Vec<_> = cells.iter().map(|cell| format!("{cell:<14}")).collect();
        format!("{what:<34} {needs:<24} {}", cells.concat()).trim_end().to_owned()
    };
    let who = matrix.who.iter().map(String::as_str).collect();
    let mut lines = vec![line("PATH", "REQUIRES", who)];
    lines.extend(matrix.rows.iter().map(|row| {
        let cell = |cell: &Cell| match cell {
            Cell::Allowed => "yes",
            Cell::SignIn => "sign in",
            Cell::Forbidden => "no",
            Cell::SecondFactorDue => "code due",
            Cell::Banned => "banned",
        };
        let reauthentication = if row.reauthentication { " + password" } else { "" };
        let needs = row.needs.map_or("nothing", Permission::name);
        line(&row.what, &format!("{needs}{reauthentication}"), row.cells.iter().map(cell).collect())
    }));
    lines.join("\n")
}
