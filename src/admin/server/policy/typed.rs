//! Values of the policy as a form sends them: all that is wrong with them is said at once.

use super::{Admin, Origin};
use crate::{
    access::{Permission, Role, server::Grant},
    admin::{PolicyOutcome, PolicyPreview, PolicyValues},
    error::{AppError, FieldError, Problem},
    policy::{
        Setting,
        server::{EVERYONE, PolicyChange},
    },
};

impl Admin {
    /// What setting these values would do.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with everything that is wrong at once; [`AppError::Conflict`].
    pub async fn preview_typed_policy(
        &self,
        grant: &Grant,
        scope: &str,
        values: &PolicyValues,
    ) -> Result<PolicyPreview, AppError> {
        self.preview_policy(grant, &parse(scope, values)?).await.map_err(at_scope)
    }

    /// Sets these values, if `seen` is the newest change, or empty.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with everything that is wrong at once; [`AppError::Conflict`].
    pub async fn change_typed_policy(
        &self,
        grant: &Grant,
        scope: &str,
        seen: &str,
        values: &PolicyValues,
    ) -> Result<PolicyOutcome, AppError> {
        let changes = parse(scope, values)?;
        self.sessions.expire_over().await?;
        let (mut tx, reach) = self.begin(grant, Permission::ManagePolicy).await?;
        reach.policy(&mut tx, &changes).await.map_err(at_scope)?;
        self.make(grant, tx, &changes, Origin { seen, ..Origin::default() }).await.map_err(at_scope)
    }
}

/// A role that there is not was chosen by the form's hidden field.
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
