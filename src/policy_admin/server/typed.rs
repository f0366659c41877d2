//! Parses policy values as a form sends them and reports all errors at once.

use super::PolicyAdmin;
use crate::{
    access::{Permission, Role, server::Grant},
    error::{AppError, Conflict, FieldError, Problem},
    policy::{
        Setting,
        server::{EVERYONE, PolicyChange, show_within},
    },
    policy_admin::{PolicyOutcome, PolicyPreview, PolicyValues},
    ui::read_shown,
};

impl PolicyAdmin {
    /// Previews the effect of setting these values.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with all invalid fields; [`AppError::Conflict`].
    pub async fn preview_typed_policy(
        &self,
        grant: &Grant,
        scope: &str,
        values: &PolicyValues,
    ) -> Result<PolicyPreview, AppError> {
        self.preview_policy(grant, &parse(scope, values)?).await.map_err(at_scope)
    }

    /// Sets these values. Values equal to those in `shown`, the form's initial values, are left alone.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with all invalid fields; [`Conflict::PolicyMoved`] if somebody else has changed a value
    /// that is to be set; [`AppError::Conflict`].
    pub async fn change_typed_policy(
        &self,
        grant: &Grant,
        scope: &str,
        shown: &str,
        values: &PolicyValues,
    ) -> Result<PolicyOutcome, AppError> {
        let shown = parse(scope, &PolicyValues::of_fields(read_shown(shown)))?;
        let was_shown = |setting: &Setting| shown.iter().find(|shown| shown.setting.name == setting.name);
        let mut changes = parse(scope, values)?;
        changes.retain(|change| was_shown(change.setting).is_none_or(|shown| shown.value != change.value));
        self.sessions.write_activity().await?;
        let (mut tx, rank) = self.directory.begin(grant, Permission::MANAGE_POLICY).await?;
        rank.policy(&mut tx, &changes).await.map_err(at_scope)?;
        let scopes = show_within(&mut tx).await?;
        let now = scopes.iter().find(|found| found.name() == scope);
        let has_moved = |change: &PolicyChange| {
            let set = now.and_then(|now| now.set[change.setting]);
            set != change.value && was_shown(change.setting).is_some_and(|shown| shown.value != set)
        };
        if changes.iter().any(has_moved) {
            return Err(AppError::Conflict { conflict: Conflict::PolicyMoved });
        }
        self.make(grant, tx, &changes, None).await.map_err(at_scope)
    }
}

/// Moves an error at `role` to `id`, the hidden field that selects the role.
fn at_scope(error: AppError) -> AppError {
    if error.at("role").is_some() { AppError::field("id", Problem::UnknownChoice) } else { error }
}

fn parse(scope: &str, values: &PolicyValues) -> Result<Vec<PolicyChange>, AppError> {
    let role = match scope {
        EVERYONE => None,
        name => Some(Role::from_name(name).ok_or_else(|| AppError::field("id", Problem::UnknownChoice))?),
    };
    let (mut changes, mut fields) = (Vec::new(), Vec::new());
    for (name, typed) in &values.0 {
        let Some(setting) = Setting::of_name(name) else {
            return Err(AppError::Malformed { reason: "it has a field that is not known here".to_owned() });
        };
        let parsed = match setting.parse_typed(typed) {
            _ if role.is_some() && !setting.per_role => Err(Problem::SameForEveryone),
            parsed => parsed,
        };
        match parsed {
            Ok(value) => changes.push(PolicyChange { role: role.clone(), setting, value }),
            Err(problem) => fields.push(FieldError { field: name.clone(), problem }),
        }
    }
    if fields.is_empty() { Ok(changes) } else { Err(AppError::Invalid { fields }) }
}
