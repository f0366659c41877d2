//! Selects the sessions and impersonations to end.

use crate::access::Role;

/// The sessions to end.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SessionSelector<'a> {
    /// The session with this cookie digest.
    Secret(&'a str),
    /// The session with this ID, of any account.
    Session(&'a str),
    /// The session with this ID, if it belongs to this account.
    Own { account_id: &'a str, id: &'a str },
    /// All sessions of an account except the one with this ID; an empty ID excepts none.
    Account { account_id: &'a str, except: &'a str },
}

/// For the log and the audit; never shows a secret.
impl std::fmt::Display for SessionSelector<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Secret(_) => f.write_str("this session"),
            Self::Session(id) | Self::Own { id, .. } => write!(f, "session {id}"),
            Self::Account { account_id, .. } => write!(f, "account {account_id}"),
        }
    }
}

impl<'a> SessionSelector<'a> {
    /// A condition with the parameters $4 and $5, and their values.
    pub(super) fn condition(self) -> (&'static str, &'a str, &'a str) {
        match self {
            Self::Secret(hash) => ("s.secret_hash = $4 AND s.id <> $5", hash, ""),
            Self::Session(id) => ("s.id = $4 AND s.id <> $5", id, ""),
            Self::Own { account_id, id } => ("s.account_id = $4 AND s.id = $5", account_id, id),
            Self::Account { account_id, except } => ("s.account_id = $4 AND s.id <> $5", account_id, except),
        }
    }
}

/// The impersonations to end.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ImpersonationSelector<'a> {
    /// Those of the account whose sessions are ended. None if only a single session is.
    Of(SessionSelector<'a>),
    /// Those of the accounts with a role, or of all accounts.
    Owned(Option<&'a Role>),
    /// Those of or by this account: its role has changed, so the ranks must be compared again.
    Account(&'a str),
    /// Those of or by accounts with this role: its permissions have changed.
    Role(&'a Role),
}
