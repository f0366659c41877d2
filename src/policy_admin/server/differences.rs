//! Differences between the policy before and after a change.

use crate::{
    policy::{
        SETTINGS, Setting,
        server::{EVERYONE, Scope},
    },
    policy_admin::{ChangedValue, ChangedWarning},
};

/// Returns the set values that differ.
pub(super) fn set_differently(before: &[Scope], after: &[Scope]) -> Vec<ChangedValue> {
    differing(before, after, |scope, place| scope.set[place])
}

/// Returns the effective values that differ: per role, or for everyone if roles cannot have their own value.
pub(super) fn holds_differently(before: &[Scope], after: &[Scope]) -> Vec<ChangedValue> {
    let everyone = |value: &ChangedValue| Setting::of_name(&value.setting).is_some_and(|setting| !setting.per_role);
    let mut differing = differing(before, after, |scope, place| Some(scope.in_force[place]));
    // Where roles can have their own value, everyone's value only takes effect through a role.
    differing.retain(|value| everyone(value) == (value.scope == EVERYONE));
    differing
}

fn differing(
    before: &[Scope],
    after: &[Scope],
    value: impl Fn(&Scope, usize) -> Option<i64> + Copy,
) -> Vec<ChangedValue> {
    let pairs = before.iter().zip(after);
    let of_scope = |(before, after): (&Scope, &Scope)| {
        let changed = |(place, setting): (usize, &Setting)| {
            let (before_value, after_value) = (value(before, place), value(after, place));
            (before_value != after_value).then(|| ChangedValue {
                scope: after.name().to_owned(),
                setting: setting.name.to_owned(),
                before: before_value,
                after: after_value,
            })
        };
        SETTINGS.iter().enumerate().filter_map(changed).collect::<Vec<_>>()
    };
    pairs.flat_map(of_scope).collect()
}

/// Returns the roles whose warning time differs. A warning comes at half the idle limit at the earliest.
pub(super) fn warned_differently(before: &[Scope], after: &[Scope]) -> Vec<ChangedWarning> {
    let warning = |scope: &Scope| {
        let value = |name| Setting::of_name(name).map_or(0, |setting| scope.in_force[setting.place()]);
        value("idle_warning").min(value("idle") / 2)
    };
    let pairs = before.iter().zip(after).filter(|(_, after)| after.role.is_some());
    let changed = |(before, after): (&Scope, &Scope)| {
        let role = after.name().to_owned();
        ChangedWarning { role, before: warning(before), after: warning(after) }
    };
    pairs.map(changed).filter(|warning| warning.before != warning.after).collect()
}
