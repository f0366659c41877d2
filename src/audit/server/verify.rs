//! Verifies the hash chain, from its oldest row to its newest.

use std::collections::BTreeMap;

use super::{chain::digest_of_origin, service::Audit, store};
use crate::{
    access::{CLOCK_SKEW, server::Grant},
    error::AppError,
};

/// The number of rows read at a time.
const BATCH: i64 = 1000;
/// The fault if rows were deleted, but not by retention.
const CUT_OFF: &str = "it and all events before it have been removed, and no event records that Hallpass did so";

/// The result of verifying the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row is as it was written.
    Sound {
        /// How many rows there are.
        rows: i64,
        /// The number of the newest row.
        seq: i64,
        /// The hash of the newest row. Keep it elsewhere to show later that nothing was rewritten.
        hash: String,
        /// The number of the last row that retention has deleted; 0: none. This row and those before it cannot
        /// be verified.
        removed: i64,
        /// The first row that is dated before its predecessor, by more than the clocks of servers may differ:
        /// the clock was wrong for one of them.
        set_back: Option<i64>,
    },
    /// The first row that is not as it was written.
    Broken {
        /// Its number.
        seq: i64,
        /// What is wrong with it.
        what: &'static str,
    },
}

impl Audit {
    /// Verifies the chain. `known`: the number and the hash of a row that were noted earlier.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn verify(&self, _grant: &Grant, known: Option<(i64, &str)>) -> Result<Verdict, AppError> {
        let pool = self.database.pool();
        let (least, _) = store::mark(pool, "head").await?;
        let store::Floor { seq: mut floor, mut hash, cut } = store::floor(pool).await?;
        if !is_recorded(floor, cut.as_deref()) {
            return Ok(broken(floor, CUT_OFF));
        }
        let mut seq = floor;
        let (mut newest, mut set_back) = (i64::MIN, None);
        if let Some((noted, _)) = known.filter(|known| known.0 < floor) {
            return Ok(broken(noted, "it has been removed, because of its age or by somebody; use a newer event"));
        }
        if known.is_some_and(|known| known.0 == seq && known.1 != hash) {
            return Ok(broken(seq, "it does not match the known hash"));
        }
        loop {
            let rows = store::links(pool, seq, BATCH).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                if row.link.seq != seq + 1 {
                    // Retention may have deleted old rows meanwhile.
                    let raised = store::floor(pool).await?;
                    if raised.seq <= seq {
                        return Ok(broken(seq + 1, "it is missing"));
                    }
                    if !is_recorded(raised.seq, raised.cut.as_deref()) {
                        return Ok(broken(raised.seq, CUT_OFF));
                    }
                    (floor, seq, hash) = (raised.seq, raised.seq, raised.hash);
                    if row.link.seq <= seq {
                        continue;
                    }
                    if row.link.seq != seq + 1 {
                        return Ok(broken(seq + 1, "it is missing"));
                    }
                }
                if let Some(what) = fault(&row, &hash) {
                    return Ok(broken(row.link.seq, what));
                }
                (seq, hash) = (row.link.seq, row.hash);
                if row.link.at < newest.saturating_sub(CLOCK_SKEW) {
                    set_back = set_back.or(Some(seq));
                }
                newest = row.link.at;
                if known.is_some_and(|known| known.0 == seq && known.1 != hash) {
                    return Ok(broken(seq, "it does not match the known hash"));
                }
            }
        }
        if seq < least || known.is_some_and(|known| known.0 > seq) {
            return Ok(broken(seq + 1, "it is missing"));
        }
        let (head, at_head) = store::mark(pool, "head").await?;
        if head < seq {
            return Ok(broken(head + 1, "it was not written by Hallpass"));
        }
        if head == seq && at_head != hash {
            return Ok(broken(seq, "it is not the event that was written last"));
        }
        Ok(Verdict::Sound { rows: seq - floor, seq, hash, removed: floor, set_back })
    }
}

fn broken(seq: i64, what: &'static str) -> Verdict {
    Verdict::Broken { seq, what }
}

/// Whether the newest purge event above the floor is the one that has raised the floor to this row. Each purge
/// is recorded in its own transaction, after all rows that it deletes.
fn is_recorded(floor: i64, cut: Option<&str>) -> bool {
    let detail = cut.and_then(|cut| serde_json::from_str::<BTreeMap<String, String>>(cut).ok());
    floor == 0 || detail.is_some_and(|detail| detail.get("up_to") == Some(&floor.to_string()))
}

fn fault(row: &store::Stored, previous: &str) -> Option<&'static str> {
    if row.link.previous != previous {
        return Some("it does not follow the event before it");
    }
    if row.link.hash() != row.hash {
        return Some("it has been changed");
    }
    let Some([salt, account_id, address, user_agent]) = &row.origin else {
        return (!row.link.origin.is_empty() && !row.may_be_forgotten)
            .then_some("its address and device have been removed, though the account is not closed");
    };
    (digest_of_origin(salt, account_id, address, user_agent) != row.link.origin)
        .then_some("its address or device has been changed")
}
