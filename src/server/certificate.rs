//! The TLS certificate: loads it, watches its files, reloads it without a restart, and warns before it
//! expires. An unusable certificate never replaces the one in use.

use std::{path::Path, time::Duration};

use axum_server::tls_rustls::RustlsConfig;
use rustls::pki_types::{CertificateDer, pem::PemObject};
use sha2::{Digest, Sha256};
use tokio::signal::unix::Signal;
use x509_cert::{Certificate as X509, der::Decode};

use super::config::TlsFiles;
use crate::{
    database::Database,
    health::{CertificateProblem, Source, Warning},
    ui::time::utc,
};

/// Why a certificate and its key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// A file cannot be read or parsed, the key does not fit, or a changed certificate is not valid now.
    #[error("tls_certificate and tls_key cannot be used: {0}")]
    Tls(std::io::Error),
    /// The group or others have access to the key (ASVS 13.3.2); the text says what to do.
    #[error("tls_key: {0}")]
    KeyMode(String),
}

/// How often to check the files.
const CHECK_EVERY: Duration = Duration::from_secs(10);
/// How many seconds before expiry to warn.
const SOON: i64 = 14 * 86_400;

/// When a certificate is valid, in Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// Not before.
    pub from: i64,
    /// Not after.
    pub until: i64,
}

/// What is wrong with a certificate's validity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidAt {
    /// For the log and the command line: completes a sentence that begins with "the certificate".
    pub problem: String,
    /// For the console.
    pub warning: CertificateProblem,
    /// Whether browsers reject it now; otherwise they soon will.
    pub is_refused: bool,
}

impl Validity {
    /// The problem at this time, if there is one.
    pub fn problem_at(self, now: i64) -> Option<InvalidAt> {
        let (warning, is_refused) = match self {
            Self { from, .. } if now < from => (CertificateProblem::NotValidYet(from), true),
            Self { until, .. } if now > until => (CertificateProblem::Expired(until), true),
            Self { until, .. } if now > until - SOON => (CertificateProblem::ExpiresSoon(until), false),
            _ => return None,
        };
        let problem = match warning {
            CertificateProblem::NotValidYet(from) => format!("is not valid before {}", utc(from)),
            CertificateProblem::Expired(until) => format!("expired on {}", utc(until)),
            CertificateProblem::ExpiresSoon(until) => format!("expires on {}", utc(until)),
        };
        Some(InvalidAt { problem, warning, is_refused })
    }
}

/// The contents of the files.
struct Pair {
    chain: Vec<u8>,
    key: Vec<u8>,
    validity: Validity,
}

impl Pair {
    async fn read(files: &TlsFiles) -> Result<Self, CertificateError> {
        private_mode(&files.key)?;
        let chain = read(&files.certificate).await?;
        let key = read(&files.key).await?;
        let validity = validity(&chain).map_err(|reason| invalid(&files.certificate, &reason))?;
        Ok(Self { chain, key, validity })
    }

    fn digest(&self) -> [u8; 32] {
        let length = self.chain.len().to_be_bytes();
        Sha256::new().chain_update(length).chain_update(&self.chain).chain_update(&self.key).finalize().into()
    }
}

async fn read(file: &Path) -> Result<Vec<u8>, CertificateError> {
    let owned = file.to_owned();
    let read = tokio::task::spawn_blocking(move || std::fs::read(owned)).await;
    read.map_err(std::io::Error::other).flatten().map_err(|error| invalid(file, &error.to_string()))
}

fn invalid(file: &Path, reason: &str) -> CertificateError {
    CertificateError::Tls(std::io::Error::other(format!("{}: {reason}", file.display())))
}

/// The validity of the server's own certificate, which is the first of the chain.
fn validity(chain: &[u8]) -> Result<Validity, String> {
    let der = CertificateDer::from_pem_slice(chain).map_err(|error| error.to_string())?;
    let certificate = X509::from_der(&der).map_err(|error| error.to_string())?;
    let validity = certificate.tbs_certificate().validity();
    let seconds = |time: x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    Ok(Validity { from: seconds(validity.not_before), until: seconds(validity.not_after) })
}

/// Rejects a key that others can read (ASVS 13.3.2).
fn private_mode(file: &Path) -> Result<(), CertificateError> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = std::fs::metadata(file).map_err(|error| invalid(file, &error.to_string()))?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        let file = file.display();
        let reason = format!("{file} can be read by others (mode {mode:o}); run `chmod 600 {file}`");
        return Err(CertificateError::KeyMode(reason));
    }
    Ok(())
}

/// A certificate in use.
pub(super) struct Certificate {
    files: TlsFiles,
    config: RustlsConfig,
    digest: [u8; 32],
    validity: Validity,
    /// The last problem that was logged.
    logged: Option<InvalidAt>,
}

impl Certificate {
    /// Reads the files.
    ///
    /// # Errors
    /// [`CertificateError::Tls`] and [`CertificateError::KeyMode`]. An expired certificate is not an error.
    pub(super) async fn load(files: &TlsFiles) -> Result<Self, CertificateError> {
        // Fails only if a provider is already installed, which works, too.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let pair = Pair::read(files).await?;
        let (digest, validity) = (pair.digest(), pair.validity);
        let config = RustlsConfig::from_pem(pair.chain, pair.key).await.map_err(CertificateError::Tls)?;
        Ok(Self { files: files.clone(), config, digest, validity, logged: None })
    }

    pub(super) fn validity(&self) -> Validity {
        self.validity
    }

    /// The TLS configuration; it follows each reload.
    pub(super) fn config(&self) -> RustlsConfig {
        self.config.clone()
    }

    /// Reloads the files when they change and on SIGHUP, forever.
    pub(super) async fn keep(mut self, mut hang_up: Signal, database: Database) {
        let mut ticks = tokio::time::interval(CHECK_EVERY);
        let mut has_failed = false;
        loop {
            let asked = tokio::select! {
                _ = ticks.tick() => false,
                _ = hang_up.recv() => true,
            };
            let now = database.now();
            match self.reload(asked, now).await {
                Ok(()) => {
                    has_failed = false;
                    database.warnings().clear(Source::CertificateFiles);
                }
                // A renewal may be in progress: the next check decides.
                Err(_) if !asked && !has_failed => has_failed = true,
                Err(error) => {
                    has_failed = true;
                    let cause = error.to_string();
                    let warning = Warning::CertificateNotLoaded { cause: cause.clone() };
                    if database.warnings().raise(Source::CertificateFiles, warning, now) || asked {
                        tracing::error!(cause, "cannot load the new certificate; the old one stays in use");
                    }
                }
            }
            self.warn_of_validity(&database, now);
        }
    }

    /// Loads the files if they have changed, or if `asked`.
    async fn reload(&mut self, asked: bool, now: i64) -> Result<(), CertificateError> {
        let pair = Pair::read(&self.files).await?;
        let (digest, validity) = (pair.digest(), pair.validity);
        if digest == self.digest && !asked {
            return Ok(());
        }
        if digest != self.digest
            && let Some(InvalidAt { problem, is_refused: true, .. }) = validity.problem_at(now)
        {
            return Err(invalid(&self.files.certificate, &format!("the certificate {problem}")));
        }
        self.config.reload_from_pem(pair.chain, pair.key).await.map_err(CertificateError::Tls)?;
        (self.digest, self.validity) = (digest, validity);
        tracing::info!(expires = utc(validity.until), "certificate loaded");
        Ok(())
    }

    fn warn_of_validity(&mut self, database: &Database, now: i64) {
        let found = self.validity.problem_at(now);
        match &found {
            None => {
                database.warnings().clear(Source::Certificate);
            }
            Some(InvalidAt { problem, warning, is_refused }) => {
                database.warnings().raise(Source::Certificate, Warning::Certificate { problem: *warning }, now);
                if found != self.logged {
                    match is_refused {
                        true => tracing::error!("the TLS certificate {problem}"),
                        false => tracing::warn!("the TLS certificate {problem}"),
                    }
                }
            }
        }
        self.logged = found;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problem_at_warns_two_weeks_before_expiry() {
        let validity = Validity { from: 100 * 86_400, until: 190 * 86_400 };
        let refused = |day: i64| validity.problem_at(day * 86_400).map(|found| found.is_refused);
        assert_eq!(refused(99), Some(true));
        assert_eq!(refused(100), None);
        assert_eq!(refused(176), None);
        assert_eq!(refused(177), Some(false));
        assert_eq!(refused(190), Some(false));
        assert_eq!(refused(191), Some(true));
    }
}
