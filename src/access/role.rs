//! The names of roles. The permissions of a role are stored in the database.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::texts::access as t;

/// The maximum length of a role's name, in characters.
pub const ROLE_MAX: usize = 32;

/// The built-in roles, with the descriptions that a migration gives them. Nobody reads these as long as they are
/// unchanged: [`Role::about`] returns a translation.
const FIRST_DESCRIPTIONS: [(&str, &str); 3] = [
    ("member", "Whoever signs up."),
    ("moderator", "Looks after the others: sees accounts, bans, and ends sessions."),
    ("administrator", "Holds every permission."),
];

/// A role, identified by its name. Three are built in; more can be created.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Role(Cow<'static, str>);

impl Role {
    /// The role of everyone who signs up.
    pub const MEMBER: Self = Self(Cow::Borrowed("member"));
    /// Moderates accounts without changing how the application works.
    pub const MODERATOR: Self = Self(Cow::Borrowed("moderator"));
    /// Has every permission. At least one account always keeps this role.
    pub const ADMINISTRATOR: Self = Self(Cow::Borrowed("administrator"));

    /// The name in the database, in forms and on the command line.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The name for people: that of a built-in role in the reader's language, and any other as it is.
    pub fn label(&self) -> String {
        t::role(self.name())
    }

    /// What the role is for, in the reader's language as long as a built-in role has its first description.
    pub(crate) fn about(&self, description: String) -> String {
        let is_first = FIRST_DESCRIPTIONS.iter().any(|(role, first)| *role == self.name() && *first == description);
        if is_first { t::role_about(self.name()) } else { description }
    }

    /// Describes the people with this role in a sentence: "members", or "people in the role support" for a custom role.
    pub fn plural(&self) -> String {
        t::role_people(self.name())
    }

    /// Describes a person with this role in a sentence: "an administrator", or "in the role support" for a custom role,
    /// whose name may be any word.
    pub fn article(&self) -> String {
        t::role_person(self.name())
    }

    /// The role with this name, whether or not the role exists. `None` if the name is invalid. A valid name has 2 to
    /// [`ROLE_MAX`] characters: lower-case letters, digits, `-` and `_`, beginning with a letter. It must not be
    /// "everyone", which means all roles.
    pub fn from_name(name: &str) -> Option<Self> {
        let fits = (2..=ROLE_MAX).contains(&name.len())
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
            && name != "everyone";
        fits.then(|| Self(Cow::Owned(name.to_owned())))
    }
}

impl Default for Role {
    fn default() -> Self {
        Self::MEMBER
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
    fn only_valid_names_become_roles() {
        for role in [Role::MEMBER, Role::MODERATOR, Role::ADMINISTRATOR] {
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
        assert!(Role::from_name("night-watch_2").is_some());
        for wrong in ["", "a", "Administrator", "2nd", "with space", "everyone", "é-é", &"x".repeat(33)] {
            assert_eq!(Role::from_name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn roles_in_a_sentence() {
        assert_eq!(Role::ADMINISTRATOR.article(), "an administrator");
        assert_eq!(Role::MEMBER.article(), "a member");
        assert_eq!(Role::MODERATOR.plural(), "moderators");
        let support = Role::from_name("support").unwrap();
        assert_eq!([support.article(), support.plural()], ["in the role support", "people in the role support"]);
        assert_eq!([Role::MODERATOR.label(), support.label()], ["moderator", "support"]);
    }

    #[test]
    fn first_descriptions_are_translated() {
        let migration = include_str!("../database/migrations/0003_roles.sql");
        for (name, description) in FIRST_DESCRIPTIONS {
            assert!(migration.contains(&format!("('{name}', '{description}'")), "{name}");
        }
        assert_eq!(Role::MEMBER.about("Whoever signs up.".to_owned()), "Everyone who signs up.");
        assert_eq!(Role::MEMBER.about("Singers".to_owned()), "Singers");
        assert_eq!(Role::MODERATOR.about("Whoever signs up.".to_owned()), "Whoever signs up.");
    }
}
