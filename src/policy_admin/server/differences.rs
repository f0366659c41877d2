//! Differences between the policy before and after a change.

use crate::{
    policy::{
        Setting,
        server::{EVERYONE, Scope},
    },
    policy_admin::{ChangedValue, ChangedWarning},
};

/// Returns the set values that differ.
pub(super) fn set_differently(before: &[Scope], after: &[Scope]) -> Vec<ChangedValue> {
    differing(before, after, |scope, setting| scope.set[setting])
}

/// Returns the effective values that differ: per role, or for everyone if roles cannot have their own value.
pub(super) fn holds_differently(before: &[Scope], after: &[Scope]) -> Vec<ChangedValue> {
    let everyone = |value: &ChangedValue| Setting::of_name(&value.setting).is_some_and(|setting| !setting.per_role);
    let mut differing = differing(before, after, |scope, setting| Some(scope.in_force[setting]));
    // Where roles can have their own value, everyone's value only takes effect through a role.
    differing.retain(|value| everyone(value) == (value.scope == EVERYONE));
    differing
}

fn differing(
    before: &[Scope],
    after: &[Scope],
    value: impl Fn(&Scope, &Setting) -> Option<i64> + Copy,
) -> Vec<ChangedValue> {
    let pairs = before.iter().zip(after);
    let of_scope = |(before, after): (&Scope, &Scope)| {
        let changed = |setting: &Setting| {
            let (before_value, after_value) = (value(before, setting), value(after, setting));
            (before_value != after_value).then(|| ChangedValue {
                scope: after.name().to_owned(),
                setting: setting.name.to_owned(),
                before: before_value,
                after: after_value,
            })
        };
        Setting::all().filter_map(changed).collect::<Vec<_>>()
    };
    pairs.flat_map(of_scope).collect()
}

/// Returns the roles whose warning time differs. A warning comes at half the idle limit at the earliest.
pub(super) fn warned_differently(before: &[Scope], after: &[Scope]) -> Vec<ChangedWarning> {
    let warning = |scope: &Scope| scope.in_force[&Setting::IDLE_WARNING].min(scope.in_force[&Setting::IDLE] / 2);
    let pairs = before.iter().zip(after).filter(|(_, after)| after.role.is_some());
    let changed = |(before, after): (&Scope, &Scope)| {
        let role = after.name().to_owned();
        ChangedWarning { role, before: warning(before), after: warning(after) }
    };
    pairs.map(changed).filter(|warning| warning.before != warning.after).collect()
}
