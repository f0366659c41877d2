//! Roles and what each permits.

use serde::{Deserialize, Serialize};

/// Something a signed-in person may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Permission {
    /// See and change one's own account.
    UseAccount,
    /// See every account, change roles, ban and lift bans.
    ManageAccounts,
}

/// What an account is trusted with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    #[default]
    Member,
    Administrator,
}

impl Role {
    /// Every role, least first.
    pub const ALL: [Self; 2] = [Self::Member, Self::Administrator];

    /// The name in the database, in forms and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Administrator => "administrator",
        }
    }

    /// The role in a sentence: "an administrator".
    pub fn article(self) -> &'static str {
        match self {
            Self::Member => "a member",
            Self::Administrator => "an administrator",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether the role permits it.
    pub fn permits(self, permission: Permission) -> bool {
        match permission {
            Permission::UseAccount => true,
            Permission::ManageAccounts => self == Self::Administrator,
        }
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
        assert_eq!(Role::from_name("Administrator"), None);
    }

    #[test]
    fn only_administrators_manage_accounts() {
        assert!(!Role::Member.permits(Permission::ManageAccounts));
        assert!(Role::Administrator.permits(Permission::ManageAccounts));
    }
}
