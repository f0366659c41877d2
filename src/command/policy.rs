//! `hallpass policy …`: shows, previews, changes and undoes the policy.

use clap::Subcommand;

use super::{
    arguments::role_name,
    error::CommandError,
    open::{open, open_existing},
    output::{print, print_json, progress, report},
};
use crate::{
    access::{Role, server::Grant},
    job::server::Jobs,
    policy::{
        Kind, Setting,
        server::{PolicyChange, Scope},
    },
    policy_admin::{PolicyChangeSummary, PolicyOutcome},
    server::config::Config,
    ui::time::utc,
};

#[derive(Debug, Subcommand)]
pub(super) enum Policy {
    /// Show the values in force for everyone and for each role
    Show {
        #[arg(long)]
        json: bool,
    },
    /// Change values, such as `idle=15m remember_me=no sessions=5`; `NAME=default` resets a value
    Set {
        #[arg(required = true, value_name = "NAME=VALUE")]
        values: Vec<String>,
        /// Only for this role
        #[arg(long, value_parser = role_name)]
        role: Option<Role>,
        /// Show the effects without changing anything
        #[arg(long)]
        preview: bool,
    },
    /// List the most recent changes
    History {
        #[arg(long)]
        json: bool,
    },
    /// Undo a change, by default the most recent one
    Undo {
        /// The change's ID, as shown by `hallpass policy history`
        id: Option<String>,
    },
}

impl Policy {
    pub(super) async fn run(self, config: &Config) -> Result<(), CommandError> {
        let comes_first = matches!(self, Self::Set { preview: false, .. });
        let services = if comes_first { open(config).await? } else { open_existing(config).await? };
        let (service, grant) = (&services.policy_admin, Grant::operator());
        match self {
            Self::Show { json } => {
                let scopes = service.policy(&grant).await?;
                if json { print_json(&table(&scopes))? } else { show(&scopes)? }
            }
            Self::Set { values, role, preview } => {
                let changes: Result<Vec<_>, _> = values.iter().map(|value| change(value, role.clone())).collect();
                let changes = changes.map_err(CommandError::Other)?;
                if let Some(name) = repeated(&changes) {
                    return Err(CommandError::Other(format!("{name} is given more than once")));
                }
                if preview {
                    let words = service.preview_policy(&grant, &changes).await?.words();
                    print(&format!("{}\nNothing was changed.", words.join("\n")))?;
                } else {
                    let mut outcome = service.change_policy(&grant, &changes).await?;
                    follow(&services.jobs, &mut outcome).await?;
                    let ended = match outcome.ended {
                        0 => "No sessions".to_owned(),
                        1 => "1 session".to_owned(),
                        ended => format!("{ended} sessions"),
                    };
                    report(&format!("Saved and in effect. {ended} ended."));
                    // The change is saved, so a failure here is ignored.
                    for scope in service.policy(&grant).await.unwrap_or_default() {
                        note_short_warning(&scope);
                    }
                }
            }
            Self::History { json } => {
                let changes = service.policy_changes(&grant).await?;
                if json { print_json(&changes)? } else { print(&list(&changes))? }
            }
            Self::Undo { id } => {
                let newest = || async {
                    let changes = service.policy_changes(&grant).await?;
                    let newest = changes.into_iter().next().map(|change| change.id);
                    newest.ok_or_else(|| CommandError::Other("the policy has never been changed".to_owned()))
                };
                let id = if let Some(id) = id { id } else { newest().await? };
                let mut outcome = service.undo_policy(&grant, &id).await?;
                follow(&services.jobs, &mut outcome).await?;
                report(&format!("Undone and in effect: {}", outcome.words()));
            }
        }
        services.jobs.close().await;
        services.database.close().await;
        Ok(())
    }
}

/// Waits until the sessions ended by a change have been counted.
async fn follow(jobs: &Jobs, outcome: &mut PolicyOutcome) -> Result<(), CommandError> {
    if outcome.is_ending {
        let job = jobs.finish_change(&outcome.id, progress()).await?;
        (outcome.ended, outcome.is_ending) = (job.ended.unsigned_abs(), false);
    }
    Ok(())
}

fn list(changes: &[PolicyChangeSummary]) -> String {
    if changes.is_empty() {
        return "The policy has never been changed.".to_owned();
    }
    let entry = |change: &PolicyChangeSummary| {
        let undoing = if change.is_undoing { ", undoing an earlier change" } else { "" };
        let mut lines = vec![format!(
            "{}  {}  {} sessions ended, by {}{undoing}",
            change.id,
            utc(change.at),
            change.ended,
            change.by
        )];
        lines.extend(change.values.iter().map(|value| format!("  {}", value.words())));
        lines.join("\n")
    };
    changes.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn change(text: &str, role: Option<Role>) -> Result<PolicyChange, String> {
    let (name, value) = text.split_once('=').ok_or_else(|| format!("{text:?} is not of the form NAME=VALUE"))?;
    let names = || Setting::all().map(|setting| setting.name).collect::<Vec<_>>().join(", ");
    let setting =
        Setting::of_name(name).ok_or_else(|| format!("there is no setting {name:?}; expected one of: {}", names()))?;
    if role.is_some() && !setting.per_role {
        return Err(format!("{name} cannot be set for a single role"));
    }
    let value = setting.parse_typed(value).map_err(|problem| format!("{name}: {value:?}: {problem}"))?;
    Ok(PolicyChange { role, setting, value })
}

/// The name of a setting that is given more than once, if any.
fn repeated(changes: &[PolicyChange]) -> Option<&'static str> {
    let mut names = std::collections::BTreeSet::new();
    changes.iter().map(|change| change.setting.name).find(|name| !names.insert(*name))
}

/// Reports if the idle limit shortens the warning time (WCAG 2.2.1).
fn note_short_warning(scope: &Scope) {
    let (idle, warning) = (scope.in_force[&Setting::IDLE], scope.in_force[&Setting::IDLE_WARNING]);
    if idle / 2 < warning {
        let seconds = idle / 2;
        let name = scope.name();
        report(&format!("Note: with idle={idle}s, {name} gets only {seconds} s of warning before an idle sign-out."));
    }
}

fn show(scopes: &[Scope]) -> Result<(), CommandError> {
    let longest = Setting::all().map(|setting| setting.name.len()).max().unwrap_or_default();
    let line = |first: &str, cells: Vec<String>| {
        let cells: Vec<_> = cells.iter().map(|cell| format!("{cell:<16}")).collect();
        format!("{first:<longest$} {}", cells.join(" "))
    };
    let mut lines = vec![line("SETTING", scopes.iter().map(|scope| scope.name().to_uppercase()).collect())];
    lines.extend(Setting::all().map(|setting| {
        let cell = |scope: &Scope| {
            let own = if scope.role.is_some() && scope.set[setting].is_some() { "*" } else { "" };
            format!("{}{own}", setting.show(scope.in_force[setting]))
        };
        line(setting.name, scopes.iter().map(cell).collect())
    }));
    lines.push("\n* set for this role; the stricter of this value and everyone's applies".to_owned());
    let lines: Vec<_> = lines.iter().map(|line| line.trim_end()).collect();
    print(&lines.join("\n"))
}

/// The values in force of each scope, as JSON.
fn table(scopes: &[Scope]) -> serde_json::Value {
    let values = |scope: &Scope| {
        let value = |setting: &Setting, value: i64| match setting.kind {
            Kind::Choice(_) => setting.show(value).into(),
            _ => value.into(),
        };
        let pairs = scope.in_force.iter().map(|(setting, found)| (setting.name.to_owned(), value(setting, *found)));
        serde_json::Value::Object(pairs.collect())
    };
    serde_json::Value::Object(scopes.iter().map(|scope| (scope.name().to_owned(), values(scope))).collect())
}
