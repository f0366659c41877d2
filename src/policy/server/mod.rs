//! The rules of the policy: reading, checking and setting its values. `policy_admin` makes changes and ends the
//! sessions that exceed them.

mod recorded;
mod store;
mod typed;

pub(crate) use self::{
    recorded::record,
    store::{RecordedChange, find_change, recent_changes, reset_link, set_ended, terms},
};

use super::{Durations, Setting, Values, settings::OWN};
use crate::{
    access::Role,
    database::{Database, Executor, Transaction},
    error::{AppError, Conflict, Problem},
};

/// The name of the scope that applies to everyone.
pub const EVERYONE: &str = "everyone";

/// The minimum length of a password that is enough by itself, in code points (ASVS 6.2.1, NIST SP 800-63B-4).
const SINGLE_FACTOR_LENGTH: i64 = 15;

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
    /// The values set; `None` means everyone's value. Everyone has a value for each setting.
    pub set: Values<Option<i64>>,
    /// The effective values: the strictest that apply.
    pub in_force: Values<i64>,
}

impl Scope {
    /// The scope's name: a role's name or [`EVERYONE`].
    pub fn name(&self) -> &str {
        self.role.as_ref().map_or(EVERYONE, Role::name)
    }

    /// The effective session limits.
    pub fn durations(&self) -> Durations {
        let value = |setting| self.in_force[&setting];
        Durations {
            idle: value(Setting::IDLE),
            absolute: value(Setting::ABSOLUTE),
            remember_me_idle: value(Setting::REMEMBER_ME_IDLE),
            remember_me_absolute: value(Setting::REMEMBER_ME_ABSOLUTE),
            idle_warning: value(Setting::IDLE_WARNING),
        }
    }

    /// Whether people who sign in with only a password in a new browser need a mailed code, too.
    pub fn mails_codes(&self) -> bool {
        let found = self.in_force.iter().find(|(setting, _)| setting.name == Setting::NEW_DEVICE_CODE.name);
        found.is_some_and(|(_, value)| *value == 0)
    }

    /// The maximum number of sessions per account.
    pub fn sessions(&self) -> i64 {
        self.in_force[&Setting::SESSIONS]
    }
}

/// Returns all scopes: everyone first, then each role.
///
/// # Errors
/// When the database does not answer.
pub async fn show(database: &Database) -> Result<Vec<Scope>, AppError> {
    let pool = database.pool();
    Ok(combine(store::own(pool).await?, store::of_features(pool).await?, store::limits(pool).await?))
}

/// Like [`show`], within a transaction.
pub(crate) async fn show_within(tx: &mut Transaction) -> Result<Vec<Scope>, AppError> {
    let (own, of_features) = (store::own(&mut **tx).await?, store::of_features(&mut **tx).await?);
    Ok(combine(own, of_features, store::limits(&mut **tx).await?))
}

/// Combines the values that are stored in different places.
fn combine(
    mut set: Vec<(String, Values<Option<i64>>)>,
    of_features: Vec<(String, String, i64)>,
    limits: Vec<(String, Values<i64>)>,
) -> Vec<Scope> {
    for (role, name, value) in of_features {
        let scope = set.iter_mut().find(|(known, _)| *known == role);
        // A setting of an earlier version stays stored.
        if let (Some((_, values)), Some(setting)) = (scope, Setting::of_name(&name)) {
            values[setting] = Some(value);
        }
    }
    // Everyone has a value for each setting.
    for (_, values) in set.iter_mut().filter(|(role, _)| role.is_empty()) {
        for setting in Setting::all() {
            values[setting].get_or_insert(setting.default);
        }
    }
    let mut scopes = scopes(set);
    // The limits of sessions are decided by the view, so show what it says.
    for (role, limits) in limits {
        if let Some(scope) =
            scopes.iter_mut().find(|scope| scope.role.as_ref().is_some_and(|known| known.name() == role))
        {
            for setting in Setting::all().filter(|setting| setting.is_own() && setting.per_role) {
                scope.in_force[setting] = limits[setting];
            }
        }
    }
    scopes
}

fn scopes(set: Vec<(String, Values<Option<i64>>)>) -> Vec<Scope> {
    let everyone = set.iter().find(|(role, _)| role.is_empty()).map(|(_, set)| set.clone());
    let everyone = everyone.unwrap_or_else(|| Values::of(|_| None));
    let scope = |(role, set): (String, Values<Option<i64>>)| {
        let role = Role::from_name(&role);
        let in_force = strictest(&everyone, role.is_some(), &set);
        Scope { role, set, in_force }
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
        scope.set[change.setting] = set_to(change);
    }
    let set = after.into_iter().map(|scope| (scope.role.as_ref().map_or("", Role::name).to_owned(), scope.set));
    let after = scopes(set.collect());
    check(&before, &after)?;
    Ok((before, after))
}

/// Computes the effective values of a role or of everyone, like the view `limits`.
fn strictest(everyone: &Values<Option<i64>>, is_role: bool, own: &Values<Option<i64>>) -> Values<i64> {
    let mut values = Values::of(|setting| {
        let everyone = everyone[setting].unwrap_or(setting.default);
        own[setting].filter(|_| setting.per_role).map_or(everyone, |own| own.min(everyone))
    });
    // Roles without “remember me” have the plain limits. Everyone's values are shown as they are set.
    if is_role && values[&Setting::REMEMBER_ME] == 0 {
        values[&Setting::REMEMBER_ME_IDLE] = values[&Setting::IDLE];
        values[&Setting::REMEMBER_ME_ABSOLUTE] = values[&Setting::ABSOLUTE];
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
        if !store::set(tx, role, change.setting, set_to(change)).await? {
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
        let (before, after) = (shortened_by_remember_me(&before.in_force), shortened_by_remember_me(&after.in_force));
        before.iter().zip(after).any(|(before, after)| after > *before)
    };
    if before.iter().zip(after).any(is_worse) {
        return conflict(Conflict::RememberMeEndsEarlier);
    }
    if before
        .iter()
        .zip(after)
        .any(|(before, after)| missing_length(&after.in_force) > missing_length(&before.in_force))
    {
        return conflict(Conflict::ShortPasswords);
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

/// How many characters a new password may lack, compared with the shortest one that is enough without a second factor (NIST SP
/// 800-63B-4, 3.1.1.2): 0 where everyone has to have one.
fn missing_length(values: &Values<i64>) -> i64 {
    let is_declared =
        [Setting::SECOND_FACTOR, Setting::SECOND_FACTOR_FROM].iter().all(|setting| setting.place().is_some());
    let is_required = is_declared && values[&Setting::SECOND_FACTOR] == 0 && values[&Setting::SECOND_FACTOR_FROM] == 0;
    if is_required { 0 } else { (SINGLE_FACTOR_LENGTH - values[&Setting::PASSWORD_MIN_LENGTH]).max(0) }
}

fn is_consistent(values: &Values<i64>) -> bool {
    values[&Setting::IDLE] <= values[&Setting::ABSOLUTE]
        && values[&Setting::REMEMBER_ME_IDLE] <= values[&Setting::REMEMBER_ME_ABSOLUTE]
}

/// Returns by how many seconds “remember me” shortens the idle and the absolute limit: 0 unless the limits
/// contradict one another.
fn shortened_by_remember_me(values: &Values<i64>) -> [i64; 2] {
    let lost = |plain, remember_me| (values[&plain] - values[&remember_me]).max(0) * values[&Setting::REMEMBER_ME];
    [lost(Setting::IDLE, Setting::REMEMBER_ME_IDLE), lost(Setting::ABSOLUTE, Setting::REMEMBER_ME_ABSOLUTE)]
}

impl Setting {
    /// Whether it is one of Hallpass's own.
    fn is_own(&self) -> bool {
        OWN.iter().any(|setting| setting.name == self.name)
    }

    /// The effective value for a role, for a setting of a feature.
    ///
    /// # Errors
    /// [`AppError::Internal`] for one of Hallpass's own settings, which are stored elsewhere, or if the database does
    /// not respond.
    pub async fn value(&self, db: impl Executor<'_>, role: &Role) -> Result<i64, AppError> {
        if self.is_own() {
            return Err(AppError::internal(&format!("{} is not a setting of a feature", self.name)));
        }
        let (everyone, own) = store::of_feature(db, self.name, role.name()).await?;
        let everyone = everyone.unwrap_or(self.default);
        Ok(own.filter(|_| self.per_role).map_or(everyone, |own| own.min(everyone)))
    }
}
