//! The SQL of failed sign-ins, which reads the audit.

use sqlx::{AnyExecutor, Row, any::AnyRow};

use crate::{
    audit::Act,
    session::{FailedSignIn, server::device},
};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The latest failed sign-ins at an account, newest first. Where a signed-in person tried from is that person's data
/// and not the account owner's, so it is left out.
pub(super) async fn latest(db: impl AnyExecutor<'_>, account_id: &str, most: i64) -> Result<Vec<FailedSignIn>> {
    // The outcome is a literal, and the act is written so that no index is used for it: the index of an account's
    // refusals is in this order.
    let rows = sqlx::query(
        "SELECT e.at, e.reason, o.address, o.user_agent FROM audit_events e \
         LEFT JOIN audit_origins o ON o.seq = e.seq AND o.account_id = e.subject AND e.actor = '' \
         WHERE e.subject = $1 AND e.outcome = 'refused' AND e.act || '' = $2 \
         AND e.reason IN ('bad_credentials', 'too_many') ORDER BY e.seq DESC LIMIT $3",
    );
    let read = |row: &AnyRow| {
        let (reason, user_agent): (String, Option<String>) = (row.try_get("reason")?, row.try_get("user_agent")?);
        Ok(FailedSignIn {
            place: None,
            at: row.try_get("at")?,
            was_blocked: reason == "too_many",
            device: user_agent.map(|user_agent| device(&user_agent)).unwrap_or_default(),
            address: row.try_get::<Option<String>, _>("address")?.unwrap_or_default(),
        })
    };
    rows.bind(account_id).bind(Act::SIGN_IN.name()).bind(most).fetch_all(db).await?.iter().map(read).collect()
}
