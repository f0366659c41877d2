//! The details of an event, in the reader's language. Details are recorded as short names for programs.

use crate::{
    access::{Ending, Permission, Role},
    audit::{AuditEvent, plain},
    policy::Setting,
    texts::audit_admin as t,
};

/// The details of an event: its number first, then names and values in words.
pub(super) fn facts(event: &AuditEvent) -> Vec<(String, String)> {
    let request = Some(event.request.clone());
    let known =
        [(t::request(), request), (t::address(), event.address.clone()), (t::device(), event.user_agent.clone())];
    let known = known.into_iter().filter_map(|(name, fact)| Some((name, fact?)));
    let details = event.detail.iter().map(|(name, value)| (title(name), words(event, name, value)));
    let facts = known.chain(details).filter(|(_, fact)| !fact.is_empty());
    std::iter::once((t::number(), event.seq.to_string())).chain(facts).collect()
}

/// The name of a detail.
fn title(name: &str) -> String {
    match name {
        "as" => t::fact_as(),
        "ban" => t::fact_ban(),
        "changed" => t::fact_changed(),
        "deleted" => t::fact_deleted(),
        "ending" => t::fact_ending(),
        "field" => t::fact_field(),
        "format" => t::fact_format(),
        "from" => t::fact_from(),
        "impersonation" => t::fact_impersonation(),
        "impersonator" => t::fact_impersonator(),
        "left_out_before" => t::fact_left_out_before(),
        "lifted" => t::fact_lifted(),
        "made" => t::fact_made(),
        "method" => t::fact_method(),
        "path" => t::fact_path(),
        "permissions" => t::fact_permissions(),
        "remember_me" => t::fact_remember_me(),
        "revoked" => t::fact_revoked(),
        "role" => t::fact_role(),
        "rows" => t::fact_rows(),
        "session" => t::fact_session(),
        "sessions" => t::fact_sessions(),
        "setting" => t::fact_setting(),
        "to" => t::fact_to(),
        "until" => t::fact_until(),
        "up_to" => t::fact_up_to(),
        "uses" => t::fact_uses(),
        "what" => t::fact_what(),
        "whose" => t::fact_whose(),
        other => plain(other),
    }
}

/// The value of a detail.
fn words(event: &AuditEvent, name: &str, value: &str) -> String {
    match (name, value) {
        // Adds an account's current username to its ID.
        _ if event.names.contains_key(value) => format!("{} ({value})", event.names[value]),
        ("ending", "deadline") => t::ending_deadline(),
        ("ending", "ended_by_you") => t::ending_by_owner(),
        ("ending", _) => Ending::from_name(value).map_or_else(|| plain(value), Ending::history),
        ("method", "password") => t::method_password(),
        ("method", "sign_up") => t::method_sign_up(),
        ("method", "set_up") => t::method_set_up(),
        ("method", "new_password") => t::method_new_password(),
        ("field", "display_name") => t::field_display_name(),
        ("field", "email") => t::field_email(),
        ("field", "new_device_notices") => t::field_new_device_notices(),
        ("what", "added") => t::what_added(),
        ("what", "deleted") => t::what_deleted(),
        ("until", "for good") => t::for_good(),
        ("until", _) => until(value),
        ("remember_me" | "lifted", "true") => t::yes(),
        ("remember_me" | "lifted", "false") => t::no(),
        ("permissions", _) => permissions(value),
        ("setting", _) => setting(value),
        ("role", _) => role_label(value),
        ("from" | "to", _) if event.act == "account.role" => role_label(value),
        ("whose", _) => whose(value),
        _ => value.to_owned(),
    }
}

/// A time such as "2026-12-04T18:00:00Z", with seconds only if there are any.
fn until(value: &str) -> String {
    let time = value.trim_end_matches('Z');
    time.strip_suffix(":00").unwrap_or(time).replace('T', " ") + " UTC"
}

fn role_label(name: &str) -> String {
    Role::from_name(name).map_or_else(|| name.to_owned(), |role| role.label())
}

/// A setting and whom its value is for, such as "member:idle".
fn setting(value: &str) -> String {
    let (scope, name) = value.split_once(':').unwrap_or(("everyone", value));
    let label = Setting::of_name(name).map_or_else(|| plain(name), |setting| (setting.label)());
    if scope == "everyone" { t::setting_for_everyone(label) } else { t::setting_for_role(label, role_label(scope)) }
}

/// Names of permissions, separated by spaces, in the words of the page of roles.
fn permissions(names: &str) -> String {
    let words = names.split(' ').map(|name| Permission::from_name(name).map_or_else(|| plain(name), Permission::about));
    words.collect::<Vec<_>>().join("; ")
}

/// Whose sessions were ended.
fn whose(value: &str) -> String {
    match value.split_once(' ') {
        _ if value == "this session" => t::whose_this(),
        _ if value == "changed limits" => t::whose_limits(),
        None if value == "everyone" => t::whose_everyone(),
        Some(("session", id)) => t::whose_session(id),
        Some(("account", _)) => t::whose_account(),
        Some(("role", name)) => role_label(name),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_written_with_seconds_only_if_there_are_any() {
        assert_eq!(until("2026-12-04T18:00:00Z"), "2026-12-04 18:00 UTC");
        assert_eq!(until("2026-12-04T18:00:07Z"), "2026-12-04 18:00:07 UTC");
    }
}
