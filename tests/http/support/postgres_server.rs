//! A PostgreSQL server for one test, which may stop it, demote it and put a pooler in front of it. Only available if
//! the tests run on PostgreSQL.

use std::{
    net::SocketAddr,
    process::Command,
    sync::{Arc, Mutex},
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::net::{TcpListener, TcpStream};

use hallpass::testing::free_port;

pub(crate) struct PostgresServer {
    folder: String,
    pub(crate) url: String,
}

impl PostgresServer {
    /// Starts a server; `None` if the tests run on SQLite.
    pub(crate) fn start() -> Option<Self> {
        std::env::var_os("HALLPASS_TEST_DATABASE_URL")?;
        let exports = script(&["start", &std::process::id().to_string()]);
        let value = |name: &str| {
            let line = exports.lines().find_map(|line| line.strip_prefix(&format!("export {name}=")));
            // Bash quotes special characters with backslashes.
            line.expect("an exported variable").replace('\\', "")
        };
        Some(Self { folder: value("HALLPASS_POSTGRES"), url: value("HALLPASS_TEST_DATABASE_URL") })
    }

    pub(crate) fn halt(&self) {
        script(&["halt", &self.folder]);
    }

    pub(crate) fn resume(&self) {
        script(&["resume", &self.folder]);
    }

    /// Creates a standby of this server and returns the standby's port.
    pub(crate) fn standby(&self) -> u16 {
        script(&["standby", &self.folder]).trim().parse().expect("a port")
    }

    pub(crate) fn promote_standby(&self) {
        script(&["promote", &self.folder]);
    }

    /// Puts a PgBouncer in front of this server and returns the URL that leads through it.
    pub(crate) fn behind_bouncer(&self, pool_mode: &str) -> String {
        let port = script(&["bouncer", &self.folder, pool_mode]).trim().parse().expect("a port");
        at_port(&self.url, port)
    }

    /// Runs statements as the database's owner.
    pub(crate) async fn execute(&self, statements: &[&str]) {
        let mut connection = PgConnection::connect(&self.url).await.expect("the server");
        for sql in statements {
            sqlx::raw_sql(AssertSqlSafe((*sql).to_owned())).execute(&mut connection).await.expect("a statement");
        }
        connection.close().await.expect("an end");
    }

    pub(crate) fn port(&self) -> u16 {
        url::Url::parse(&self.url).expect("a URL").port().expect("a port")
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        script(&["stop", &self.folder]);
    }
}

fn script(arguments: &[&str]) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/postgres");
    let output = Command::new(script).args(arguments).output().expect("the script runs");
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "scripts/postgres {arguments:?}: {wrong}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The URL of the same database at another port.
pub(crate) fn at_port(url: &str, port: u16) -> String {
    let mut url = url::Url::parse(url).expect("a URL");
    url.set_port(Some(port)).expect("a URL with a host");
    url.into()
}

/// A port whose new connections lead to a server that can be exchanged, as in a failover. Existing connections stay
/// with the old server.
pub(crate) struct Forwarder {
    pub(crate) port: u16,
    target: Arc<Mutex<u16>>,
}

impl Forwarder {
    pub(crate) async fn to(port: u16) -> Self {
        let (listener, address) = free_port().await;
        let target = Arc::new(Mutex::new(port));
        tokio::spawn(forward(listener, Arc::clone(&target)));
        Self { port: address.port(), target }
    }

    pub(crate) fn lead_to(&self, port: u16) {
        *self.target.lock().expect("an unpoisoned lock") = port;
    }
}

async fn forward(listener: TcpListener, target: Arc<Mutex<u16>>) {
    while let Ok((mut client, _)) = listener.accept().await {
        let port = *target.lock().expect("an unpoisoned lock");
        tokio::spawn(async move {
            let address = SocketAddr::from(([127, 0, 0, 1], port));
            if let Ok(mut server) = TcpStream::connect(address).await {
                // Either side may close the connection.
                let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
            }
        });
    }
}
