//! `hallpass policy …`: how long sessions hold, seen and changed.

use clap::Subcommand;

use super::{CommandError, open, print, print_json, role_name};
use crate::{
    access::{Role, server::Grant},
    policy::{
        SETTINGS, Setting,
        server::{PolicyChange, Scope},
    },
    server::config::Config,
};

#[derive(Debug, Subcommand)]
pub(super) enum Policy {
    /// Show what is set for everyone and for each role, and what holds: the strictest of both
    Show {
        #[arg(long)]
        json: bool,
    },
    /// Set values, such as `idle=15m remembered=no sessions=5`; `=default` takes one back
    Set {
        #[arg(required = true, value_name = "NAME=VALUE")]
        values: Vec<String>,
        /// For this role only
        #[arg(long, value_parser = role_name)]
        role: Option<Role>,
    },
}

impl Policy {
    pub(super) async fn run(self, config: &Config) -> Result<(), CommandError> {
        let services = open(config).await?;
        let grant = Grant::operator();
        match self {
            Self::Show { json } => {
                let scopes = services.admin.policy(&grant).await?;
                if json { print_json(&table(&scopes))? } else { show(&scopes)? }
            }
            Self::Set { values, role } => {
                let changes: Result<Vec<_>, _> = values.iter().map(|value| change(value, role.clone())).collect();
                let ended = services.admin.change_policy(&grant, &changes.map_err(CommandError::Other)?).await?;
                print(&format!("Set. It holds at once; {ended} sessions that had lasted longer were ended."))?;
                for scope in services.admin.policy(&grant).await? {
                    note_short_warning(&scope)?;
                }
            }
        }
        services.database.close().await;
        Ok(())
    }
}

fn change(text: &str, role: Option<Role>) -> Result<PolicyChange, String> {
    let (name, value) = text.split_once('=').ok_or_else(|| format!("{text:?} is not of the form NAME=VALUE"))?;
    let names = || SETTINGS.iter().map(|setting| setting.name).collect::<Vec<_>>().join(", ");
    let setting = Setting::of_name(name).ok_or_else(|| format!("there is no {name:?}; there are {}", names()))?;
    if role.is_some() && !setting.per_role {
        return Err(format!("{name} is the same for everyone"));
    }
    let value = match value {
        "default" => None,
        value => Some(setting.parse(value).map_err(|reason| format!("{name}: {reason}"))?),
    };
    Ok(PolicyChange { role, setting, value })
}

/// Says where the idle limit leaves people less warning than is set (WCAG 2.2.1).
fn note_short_warning(scope: &Scope) -> Result<(), CommandError> {
    let value = |name: &str| {
        let index = SETTINGS.iter().position(|setting| setting.name == name);
        index.map_or(0, |index| scope.in_force[index])
    };
    let (idle, warning) = (value("idle"), value("idle_warning"));
    if idle / 2 < warning {
        let seconds = idle / 2;
        print(&format!("Note: with idle={idle}s, {} is warned {seconds} s before the idle end only.", name(scope)))?;
    }
    Ok(())
}

fn name(scope: &Scope) -> &str {
    scope.role.as_ref().map_or("everyone", Role::name)
}

fn show(scopes: &[Scope]) -> Result<(), CommandError> {
    let line = |first: &str, cells: Vec<String>| {
        let cells: Vec<_> = cells.iter().map(|cell| format!("{cell:<16}")).collect();
        format!("{first:<20} {}", cells.join(" "))
    };
    let mut lines = vec![line("SETTING", scopes.iter().map(|scope| name(scope).to_uppercase()).collect())];
    lines.extend(SETTINGS.iter().enumerate().map(|(index, setting)| {
        let cell = |scope: &Scope| {
            let own = if scope.role.is_some() && scope.set[index].is_some() { "*" } else { "" };
            format!("{}{own}", setting.show(scope.in_force[index]))
        };
        line(setting.name, scopes.iter().map(cell).collect())
    }));
    lines.push("\n* set for this role; the strictest of it and everyone's holds".to_owned());
    let lines: Vec<_> = lines.iter().map(|line| line.trim_end()).collect();
    print(&lines.join("\n"))
}

/// What holds for each scope, as JSON.
fn table(scopes: &[Scope]) -> serde_json::Value {
    let values = |scope: &Scope| {
        let pairs =
            SETTINGS.iter().zip(&scope.in_force).map(|(setting, value)| (setting.name.to_owned(), (*value).into()));
        serde_json::Value::Object(pairs.collect())
    };
    serde_json::Value::Object(scopes.iter().map(|scope| (name(scope).to_owned(), values(scope))).collect())
}
