//! The configuration as the server uses it.

use std::{net::SocketAddr, path::PathBuf};

use ipnet::IpNet;

use crate::{
    mail::MailSettings,
    policy::{AttemptLimits, HashingCost, TabLimits},
};

/// Everything that an operator can configure.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the configuration")]
pub struct Config {
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
    /// The URL of the database; see [`KEYS`](super::KEYS) for details of all fields.
    pub database_url: String,
    /// The maximum number of connections.
    pub database_connections: u32,
    /// Whether to migrate the schema at startup.
    pub migrate_on_start: bool,
    /// The address and port to listen on.
    pub listen: SocketAddr,
    /// The address and port of the metrics. `None`: they are not served.
    pub metrics_listen: Option<SocketAddr>,
    /// The origin under which people reach Hallpass.
    pub public_origin: url::Origin,
    /// Whether a proxy terminates TLS.
    pub behind_tls_proxy: bool,
    /// The proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: Vec<IpNet>,
    /// The files for TLS, if Hallpass itself terminates it.
    pub tls: Option<TlsFiles>,
    /// The folder with the browser's files; `None`: use the default folders.
    pub site_root: Option<PathBuf>,
    /// A level, or tracing directives.
    pub log_level: String,
    /// Whether to log JSON, one object per line, instead of text.
    pub log_json: bool,
    /// The cost of hashing a password.
    pub hashing: HashingCost,
    /// The number of hashes computed at the same time.
    pub hash_workers: usize,
    /// Limits on attempts.
    pub limits: AttemptLimits,
    /// Limits on open channels.
    pub tabs: TabLimits,
    /// Whether sessions are kept in memory while the database does not change.
    pub session_cache: bool,
    /// The file with the places of addresses, if any.
    pub geoip_database: Option<PathBuf>,
    /// The list of breached passwords, if any.
    pub breached_passwords_file: Option<PathBuf>,
    /// The address of a service that knows breached passwords, if any is asked.
    pub breached_passwords_api: Option<url::Url>,
    /// The file with the keys that encrypt secrets in the database; `None`: beside the SQLite file.
    pub secret_key_file: Option<PathBuf>,
    /// The domain that passkeys are for; `None`: the host of the public origin.
    pub passkey_domain: Option<String>,
    /// Where mail is sent; `None`: nowhere.
    pub mail: Option<MailSettings>,
    /// Whether people can choose the pseudo-language.
    pub pseudo_language: bool,
    /// Whether `/styleguide` is served.
    pub styleguide: bool,
}

impl Config {
    /// Whether the public origin uses TLS.
    pub fn is_https(&self) -> bool {
        matches!(&self.public_origin, url::Origin::Tuple(scheme, ..) if scheme == "https")
    }
}

/// The certificate chain and its key, in PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate, followed by intermediate certificates.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}
