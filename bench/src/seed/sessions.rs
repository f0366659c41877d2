//! Generates only live sessions: one per account, with "remember me", last active within the last two hours.

use sqlx::AnyConnection;

use super::sql::{drop_indexes, is_postgres, run};
use crate::Result;

/// Fills an empty, migrated database.
pub(crate) async fn fill_sessions(connection: &mut AnyConnection, count: usize, now: i64) -> Result<()> {
    let indexes = drop_indexes(connection, &["accounts", "sessions"]).await?;
    let numbers =
        format!("WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {count})");
    // The order of activity differs from the order of insertion, as in practice.
    let seen = format!("{now} - (i * 7919) % 7200");
    run(
        connection,
        &format!(
            "{numbers} INSERT INTO accounts (id, username, username_key, username_skeleton, display_name, password_hash, \
             role, created_at, password_changed_at, last_seen_at) SELECT 'account-' || i, 'seeded' || i, 'seeded' || i, \
             'seeded' || i, 'Somebody', 'seeded', 'member', {now} - 86400, 0, {seen} FROM n"
        ),
    )
    .await?;
    run(
        connection,
        &format!(
            "{numbers} INSERT INTO sessions (id, secret_hash, account_id, data, created_at, last_seen_at, remember_me, \
             address, network, user_agent) SELECT 'session-' || i, 'secret-' || i, 'account-' || i, '{{}}', {seen} - 600, \
             {seen}, 1, '192.0.2.' || (i % 250), '192.0.2.' || (i % 250), 'Browser ' || (i % 30) FROM n"
        ),
    )
    .await?;
    for index in indexes {
        run(connection, &index).await?;
    }
    if is_postgres(connection) {
        // As autovacuum does within minutes.
        run(connection, "VACUUM ANALYZE").await?;
    }
    Ok(())
}
