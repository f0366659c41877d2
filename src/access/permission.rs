//! Permissions. Each is a constant in the code that checks it; the database stores which role has which permission.

use std::{
    hash::{Hash, Hasher},
    sync::OnceLock,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::texts::permission as t;

/// Something a signed-in person may be allowed to do.
#[derive(Clone, Copy, Debug)]
pub struct Permission {
    name: &'static str,
    about: fn() -> String,
    is_console: bool,
}

/// Two permissions are the same if they have the same name and are both console permissions, or both not. The
/// description does not count: a function's address says nothing about it.
impl PartialEq for Permission {
    fn eq(&self, other: &Self) -> bool {
        (self.name, self.is_console) == (other.name, other.is_console)
    }
}

impl Eq for Permission {}

impl Hash for Permission {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.name, self.is_console).hash(state);
    }
}

impl Permission {
    /// See and change one's own account. Every role has it.
    pub const USE_ACCOUNT: Self = Self::new("use_account", t::use_account);
    /// Open the console with its overview, the roles and the access matrix. Every role that has a console permission
    /// has this one, too.
    pub const USE_CONSOLE: Self = Self::console("use_console", t::use_console);
    /// See every account with its email address, sessions, history and bans.
    pub const VIEW_ACCOUNTS: Self = Self::console("view_accounts", t::view_accounts);
    /// Ban and lift bans, answer appeals, and keep notes about accounts.
    pub const BAN_ACCOUNTS: Self = Self::console("ban_accounts", t::ban_accounts);
    /// End other people's sessions.
    pub const END_SESSIONS: Self = Self::console("end_sessions", t::end_sessions);
    /// Give accounts another role.
    pub const ASSIGN_ROLES: Self = Self::console("assign_roles", t::assign_roles);
    /// Create, change and delete roles.
    pub const MANAGE_ROLES: Self = Self::console("manage_roles", t::manage_roles);
    /// Change the policy: durations, limits, passwords and who may sign up.
    pub const MANAGE_POLICY: Self = Self::console("manage_policy", t::manage_policy);
    /// See and export the audit: what was done and refused, by whom and from where.
    pub const VIEW_AUDIT: Self = Self::console("view_audit", t::view_audit);
    /// Invite people to sign up, and see and revoke invitations.
    pub const INVITE: Self = Self::console("invite", t::invite);
    /// Close accounts permanently, and export everything that is stored about an account.
    pub const CLOSE_ACCOUNTS: Self = Self::console("close_accounts", t::close_accounts);
    /// Impersonate, for a limited time, someone with fewer permissions.
    pub const IMPERSONATE: Self = Self::console("impersonate", t::impersonate);
    /// Issue tickets to people who have lost their second factors.
    pub const ISSUE_TICKETS: Self = Self::console("issue_tickets", t::issue_tickets);

    /// Hallpass's own permissions, in display order.
    const OWN: [Self; 13] = [
        Self::USE_ACCOUNT,
        Self::USE_CONSOLE,
        Self::VIEW_ACCOUNTS,
        Self::BAN_ACCOUNTS,
        Self::END_SESSIONS,
        Self::ASSIGN_ROLES,
        Self::MANAGE_ROLES,
        Self::MANAGE_POLICY,
        Self::VIEW_AUDIT,
        Self::INVITE,
        Self::CLOSE_ACCOUNTS,
        Self::IMPERSONATE,
        Self::ISSUE_TICKETS,
    ];

    /// Creates a permission of an application. It does not open the console and does not count towards rank.
    ///
    /// `name` is the name in the database, in forms and on the command line: the feature's name, a `.`, and then
    /// lower-case letters, digits and `_`, such as `notes.write`. `about` returns what it permits, in the reader's
    /// language: a phrase such as "Write notes".
    pub const fn new(name: &'static str, about: fn() -> String) -> Self {
        Self { name, about, is_console: false }
    }

    /// Creates a console permission: every role that has it can open the console, and it counts towards rank. The
    /// arguments are those of [`Self::new`].
    pub const fn console(name: &'static str, about: fn() -> String) -> Self {
        Self { name, about, is_console: true }
    }

    /// The name in the database, in forms and on the command line.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// What it permits, in the reader's language: a phrase such as "Write notes".
    pub fn about(self) -> String {
        (self.about)()
    }

    /// Whether it is a console permission.
    pub const fn is_console(self) -> bool {
        self.is_console
    }

    /// Every permission of this application, in display order.
    pub fn all() -> &'static [Self] {
        REGISTERED.get().map_or(&Self::OWN, Vec::as_slice)
    }

    /// The permission with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().iter().copied().find(|permission| permission.name == name)
    }

    /// Whether this is a valid name for a permission.
    fn is_name(name: &str) -> bool {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.');
        name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(fits)
    }

    /// The bit for its position in [`Self::all`]. Zero if it is not registered, so that no set contains it.
    fn bit(self) -> u64 {
        Self::all().iter().position(|other| *other == self).map_or(0, |place| 1 << place)
    }
}

impl Serialize for Permission {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl<'de> Deserialize<'de> for Permission {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| D::Error::custom(format!("unknown permission {name:?}")))
    }
}

/// The permissions of the running application. Hallpass's own come first, so their positions are the same before and
/// after registration.
static REGISTERED: OnceLock<Vec<Permission>> = OnceLock::new();

/// The maximum number of permissions of an application.
const MOST: usize = 64;

/// Registers the permissions of all features, once per process. Hallpass's own come first, in display order.
///
/// # Errors
/// If a name is invalid or taken, if a permission of Hallpass is missing, if there are more than 64 permissions in all,
/// or if another application was started in this process.
pub(crate) fn register(permissions: impl IntoIterator<Item = Permission>) -> Result<(), String> {
    let (own, added): (Vec<_>, Vec<_>) =
        permissions.into_iter().partition(|permission| Permission::OWN.contains(permission));
    if let Some(missing) = Permission::OWN.iter().find(|permission| !own.contains(permission)) {
        return Err(format!("no feature declares the permission {:?}", missing.name));
    }
    if let Some((_, twice)) = own.iter().enumerate().find(|(place, one)| own[..*place].contains(one)) {
        return Err(format!("two permissions are called {:?}", twice.name));
    }
    let mut all = Permission::OWN.to_vec();
    for permission in added {
        if !Permission::is_name(permission.name) {
            return Err(format!(
                "invalid permission name {:?}: use a-z, 0-9, _ and ., and begin with a letter",
                permission.name
            ));
        }
        if all.iter().any(|other| other.name == permission.name) {
            return Err(format!("two permissions are called {:?}", permission.name));
        }
        all.push(permission);
    }
    if all.len() > MOST {
        return Err(format!("there are {} permissions; at most {MOST} are allowed", all.len()));
    }
    if REGISTERED.get_or_init(|| all.clone()) == &all {
        Ok(())
    } else {
        Err("another application has been started in this process".to_owned())
    }
}

/// A consistent set of permissions: it always contains [`Permission::USE_ACCOUNT`], and [`Permission::USE_CONSOLE`] if
/// it contains any other console permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Permission>", into = "Vec<Permission>")]
pub struct Permissions(u64);

impl Permissions {
    /// All permissions. The administrator role has them, including any that later versions add.
    pub fn all() -> Self {
        Permission::all().iter().copied().collect()
    }

    /// Whether the set contains this permission.
    pub fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Whether the set contains all of `other`, so that someone with these permissions may assign `other` to somebody
    /// else.
    pub fn cover(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// Whether someone with these permissions may act on accounts that have `other`. Only console permissions count.
    pub fn reach(self, other: Self) -> bool {
        self.for_console().cover(other.for_console())
    }

    /// Whether someone with these permissions may impersonate someone with `other`. They need all of `other`, because
    /// impersonation lets them use it, and also at least one console permission more.
    pub fn outrank(self, other: Self) -> bool {
        self.cover(other) && self.for_console() != other.for_console()
    }

    fn for_console(self) -> Self {
        self.iter().filter(|permission| permission.is_console()).collect()
    }

    /// The permissions in the set, in display order.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::all().iter().copied().filter(move |permission| self.has(*permission))
    }

    /// Parses space-separated names, as stored in the database. Names unknown to this version are ignored.
    pub fn from_names(names: &str) -> Self {
        names.split_whitespace().filter_map(Permission::from_name).collect()
    }

    /// The names, separated by spaces.
    pub fn names(self) -> String {
        self.iter().map(Permission::name).collect::<Vec<_>>().join(" ")
    }
}

/// The permissions that every account has.
impl Default for Permissions {
    fn default() -> Self {
        std::iter::empty().collect()
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        let mut chosen = Permission::USE_ACCOUNT.bit();
        for permission in permissions {
            chosen |= permission.bit();
            if permission.is_console() {
                chosen |= Permission::USE_CONSOLE.bit();
            }
        }
        Self(chosen)
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
        for permission in Permission::all() {
            assert_eq!(Permission::from_name(permission.name()), Some(*permission));
        }
        assert_eq!(Permission::from_name("Use_Account"), None);
        assert_eq!(Permissions::from_names(&Permissions::all().names()), Permissions::all());
    }

    #[test]
    fn the_documentation_describes_every_permission() {
        let documented = include_str!("../../docs/operating.md");
        for permission in Permission::OWN {
            let row = format!("| `{}` | {}", permission.name(), permission.about());
            assert!(documented.contains(&row), "docs/operating.md does not say: {row}");
        }
    }

    #[test]
    fn sets_contain_the_implied_permissions() {
        assert_eq!(Permissions::from_names("").names(), "use_account");
        assert_eq!(Permissions::from_names("fly").names(), "use_account");
        assert_eq!(Permissions::from_names("ban_accounts").names(), "use_account use_console ban_accounts");
    }

    #[test]
    fn cover_and_outrank_compare_sets() {
        let (less, more) =
            (Permissions::from_names("view_accounts"), Permissions::from_names("view_accounts ban_accounts"));
        assert!(more.cover(less) && more.cover(more) && Permissions::all().cover(more));
        assert!(!less.cover(more));
        assert!(more.outrank(less) && !more.outrank(more) && !less.outrank(more));
        assert!(!Permissions::from_names("manage_roles").cover(less));
    }

    #[test]
    fn an_unregistered_permission_is_in_no_set() {
        let unknown = Permission::new("unknown", || "Do something".into());
        assert!(!Permissions::all().has(unknown));
        assert_eq!([unknown].into_iter().collect::<Permissions>(), Permissions::default());
    }

    #[test]
    fn register_rejects_taken_and_invalid_names() {
        let with =
            |own: &[Permission], name| register(own.iter().copied().chain([Permission::new(name, || "…".into())]));
        let refused = |name| with(&Permission::OWN, name).unwrap_err();
        assert_eq!(
            with(&Permission::OWN[1..], "a.b").unwrap_err(),
            "no feature declares the permission \"use_account\""
        );
        assert_eq!(refused("use_account"), "two permissions are called \"use_account\"");
        for wrong in ["", "Notes", "two words", ".notes", "2nd"] {
            assert!(refused(wrong).starts_with("invalid permission name "), "{wrong}");
        }
    }
}
