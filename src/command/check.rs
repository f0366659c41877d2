//! `hallpass check`: tests what a server needs and says what to fix. Changes no rows.

use std::{net::IpAddr, os::unix::fs::PermissionsExt, path::Path, process::ExitCode};

use super::output::report;
use crate::{
    database::{self, Clock, Database, Engine, Missing},
    factor::server::{KeyError, other_domain},
    mail::Transport,
    policy::{self, server::Scope},
    server::{
        self,
        certificate::InvalidAt,
        config::{Config, ConfigError},
    },
    ui::time::utc,
};

/// One finding: what was tested, and what to fix if it failed.
struct Finding {
    what: String,
    mend: Option<String>,
    /// It works today but will stop working at some point.
    is_warning: bool,
}

fn well(what: impl Into<String>) -> Finding {
    Finding { what: what.into(), mend: None, is_warning: false }
}

fn ill(what: impl Into<String>, mend: impl Into<String>) -> Finding {
    Finding { what: what.into(), mend: Some(mend.into()), is_warning: false }
}

fn warning(what: impl Into<String>, mend: impl Into<String>) -> Finding {
    Finding { is_warning: true, ..ill(what, mend) }
}

/// What to do without a file for keys.
const NO_KEYS: &str = "set secret_key_file, so that people can set up authenticator apps";

/// What is said without a list and a service.
const NOT_CHECKED: &str = "breached passwords: not checked; set breached_passwords_file or breached_passwords_api, so that \
                           nobody chooses one";

pub(super) async fn run(config: Result<Config, ConfigError>) -> ExitCode {
    let findings = match config {
        Err(error) => vec![ill("configuration", error.to_string())],
        Ok(config) => {
            let mut findings =
                vec![well(format!("configuration: serves {}", config.public_origin.ascii_serialization()))];
            findings.extend(metrics(&config));
            findings.extend(files(&config).await);
            findings.extend(database(&config).await);
            findings
        }
    };
    for finding in &findings {
        match &finding.mend {
            None => report(&format!("ok    {}", finding.what)),
            Some(mend) if finding.is_warning => report(&format!("WARN  {}\n      {mend}", finding.what)),
            Some(mend) => report(&format!("FAIL  {}\n      {mend}", finding.what)),
        }
    }
    let is_well = |finding: &Finding| finding.mend.is_none() || finding.is_warning;
    if findings.iter().all(is_well) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Warns if others than this machine and its network may reach the metrics (ASVS 13.4.5).
fn metrics(config: &Config) -> Option<Finding> {
    let address = config.metrics_listen?;
    let is_inside = match address.ip() {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    };
    Some(if is_inside {
        well(format!("metrics: served on {address}"))
    } else {
        let mend = "anybody who reaches this address can read them; use a private address, or block the port outside";
        warning(format!("metrics: served on {address}"), mend)
    })
}

async fn files(config: &Config) -> Vec<Finding> {
    let mut findings = vec![
        server::check_site(config)
            .map_or_else(|mend| ill("browser files", mend), |root| well(format!("browser files: {root}"))),
    ];
    if let Some(tls) = &config.tls {
        findings.push(match server::check_tls(tls).await {
            Ok(validity) => certificate(&tls.certificate, validity.problem_at(Clock::system().now())),
            Err(error) => ill("TLS", error.to_string()),
        });
    }
    if let Some(file) = &config.geoip_database {
        findings.push(match server::check_places(config) {
            Ok(()) => well(format!("places of addresses: {}", file.display())),
            Err(error) => ill("geoip_database", error),
        });
    }
    findings.extend(breached(config).await);
    findings.push(match server::secret_keys(config).load() {
        Ok(true) => well("keys for secrets"),
        Ok(false) => well("keys for secrets: none yet; a file is created when it is first needed"),
        Err(KeyError::NoFile) => warning("keys for secrets: none", NO_KEYS),
        Err(error) => ill("secret_key_file", error.to_string()),
    });
    findings.push(match server::relying_party(config) {
        Ok(party) => match party.domain() {
            Some(domain) => well(format!("passkeys: for {domain}")),
            None => well("passkeys: not available; they need an https public_origin with a domain name, or localhost"),
        },
        Err(error) => ill("passkey_domain", error.to_string()),
    });
    findings.push(match &config.mail {
        None => well("mail: none is sent; set mail_url and mail_from, so that people can reset their passwords"),
        Some(mail) => match mail.transport.check().await {
            Ok(()) => well("mail: the server accepts a connection"),
            Err(error) => ill("mail_url", error),
        },
    });
    findings.extend(config.file.as_deref().and_then(|file| secret_file(file, config)));
    findings
}

/// Reports on the list of breached passwords and on the service that knows them.
async fn breached(config: &Config) -> Vec<Finding> {
    let breached = match server::breached_passwords(config, &Clock::system()) {
        Ok(breached) if breached.is_off() => return vec![well(NOT_CHECKED)],
        Ok(breached) => breached,
        Err(error) => return vec![ill("breached_passwords_api", error.to_string())],
    };
    let list = match breached.list().load() {
        Ok(None) => None,
        Ok(Some(facts)) => {
            let (entries, built_at) = (facts.entries, utc(i64::try_from(facts.built_at).unwrap_or_default()));
            Some(well(format!("breached passwords: a list of {entries}, made {built_at}")))
        }
        Err(error) => Some(ill("breached_passwords_file", error.to_string())),
    };
    let service = match breached.check_service().await {
        Ok(false) => None,
        Ok(true) => Some(well("breached passwords: the service answers")),
        Err(error) => {
            let mend = "until it answers, new passwords are accepted without asking it";
            Some(warning(format!("breached_passwords_api: {error}"), mend))
        }
    };
    list.into_iter().chain(service).collect()
}

/// Reports on the certificate, whose key is known to match.
fn certificate(file: &Path, problem: Option<InvalidAt>) -> Finding {
    let file = file.display();
    match problem {
        None => well(format!("TLS: {file} and its key")),
        Some(InvalidAt { problem, is_refused, .. }) => {
            let mend = "renew it; a running server loads the new files by itself";
            Finding { is_warning: !is_refused, ..ill(format!("TLS: {file} {problem}"), mend) }
        }
    }
}

async fn database(config: &Config) -> Vec<Finding> {
    let url = database::describe(&config.database_url);
    let file = database::sqlite_file(&config.database_url);
    if file.is_some_and(|file| matches!(file.try_exists(), Ok(false))) {
        return vec![match database::can_be_made(&config.database_url) {
            Ok(()) => well(format!("database: {url} does not exist yet; the first start creates it")),
            Err(error) => ill(format!("database: {url} does not exist yet"), error.to_string()),
        }];
    }
    let database = match server::open(config, Missing::Refuse).await {
        Ok(database) => database,
        Err(error) => return vec![ill(format!("database: {url}"), error.to_string())],
    };
    let engine = match database.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    let mut findings = vec![well(format!("database: {url} ({engine}) answers"))];
    if let Err(error) = database.check_integrity().await {
        findings.push(ill(format!("database: {url} is damaged"), format!("restore a backup: {error}")));
    }
    findings.push(match database.is_migrated().await {
        Ok(true) => well("schema: up to date"),
        Ok(false) if config.migrate_on_start || database.is_in_memory() => well("schema: the next start updates it"),
        Ok(false) => ill("schema: not what this version expects", "run `hallpass migrate`"),
        Err(error) => ill("schema", error.to_string()),
    });
    if matches!(database.is_migrated().await, Ok(true)) {
        if let Ok(party) = server::relying_party(config) {
            findings.extend(match other_domain(&party, &database).await {
                Ok(None) => None,
                Ok(Some((domain, count))) => Some(ill("passkey_domain", server::about_other_domain(&domain, count))),
                Err(error) => Some(ill("passkeys", error.to_string())),
            });
        }
        findings.extend(mailed_codes(config, &database).await);
        findings.push(match database.check_writes().await {
            Ok(()) => well("database: accepts writes"),
            Err(why) => ill("database: cannot be written to", why.to_string()),
        });
    }
    database.close().await;
    findings
}

/// Warns if the policy requires mailed codes, but mail is not configured.
async fn mailed_codes(config: &Config, database: &Database) -> Option<Finding> {
    if config.mail.is_some() {
        return None;
    }
    match policy::server::show(database).await {
        Ok(scopes) => scopes.iter().any(Scope::mails_codes).then(|| {
            let mend = "set mail_url and mail_from; until then, the password alone is enough in new browsers";
            warning("mailed codes: the policy requires them, but mail is not configured", mend)
        }),
        Err(error) => Some(ill("policy", error.to_string())),
    }
}

/// Warns if others can read a configuration file that may contain a password (ASVS 13.3.2).
fn secret_file(file: &Path, config: &Config) -> Option<Finding> {
    let mode = std::fs::metadata(file).ok()?.permissions().mode() & 0o777;
    let url = &config.database_url;
    let sends_mail = matches!(&config.mail, Some(mail) if matches!(mail.transport, Transport::Smtp(_)));
    let secret = url.contains('@') || url.contains("password=") || sends_mail;
    let shown = file.display();
    let open = secret && mode & 0o077 != 0;
    open.then(|| {
        ill(
            format!("others can read {shown} (mode {mode:o}), which may hold a password"),
            format!("run `chmod 600 {shown}`"),
        )
    })
}
