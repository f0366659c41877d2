//! Upgrades of existing databases: from Hallpass before there were features, and from an older version beside an
//! application whose own migrations have higher numbers.

use std::{os::unix::fs::PermissionsExt, path::Path};

use hallpass::testing::TestDatabase;
use sqlx::{
    AnyConnection, AssertSqlSafe, Connection, SqlSafeStr,
    migrate::{Migration, Migrator},
};

use crate::support::program::Program;

/// The last migration of the versions that did not record features.
const LAST: i64 = 16;

/// Hallpass's migrations up to a number, including the engine's additions, as every version has recorded them.
async fn steps(database: &TestDatabase, last: i64) -> Migrator {
    let folder = Path::new("src/database/migrations");
    let common = Migrator::new(folder).await.expect("the migrations");
    let engine = folder.join(if database.is_sqlite() { "sqlite" } else { "postgres" });
    let added = Migrator::new(engine).await.expect("the engine's additions");
    let steps = common.iter().filter(|step| step.version <= last).map(|step| {
        let added = added.iter().find(|added| added.version == step.version);
        let sql = format!("{}{}", step.sql.as_str(), added.map(|added| added.sql.as_str()).unwrap_or_default());
        let sql = AssertSqlSafe(sql).into_sql_str();
        Migration::new(step.version, step.description.clone(), step.migration_type, sql, step.no_tx)
    });
    Migrator::with_migrations(steps.collect())
}

/// Creates a database in the state after this migration, with a custom role.
async fn make(database: &TestDatabase, last: i64) -> AnyConnection {
    sqlx::any::install_default_drivers();
    let url = if database.is_sqlite() { format!("{}?mode=rwc", database.url) } else { database.url.clone() };
    let mut connection = AnyConnection::connect(&url).await.expect("a connection");
    if database.is_sqlite() {
        let file = database.folder.path().join("hallpass.db");
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).expect("a private file");
    }
    steps(database, last)
        .await
        .set_locking(false)
        .run_direct(None, &mut connection, false)
        .await
        .expect("the migrations");
    let role = "INSERT INTO roles VALUES ('choir', 'Sings.', 'use_account', 0, 0)";
    sqlx::query(role).execute(&mut connection).await.expect("a role");
    connection
}

/// The numbers of the migrations that have been run.
async fn recorded(connection: &mut AnyConnection) -> Vec<i64> {
    let rows = sqlx::query_scalar("SELECT version FROM _sqlx_migrations ORDER BY version");
    rows.fetch_all(connection).await.expect("the migrations")
}

#[tokio::test]
async fn an_older_database_can_be_upgraded() {
    let mut program = Program::new().await;
    let mut connection = make(&program.database, LAST).await;
    let before = recorded(&mut connection).await;
    assert_eq!(before, (1..=LAST).collect::<Vec<_>>());
    let listed = program.run(&["role", "list"]);
    assert!(LAST < newest() || listed.out.contains("choir"), "{}", listed.err);
    assert_eq!(program.run(&["migrate"]).code, 0);
    assert!(program.run(&["role", "list"]).out.contains("choir"));
    assert_eq!(recorded(&mut connection).await[..before.len()], before);
    let serving = program.serve().await;
    assert_eq!(serving.terminate(), 0);
}

#[tokio::test]
async fn an_application_s_migrations_do_not_hide_a_new_migration_of_hallpass() {
    let mut program = Program::new().await;
    program.set("migrate_on_start", "false");
    let mut connection = make(&program.database, newest() - 1).await;
    // The application has its own migrations, with numbers higher than Hallpass's.
    for sql in [
        "CREATE TABLE _sqlx_migrations_notes (version BIGINT PRIMARY KEY, description TEXT NOT NULL)",
        "INSERT INTO _sqlx_migrations_notes VALUES (9000, 'notes')",
    ] {
        sqlx::query(sql).execute(&mut connection).await.expect("the application's migrations");
    }
    let refused = program.run(&["serve"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("run `hallpass migrate`"), "{}", refused.err);
    assert_eq!(program.run(&["migrate"]).code, 0);
    assert_eq!(recorded(&mut connection).await.last(), Some(&newest()));
    assert!(program.run(&["role", "list"]).out.contains("choir"));
}

/// The number of the newest migration.
fn newest() -> i64 {
    let files = std::fs::read_dir("src/database/migrations").expect("the migrations").flatten();
    let numbers = files.filter_map(|file| file.file_name().to_str()?.split('_').next()?.parse().ok());
    numbers.max().expect("a migration")
}
