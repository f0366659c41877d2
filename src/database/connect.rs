//! Opens the database that a URL names, with the settings each engine needs. What is checked and shown
//! is what sqlx has read in the URL.

use std::{path::PathBuf, str::FromStr, sync::Arc, time::Duration};

use sqlx::{
    AnyConnection, ConnectOptions, Executor, Row,
    any::{AnyConnectOptions, AnyPoolOptions},
    postgres::{PgConnectOptions, PgSslMode},
};

use super::{
    Changes, Clock, Database, Inner, errors,
    retention::Trust,
    sqlite::{OpenFile, Target},
    writes::Writes,
};
use crate::health::Warnings;

/// Hosts that are this machine.
const LOCAL_HOSTS: [&str; 4] = ["localhost", "127.0.0.1", "::1", "[::1]"];

/// The engine behind the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What opening a database may bring about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A missing SQLite file, and its folder, are made with owner-only modes.
    Make,
    /// A missing SQLite file is an error.
    Refuse,
}

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("database_url must begin with sqlite: or postgres:")]
    UnknownEngine,
    #[error("database_url names no file; write sqlite://PATH, or sqlite::memory: for a database that is not kept")]
    NoFile,
    #[error(
        "database_url names a PostgreSQL server on another machine without sslmode=verify-full: \
         passwords and sessions would cross the network unprotected. Add ?sslmode=verify-full \
         (and sslrootcert=… for a certificate authority of your own)"
    )]
    Unprotected,
    #[error("others can open {file} (mode {mode:o}); run `chmod 600 {file}`")]
    Mode { file: String, mode: u32 },
    #[error("there is no database at {file}; `hallpass serve` or `hallpass migrate` makes one")]
    Missing { file: String },
    #[error("cannot open {file}: {cause}")]
    File { file: String, cause: std::io::Error },
    #[error("cannot make the folder {folder} for the database: {cause}")]
    Folder { folder: String, cause: std::io::Error },
    #[error("another server is using {file}: process {holder}. A SQLite database has one server at a time")]
    Served { file: String, holder: String },
    #[error("{}", errors::POOLED)]
    Pooled,
    #[error("the database does not answer: {}", errors::explain(.0))]
    Refused(#[from] sqlx::Error),
}

impl Database {
    /// Opens the database.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub async fn connect(url: &str, connections: u32, missing: Missing, clock: Clock) -> Result<Self, ConnectError> {
        sqlx::any::install_default_drivers();
        let engine = engine(url)?;
        let target = match engine {
            Engine::Sqlite => Some(Target::of(url, missing == Missing::Make)?),
            Engine::Postgres => {
                check_postgres(url)?;
                None
            }
        };
        if let Some(target) = &target {
            target.prepare()?;
        }
        let url = target.as_ref().map_or(url, |target| &target.url);
        let options = AnyConnectOptions::from_str(url).map_err(ConnectError::Refused)?;
        let mut first = match first_connection(&options).await {
            Err(ConnectError::Refused(error)) => return Err(why(error, target.as_ref())),
            first => first?,
        };
        let file = target.as_ref().and_then(|target| target.file.as_deref()).map(OpenFile::new).transpose();
        let file = file.map_err(|error| ConnectError::Refused(error.into()))?;
        let is_in_memory = target.is_some() && file.is_none();
        let writes = Writes::new(options.clone());
        let pool = AnyPoolOptions::new()
            // In memory, connections share one cache, whose locks do not wait for one another.
            .max_connections(if is_in_memory { 1 } else { connections })
            .acquire_timeout(Duration::from_secs(5))
            .after_connect(|connection, _| Box::pin(set_up(connection)))
            // On PostgreSQL the question below does as well.
            .test_before_acquire(engine == Engine::Sqlite)
            .before_acquire({
                let writes = writes.clone();
                move |connection, meta| {
                    let is_trusted = writes.trusts(meta.age);
                    Box::pin(async move { Ok(is_trusted && (meta.age < SETTLED || takes_writes(connection).await?)) })
                }
            })
            .connect_with(options)
            .await?;
        if let (Engine::Postgres, Some(first)) = (engine, &mut first) {
            check_pooler(first, &mut *pool.acquire().await?).await?;
        }
        writes.keep(first).await;
        let changes = Changes::default();
        let warnings = Warnings::notifying(changes.notifier());
        Ok(Self(Arc::new(Inner { pool, engine, file, clock, changes, warnings, writes, trust: Trust::default() })))
    }
}

/// A connection to a read-only server is tried for this long, and then replaced: the address may lead to
/// another server by now.
const SETTLED: Duration = Duration::from_secs(2);

/// Whether the server at the other end takes writes; on SQLite nobody knows without trying.
async fn takes_writes(connection: &mut AnyConnection) -> Result<bool, sqlx::Error> {
    if connection.backend_name() == "SQLite" {
        return Ok(true);
    }
    let row = connection.fetch_one("SHOW transaction_read_only").await?;
    Ok(row.try_get::<String, _>(0)? == "off")
}

/// Opens one connection without the pool, which would hide what is wrong. `None`: nobody is there yet;
/// the pool waits for a server that is starting.
async fn first_connection(options: &AnyConnectOptions) -> Result<Option<AnyConnection>, ConnectError> {
    let connected = tokio::time::timeout(Duration::from_secs(5), options.connect()).await;
    let mut connection = match connected.unwrap_or(Err(sqlx::Error::PoolTimedOut)) {
        Ok(connection) => connection,
        Err(sqlx::Error::Io(error)) if error.kind() == std::io::ErrorKind::ConnectionRefused => return Ok(None),
        Err(sqlx::Error::Database(error)) if error.is_transient_in_connect_phase() => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    set_up(&mut connection).await?;
    Ok(Some(connection))
}

/// What SQLite could not open may be explained by the system.
fn why(error: sqlx::Error, target: Option<&Target>) -> ConnectError {
    target.and_then(Target::why_not).unwrap_or(ConnectError::Refused(error))
}

/// Settings of each connection.
pub(super) async fn set_up(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    let settings = if connection.backend_name() == "SQLite" {
        // FULL: what has been acknowledged is there after a power cut.
        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
    } else {
        // Nobody asks for so much at once that making ready for it pays. Behind a pooler it reaches some
        // of its connections, and does no harm there.
        "SET jit = off; SET max_parallel_workers_per_gather = 0"
    };
    connection.execute(settings).await.map(drop)
}

/// Refuses a pooler that hands out a server's connection for each transaction and loses prepared
/// statements on the way: it would fail now and then, in the middle of an act.
async fn check_pooler(one: &mut AnyConnection, other: &mut AnyConnection) -> Result<(), ConnectError> {
    let pid = "SELECT pg_backend_pid()";
    let pids: (i32, i32) = (one.fetch_one(pid).await?.try_get(0)?, other.fetch_one(pid).await?.try_get(0)?);
    if pids.0 != pids.1 {
        return Ok(());
    }
    for connection in [one, other] {
        let asked = sqlx::query("SELECT CAST($1 AS TEXT)").bind("pooled").fetch_one(connection).await;
        asked.map_err(|error| if errors::is_pooled(&error) { ConnectError::Pooled } else { error.into() })?;
    }
    Ok(())
}

fn engine(url: &str) -> Result<Engine, ConnectError> {
    match url.split_once(':').map(|(scheme, _)| scheme) {
        Some("sqlite") => Ok(Engine::Sqlite),
        Some("postgres" | "postgresql") => Ok(Engine::Postgres),
        _ => Err(ConnectError::UnknownEngine),
    }
}

/// The SQLite file that the URL names; `None` for a database in memory or elsewhere.
pub fn sqlite_file(url: &str) -> Option<PathBuf> {
    (engine(url).ok()? == Engine::Sqlite).then(|| Target::of(url, true).ok()?.file).flatten()
}

/// Whether the URL names a database in memory, which is gone with the process.
pub fn is_in_memory(url: &str) -> bool {
    engine(url).is_ok_and(|engine| engine == Engine::Sqlite)
        && Target::of(url, true).is_ok_and(|target| target.file.is_none())
}

/// A server elsewhere is spoken to over verified TLS only (ASVS 12.3.1, 12.3.2).
fn check_postgres(url: &str) -> Result<(), ConnectError> {
    // Asked of the parsed options: the host may also come from a parameter or the environment.
    let options = postgres_options(url).map_err(ConnectError::Refused)?;
    let host = options.get_host();
    let local = options.get_socket().is_some() || host.starts_with('/') || LOCAL_HOSTS.contains(&host);
    let verified = matches!(options.get_ssl_mode(), PgSslMode::VerifyFull);
    if local || verified { Ok(()) } else { Err(ConnectError::Unprotected) }
}

/// As the pool will read them.
fn postgres_options(url: &str) -> Result<PgConnectOptions, sqlx::Error> {
    AnyConnectOptions::from_str(url).and_then(|any| PgConnectOptions::try_from(&any))
}

/// What will be opened, without anything that may be secret, for people and logs.
pub fn describe(url: &str) -> String {
    match engine(url) {
        Ok(Engine::Sqlite) => match Target::of(url, true) {
            Ok(Target { file: Some(file), .. }) => file.display().to_string(),
            Ok(_) => "in memory, kept until the process ends".to_owned(),
            Err(_) => "sqlite:…".to_owned(),
        },
        Ok(Engine::Postgres) => match postgres_options(url) {
            Ok(options) => {
                let host = options.get_socket().map_or(options.get_host().into(), |socket| socket.to_string_lossy());
                let name = options.get_database().unwrap_or(options.get_username());
                format!("postgres://{host}:{}/{name}", options.get_port())
            }
            Err(_) => "postgres:…".to_owned(),
        },
        Err(_) => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_elsewhere_must_be_verified() {
        assert!(check_postgres("postgres://a:b@127.0.0.1/db").is_ok());
        assert!(check_postgres("postgres://a:b@db.example/db?sslmode=verify-full").is_ok());
        assert!(matches!(check_postgres("postgres://a:b@db.example/db"), Err(ConnectError::Unprotected)));
        assert!(matches!(
            check_postgres("postgres://a:b@db.example/db?sslmode=require"),
            Err(ConnectError::Unprotected)
        ));
        for evasion in
            ["postgres:///db?host=db.example", "postgres://db.example/db?sslmode=verify-full&sslmode=disable"]
        {
            assert!(matches!(check_postgres(evasion), Err(ConnectError::Unprotected)), "{evasion}");
        }
    }

    #[test]
    fn a_password_is_not_described() {
        for url in ["postgres://a:secret@127.0.0.1/db", "postgres://a:se#cret@h/db", "postgres://h/db?password=secret"]
        {
            let shown = describe(url);
            assert!(!shown.contains("cret"), "{shown}");
        }
    }
}
