//! Opens the database that a URL names, with the settings each engine needs.

use std::{path::Path, str::FromStr, sync::Arc, time::Duration};

use sqlx::{
    Executor,
    any::AnyPoolOptions,
    postgres::{PgConnectOptions, PgSslMode},
};

use super::{Changes, Clock, Database};
use crate::health::Warnings;

/// Hosts that are this machine.
const LOCAL_HOSTS: [&str; 4] = ["localhost", "127.0.0.1", "::1", "[::1]"];

/// The engine behind the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("database_url must begin with sqlite: or postgres:")]
    UnknownEngine,
    #[error(
        "database_url names a PostgreSQL server on another machine without sslmode=verify-full: \
         passwords and sessions would cross the network unprotected. Add ?sslmode=verify-full \
         (and sslrootcert=… for a certificate authority of your own)"
    )]
    Unprotected,
    #[error("others can open {file} (mode {mode:o}); run `chmod 600 {file}`")]
    Mode { file: String, mode: u32 },
    #[error("cannot make the folder {folder} for the database: {cause}")]
    Folder { folder: String, cause: std::io::Error },
    #[error("the database does not answer: {}", cause(.0))]
    Refused(#[from] sqlx::Error),
}

/// The pool keeps trying until its time is up, and then no longer knows why it failed.
fn cause(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::PoolTimedOut => "no connection came about within 5 seconds; is a server there?".to_owned(),
        error => error.to_string(),
    }
}

impl Database {
    /// Opens the database. A missing SQLite file, and its folder, are made with owner-only modes.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub async fn connect(url: &str, connections: u32, clock: Clock) -> Result<Self, ConnectError> {
        sqlx::any::install_default_drivers();
        let engine = engine(url)?;
        let file = sqlite_file(url).map(Arc::from);
        let url = match engine {
            Engine::Sqlite => prepare_sqlite(url)?,
            Engine::Postgres => check_postgres(url)?,
        };
        let pool = AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(5))
            .after_connect(|connection, _| {
                Box::pin(async move {
                    if connection.backend_name() == "SQLite" {
                        connection
                            .execute(
                                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; \
                                 PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;",
                            )
                            .await?;
                    } else {
                        // Nobody asks for so much at once that making ready for it pays.
                        connection.execute("SET jit = off; SET max_parallel_workers_per_gather = 0").await?;
                    }
                    Ok(())
                })
            })
            .connect(&url)
            .await?;
        let changes = Changes::default();
        let warnings = Warnings::notifying(changes.notifier());
        Ok(Self { pool, engine, file, clock, changes, warnings })
    }
}

fn engine(url: &str) -> Result<Engine, ConnectError> {
    match url.split_once(':').map(|(scheme, _)| scheme) {
        Some("sqlite") => Ok(Engine::Sqlite),
        Some("postgres" | "postgresql") => Ok(Engine::Postgres),
        _ => Err(ConnectError::UnknownEngine),
    }
}

/// The file that a SQLite URL names; `None` for a database in memory or elsewhere.
pub fn sqlite_file(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite:")?.trim_start_matches("//");
    let path = path.split('?').next().unwrap_or_default();
    (!path.is_empty() && !path.starts_with(":memory:")).then(|| Path::new(path))
}

fn prepare_sqlite(url: &str) -> Result<String, ConnectError> {
    if let Some(file) = sqlite_file(url) {
        make_private(file)?;
    }
    let separator = if url.contains('?') { '&' } else { '?' };
    Ok(if url.contains("mode=") { url.to_owned() } else { format!("{url}{separator}mode=rwc") })
}

/// Makes the file and its folder, readable and writable by their owner only (ASVS 13.3.2).
fn make_private(file: &Path) -> Result<(), ConnectError> {
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let fail = |cause| ConnectError::Folder { folder: folder.unwrap_or(file).display().to_string(), cause };
    if let Some(folder) = folder.filter(|folder| !folder.exists()) {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(fail)?;
    }
    let opened = std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(file).map_err(fail)?;
    let mode = opened.metadata().map_err(fail)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(ConnectError::Mode { file: file.display().to_string(), mode });
    }
    Ok(())
}

/// A server elsewhere is spoken to over verified TLS only (ASVS 12.3.1, 12.3.2).
fn check_postgres(url: &str) -> Result<String, ConnectError> {
    // Asked of the parsed options: the host may also come from a parameter or the environment.
    let options = PgConnectOptions::from_str(url).map_err(ConnectError::Refused)?;
    let host = options.get_host();
    let local = options.get_socket().is_some() || host.starts_with('/') || LOCAL_HOSTS.contains(&host);
    let verified = matches!(options.get_ssl_mode(), PgSslMode::VerifyFull);
    if local || verified { Ok(url.to_owned()) } else { Err(ConnectError::Unprotected) }
}

/// The URL without anything that may be secret, for people and logs.
pub fn describe(url: &str) -> String {
    if sqlite_file(url).is_some() {
        return url.to_owned();
    }
    let scheme = url.split(':').next().unwrap_or_default();
    match url::Url::parse(url) {
        Ok(parsed) => format!("{scheme}://{}{}", parsed.host_str().unwrap_or_default(), parsed.path()),
        Err(_) => format!("{scheme}:…"),
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
    fn sqlite_urls_name_files() {
        assert_eq!(sqlite_file("sqlite://data/hallpass.db"), Some(Path::new("data/hallpass.db")));
        assert_eq!(sqlite_file("sqlite:///var/lib/h.db?mode=rwc"), Some(Path::new("/var/lib/h.db")));
        assert_eq!(sqlite_file("sqlite::memory:"), None);
        assert_eq!(sqlite_file("postgres://127.0.0.1/db"), None);
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
