//! Enforcement: every server function begins by calling [`require`] or [`admit`]. Functions that need authority take
//! the [`Grant`] from [`require`] as their first argument; only the command line can make another one, for the
//! operator.

mod cookies;

pub(crate) use cookies::cookies;

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::{Arc, OnceLock},
};

use axum::http::{Extensions, request::Parts};
use leptos::prelude::use_context;

use super::{Download, Function, Member, Permissions, Preferences, Principal, Role, Rule};
use crate::error::{AppError, Conflict};

/// Facts about the client of a request, resolved by the layers before anything else runs.
#[derive(Clone, Debug)]
pub struct Client {
    /// The client's address; taken from a proxy's header only if that proxy is trusted.
    pub address: IpAddr,
    /// The `User-Agent` header, at most 300 characters.
    pub user_agent: String,
    /// The ID under which the request is logged, at most 64 characters; empty if there is none.
    pub request_id: String,
    /// What a guest has chosen in this browser.
    pub preferences: Preferences,
    /// The preferences of the account that was last signed in in this browser.
    pub last_preferences: Preferences,
}

impl Client {
    /// The network that rate limits count: an IPv4 address itself, or the /64 of an IPv6 address, since one household
    /// has a whole /64.
    pub fn network(&self) -> String {
        match self.address.to_canonical() {
            IpAddr::V4(v4) => v4.to_string(),
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        }
    }
}

/// Parses an address as people and proxies write it: bare or in brackets, with a port or a zone. An IPv4-mapped IPv6
/// address becomes the IPv4 address.
pub fn read_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let is_port = |port: &str| port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    let bare = if let Some(rest) = text.strip_prefix('[') {
        rest.split_once(']').filter(|(_, port)| port.is_empty() || is_port(port))?.0
    } else {
        // With more than one colon, the colons belong to an IPv6 address.
        match text.find(':') {
            Some(colon) if is_port(&text[colon..]) => &text[..colon],
            _ => text,
        }
    };
    let address =
        bare.split_once('%').filter(|(address, _)| address.contains(':')).map_or(bare, |(address, _)| address);
    address.parse().ok().map(|address: IpAddr| address.to_canonical())
}

impl Default for Client {
    fn default() -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            user_agent: String::new(),
            request_id: String::new(),
            preferences: Preferences::default(),
            last_preferences: Preferences::default(),
        }
    }
}

/// The account behind a request, for the log: unknown until a layer has resolved it. Stored beside the request, because
/// its response may be replaced on the way out.
#[derive(Clone, Debug, Default)]
pub struct Caller(Arc<OnceLock<String>>);

impl Caller {
    /// Records the account for the remaining log lines of this request. Must be called in the request's span.
    pub fn note(&self, principal: &Principal) {
        let account = self.0.get_or_init(|| match principal {
            Principal::Guest { .. } => "guest".to_owned(),
            Principal::Member(member) => member.actor().to_owned(),
            Principal::Challenged(_) => "challenged".to_owned(),
            Principal::Banned(_) => "banned".to_owned(),
        });
        tracing::Span::current().record("account", account.as_str());
    }

    /// The account's ID, `guest`, `challenged` or `banned`; empty while it is unknown.
    pub fn account(&self) -> &str {
        self.0.get().map(String::as_str).unwrap_or_default()
    }
}

/// A caller that was admitted without authority.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The caller.
    pub principal: Principal,
    /// The client of the request.
    pub client: Client,
}

/// Proof that the caller is signed in and has the required permission.
#[derive(Clone, Debug)]
pub struct Grant {
    member: Member,
    client: Client,
}

impl Grant {
    /// The member who acts.
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// The grant of the person at the server's terminal: whoever can open the database needs no further permission.
    /// Their account ID is empty and matches no row.
    pub fn operator() -> Self {
        let member = Member { role: Role::ADMINISTRATOR, permissions: Permissions::all(), ..Member::default() };
        Self { member, client: Client::default() }
    }

    /// The client of the request.
    pub fn client(&self) -> &Client {
        &self.client
    }
}

/// Admits members according to the access table. Where the table requires reauthentication, the password must have been
/// entered recently (ASVS 7.5.3). Impersonators are admitted only where the table allows them.
///
/// # Errors
/// [`AppError::SignInRequired`], [`AppError::Forbidden`], [`AppError::SecondFactorDue`], [`AppError::Banned`],
/// [`Conflict::Impersonating`] or [`AppError::ReauthenticationRequired`].
pub fn require(function: Function) -> Result<Grant, AppError> {
    grant(visit(), function.rule, function.reauthentication, function.impersonated)
}

/// Does the same for a download, which is not a server function and passes its request's extensions.
///
/// # Errors
/// Those of [`require`].
pub fn require_download(extensions: &Extensions, download: Download) -> Result<Grant, AppError> {
    grant(resolved(extensions), download.rule, download.reauthentication, false)
}

fn grant(visit: Visit, rule: Rule, reauthentication: bool, impersonated: bool) -> Result<Grant, AppError> {
    rule.decide(&visit.principal)?;
    let Principal::Member(member) = visit.principal else { return Err(AppError::SignInRequired) };
    check_acting(Some(&member), impersonated)?;
    if reauthentication && member.session.needs_reauthentication() {
        return Err(AppError::ReauthenticationRequired);
    }
    Ok(Grant { member, client: visit.client })
}

/// Functions that do not allow impersonation reject impersonators.
fn check_acting(member: Option<&Member>, impersonated: bool) -> Result<(), AppError> {
    if !impersonated && member.is_some_and(|member| member.impersonator.is_some()) {
        return Err(AppError::Conflict { conflict: Conflict::Impersonating });
    }
    Ok(())
}

/// Admits callers according to the access table, without giving authority.
///
/// # Errors
/// [`AppError::SignInRequired`], [`AppError::Forbidden`], [`AppError::SecondFactorDue`], [`AppError::Banned`] or
/// [`Conflict::Impersonating`].
pub fn admit(function: Function) -> Result<Visit, AppError> {
    let visit = visit();
    function.rule.decide(&visit.principal)?;
    check_acting(visit.principal.member(), function.impersonated)?;
    Ok(visit)
}

/// The visit that the layers resolved for this request. Without the layers, the caller is a guest.
fn visit() -> Visit {
    use_context::<Parts>().map_or_else(|| resolved(&Extensions::new()), |parts| resolved(&parts.extensions))
}

fn resolved(extensions: &Extensions) -> Visit {
    Visit {
        principal: extensions.get().cloned().unwrap_or_default(),
        client: extensions.get().cloned().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_address_accepts_every_common_notation() {
        for (text, expected) in [
            ("192.0.2.7", Some("192.0.2.7")),
            (" 192.0.2.7:80 ", Some("192.0.2.7")),
            ("::ffff:192.0.2.7", Some("192.0.2.7")),
            ("[::ffff:192.0.2.7]:80", Some("192.0.2.7")),
            ("2001:DB8:0::7", Some("2001:db8::7")),
            ("[2001:db8::7]", Some("2001:db8::7")),
            ("fe80::7%eth0", Some("fe80::7")),
            ("[fe80::7%25eth0]:443", Some("fe80::7")),
            ("::1:80", Some("::1:80")),
            ("192.0.2.7%eth0", None),
            ("192.0.2.7:", None),
            ("192.0.2.7:99999", None),
            ("[192.0.2.7", None),
            ("[::1]80", None),
            ("192.0.2", None),
            ("", None),
        ] {
            assert_eq!(read_address(text).map(|address| address.to_string()).as_deref(), expected, "{text:?}");
        }
    }
}
