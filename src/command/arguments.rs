//! Parsers of arguments.

use crate::access::Role;

/// Parses the name of a role.
pub(super) fn role_name(name: &str) -> Result<Role, String> {
    Role::from_name(name).ok_or_else(|| format!("{name:?} is not a valid role name; `hallpass role list` lists all"))
}
