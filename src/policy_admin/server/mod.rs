//! The service that changes the policy while people are signed in, previews changes and undoes them.

mod differences;
mod store;
mod typed;

use self::differences::{holds_differently, set_differently, warned_differently};
use std::sync::Arc;

use leptos::prelude::use_context;

use crate::{
    access::{Permission, Role, server::Grant},
    audit::server::Event,
    database::Transaction,
    directory::server::Directory,
    directory::server::by,
    error::{AppError, Conflict},
    job::server::Jobs,
    job::server::{NewJob, enqueue},
    policy::{
        Setting,
        server::{
            PolicyChange, RecordedChange, Scope, apply, find_change, preview, recent_changes, record, show, show_within,
        },
    },
    policy_admin::ConfiguredLimit,
    policy_admin::{ChangedValue, PolicyChangeSummary, PolicyOutcome, PolicyOverview, PolicyPreview, ScopeSummary},
    session::server::Sessions,
    session::server::cuts::{self, ChangedLimits},
    texts::policy_admin as t,
};

/// The number of changes in the list.
const RECENT: i64 = 20;

/// The service that shows and changes the policy. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PolicyAdmin {
    directory: Directory,
    sessions: Sessions,
    jobs: Jobs,
    configured: Arc<[ConfiguredLimit]>,
}

impl PolicyAdmin {
    /// Creates the service.
    pub fn new(directory: Directory, sessions: Sessions, jobs: Jobs, configured: Arc<[ConfiguredLimit]>) -> Self {
        Self { directory, sessions, jobs, configured }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no policy administration in context"))
    }

    /// Returns the set and the effective values of all scopes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn policy(&self, _grant: &Grant) -> Result<Vec<Scope>, AppError> {
        show(&self.directory.database).await
    }

    /// Returns the set values, the effective values and the latest changes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn policy_overview(&self, grant: &Grant) -> Result<PolicyOverview, AppError> {
        let scopes = show(&self.directory.database).await?;
        let changes = self.policy_changes(grant).await?;
        let summary =
            |scope: Scope| ScopeSummary { name: scope.name().to_owned(), set: scope.set, in_force: scope.in_force };
        Ok(PolicyOverview {
            scopes: scopes.into_iter().map(summary).collect(),
            changes,
            configured: self.configured.to_vec(),
        })
    }

    /// Lists the latest changes, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn policy_changes(&self, _grant: &Grant) -> Result<Vec<PolicyChangeSummary>, AppError> {
        let scopes = show(&self.directory.database).await?;
        let recorded = recent_changes(self.directory.database.pool(), RECENT).await?;
        recorded.into_iter().map(|change| summary(change, &scopes)).collect()
    }

    /// Previews the effect of changes. Reads from a snapshot, so it neither writes nor blocks writers; activity of the
    /// last second may be missing.
    ///
    /// # Errors
    /// [`AppError::Conflict`] if the values contradict one another.
    pub async fn preview_policy(&self, grant: &Grant, changes: &[PolicyChange]) -> Result<PolicyPreview, AppError> {
        let (mut tx, rank) = self.directory.begin_snapshot(grant, Permission::MANAGE_POLICY).await?;
        rank.policy(&mut tx, changes).await?;
        let (before, after) = preview(&mut tx, changes).await?;
        let now = tx.now();
        let shorter: Vec<_> = changed_limits(&before, &after).into_iter().filter(ChangedLimits::is_shorter).collect();
        let ends = store::count_ended(&mut *tx, &shorter, now).await?;
        Ok(PolicyPreview {
            values: set_differently(&before, &after),
            in_force: holds_differently(&before, &after),
            ends: ends.unsigned_abs(),
            over_the_cap: store::count_over_the_cap(&mut *tx, &after, now).await?,
            warnings: warned_differently(&before, &after),
        })
    }

    /// Changes the policy. The new limits apply at once to every live session; sessions that exceed them end.
    ///
    /// # Errors
    /// [`AppError::Conflict`] if the values contradict one another.
    pub async fn change_policy(&self, grant: &Grant, changes: &[PolicyChange]) -> Result<PolicyOutcome, AppError> {
        // Write recent activity first, so that sessions that are still active do not count as expired.
        self.sessions.write_activity().await?;
        let (mut tx, rank) = self.directory.begin(grant, Permission::MANAGE_POLICY).await?;
        rank.policy(&mut tx, changes).await?;
        self.make(grant, tx, changes, None).await
    }

    /// Undoes a change by restoring the previous values, if they have not changed since. Sessions that it ended stay
    /// ended.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::CannotUndo`], and those of [`Self::change_policy`].
    pub async fn undo_policy(&self, grant: &Grant, id: &str) -> Result<PolicyOutcome, AppError> {
        if id.contains('\0') {
            return Err(AppError::NotFound);
        }
        self.sessions.write_activity().await?;
        let (mut tx, rank) = self.directory.begin(grant, Permission::MANAGE_POLICY).await?;
        let change = find_change(&mut *tx, id).await?.ok_or(AppError::NotFound)?;
        let values = read(&change)?;
        let cannot = || AppError::Conflict { conflict: Conflict::CannotUndo };
        if !stands(&values, &show_within(&mut tx).await?) {
            return Err(cannot());
        }
        let reversed = |value: &ChangedValue| {
            let setting = Setting::of_name(&value.setting)?;
            Some(PolicyChange { role: Role::from_name(&value.scope), setting, value: value.before })
        };
        let changes: Option<Vec<_>> = values.iter().map(reversed).collect();
        let changes = changes.ok_or_else(cannot)?;
        rank.policy(&mut tx, &changes).await?;
        self.make(grant, tx, &changes, Some(id)).await
    }

    /// Makes and records changes. `undoes` is the ID of the change that they undo.
    async fn make(
        &self,
        grant: &Grant,
        mut tx: Transaction,
        changes: &[PolicyChange],
        undoes: Option<&str>,
    ) -> Result<PolicyOutcome, AppError> {
        let (before, after) = apply(&mut tx, changes).await?;
        let values = set_differently(&before, &after);
        if values.is_empty() {
            return Ok(PolicyOutcome::default());
        }
        let actor = &grant.member().account_id;
        let by_account = Some(&**actor).filter(|actor| !actor.is_empty());
        let id = record(&mut tx, by_account, &values, undoes).await?;
        for value in &values {
            tx.record(Event::of_policy(value));
        }
        let limits = changed_limits(&before, &after);
        let job = if limits.is_empty() {
            None
        } else {
            // Cut for longer limits, too: sessions that had expired must not revive.
            let generation = cuts::cut_outlived(&mut tx, &limits).await?;
            let new = NewJob { generation, whose: "", policy_change: Some(&id) };
            Some(enqueue(&mut tx, grant, new).await?)
        };
        tx.commit().await?;
        let ended = match &job {
            Some(job) => self.jobs.start(job).await,
            None => Some(0),
        };
        let settings: Vec<_> = changes.iter().map(PolicyChange::to_string).collect();
        let session = by(grant).unwrap_or_default();
        tracing::info!(actor, session, settings = settings.join(" "), "policy changed");
        Ok(PolicyOutcome {
            id,
            changed: values.len(),
            ended: ended.unwrap_or_default().unsigned_abs(),
            is_ending: ended.is_none(),
        })
    }
}

/// Returns the roles whose session limits change, with both limits.
fn changed_limits(before: &[Scope], after: &[Scope]) -> Vec<ChangedLimits> {
    let changed = |(before, after): (&Scope, &Scope)| {
        let role = after.role.clone()?;
        let limits = ChangedLimits { role, before: before.durations(), after: after.durations() };
        (!limits.after.lasts_as(&limits.before)).then_some(limits)
    };
    before.iter().zip(after).filter_map(changed).collect()
}

fn summary(change: RecordedChange, scopes: &[Scope]) -> Result<PolicyChangeSummary, AppError> {
    let values = read(&change)?;
    let by = match (change.changed_by, change.display_name) {
        (None, _) => t::command_line(),
        (Some(_), Some(name)) => name,
        (Some(_), None) => t::closed_account(),
    };
    let can_be_undone = stands(&values, scopes);
    let is_undoing = change.undoes.is_some();
    Ok(PolicyChangeSummary { id: change.id, at: change.at, by, ended: change.ended, is_undoing, values, can_be_undone })
}

fn read(change: &RecordedChange) -> Result<Vec<ChangedValue>, AppError> {
    serde_json::from_str(&change.settings).map_err(|error| AppError::internal(&error))
}

/// Whether all these values are unchanged since.
fn stands(values: &[ChangedValue], scopes: &[Scope]) -> bool {
    values.iter().all(|value| {
        let scope = scopes.iter().find(|scope| scope.name() == value.scope);
        let setting = Setting::of_name(&value.setting);
        matches!((scope, setting), (Some(scope), Some(setting)) if scope.set[setting] == value.after)
    })
}
