//! Asks a service that has the public list, by the first five digits of a hash (k-anonymity), and fails open.

use std::{sync::Arc, time::Duration};

use reqwest::{Client, header, redirect::Policy};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use url::{Host, Url};

use super::{digest::Digest, limiter::WarningLimiter};
use crate::database::Clock;

/// How long the service may take for its whole answer: somebody is waiting for it.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);
/// The largest answer in bytes. The public service's are about 80 kB with padding.
const LARGEST_ANSWER: usize = 1 << 20;
/// The number of hexadecimal digits that a range leaves out of each hash's 40.
const SUFFIX: usize = 35;

/// Why the service could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum RangeError {
    /// This machine has no certificates of authorities.
    #[error("no certificates of authorities were found on this machine; on Debian, install ca-certificates: {0}")]
    NoCertificates(String),
    /// The HTTP client cannot be set up.
    #[error("{0}")]
    Client(String),
    /// The service cannot be reached or does not answer in time.
    #[error("{0}")]
    Connection(String),
    /// It answers with another status than 200.
    #[error("it answers with status {0}")]
    Status(u16),
    /// It answers with something else.
    #[error("its answer is not a range of hashes")]
    NotARange,
}

/// Reads the address of a service: `https://`, or `http://` on this machine.
///
/// # Errors
/// Describes what was expected.
pub fn parse_address(text: &str) -> Result<Url, String> {
    let shape = || format!("{text:?} is not of the form https://host/path; http is only for a service on this machine");
    let mut url = Url::parse(text).map_err(|_| shape())?;
    let is_local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let is_bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if !is_bare || url.password().is_some() || !(url.scheme() == "https" || url.scheme() == "http" && is_local) {
        return Err(shape());
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

/// A service.
#[derive(Debug)]
pub(super) struct RangeApi {
    client: Client,
    address: Url,
    warnings: WarningLimiter,
}

impl RangeApi {
    /// `address`: as from [`parse_address`].
    pub(super) fn new(address: &Url, clock: Clock) -> Result<Self, RangeError> {
        let client = Client::builder()
            .user_agent(concat!("hallpass/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .timeout(ANSWER_WITHIN);
        let client = if address.scheme() == "https" {
            client.use_preconfigured_tls(tls()?).https_only(true)
        } else {
            // A service on this machine is not behind the proxy that the environment may name.
            client.no_proxy()
        };
        let client = client.build().map_err(|error| RangeError::Client(describe(&error)))?;
        Ok(Self { client, address: address.clone(), warnings: WarningLimiter::new(clock) })
    }

    /// Like `contains`, but no if the service does not answer as expected. Then a warning is logged.
    pub(super) async fn contains_or_warn(&self, digest: &Digest) -> bool {
        self.contains(digest).await.unwrap_or_else(|error| {
            if self.warnings.is_due() {
                tracing::warn!(cause = %error, "the service for breached passwords does not answer; new passwords are not checked there");
            }
            false
        })
    }

    /// Whether the service knows the password with this hash.
    ///
    /// # Errors
    /// If it does not answer as expected.
    pub(super) async fn contains(&self, digest: &Digest) -> Result<bool, RangeError> {
        let (prefix, suffix) = digest.split();
        let range = self.range(&prefix).await?;
        find(&range, &suffix).ok_or(RangeError::NotARange)
    }

    async fn range(&self, prefix: &str) -> Result<String, RangeError> {
        // An error must not name the address, which has a part of the hash.
        let failed = |error: reqwest::Error| RangeError::Connection(describe(&error.without_url()));
        let address = self.address.join(&format!("range/{prefix}")).map_err(|_| RangeError::NotARange)?;
        // With padding, the length of the answer does not tell an observer which range it is.
        let request = self.client.get(address).header("Add-Padding", "true").header(header::ACCEPT, "text/plain");
        let mut answer = request.send().await.map_err(failed)?;
        if answer.status() != 200 {
            return Err(RangeError::Status(answer.status().as_u16()));
        }
        let mut range = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(failed)? {
            range.extend_from_slice(&part);
            if range.len() > LARGEST_ANSWER {
                return Err(RangeError::NotARange);
            }
        }
        String::from_utf8(range).map_err(|_| RangeError::NotARange)
    }
}

/// Trusts the authorities that this machine trusts.
fn tls() -> Result<ClientConfig, RangeError> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    if roots.add_parsable_certificates(found.certs).0 == 0 {
        let errors: Vec<_> = found.errors.iter().map(ToString::to_string).collect();
        return Err(RangeError::NoCertificates(errors.join("; ")));
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().map_err(|error| RangeError::Client(error.to_string()))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// Whether a range has the hash with these last digits. Entries that only pad the answer have the count 0. `None` if it is
/// not a range.
fn find(range: &str, suffix: &str) -> Option<bool> {
    let mut is_found = false;
    for line in range.lines().filter(|line| !line.is_empty()) {
        let (digits, count) = line.split_once(':')?;
        let is_hash = digits.len() == SUFFIX && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let count: u64 = count.parse().ok().filter(|_| is_hash)?;
        is_found |= count > 0 && digits.eq_ignore_ascii_case(suffix);
    }
    Some(is_found)
}

/// The error with its causes.
fn describe(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_encrypted_or_local_services_are_accepted() {
        for (good, address) in [
            ("https://api.pwnedpasswords.com", "https://api.pwnedpasswords.com/"),
            ("https://mirror.example.org:8443/breached", "https://mirror.example.org:8443/breached/"),
            ("http://127.0.0.1:3001", "http://127.0.0.1:3001/"),
            ("http://[::1]:3001/a/", "http://[::1]:3001/a/"),
            ("http://localhost:3001", "http://localhost:3001/"),
        ] {
            assert_eq!(parse_address(good).unwrap().as_str(), address);
        }
        for bad in [
            "api.pwnedpasswords.com",
            "http://api.pwnedpasswords.com",
            "ftp://127.0.0.1",
            "https://ada:secret@example.org",
            "https://example.org/?key=1",
            "https://example.org/#a",
            "https://",
        ] {
            assert!(parse_address(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn padding_is_ignored_and_other_answers_are_errors() {
        let suffix = "2DC183F740EE76F27B78EB39C8AD972A757";
        let others = "0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n00D4F6E8FA6EECAD2A3AA415EEC418D38EC:2";
        assert_eq!(find(&format!("{others}\r\n{suffix}:52579\r\n"), suffix), Some(true));
        assert_eq!(find(&format!("{others}\r\n{}:1", suffix.to_lowercase()), suffix), Some(true));
        assert_eq!(find(&format!("{suffix}:0\r\n{others}"), suffix), Some(false), "padding");
        assert_eq!(find(others, suffix), Some(false));
        assert_eq!(find("", suffix), Some(false), "of a small list");
        for bad in ["<html>", "not found", &format!("{others}\n{suffix}"), &format!("{suffix}:many"), "21BD1:7"] {
            assert_eq!(find(bad, suffix), None, "{bad}");
        }
    }
}
