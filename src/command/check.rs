//! `hallpass check`: tests what a server needs, says what to mend, changes no row.

use std::process::ExitCode;

use crate::{
    database::{self, Engine},
    server::{
        self,
        config::{Config, ConfigError},
    },
};

/// One finding: what was looked at, and what to mend if it is not well.
struct Finding {
    what: String,
    mend: Option<String>,
}

fn well(what: impl Into<String>) -> Finding {
    Finding { what: what.into(), mend: None }
}

fn ill(what: impl Into<String>, mend: impl Into<String>) -> Finding {
    Finding { what: what.into(), mend: Some(mend.into()) }
}

pub(super) async fn run(config: Result<Config, ConfigError>) -> ExitCode {
    let findings = match config {
        Err(error) => vec![ill("configuration", error.to_string())],
        Ok(config) => {
            let mut findings =
                vec![well(format!("configuration: serves {}", config.public_origin.ascii_serialization()))];
            findings.extend(files(&config));
            findings.extend(database(&config).await);
            findings
        }
    };
    for finding in &findings {
        match &finding.mend {
            None => println!("ok    {}", finding.what),
            Some(mend) => println!("MEND  {}\n      {mend}", finding.what),
        }
    }
    if findings.iter().all(|finding| finding.mend.is_none()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn files(config: &Config) -> Vec<Finding> {
    let mut findings = vec![
        server::check_site(config)
            .map_or_else(|mend| ill("browser files", mend), |root| well(format!("browser files: {root}"))),
    ];
    if let Some(tls) = &config.tls {
        findings.push(match server::check_tls_key(&tls.key) {
            Ok(()) => well(format!("tls_key: {}", tls.key.display())),
            Err(error) => ill("tls_key", error.to_string()),
        });
        if !tls.certificate.is_file() {
            findings.push(ill("tls_certificate", format!("{} is no file", tls.certificate.display())));
        }
    }
    findings
}

async fn database(config: &Config) -> Vec<Finding> {
    let url = database::describe(&config.database_url);
    if let Some(file) = database::sqlite_file(&config.database_url) {
        if !file.exists() {
            return vec![well(format!("database: {url} does not exist yet; the first start makes it"))];
        }
    }
    let database = match server::open(config).await {
        Ok(database) => database,
        Err(error) => return vec![ill(format!("database: {url}"), error.to_string())],
    };
    let engine = match database.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    let mut findings = vec![well(format!("database: {url} ({engine}) answers"))];
    findings.push(match database.is_migrated().await {
        Ok(true) => well("schema: up to date"),
        Ok(false) if config.migrate_on_start => well("schema: the next start brings it up to date"),
        Ok(false) => ill("schema: not what this version expects", "run `hallpass migrate`"),
        Err(error) => ill("schema", error.to_string()),
    });
    database.close().await;
    findings
}
