//! Opens the database that a URL names, with the settings each engine needs. Checks and messages use the
//! URL as sqlx parses it.

use std::{path::PathBuf, str::FromStr, time::Duration};

use sqlx::{
    AnyConnection, ConnectOptions, Executor, Row,
    any::{AnyConnectOptions, AnyPoolOptions},
    pool::PoolConnectionMetadata,
    postgres::{PgConnectOptions, PgSslMode},
};

use super::{
    clock::Clock,
    engine::Engine,
    errors::{self, ConnectError},
    pool::Database,
    settings::set_up,
    sqlite::{OpenFile, ServerLock, Target},
    writes::Writes,
};

/// Hosts that are this machine.
const LOCAL_HOSTS: [&str; 4] = ["localhost", "127.0.0.1", "::1", "[::1]"];

/// What to do if the database does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Create a missing SQLite file and its folder, accessible only to the owner.
    Make,
    /// Fail if the SQLite file is missing.
    Refuse,
}

impl Database {
    /// Opens the database.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub async fn connect(url: &str, connections: u32, missing: Missing, clock: Clock) -> Result<Self, ConnectError> {
        sqlx::any::install_default_drivers();
        let engine = Engine::of(url)?;
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
        let file =
            target.as_ref().map(OpenFile::of).transpose().map_err(|error| ConnectError::Refused(error.into()))?;
        let file = file.flatten();
        let is_in_memory = target.is_some() && file.is_none();
        let writes = Writes::new(options.clone());
        let pool = AnyPoolOptions::new()
            // In memory, connections share one cache, whose locks fail instead of waiting.
            .max_connections(if is_in_memory { 1 } else { connections })
            .acquire_timeout(Duration::from_secs(5))
            .after_connect(|connection, _| Box::pin(set_up(connection)))
            // On PostgreSQL, `is_usable` serves the same purpose.
            .test_before_acquire(engine == Engine::Sqlite)
            .before_acquire({
                let writes = writes.clone();
                move |connection, meta| {
                    let writes = writes.clone();
                    Box::pin(async move { is_usable(connection, &meta, &writes).await })
                }
            })
            .connect_with(options)
            .await?;
        if let (Engine::Postgres, Some(first)) = (engine, &mut first) {
            check_pooler(first, &mut *pool.acquire().await?).await?;
        }
        writes.keep(first).await;
        Ok(Self::new(pool, engine, file, clock, writes))
    }

    /// Takes the server lock. On SQLite, only one process at a time can have it.
    ///
    /// # Errors
    /// If another process has it.
    pub fn lock_for_server(&self) -> Result<ServerLock, ConnectError> {
        self.0.file.as_ref().map_or_else(|| Ok(ServerLock::none()), |file| ServerLock::take(file.path()))
    }
}

/// A connection to a read-only server is replaced once it is older than this: the address may lead to
/// another server by then.
const SETTLED: Duration = Duration::from_secs(2);
/// A connection that was used within this time is used again without a test, if one was tested within this time.
const TESTED: Duration = Duration::from_secs(1);

/// Whether a connection of the pool may be used. On PostgreSQL, tests at most one busy connection a second, because the
/// test is a round trip; if the server has become read-only, all connections are replaced. SQLite needs no test.
async fn is_usable(
    connection: &mut AnyConnection,
    meta: &PoolConnectionMetadata,
    writes: &Writes,
) -> Result<bool, sqlx::Error> {
    if !writes.trusts(meta.age) {
        return Ok(false);
    }
    if connection.backend_name() == "SQLite" || meta.age < SETTLED {
        return Ok(true);
    }
    if meta.idle_for < TESTED && writes.tested_within(TESTED) {
        return Ok(true);
    }
    let row = connection.fetch_one("SHOW transaction_read_only").await?;
    let takes_writes = row.try_get::<String, _>(0)? == "off";
    writes.tested(takes_writes);
    Ok(takes_writes)
}

/// Opens one connection without the pool, which would hide the cause of a failure. `None`: the server is
/// not running yet; the pool waits for it.
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

/// Why the database could not be opened, as the system explains it if possible.
fn why(error: sqlx::Error, target: Option<&Target>) -> ConnectError {
    target.and_then(Target::why_not).unwrap_or(ConnectError::Refused(error))
}

/// Rejects a pooler in transaction mode that loses prepared statements, because requests would fail at
/// random.
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

/// The SQLite file that the URL names; `None` for a database in memory or elsewhere.
pub fn sqlite_file(url: &str) -> Option<PathBuf> {
    (Engine::of(url).ok()? == Engine::Sqlite).then(|| Target::of(url, true).ok()?.file).flatten()
}

/// Whether the URL names a database in memory, which is lost when the process ends.
pub fn is_in_memory(url: &str) -> bool {
    Engine::of(url).is_ok_and(|engine| engine == Engine::Sqlite)
        && Target::of(url, true).is_ok_and(|target| target.file.is_none())
}

/// Rejects a server on another machine without verified TLS (ASVS 12.3.1, 12.3.2).
fn check_postgres(url: &str) -> Result<(), ConnectError> {
    // Check the parsed options: the host may also come from a parameter or the environment.
    let options = postgres_options(url).map_err(ConnectError::Refused)?;
    let host = options.get_host();
    let local = options.get_socket().is_some() || host.starts_with('/') || LOCAL_HOSTS.contains(&host);
    let verified = matches!(options.get_ssl_mode(), PgSslMode::VerifyFull);
    if local || verified { Ok(()) } else { Err(ConnectError::Unprotected) }
}

/// The options as the pool parses them.
fn postgres_options(url: &str) -> Result<PgConnectOptions, sqlx::Error> {
    AnyConnectOptions::from_str(url).and_then(|any| PgConnectOptions::try_from(&any))
}

/// Describes the database for people and logs, without secrets.
pub fn describe(url: &str) -> String {
    match Engine::of(url) {
        Ok(Engine::Sqlite) => match Target::of(url, true) {
            Ok(Target { file: Some(file), .. }) => file.display().to_string(),
            Ok(_) => "in memory, lost when the process ends".to_owned(),
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
    fn remote_servers_require_verified_tls() {
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
    fn descriptions_do_not_contain_passwords() {
        for url in ["postgres://a:secret@127.0.0.1/db", "postgres://a:se#cret@h/db", "postgres://h/db?password=secret"]
        {
            let shown = describe(url);
            assert!(!shown.contains("cret"), "{shown}");
        }
    }
}
