//! The schema, step by step. What SQLite and PostgreSQL write differently, such as triggers, stands
//! in their own folders under the number of the step it belongs to, and runs at the end of it.

use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{Migration, Migrator},
};

use super::Engine;

static COMMON: Migrator = sqlx::migrate!("src/database/migrations");
static SQLITE: Migrator = sqlx::migrate!("src/database/migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("src/database/migrations/postgres");

/// Every step for that engine.
pub(super) fn of(engine: Engine) -> Migrator {
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
