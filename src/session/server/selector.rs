//! Which sessions and impersonations something ends.

use crate::access::Role;

/// Which sessions are to be ended.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SessionSelector<'a> {
    /// The one with this cookie's digest.
    Secret(&'a str),
    /// One of any account, by its public id.
    Session(&'a str),
    /// One of this account.
    Own { account_id: &'a str, id: &'a str },
    /// All of an account but the one of that id; an empty id excepts none.
    Account { account_id: &'a str, except: &'a str },
}

/// For the log: whose, never a secret.
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

/// Which ones something puts an end to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ImpersonationSelector<'a> {
    /// In which people are impersonated whose sessions are ended: they are alone again.
    Of(SessionSelector<'a>),
    /// The same of a role, or of everyone.
    Owned(Option<&'a Role>),
    /// This account has another role: it has to be looked at anew who is above whom, on either side.
    Account(&'a str),
    /// This role permits something else.
    Role(&'a Role),
}
