//! A database for one test: a SQLite file in a temporary folder, or a new database on the PostgreSQL server that
//! `HALLPASS_TEST_DATABASE_URL` names. Both are deleted when the value is dropped.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

/// The URL of the PostgreSQL server on which tests may create databases.
const SERVER: &str = "HALLPASS_TEST_DATABASE_URL";

/// The database of one test; dropping it deletes it if [`TestDatabase::make`] created it.
pub struct TestDatabase {
    /// The URL as in the configuration key `database_url`.
    pub url: String,
    /// Contains the SQLite file, and other files of the test.
    pub folder: TempDir,
    /// The PostgreSQL server's own URL and the name of the database created there.
    made: Option<(String, String)>,
}

impl TestDatabase {
    /// Creates an empty database: on PostgreSQL if `HALLPASS_TEST_DATABASE_URL` is set, otherwise on SQLite.
    pub async fn make() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let Ok(server) = std::env::var(SERVER) else {
            let url = format!("sqlite://{}/hallpass.db", folder.path().display());
            return Self { url, folder, made: None };
        };
        let name = format!("hallpass_{}", crate::database::new_id().replace('-', ""));
        let mut url = url::Url::parse(&server).expect("a URL");
        url.set_path(&name);
        run(&server, format!("CREATE DATABASE {name} STRATEGY file_copy")).await;
        Self { url: url.into(), folder, made: Some((server, name)) }
    }

    /// Creates a PostgreSQL role that has only these grants, and returns the URL for it. `grants` are statements that
    /// name the role `hallpass_app`. On SQLite, returns the database's own URL.
    pub async fn restricted(&self, grants: &[&str]) -> String {
        let Some((server, name)) = &self.made else { return self.url.clone() };
        let role = role_of(name);
        run(server, format!("CREATE ROLE {role} LOGIN PASSWORD 'restricted'")).await;
        for grant in grants {
            run(&self.url, grant.replace("hallpass_app", &role)).await;
        }
        let mut url = url::Url::parse(&self.url).expect("a URL");
        url.set_username(&role).and_then(|()| url.set_password(Some("restricted"))).expect("a URL with a host");
        url.into()
    }

    /// An existing database, which is not deleted when the value is dropped.
    pub fn at(url: &str) -> Self {
        Self { url: url.to_owned(), folder: tempfile::tempdir().expect("a temporary folder"), made: None }
    }

    /// Whether the engine is SQLite, for tests of what only one engine does.
    pub fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }
}

/// The name of the role that [`TestDatabase::restricted`] creates for this database.
fn role_of(name: &str) -> String {
    format!("{name}_app")
}

async fn run(server: &str, sql: String) {
    let mut connection = PgConnection::connect(server).await.expect("the test server");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.expect("the statement runs");
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Some((server, name)) = self.made.take() else { return };
        // On a separate thread, because code that runs in the test's runtime cannot block on that runtime.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let database = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            let role = format!("DROP ROLE IF EXISTS {}", role_of(&name));
            runtime.expect("a runtime").block_on(async {
                run(&server, database).await;
                run(&server, role).await;
            });
        });
        assert!(dropped.join().is_ok() || std::thread::panicking(), "the test database was not deleted");
    }
}
