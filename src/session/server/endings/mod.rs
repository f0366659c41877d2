//! What ends sessions: a person, an administrator, a deadline. Always for good, and everybody whom
//! it concerns is told.

mod store;

use std::collections::BTreeSet;

pub(crate) use store::{end, expire_some, remove_some};

use super::{Sessions, store::SessionRow};
use crate::{
    access::{Ending, Role},
    database::Transaction,
    error::AppError,
};

/// Which sessions are to be ended.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which<'a> {
    /// The one with this cookie's digest.
    Secret(&'a str),
    /// One of any account, by its public id.
    Session(&'a str),
    /// One of this account.
    Own { account_id: &'a str, id: &'a str },
    /// All of an account but the one of that id; an empty id excepts none.
    Account { account_id: &'a str, except: &'a str },
    /// All of everyone with this role, but one.
    Role { role: Role, except: &'a str },
    /// All there are, but one.
    Every { except: &'a str },
}

impl<'a> Which<'a> {
    /// A condition with the parameters $1 and $2, and their values.
    fn condition(self) -> (&'static str, &'a str, &'a str) {
        match self {
            Self::Secret(hash) => ("s.secret_hash = $1 AND s.id <> $2", hash, ""),
            Self::Session(id) => ("s.id = $1 AND s.id <> $2", id, ""),
            Self::Own { account_id, id } => ("s.account_id = $1 AND s.id = $2", account_id, id),
            Self::Account { account_id, except } => ("s.account_id = $1 AND s.id <> $2", account_id, except),
            Self::Role { role, except } => {
                ("s.account_id IN (SELECT id FROM accounts WHERE role = $1) AND s.id <> $2", role.name(), except)
            }
            Self::Every { except } => ("s.id <> $1 AND s.id <> $2", except, except),
        }
    }
}

/// A session that has been ended: whose it was, and whether it was live until then.
#[derive(Clone, Debug)]
pub(crate) struct Ended {
    pub(crate) account_id: String,
    pub(crate) was_live: bool,
}

impl Sessions {
    /// Ends sessions for good and tells everybody whom that concerns; how many were live.
    pub(crate) async fn end(&self, which: Which<'_>, ending: Ending, by: Option<&str>) -> Result<usize, AppError> {
        let mut tx = self.database.begin().await?;
        let ended = store::end(&mut *tx, which, ending, by, self.database.now()).await?;
        tell_owners(&mut tx, ended.iter().map(|session| session.account_id.clone())).await?;
        tx.commit().await?;
        Ok(ended.iter().filter(|session| session.was_live).count())
    }

    /// Writes down that a session has outlived a deadline.
    pub(super) async fn expire(&self, row: &SessionRow, ending: Ending, at: i64) -> Result<(), AppError> {
        let mut tx = self.database.begin().await?;
        // First, because it locks the account; see `store`.
        tx.tell(&row.account_id).await?;
        if store::expire(&mut *tx, row, ending, at).await? {
            tx.commit().await?;
        }
        Ok(())
    }
}

/// Accounts that are told one by one; beyond that everybody is.
const TOLD_SINGLY: usize = 50;

/// Tells the owners of sessions that have ended.
pub(crate) async fn tell_owners(tx: &mut Transaction, owners: impl Iterator<Item = String>) -> Result<(), AppError> {
    let owners: BTreeSet<String> = owners.collect();
    if owners.len() > TOLD_SINGLY {
        return Ok(tx.tell_everyone().await?);
    }
    // In one order everywhere, so that two of these never wait for one another.
    for owner in &owners {
        tx.tell(owner).await?;
    }
    Ok(())
}
