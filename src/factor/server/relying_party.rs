//! The relying party (WebAuthn): the domain that passkeys are for, and the library that checks them.

use std::sync::Arc;

use url::{Host, Origin, Url};
use webauthn_rs::{Webauthn, WebauthnBuilder, prelude::WebauthnError};

/// The configured domain does not fit the public origin.
#[derive(Debug, thiserror::Error)]
#[error(
    "passkey_domain {domain:?} is neither the host of an https public_origin nor a domain that the host belongs to"
)]
pub struct DomainError {
    domain: String,
}

/// The relying party. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RelyingParty(Option<Arc<Inner>>);

#[derive(Debug)]
struct Inner {
    domain: String,
    webauthn: Webauthn,
}

impl RelyingParty {
    /// The relying party of a server with this public origin. `domain`: the configured one; `None`: the host. `name`: of
    /// the application.
    ///
    /// Browsers support passkeys on domain names over HTTPS, and for `localhost`. With any other origin, people can have
    /// none.
    ///
    /// # Errors
    /// See [`DomainError`].
    pub fn new(public: &Origin, domain: Option<&str>, name: &str) -> Result<Self, DomainError> {
        let Some((host, origin)) = secure(public) else {
            return match domain {
                None => Ok(Self(None)),
                Some(domain) => Err(DomainError { domain: domain.to_owned() }),
            };
        };
        let domain = domain.unwrap_or(&host);
        match build(domain, &origin, name) {
            Ok(webauthn) => Ok(Self(Some(Arc::new(Inner { domain: domain.to_owned(), webauthn })))),
            Err(_) => Err(DomainError { domain: domain.to_owned() }),
        }
    }

    /// The domain that passkeys are for (the RP ID), if people can have any.
    pub(crate) fn domain(&self) -> Option<&str> {
        self.0.as_ref().map(|inner| &*inner.domain)
    }

    pub(super) fn webauthn(&self) -> Option<&Webauthn> {
        self.0.as_ref().map(|inner| &inner.webauthn)
    }
}

fn build(domain: &str, origin: &Url, name: &str) -> Result<Webauthn, WebauthnError> {
    WebauthnBuilder::new(domain, origin)?.rp_name(name).build()
}

/// The host and the origin, if browsers support passkeys there. On the loopback interface, that is `localhost`.
fn secure(public: &Origin) -> Option<(String, Url)> {
    let Origin::Tuple(scheme, host, port) = public else { return None };
    let host = match host {
        Host::Ipv4(address) if address.is_loopback() => "localhost",
        Host::Ipv6(address) if address.is_loopback() => "localhost",
        Host::Domain(host) if scheme == "https" || host == "localhost" => host,
        _ => return None,
    };
    let origin = Url::parse(&format!("{scheme}://{host}:{port}")).ok()?;
    Some((host.to_owned(), origin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(public: &str, configured: Option<&str>) -> Result<Option<String>, String> {
        let public = Url::parse(public).unwrap().origin();
        let party = RelyingParty::new(&public, configured, "Hallpass").map_err(|error| error.to_string())?;
        Ok(party.domain().map(str::to_owned))
    }

    #[test]
    fn passkeys_are_for_the_host_or_the_configured_domain() {
        let own = |domain: &str| Ok(Some(domain.to_owned()));
        assert_eq!(domain("https://pass.example.org", None), own("pass.example.org"));
        assert_eq!(domain("https://pass.example.org:8443", Some("example.org")), own("example.org"));
        for loopback in ["http://127.0.0.1:3000", "http://localhost:3000", "http://[::1]:3000"] {
            assert_eq!(domain(loopback, None), own("localhost"));
        }
        for other in ["example.com", "ass.example.org", "www.pass.example.org"] {
            assert!(domain("https://pass.example.org", Some(other)).is_err(), "{other}");
        }
    }

    #[test]
    fn without_https_or_a_domain_name_there_are_none() {
        for public in ["http://pass.example.org", "https://192.0.2.7", "http://192.0.2.7:3000"] {
            assert_eq!(domain(public, None), Ok(None), "{public}");
            assert!(domain(public, Some("example.org")).is_err(), "{public}");
        }
    }
}
