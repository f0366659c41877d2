//! The schema, in steps for each feature of the application. What SQLite and PostgreSQL write differently, such
//! as triggers, is in a folder for each engine, under the number of the step it belongs to, and runs at the end
//! of that step.

use std::sync::OnceLock;

use sqlx::{
    AssertSqlSafe, Connection, SqlSafeStr,
    migrate::{MigrateError, Migration, Migrator},
};

use super::{engine::Engine, errors, pool::Database};

/// The id of the advisory lock for migrations on PostgreSQL: "hallpass" in ASCII.
const LOCK: i64 = i64::from_be_bytes(*b"hallpass");

/// The table in which Hallpass's own steps are recorded.
const OWN_TABLE: &str = "_sqlx_migrations";

static OWN: Migrations = Migrations {
    common: sqlx::migrate!("src/database/migrations"),
    engines: Some([
        sqlx::migrate!("src/database/migrations/sqlite"),
        sqlx::migrate!("src/database/migrations/postgres"),
    ]),
};

/// The steps of a feature. Each is a file of SQL whose name begins with its number, such as
/// `0001_notes.sql`; a step that has been released must not change.
///
/// ```
/// use hallpass::feature::server::Migrations;
///
/// static MIGRATIONS: Migrations = Migrations::new(sqlx::migrate!("src/database/migrations"));
/// ```
#[derive(Debug)]
pub struct Migrations {
    common: Migrator,
    /// What SQLite adds to a step, and what PostgreSQL adds.
    engines: Option<[Migrator; 2]>,
}

impl Migrations {
    /// Steps that are the same on SQLite and PostgreSQL.
    pub const fn new(common: Migrator) -> Self {
        Self { common, engines: None }
    }

    /// Steps that end with SQL of their own on each engine, in files of the same number. The server does not
    /// start if a number exists only in an engine's folder. Add a common file; it may contain just a comment.
    pub const fn with_engines(common: Migrator, sqlite: Migrator, postgres: Migrator) -> Self {
        Self { common, engines: Some([sqlite, postgres]) }
    }

    /// Every step for that engine, recorded in that table.
    pub(super) fn of(&self, engine: Engine, table: String) -> Migrator {
        let own = self.engines.as_ref().map(|[sqlite, postgres]| match engine {
            Engine::Sqlite => sqlite,
            Engine::Postgres => postgres,
        });
        let step = |common: &Migration| match own.and_then(|own| own.iter().find(|own| own.version == common.version)) {
            None => common.clone(),
            Some(own) => {
                let sql = AssertSqlSafe(format!("{}{}", common.sql.as_str(), own.sql.as_str())).into_sql_str();
                Migration::new(common.version, common.description.clone(), common.migration_type, sql, common.no_tx)
            }
        };
        let mut migrator = Migrator::with_migrations(self.common.iter().map(step).collect());
        migrator.dangerous_set_table_name(table);
        migrator
    }

    /// The number of a file for one engine without a common file: it would never run.
    fn orphan(&self) -> Option<i64> {
        let own = self.engines.iter().flatten().flat_map(Migrator::iter);
        own.map(|migration| migration.version).find(|version| !self.common.version_exists(*version))
    }

    /// The number of the last step.
    fn newest(&self) -> Option<i64> {
        self.common.iter().map(|migration| migration.version).max()
    }
}

/// The steps of the application's features, by the features' names.
static REGISTERED: OnceLock<Vec<(&'static str, &'static Migrations)>> = OnceLock::new();

/// Adds the steps of an application's features to Hallpass's own, once in a process.
///
/// # Errors
/// When a step has no common file.
pub(crate) fn register(features: Vec<(&'static str, &'static Migrations)>) -> Result<(), String> {
    for (feature, migrations) in &features {
        if let Some(version) = migrations.orphan() {
            return Err(format!("migration {version} of the feature {feature:?} has no common file"));
        }
    }
    // A second application in this process is rejected where its features are compared.
    let _ = REGISTERED.set(features);
    Ok(())
}

/// Every feature's steps, Hallpass's own first, and the table in which they are recorded: one for each
/// feature, so that the numbers of one never hide those of another.
pub(super) fn all() -> impl Iterator<Item = (String, &'static Migrations)> {
    let added = REGISTERED.get().into_iter().flatten();
    let added = added.map(|(feature, migrations)| (format!("{OWN_TABLE}_{feature}"), *migrations));
    std::iter::once((OWN_TABLE.to_owned(), &OWN)).chain(added)
}

impl Database {
    /// Updates the schema in one transaction.
    ///
    /// # Errors
    /// When a migration fails, or the schema is newer than this program.
    pub async fn migrate(&self) -> Result<(), errors::MigrateError> {
        run(self).await.map_err(errors::MigrateError)?;
        self.begin_retention().await.map_err(|error| errors::MigrateError(error.into()))
    }

    /// Whether the schema is what this program expects.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_migrated(&self) -> Result<bool, sqlx::Error> {
        are_run(self).await
    }
}

/// Runs all pending steps in one transaction, which also releases the lock. sqlx's own lock belongs to a
/// session and would stay behind on a pooler's connection.
async fn run(database: &Database) -> Result<(), MigrateError> {
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
    for (table, migrations) in all() {
        migrations.of(database.0.engine, table).set_locking(false).run_direct(None, &mut *tx, false).await?;
    }
    tx.commit().await.map_err(MigrateError::from)
}

/// Whether every feature's last step has been run, and no step that this program does not know.
async fn are_run(database: &Database) -> Result<bool, sqlx::Error> {
    for (table, migrations) in all() {
        let newest = AssertSqlSafe(format!("SELECT MAX(version) FROM {table}"));
        let applied: Option<i64> = match sqlx::query_scalar(newest).fetch_one(&database.0.pool).await {
            Ok(applied) => applied,
            Err(error) if errors::is_missing_table(&error) => return Ok(false),
            Err(error) => return Err(error),
        };
        if applied != migrations.newest() {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use sqlx::migrate::MigrationType;

    use super::*;

    #[test]
    fn engine_files_without_a_common_file_are_rejected() {
        assert_eq!(OWN.orphan(), None);
        let migrator = |versions: &[i64]| {
            let step = |version: &i64| {
                let sql = AssertSqlSafe("SELECT 1".to_owned()).into_sql_str();
                Migration::new(*version, "step".into(), MigrationType::Simple, sql, false)
            };
            Migrator::with_migrations(versions.iter().map(step).collect())
        };
        let with = |sqlite: &[i64]| Migrations::with_engines(migrator(&[1, 2]), migrator(sqlite), migrator(&[1]));
        assert_eq!(with(&[2]).orphan(), None);
        assert_eq!(with(&[2, 3]).orphan(), Some(3));
        let leaked: &'static Migrations = Box::leak(Box::new(with(&[3])));
        assert_eq!(
            register(vec![("notes", leaked)]),
            Err("migration 3 of the feature \"notes\" has no common file".to_owned())
        );
    }
}
