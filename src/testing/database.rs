//! A database for one test: a SQLite file in a temporary folder, or a new database on the PostgreSQL server that
//! `HALLPASS_TEST_DATABASE_URL` names. Both are deleted when the value is dropped.

use std::{fs::OpenOptions, io::Write, os::unix::fs::OpenOptionsExt};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::database::{Clock, Database, Missing, schema_digest};

/// The URL of the PostgreSQL server on which tests may create databases.
const SERVER: &str = "HALLPASS_TEST_DATABASE_URL";
/// The name of the SQLite file.
const SQLITE_FILE: &str = "hallpass.db";

/// The schema, which is copied for each test, because migrations take longer than most tests.
static TEMPLATE: OnceCell<Template> = OnceCell::const_new();

enum Template {
    /// The content of the file.
    Sqlite(Vec<u8>),
    /// The name of the database. It stays on the server for later runs.
    Postgres { server: String, name: String },
}

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
            let url = format!("sqlite://{}", folder.path().join(SQLITE_FILE).display());
            return Self { url, folder, made: None };
        };
        let name = new_name();
        run(&server, format!("CREATE DATABASE {name} STRATEGY file_copy")).await;
        Self { url: on_server(&server, &name), folder, made: Some((server, name)) }
    }

    /// Creates a database with the schema of the installed application, and nothing else.
    pub async fn migrated() -> Self {
        match TEMPLATE.get_or_init(Template::make).await {
            Template::Sqlite(content) => {
                let database = Self::make().await;
                // The server rejects a file that others may read.
                let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(database.sqlite_file());
                file.and_then(|mut file| file.write_all(content)).expect("the file is written");
                database
            }
            Template::Postgres { server, name: template } => {
                let name = new_name();
                run(server, format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")).await;
                let folder = tempfile::tempdir().expect("a temporary folder");
                Self { url: on_server(server, &name), folder, made: Some((server.clone(), name)) }
            }
        }
    }

    fn sqlite_file(&self) -> std::path::PathBuf {
        self.folder.path().join(SQLITE_FILE)
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

impl Template {
    async fn make() -> Self {
        let database = TestDatabase::make().await;
        let name = format!("hallpass_schema_{}", schema_digest());
        if let Some((server, _)) = &database.made
            && exists(server, &name).await
        {
            return Self::Postgres { server: server.clone(), name };
        }
        let opened = Database::connect(&database.url, 1, Missing::Make, Clock::system()).await;
        let opened = opened.expect("the database opens");
        opened.migrate().await.expect("the migrations run");
        // A copy begins when the test does.
        let unused = sqlx::query("UPDATE maintenance SET at = 0 WHERE name = 'retention'").execute(opened.pool()).await;
        unused.expect("the statement runs");
        opened.close().await;
        let Some((server, made)) = &database.made else {
            return Self::Sqlite(std::fs::read(database.sqlite_file()).expect("the file"));
        };
        let renamed = try_run(server, format!("ALTER DATABASE {made} RENAME TO {name}")).await;
        // Another process may have been faster.
        assert!(renamed.is_ok() || exists(server, &name).await, "{renamed:?}");
        Self::Postgres { server: server.clone(), name }
    }
}

fn new_name() -> String {
    format!("hallpass_{}", crate::database::new_id().replace('-', ""))
}

/// The URL of a database on that server.
fn on_server(server: &str, name: &str) -> String {
    let mut url = url::Url::parse(server).expect("a URL");
    url.set_path(name);
    url.into()
}

async fn exists(server: &str, name: &str) -> bool {
    let mut connection = PgConnection::connect(server).await.expect("the test server");
    let query = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)").bind(name);
    query.fetch_one(&mut connection).await.expect("an answer")
}

/// The name of the role that [`TestDatabase::restricted`] creates for this database.
fn role_of(name: &str) -> String {
    format!("{name}_app")
}

async fn run(server: &str, sql: String) {
    try_run(server, sql).await.expect("the statement runs");
}

async fn try_run(server: &str, sql: String) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(server).await?;
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.map(drop)
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
