//! When the start page loads its data again.

use leptos::prelude::*;

use crate::{access::Current, reactive::memo};

/// Counts the changes to the account, as long as it is signed in: what a page loads must not be asked for once more when
/// the session ends.
pub(super) fn changes(current: Current) -> Memo<(u64, i64)> {
    memo(move |before: Option<&(u64, i64)>| {
        let now = current.changes();
        let is_member = current.peek(|principal| principal.member().is_some());
        before.copied().filter(|_| !is_member).unwrap_or(now)
    })
}
