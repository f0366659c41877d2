//! The SQL of notices about sign-ins.

use sqlx::{AnyConnection, AnyExecutor};

use crate::audit::Act;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Whether the account has had sessions before, and one of them in the browser with this digest.
pub(super) async fn knows_device(
    db: impl AnyExecutor<'_>,
    account_id: &str,
    device_hash: &str,
) -> Result<(bool, bool)> {
    let sql = "SELECT COUNT(*), COUNT(CASE WHEN device_hash = $2 THEN 1 END) FROM sessions WHERE account_id = $1";
    let (all, here): (i64, i64) = sqlx::query_as(sql).bind(account_id).bind(device_hash).fetch_one(db).await?;
    Ok((all > 0, here > 0))
}

/// Forgets the browsers in which an account was signed in to, or its links were used.
pub(super) async fn forget_devices(db: &mut AnyConnection, account_id: &str) -> Result<()> {
    for sql in [
        "UPDATE sessions SET device_hash = NULL WHERE account_id = $1",
        "UPDATE links SET used_device = NULL WHERE account_id = $1",
    ] {
        sqlx::query(sql).bind(account_id).execute(&mut *db).await?;
    }
    Ok(())
}

/// Whether the account's owner wants to hear of sign-ins on new devices.
pub(super) async fn wants_new_device_notices(db: impl AnyExecutor<'_>, account_id: &str) -> Result<bool> {
    let query = sqlx::query_scalar("SELECT new_device_notices FROM accounts WHERE id = $1");
    let is_on: i64 = query.bind(account_id).fetch_one(db).await?;
    Ok(is_on != 0)
}

/// Whether at least so many sign-ins have failed since the account's last sign-in, as the audit has recorded them: with a
/// wrong password, or because there were too many.
pub(super) async fn have_failed(db: impl AnyExecutor<'_>, account_id: &str, many: i64) -> Result<bool> {
    // Written like this, the index of an account's refusals is used, and read from its end.
    let sql = "SELECT COUNT(*) FROM (SELECT e.at FROM audit_events e WHERE e.subject = $1 AND e.outcome = 'refused' \
         AND e.act || '' = $2 AND e.reason IN ('bad_credentials', 'too_many') ORDER BY e.seq DESC LIMIT $3) latest \
         WHERE latest.at > (SELECT COALESCE(a.last_sign_in_at, 0) FROM accounts a WHERE a.id = $1)";
    let query = sqlx::query_scalar(sql).bind(account_id).bind(Act::SIGN_IN.name()).bind(many);
    let failed: i64 = query.fetch_one(db).await?;
    Ok(failed >= many)
}

/// Counts a wrong code, and locks the account. Returns how many there were since the last sign-in.
pub(super) async fn count_wrong_code(db: impl AnyExecutor<'_>, account_id: &str) -> Result<i64> {
    let sql = "UPDATE accounts SET wrong_codes = wrong_codes + 1 WHERE id = $1 AND closed_at IS NULL \
         RETURNING wrong_codes";
    Ok(sqlx::query_scalar(sql).bind(account_id).fetch_optional(db).await?.unwrap_or_default())
}
