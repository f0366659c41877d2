//! The rules of the policy: reading, checking and setting its values. `policy_admin` makes changes and ends the
//! sessions that exceed them.

mod store;
mod typed;

pub(crate) use self::store::{RecordedChange, find_change, recent_changes, record, reset_link, set_ended, terms};

use super::{Durations, SETTINGS, Setting};
use crate::{
    access::Role,
    database::{Database, Transaction},
    error::{AppError, Conflict, Problem},
};

/// The name of the scope that applies to everyone.
pub const EVERYONE: &str = "everyone";

/// A change to one value.
#[derive(Clone, Debug)]
pub struct PolicyChange {
    /// The role; `None` for everyone.
    pub role: Option<Role>,
    /// The setting.
    pub setting: &'static Setting,
    /// The new value. `None` means everyone's value or, for everyone, the default.
    pub value: Option<i64>,
}

impl std::fmt::Display for PolicyChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = self.value.map_or_else(|| "default".to_owned(), |value| self.setting.show(value));
        write!(f, "{}:{}={value}", self.role.as_ref().map_or(EVERYONE, Role::name), self.setting.name)
    }
}

/// The values set for everyone or for one role, and the effective values.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The role; `None` for everyone.
    pub role: Option<Role>,
    /// The values set, in the order of [`SETTINGS`]; `None` means everyone's value.
    pub set: Vec<Option<i64>>,
    /// The effective values, in the order of [`SETTINGS`]: the strictest that apply.
    pub in_force: Vec<i64>,
}

impl Scope {
    /// The scope's name: a role's name or [`EVERYONE`].
    pub fn name(&self) -> &str {
        self.role.as_ref().map_or(EVERYONE, Role::name)
    }

    /// The effective session limits.
    pub fn durations(&self) -> Durations {
        let value = |name| value(&self.in_force, name);
        Durations {
            idle: value("idle"),
            absolute: value("absolute"),
            remembered_idle: value("remembered_idle"),
            remembered_absolute: value("remembered_absolute"),
            idle_warning: value("idle_warning"),
        }
    }

    /// The maximum number of sessions per account.
    pub fn sessions(&self) -> i64 {
        value(&self.in_force, "sessions")
    }
}

/// Returns all scopes: everyone first, then each role.
///
/// # Errors
/// When the database does not answer.
pub async fn show(database: &Database) -> Result<Vec<Scope>, AppError> {
    Ok(scopes(store::all(database.pool()).await?, &store::limits(database.pool()).await?))
}

/// Like [`show`], within a transaction.
pub(crate) async fn show_within(tx: &mut Transaction) -> Result<Vec<Scope>, AppError> {
    let set = store::all(&mut **tx).await?;
    Ok(scopes(set, &store::limits(&mut **tx).await?))
}

fn scopes(set: Vec<(String, Vec<Option<i64>>)>, limits: &[(String, Vec<i64>)]) -> Vec<Scope> {
    let scope = |(role, set): (String, Vec<Option<i64>>)| {
        let in_force = match limits.iter().find(|(known, _)| *known == role) {
            Some((_, limits)) => limits.clone(),
            None => set.iter().map(|value| value.unwrap_or_default()).collect(),
        };
        Scope { role: Role::from_name(&role), set, in_force }
    };
    set.into_iter().map(scope).collect()
}

/// Returns the scopes before and after changes. The latter are computed without writing.
///
/// # Errors
/// Same as [`apply`].
pub(crate) async fn preview(
    tx: &mut Transaction,
    changes: &[PolicyChange],
) -> Result<(Vec<Scope>, Vec<Scope>), AppError> {
    let before = show_within(tx).await?;
    let mut after = before.clone();
    for change in changes {
        let scope = after.iter_mut().find(|scope| scope.role == change.role);
        let scope = scope.ok_or_else(|| AppError::field("role", Problem::UnknownChoice))?;
        scope.set[change.setting.place()] = set_to(change);
    }
    let everyone = after.iter().find(|scope| scope.role.is_none()).map(|scope| scope.set.clone()).unwrap_or_default();
    for scope in &mut after {
        scope.in_force = strictest(&everyone, scope);
    }
    check(&before, &after)?;
    Ok((before, after))
}

/// Computes the effective values of a scope, like the view `limits`.
fn strictest(everyone: &[Option<i64>], scope: &Scope) -> Vec<i64> {
    let settings = SETTINGS.iter().zip(everyone).zip(&scope.set);
    let of_both = |((setting, everyone), own): ((&Setting, &Option<i64>), &Option<i64>)| {
        let everyone = everyone.unwrap_or_default();
        own.filter(|_| setting.per_role).map_or(everyone, |own| own.min(everyone))
    };
    let mut values: Vec<_> = settings.map(of_both).collect();
    // Roles without “remember me” have the plain limits. Everyone's values are shown as they are set.
    if scope.role.is_some() && value(&values, "remembered") == 0 {
        for (kept, plain) in [("remembered_idle", "idle"), ("remembered_absolute", "absolute")] {
            let plain = value(&values, plain);
            if let Some(kept) = Setting::of_name(kept) {
                values[kept.place()] = plain;
            }
        }
    }
    values
}

/// Returns the value to store. Unlike roles, everyone has a value for each setting.
fn set_to(change: &PolicyChange) -> Option<i64> {
    match change.role {
        None => Some(change.value.unwrap_or(change.setting.default)),
        Some(_) => change.value,
    }
}

/// Sets values within a transaction and notifies everybody. Returns the scopes before and after.
///
/// # Errors
/// [`AppError::Conflict`] if the values contradict one another; [`AppError::Invalid`] at `role`.
pub(crate) async fn apply(
    tx: &mut Transaction,
    changes: &[PolicyChange],
) -> Result<(Vec<Scope>, Vec<Scope>), AppError> {
    tx.notify_all().await?;
    let before = show_within(tx).await?;
    for change in changes {
        let role = change.role.as_ref().map_or("", Role::name);
        if !store::set(&mut **tx, role, change.setting, set_to(change)).await? {
            return Err(AppError::field("role", Problem::UnknownChoice));
        }
    }
    let after = show_within(tx).await?;
    check(&before, &after)?;
    Ok((before, after))
}

/// Checks that the values do not contradict one another.
fn check(before: &[Scope], after: &[Scope]) -> Result<(), AppError> {
    let conflict = |conflict| Err(AppError::Conflict { conflict });
    if !after.iter().all(|scope| is_consistent(&scope.in_force)) {
        return conflict(Conflict::IdleAboveAbsolute);
    }
    // A contradiction that an older version allowed does not prevent other changes unless it gets worse.
    let is_worse = |(before, after): (&Scope, &Scope)| {
        let (before, after) = (lost_when_kept(&before.in_force), lost_when_kept(&after.in_force));
        before.iter().zip(after).any(|(before, after)| after > *before)
    };
    if before.iter().zip(after).any(is_worse) {
        return conflict(Conflict::KeptEndsEarlier);
    }
    Ok(())
}

/// Returns how long the audit is kept, in seconds.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn audit(database: &Database) -> Result<i64, AppError> {
    Ok(store::audit(database.pool()).await?)
}

/// Returns how long ended sessions are kept, in seconds.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn history(database: &Database) -> Result<i64, AppError> {
    Ok(store::history(database.pool()).await?)
}

fn is_consistent(values: &[i64]) -> bool {
    let value = |name| value(values, name);
    value("idle") <= value("absolute") && value("remembered_idle") <= value("remembered_absolute")
}

/// Returns by how many seconds “remember me” shortens the idle and the absolute limit: 0 unless the limits
/// contradict one another.
fn lost_when_kept(values: &[i64]) -> [i64; 2] {
    let value = |name| value(values, name);
    let allowed = value("remembered");
    [("idle", "remembered_idle"), ("absolute", "remembered_absolute")]
        .map(|(plain, kept)| (value(plain) - value(kept)).max(0) * allowed)
}

/// Finds a setting's value in a list in the order of [`SETTINGS`].
fn value(values: &[i64], name: &str) -> i64 {
    SETTINGS.iter().zip(values).find(|(setting, _)| setting.name == name).map_or(0, |(_, value)| *value)
}
