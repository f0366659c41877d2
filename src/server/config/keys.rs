//! The table of configuration keys: name, default, meaning and how a value is read.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    str::FromStr,
};

use ipnet::IpNet;

use super::{Config, ConfigError, TlsFiles};
use crate::policy::{Limit, Limits, PasswordPolicy, SessionPolicy};

/// A configuration key.
pub struct Key {
    /// Its name in the file; in the environment `HALLPASS_` and the name in capitals.
    pub name: &'static str,
    pub default: &'static str,
    /// What it does and what it may be.
    pub about: &'static str,
    pub(super) set: fn(&mut Values, &str) -> Result<(), String>,
}

/// Every key, in the order of the documentation.
pub const KEYS: &[Key] = &[
    Key {
        name: "database_url",
        default: "sqlite://data/hallpass.db",
        about: "`sqlite://PATH` or `postgres://USER:PASSWORD@HOST/NAME`. A server on another machine needs `?sslmode=verify-full`.",
        set: |values, text| put(&mut values.database_url, text.to_owned()),
    },
    Key {
        name: "database_connections",
        default: "8",
        about: "Connections kept at most, 1 to 200. When all are busy for 5 seconds a request is answered 503.",
        set: |values, text| put(&mut values.database_connections, within(text, 1, 200)?),
    },
    Key {
        name: "migrate_on_start",
        default: "true",
        about: "Bring the schema up to date at start. `false` for a database role without DDL: run `hallpass migrate` with another.",
        set: |values, text| put(&mut values.migrate_on_start, parse(text)?),
    },
    Key {
        name: "listen",
        default: "127.0.0.1:3000",
        about: "Address and port. Beyond this machine only with TLS files or `behind_tls_proxy`.",
        set: |values, text| put(&mut values.listen, Some(parse::<SocketAddr>(text)?)),
    },
    Key {
        name: "public_origin",
        default: "",
        about: "Scheme, host and port under which people reach Hallpass. Never taken from a request. `https` makes cookies `Secure` and sends HSTS. Empty: `http://` and `listen`.",
        set: |values, text| put(&mut values.public_origin, if text.is_empty() { None } else { Some(origin(text)?) }),
    },
    Key {
        name: "behind_tls_proxy",
        default: "false",
        about: "A proxy in front of Hallpass speaks TLS with people. Needs `trusted_proxies` and an `https` `public_origin`.",
        set: |values, text| put(&mut values.behind_tls_proxy, parse(text)?),
    },
    Key {
        name: "trusted_proxies",
        default: "",
        about: "Addresses or networks (`192.0.2.7`, `10.0.0.0/8`), separated by commas. From these alone `X-Forwarded-For` is believed.",
        set: |values, text| put(&mut values.trusted_proxies, networks(text)?),
    },
    Key {
        name: "tls_certificate",
        default: "",
        about: "PEM file with the certificate chain; Hallpass then speaks TLS 1.2, 1.3 and HTTP/2 itself.",
        set: |values, text| put(&mut values.tls_certificate, path(text)),
    },
    Key {
        name: "tls_key",
        default: "",
        about: "PEM file with the certificate's private key; readable by its owner only.",
        set: |values, text| put(&mut values.tls_key, path(text)),
    },
    Key {
        name: "site_root",
        default: "",
        about: "Folder with the browser's files. Empty: `site` beside the program, else `target/site`.",
        set: |values, text| put(&mut values.site_root, path(text)),
    },
    Key {
        name: "log_level",
        default: "info,tower_sessions=warn,tower_sessions_core=error",
        about: "`error`, `warn`, `info`, `debug`, `trace`, or tracing directives as in the default, which keeps remarks about outdated cookies out.",
        set: |values, text| put(&mut values.log_level, directives(text)?),
    },
    Key {
        name: "log_format",
        default: "text",
        about: "`text` or `json` (one object a line).",
        set: |values, text| put(&mut values.log_json, one_of(text, &["text", "json"])? == 1),
    },
    Key {
        name: "session_idle",
        default: "30m",
        about: "A session ends after this long without activity: `10s` to `1y`.",
        set: |values, text| put(&mut values.idle, seconds(text)?),
    },
    Key {
        name: "session_absolute",
        default: "12h",
        about: "A session ends after this long in any case; at least `session_idle`.",
        set: |values, text| put(&mut values.absolute, seconds(text)?),
    },
    Key {
        name: "remembered_session_idle",
        default: "14d",
        about: "The idle limit for people who chose “keep me signed in”.",
        set: |values, text| put(&mut values.remembered_idle, seconds(text)?),
    },
    Key {
        name: "remembered_session_absolute",
        default: "30d",
        about: "The absolute limit for people who chose “keep me signed in”.",
        set: |values, text| put(&mut values.remembered_absolute, seconds(text)?),
    },
    Key {
        name: "password_min_length",
        default: "15",
        about: "Characters a new password has at least, 8 to 64. Below 15 only with a second factor (NIST SP 800-63B).",
        set: |values, text| put(&mut values.min_length, within(text, 8, 64)?),
    },
    Key {
        name: "argon2_memory_kib",
        default: "19456",
        about: "Memory of one password hash in KiB, 7168 to 1048576. Older hashes are brought up to date at sign-in.",
        set: |values, text| put(&mut values.memory_kib, within(text, 7168, 1_048_576)?),
    },
    Key {
        name: "argon2_iterations",
        default: "2",
        about: "Passes of one password hash, 1 to 20.",
        set: |values, text| put(&mut values.iterations, within(text, 1, 20)?),
    },
    Key {
        name: "argon2_parallelism",
        default: "1",
        about: "Lanes of one password hash, 1 to 16.",
        set: |values, text| put(&mut values.parallelism, within(text, 1, 16)?),
    },
    Key {
        name: "hash_workers",
        default: "0",
        about: "Password hashes computed at the same time, 1 to 64; 0: one for each processor. Each takes `argon2_memory_kib`.",
        set: |values, text| put(&mut values.hash_workers, within(text, 0, 64)?),
    },
    Key {
        name: "attempts_per_account",
        default: "10/60s",
        about: "Passwords tried for one account: this many at once, then one each so often (`10/60s`). Addresses the account has signed in from have an allowance of their own.",
        set: |values, text| put(&mut values.per_account, Some(limit(text)?)),
    },
    Key {
        name: "attempts_per_address",
        default: "60/5s",
        about: "Passwords tried, accounts made and links used from one address, or one IPv6 /64.",
        set: |values, text| put(&mut values.per_address, Some(limit(text)?)),
    },
    Key {
        name: "ratings_per_address",
        default: "30/1s",
        about: "Answers of the password meter to one address.",
        set: |values, text| put(&mut values.ratings, Some(limit(text)?)),
    },
];

/// The values while they are read.
#[derive(Default)]
pub(super) struct Values {
    database_url: String,
    database_connections: u32,
    migrate_on_start: bool,
    listen: Option<SocketAddr>,
    public_origin: Option<url::Origin>,
    behind_tls_proxy: bool,
    trusted_proxies: Vec<IpNet>,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    site_root: Option<PathBuf>,
    log_level: String,
    log_json: bool,
    idle: i64,
    absolute: i64,
    remembered_idle: i64,
    remembered_absolute: i64,
    min_length: usize,
    memory_kib: u32,
    iterations: u32,
    parallelism: u32,
    hash_workers: usize,
    per_account: Option<Limit>,
    per_address: Option<Limit>,
    ratings: Option<Limit>,
}

impl Values {
    /// Checks what only the whole can tell, and makes the configuration.
    pub(super) fn together(self) -> Result<Config, ConfigError> {
        let refuse = |reason: &str| Err(ConfigError::Together(reason.to_owned()));
        let tls = match (self.tls_certificate, self.tls_key) {
            (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
            (None, None) => None,
            _ => return refuse("tls_certificate and tls_key: set both or neither"),
        };
        let Some(listen) = self.listen else { return refuse("listen: an address is needed") };
        let public_origin = match self.public_origin {
            Some(public_origin) => public_origin,
            None => origin(&format!("http://{listen}")).map_err(ConfigError::Together)?,
        };
        let (Some(per_account), Some(per_address), Some(ratings)) = (self.per_account, self.per_address, self.ratings)
        else {
            return refuse("attempts_per_account, attempts_per_address, ratings_per_address: all are needed");
        };
        let config = Config {
            file: None,
            database_url: self.database_url,
            database_connections: self.database_connections,
            migrate_on_start: self.migrate_on_start,
            listen,
            public_origin,
            behind_tls_proxy: self.behind_tls_proxy,
            trusted_proxies: self.trusted_proxies,
            tls,
            site_root: self.site_root,
            log_level: self.log_level,
            log_json: self.log_json,
            sessions: SessionPolicy {
                idle: self.idle,
                absolute: self.absolute,
                remembered_idle: self.remembered_idle,
                remembered_absolute: self.remembered_absolute,
            },
            passwords: PasswordPolicy {
                min_length: self.min_length,
                memory_kib: self.memory_kib,
                iterations: self.iterations,
                parallelism: self.parallelism,
            },
            hash_workers: match self.hash_workers {
                0 => std::thread::available_parallelism().map_or(1, Into::into),
                workers => workers,
            },
            limits: Limits { per_account, per_address, ratings },
        };
        match contradiction(&config) {
            Some(reason) => refuse(reason),
            None => Ok(config),
        }
    }
}

/// What the settings say against one another, if they do.
fn contradiction(config: &Config) -> Option<&'static str> {
    let sessions = config.sessions;
    let rules = [
        (sessions.idle > sessions.absolute, "session_idle is longer than session_absolute"),
        (
            sessions.remembered_idle > sessions.remembered_absolute,
            "remembered_session_idle is longer than remembered_session_absolute",
        ),
        (
            config.behind_tls_proxy && config.trusted_proxies.is_empty(),
            "behind_tls_proxy: set trusted_proxies to the proxy's addresses",
        ),
        (
            config.behind_tls_proxy && config.tls.is_some(),
            "behind_tls_proxy and tls_certificate: only one of them can be meant",
        ),
        (
            !config.behind_tls_proxy && config.tls.is_none() && !config.listen.ip().is_loopback(),
            "listen: an address beyond this machine needs tls_certificate and tls_key, or behind_tls_proxy = true with \
             trusted_proxies: passwords must not cross the network in the clear",
        ),
        (
            (config.behind_tls_proxy || config.tls.is_some()) && !config.is_https(),
            "public_origin: with TLS it must begin with https://",
        ),
        (
            config.is_https() && !config.behind_tls_proxy && config.tls.is_none(),
            "public_origin: https needs tls_certificate and tls_key, or behind_tls_proxy",
        ),
        (
            !config.is_https() && !is_loopback(&config.public_origin),
            "public_origin: a name beyond this machine must begin with https://",
        ),
    ];
    rules.into_iter().find_map(|(broken, reason)| broken.then_some(reason))
}

/// Whether the origin is this machine's own.
fn is_loopback(origin: &url::Origin) -> bool {
    match origin {
        url::Origin::Tuple(_, url::Host::Domain(name), _) => name == "localhost" || name.ends_with(".localhost"),
        url::Origin::Tuple(_, url::Host::Ipv4(address), _) => address.is_loopback(),
        url::Origin::Tuple(_, url::Host::Ipv6(address), _) => address.is_loopback(),
        url::Origin::Opaque(_) => false,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it ends the closures of the table, which return this")]
fn put<T>(place: &mut T, value: T) -> Result<(), String> {
    *place = value;
    Ok(())
}

fn parse<T: FromStr>(text: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error: T::Err| format!("{text:?} cannot be read: {error}"))
}

fn within<T: FromStr + PartialOrd + std::fmt::Display>(text: &str, least: T, most: T) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    let number: T = parse(text)?;
    if number < least || number > most {
        Err(format!("{number} is not between {least} and {most}"))
    } else {
        Ok(number)
    }
}

fn one_of(text: &str, choices: &[&str]) -> Result<usize, String> {
    choices
        .iter()
        .position(|choice| *choice == text)
        .ok_or_else(|| format!("{text:?} is none of {}", choices.join(", ")))
}

fn seconds(text: &str) -> Result<i64, String> {
    const LEAST: u64 = 10;
    const MOST: u64 = 366 * 24 * 3600;
    let duration = humantime::parse_duration(text).map_err(|error| format!("{text:?} is no duration: {error}"))?;
    let seconds = duration.as_secs();
    let inside = i64::try_from(seconds).ok().filter(|_| (LEAST..=MOST).contains(&seconds));
    inside.ok_or_else(|| format!("{text:?} is not between 10s and 1y"))
}

/// `10/60s`: ten at once, then one each sixty seconds.
fn limit(text: &str) -> Result<Limit, String> {
    let shape = || format!("{text:?} is not of the form 10/60s");
    let (burst, refill) = text.split_once('/').ok_or_else(shape)?;
    let refill = humantime::parse_duration(refill).map_err(|_| shape())?.as_secs();
    let refill = u32::try_from(refill).ok().filter(|seconds| *seconds > 0).ok_or_else(shape)?;
    Ok(Limit { burst: within(burst, 1, 1_000_000)?, refill })
}

fn path(text: &str) -> Option<PathBuf> {
    (!text.is_empty()).then(|| text.into())
}

fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    text.split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(|item| {
            let address = item.parse::<IpAddr>().map(IpNet::from);
            address.or_else(|_| item.parse()).map_err(|_| format!("{item:?} is no address or network"))
        })
        .collect()
}

fn origin(text: &str) -> Result<url::Origin, String> {
    let shape = || format!("{text:?} is not of the form https://host or http://host:port");
    let url = url::Url::parse(text).map_err(|_| shape())?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    match url.scheme() {
        "http" | "https" if bare && url.has_host() => Ok(url.origin()),
        _ => Err(shape()),
    }
}

fn directives(text: &str) -> Result<String, String> {
    let filter: Result<tracing_subscriber::EnvFilter, _> = text.parse();
    filter.map(|_| text.to_owned()).map_err(|error| format!("{text:?} cannot be read: {error}"))
}
