//! What there is to permit: a fixed list, since every permission is asked for somewhere in the
//! code. Which role holds which is data.

use serde::{Deserialize, Serialize};

/// Something a signed-in person may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// See and change one's own account. Every role holds it.
    UseAccount,
    /// Open the console with its overview, the roles and the access matrix. Whoever holds one of those below holds it.
    UseConsole,
    /// See every account with its e-mail address, sessions, history and bans.
    ViewAccounts,
    /// Ban and lift bans, answer appeals, and keep notes about accounts.
    BanAccounts,
    /// End other people's sessions.
    EndSessions,
    /// Give accounts another role.
    AssignRoles,
    /// Make, change and delete roles.
    ManageRoles,
    /// Change the policy: durations, limits, passwords and who may sign up.
    ManagePolicy,
    /// See, and save, what was done and refused, by whom and from where.
    ViewAudit,
    /// Invite people to sign up, and see and revoke invitations.
    Invite,
    /// Close accounts for good, and save all that is kept about one.
    CloseAccounts,
    /// Act for a while as somebody who may do less.
    Impersonate,
}

impl Permission {
    /// Every permission, in the order in which they are shown.
    pub const ALL: [Self; 12] = [
        Self::UseAccount,
        Self::UseConsole,
        Self::ViewAccounts,
        Self::BanAccounts,
        Self::EndSessions,
        Self::AssignRoles,
        Self::ManageRoles,
        Self::ManagePolicy,
        Self::ViewAudit,
        Self::Invite,
        Self::CloseAccounts,
        Self::Impersonate,
    ];

    /// The name in the database, in forms and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::UseAccount => "use_account",
            Self::UseConsole => "use_console",
            Self::ViewAccounts => "view_accounts",
            Self::BanAccounts => "ban_accounts",
            Self::EndSessions => "end_sessions",
            Self::AssignRoles => "assign_roles",
            Self::ManageRoles => "manage_roles",
            Self::ManagePolicy => "manage_policy",
            Self::ViewAudit => "view_audit",
            Self::Invite => "invite",
            Self::CloseAccounts => "close_accounts",
            Self::Impersonate => "impersonate",
        }
    }

    /// What it lets somebody do, as the end of "may …".
    pub fn about(self) -> &'static str {
        match self {
            Self::UseAccount => "see and change their own account",
            Self::UseConsole => "open the console with its overview, the roles and who may do what",
            Self::ViewAccounts => "see every account with its e-mail address, sessions, history and bans",
            Self::BanAccounts => "ban accounts and lift bans, answer appeals, and read, write and delete notes",
            Self::EndSessions => "end other people’s sessions",
            Self::AssignRoles => "give accounts another role",
            Self::ManageRoles => "make, change and delete roles",
            Self::ManagePolicy => "change the policy: durations, limits, passwords and who may sign up",
            Self::ViewAudit => "see, and save, what was done and refused, by whom and from where",
            Self::Invite => "invite people to sign up, and see and revoke invitations",
            Self::CloseAccounts => "close accounts for good, and save all that is kept about one",
            Self::Impersonate => "act for a while as somebody who may do less",
        }
    }

    /// The permission of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.name() == name)
    }

    fn bit(self) -> u32 {
        1 << (self as u32)
    }
}

/// A set of permissions that makes sense: it always holds [`Permission::UseAccount`], and
/// [`Permission::UseConsole`] together with anything more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Permission>", into = "Vec<Permission>")]
pub struct Permissions(u32);

impl Permissions {
    /// All there are: what the administrator's role holds, in this version and any later one.
    pub fn all() -> Self {
        Permission::ALL.into_iter().collect()
    }

    /// Whether it is among them.
    pub fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Whether all of `other` are among them: whoever holds these may act on, and give away, those.
    pub fn cover(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// Whether all of `other` are among them, and more: then those stand below these.
    pub fn exceed(self, other: Self) -> bool {
        self.cover(other) && self != other
    }

    /// Those among them, in order.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.into_iter().filter(move |permission| self.has(*permission))
    }

    /// From names between spaces, as the database has them. Names of another version are left out.
    pub fn from_names(names: &str) -> Self {
        names.split_whitespace().filter_map(Permission::from_name).collect()
    }

    /// The names between spaces.
    pub fn names(self) -> String {
        self.iter().map(Permission::name).collect::<Vec<_>>().join(" ")
    }
}

/// What every account may.
impl Default for Permissions {
    fn default() -> Self {
        std::iter::empty().collect()
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        let chosen = permissions.into_iter().fold(Permission::UseAccount.bit(), |set, one| set | one.bit());
        let more = chosen != Permission::UseAccount.bit();
        Self(if more { chosen | Permission::UseConsole.bit() } else { chosen })
    }
}

impl From<Vec<Permission>> for Permissions {
    fn from(permissions: Vec<Permission>) -> Self {
        permissions.into_iter().collect()
    }
}

impl From<Permissions> for Vec<Permission> {
    fn from(permissions: Permissions) -> Self {
        permissions.iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for permission in Permission::ALL {
            assert_eq!(Permission::from_name(permission.name()), Some(permission));
        }
        assert_eq!(Permission::from_name("Use_Account"), None);
        assert_eq!(Permissions::from_names(&Permissions::all().names()), Permissions::all());
    }

    #[test]
    fn the_documentation_says_what_each_lets_somebody_do() {
        let documented = include_str!("../../docs/operating.md");
        for permission in Permission::ALL {
            let row = format!("| `{}` | {}", permission.name(), permission.about());
            assert!(documented.contains(&row), "docs/operating.md does not say: {row}");
        }
    }

    #[test]
    fn a_set_makes_sense() {
        assert_eq!(Permissions::from_names("").names(), "use_account");
        assert_eq!(Permissions::from_names("fly").names(), "use_account");
        assert_eq!(Permissions::from_names("ban_accounts").names(), "use_account use_console ban_accounts");
    }

    #[test]
    fn covering_is_holding_all_of_it() {
        let (less, more) =
            (Permissions::from_names("view_accounts"), Permissions::from_names("view_accounts ban_accounts"));
        assert!(more.cover(less) && more.cover(more) && Permissions::all().cover(more));
        assert!(!less.cover(more));
        assert!(more.exceed(less) && !more.exceed(more) && !less.exceed(more));
        assert!(!Permissions::from_names("manage_roles").cover(less));
    }
}
