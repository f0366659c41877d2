//! The parsed values of all keys, and checks that involve several keys.

use std::{net::SocketAddr, path::PathBuf};

use ipnet::IpNet;

use super::{
    error::ConfigError,
    read::origin,
    settings::{Config, TlsFiles},
};
use crate::{
    mail::{MailSettings, Mailbox, Transport},
    policy::{AttemptLimits, HashingCost, Limit, TabLimits},
};

/// The parsed values.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the configuration")]
pub(super) struct Values {
    pub(super) database_url: String,
    pub(super) database_connections: u32,
    pub(super) migrate_on_start: bool,
    pub(super) listen: Option<SocketAddr>,
    pub(super) metrics_listen: Option<SocketAddr>,
    pub(super) public_origin: Option<url::Origin>,
    pub(super) behind_tls_proxy: bool,
    pub(super) trusted_proxies: Vec<IpNet>,
    pub(super) tls_certificate: Option<PathBuf>,
    pub(super) tls_key: Option<PathBuf>,
    pub(super) site_root: Option<PathBuf>,
    pub(super) log_level: String,
    pub(super) log_json: bool,
    pub(super) memory_kib: u32,
    pub(super) iterations: u32,
    pub(super) parallelism: u32,
    pub(super) hash_workers: usize,
    pub(super) per_account: Option<Limit>,
    pub(super) per_address: Option<Limit>,
    pub(super) ratings: Option<Limit>,
    pub(super) tabs_per_account: usize,
    pub(super) tabs_per_address: usize,
    pub(super) session_cache: bool,
    pub(super) geoip_database: Option<PathBuf>,
    pub(super) breached_passwords_file: Option<PathBuf>,
    pub(super) breached_passwords_api: Option<url::Url>,
    pub(super) secret_key_file: Option<PathBuf>,
    pub(super) passkey_domain: Option<String>,
    pub(super) mail_transport: Option<Transport>,
    pub(super) mail_from: Option<Mailbox>,
    pub(super) pseudo_language: bool,
    pub(super) styleguide: bool,
}

impl Values {
    /// Checks combinations of values and creates the configuration.
    pub(super) fn together(self) -> Result<Config, ConfigError> {
        let refuse = |reason: &str| Err(ConfigError::Together(reason.to_owned()));
        let tls = match (self.tls_certificate, self.tls_key) {
            (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
            (None, None) => None,
            _ => return refuse("tls_certificate and tls_key: set both or neither"),
        };
        let Some(listen) = self.listen else { return refuse("listen: an address is required") };
        let public_origin = match self.public_origin {
            Some(public_origin) => public_origin,
            None => origin(&format!("http://{listen}")).map_err(ConfigError::Together)?,
        };
        let (Some(per_account), Some(per_address), Some(ratings)) = (self.per_account, self.per_address, self.ratings)
        else {
            return refuse("attempts_per_account, attempts_per_address, ratings_per_address: all are required");
        };
        let mail = match (self.mail_transport, self.mail_from) {
            (Some(transport), Some(from)) => Some(MailSettings { transport, from }),
            (None, _) => None,
            (Some(_), None) => return refuse("mail_from: mail_url requires a sender"),
        };
        let config = Config {
            file: None,
            database_url: self.database_url,
            database_connections: self.database_connections,
            migrate_on_start: self.migrate_on_start,
            listen,
            metrics_listen: self.metrics_listen,
            public_origin,
            behind_tls_proxy: self.behind_tls_proxy,
            trusted_proxies: self.trusted_proxies,
            tls,
            site_root: self.site_root,
            log_level: self.log_level,
            log_json: self.log_json,
            hashing: HashingCost {
                memory_kib: self.memory_kib,
                iterations: self.iterations,
                parallelism: self.parallelism,
            },
            hash_workers: match self.hash_workers {
                0 => std::thread::available_parallelism().map_or(1, Into::into),
                workers => workers,
            },
            limits: AttemptLimits { per_account, per_address, ratings },
            tabs: TabLimits {
                per_account: self.tabs_per_account,
                per_address: self.tabs_per_address,
                in_all: usize::MAX,
            },
            session_cache: self.session_cache,
            geoip_database: self.geoip_database,
            breached_passwords_file: self.breached_passwords_file,
            breached_passwords_api: self.breached_passwords_api,
            secret_key_file: self.secret_key_file,
            passkey_domain: self.passkey_domain,
            mail,
            pseudo_language: self.pseudo_language,
            styleguide: self.styleguide,
        };
        match contradiction(&config) {
            Some(reason) => refuse(reason),
            None => Ok(config),
        }
    }
}

/// The first contradiction between settings, if any.
fn contradiction(config: &Config) -> Option<&'static str> {
    let rules = [
        (config.metrics_listen == Some(config.listen), "metrics_listen: must differ from listen"),
        (
            config.behind_tls_proxy && config.trusted_proxies.is_empty(),
            "behind_tls_proxy: set trusted_proxies to the proxy's addresses",
        ),
        (
            config.behind_tls_proxy && config.tls.is_some(),
            "behind_tls_proxy and tls_certificate: only one of them can be set",
        ),
        (
            !config.behind_tls_proxy && config.tls.is_none() && !config.listen.ip().is_loopback(),
            "listen: an address other than loopback requires tls_certificate and tls_key, or behind_tls_proxy = true \
             with trusted_proxies: passwords must not cross the network unencrypted",
        ),
        (
            (config.behind_tls_proxy || config.tls.is_some()) && !config.is_https(),
            "public_origin: with TLS it must begin with https://",
        ),
        (
            config.is_https() && !config.behind_tls_proxy && config.tls.is_none(),
            "public_origin: https requires tls_certificate and tls_key, or behind_tls_proxy",
        ),
        (
            !config.is_https() && !is_loopback(&config.public_origin),
            "public_origin: it must begin with https:// unless its host is localhost or a loopback address",
        ),
    ];
    rules.into_iter().find_map(|(broken, reason)| broken.then_some(reason))
}

/// Whether the origin is on this machine.
fn is_loopback(origin: &url::Origin) -> bool {
    match origin {
        url::Origin::Tuple(_, url::Host::Domain(name), _) => name == "localhost" || name.ends_with(".localhost"),
        url::Origin::Tuple(_, url::Host::Ipv4(address), _) => address.is_loopback(),
        url::Origin::Tuple(_, url::Host::Ipv6(address), _) => address.is_loopback(),
        url::Origin::Opaque(_) => false,
    }
}
