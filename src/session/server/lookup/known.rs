//! The sessions that were read since the database last changed.

use crate::{
    database::{Version, VersionCache},
    session::server::row::SessionRow,
};

/// The rows of live sessions by the digest of their cookies, each with the time when it was read. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(in crate::session::server) struct KnownSessions(VersionCache<String, (SessionRow, i64)>);

impl KnownSessions {
    /// The session's row, if it was read at this version of the database.
    pub(super) fn get(&self, version: Version, secret_hash: &str, now: i64) -> Option<SessionRow> {
        let (row, read_at) = self.0.get(version, secret_hash)?;
        // If the clock was set back, a ban that had ended may be in force again.
        (read_at <= now).then_some(row)
    }

    /// Keeps a row that changes only when the database does. Other rows are read each time: a ban ends by itself, and
    /// an impersonation concerns two accounts.
    pub(super) fn put(&self, version: Version, secret_hash: &str, row: &SessionRow, now: i64) {
        if row.ending.is_none() && row.ban.is_none() && row.acting.is_none() {
            self.0.put(version, secret_hash.to_owned(), (row.clone(), now));
        }
    }
}
