//! The schema, step by step. What SQLite and PostgreSQL write differently, such as triggers, stands
//! in their own folders under the number of the step it belongs to, and runs at the end of it.

use sqlx::{
    AssertSqlSafe, Connection, SqlSafeStr,
    migrate::{MigrateError, Migration, Migrator},
};

use super::{Database, Engine};

/// The id of the advisory lock for migrations on PostgreSQL: "hallpass" in ASCII.
const LOCK: i64 = i64::from_be_bytes(*b"hallpass");

static COMMON: Migrator = sqlx::migrate!("src/database/migrations");
static SQLITE: Migrator = sqlx::migrate!("src/database/migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("src/database/migrations/postgres");

/// Every step for that engine.
fn of(engine: Engine) -> Migrator {
    let own = match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    };
    let step = |common: &Migration| match own.iter().find(|own| own.version == common.version) {
        None => common.clone(),
        Some(own) => {
            let sql = AssertSqlSafe(format!("{}{}", common.sql.as_str(), own.sql.as_str())).into_sql_str();
            Migration::new(common.version, common.description.clone(), common.migration_type, sql, common.no_tx)
        }
    };
    Migrator::with_migrations(COMMON.iter().map(step).collect())
}

/// Runs all pending steps in one transaction, which also releases the lock. sqlx's own lock belongs to a
/// session and would stay behind on a pooler's connection.
pub(super) async fn run(database: &Database) -> Result<(), MigrateError> {
    let mut connection = database.0.pool.acquire().await?;
    // The result does not matter: the connection is not used again.
    connection.close_on_drop();
    let begin = match database.0.engine {
        Engine::Sqlite => "BEGIN IMMEDIATE",
        Engine::Postgres => "BEGIN",
    };
    let mut tx = connection.begin_with(begin).await?;
    if database.0.engine == Engine::Postgres {
        sqlx::query("SELECT CAST(pg_advisory_xact_lock($1) AS TEXT)").bind(LOCK).execute(&mut *tx).await?;
    }
    of(database.0.engine).set_locking(false).run_direct(None, &mut *tx, false).await?;
    tx.commit().await.map_err(MigrateError::from)
}

/// The number of the last step.
pub(super) fn newest() -> i64 {
    COMMON.iter().map(|migration| migration.version).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_engine_adds_belongs_to_a_step() {
        for own in SQLITE.iter().chain(POSTGRES.iter()) {
            assert!(COMMON.version_exists(own.version), "{}", own.version);
        }
    }
}
