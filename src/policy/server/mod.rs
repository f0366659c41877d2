//! The rules of the policy: what may be set together. What a change ends is the business of
//! `admin`, which makes it.

mod store;

use super::{SETTINGS, Setting};
use crate::{
    access::Role,
    database::{Database, Transaction},
    error::{AppError, Conflict},
};

/// One value that is to change.
#[derive(Clone, Copy, Debug)]
pub struct PolicyChange {
    /// `None`: for everyone.
    pub role: Option<Role>,
    /// Which one.
    pub setting: &'static Setting,
    /// `None`: as everyone; only for a role.
    pub value: Option<i64>,
}

impl PolicyChange {
    /// For whom, and what: `everyone:idle`.
    pub fn name(&self) -> String {
        format!("{}:{}", self.role.map_or("everyone", Role::name), self.setting.name)
    }

    /// A value of its setting in words; `default`: as everyone.
    pub fn shown(&self, value: Option<i64>) -> String {
        value.map_or_else(|| "default".to_owned(), |value| self.setting.show(value))
    }
}

impl std::fmt::Display for PolicyChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}={}", self.name(), self.shown(self.value))
    }
}

/// What is set for everyone or for one role, and what holds.
#[derive(Clone, Debug)]
pub struct Scope {
    /// `None`: everyone.
    pub role: Option<Role>,
    /// In the order of [`SETTINGS`]; `None`: as everyone.
    pub set: Vec<Option<i64>>,
    /// What holds, in the order of [`SETTINGS`]: the strictest.
    pub in_force: Vec<i64>,
}

/// What is set, and what holds for each role.
///
/// # Errors
/// When the database does not answer.
pub async fn show(database: &Database) -> Result<Vec<Scope>, AppError> {
    let (set, limits) = (store::all(database.pool()).await?, store::limits(database.pool()).await?);
    let scope = |(role, set): (String, Vec<Option<i64>>)| {
        let in_force = match limits.iter().find(|(known, _)| *known == role) {
            Some((_, limits)) => limits.clone(),
            None => set.iter().map(|value| value.unwrap_or_default()).collect(),
        };
        Scope { role: Role::from_name(&role), set, in_force }
    };
    Ok(set.into_iter().map(scope).collect())
}

/// Sets values within a transaction that everybody is told of; what was set before, in the order
/// of the changes.
///
/// # Errors
/// [`AppError::Conflict`] when they contradict one another.
pub(crate) async fn apply(tx: &mut Transaction, changes: &[PolicyChange]) -> Result<Vec<Option<i64>>, AppError> {
    tx.tell_everyone().await?;
    let before = store::all(&mut **tx).await?;
    let old = |change: &PolicyChange| {
        let role = change.role.map_or("", Role::name);
        let (_, set) = before.iter().find(|(known, _)| known == role)?;
        SETTINGS.iter().zip(set).find(|(setting, _)| setting.name == change.setting.name).and_then(|(_, value)| *value)
    };
    let old = changes.iter().map(old).collect();
    for change in changes {
        let role = change.role.map_or("", Role::name);
        let value = match change.role {
            None => Some(change.value.unwrap_or(change.setting.default)),
            Some(_) => change.value,
        };
        store::set(&mut **tx, role, change.setting, value).await?;
    }
    let mut holds: Vec<Vec<i64>> = store::limits(&mut **tx).await?.into_iter().map(|(_, values)| values).collect();
    holds.extend(
        store::all(&mut **tx)
            .await?
            .into_iter()
            .filter(|(role, _)| role.is_empty())
            .map(|(_, set)| set.into_iter().map(Option::unwrap_or_default).collect()),
    );
    if holds.iter().all(|values| is_consistent(values)) {
        Ok(old)
    } else {
        Err(AppError::Conflict { conflict: Conflict::IdleAboveAbsolute })
    }
}

/// How long the audit is kept, in seconds.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn audit(database: &Database) -> Result<i64, AppError> {
    Ok(store::audit(database.pool()).await?)
}

/// How long sessions that are over are kept, in seconds.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn history(database: &Database) -> Result<i64, AppError> {
    Ok(store::history(database.pool()).await?)
}

fn is_consistent(values: &[i64]) -> bool {
    let value = |name: &str| {
        SETTINGS.iter().zip(values).find(|(setting, _)| setting.name == name).map_or(0, |(_, value)| *value)
    };
    value("idle") <= value("absolute") && value("remembered_idle") <= value("remembered_absolute")
}
