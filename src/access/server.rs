//! The law: the first line of every server function is one of these. Rules that need authority
//! take the [`Grant`] that [`require`] returns as first argument; besides it only the command line
//! has one, for the person at the terminal.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::{Arc, OnceLock},
};

use axum::http::{Extensions, request::Parts};
use leptos::prelude::use_context;

use super::{Download, Function, Member, Permissions, Principal, Role, Rule};
use crate::error::{AppError, Conflict};

/// What is known of the request itself; resolved by the layers, before anything else runs.
#[derive(Clone, Debug)]
pub struct Client {
    /// The client's address; from a proxy's header only when that proxy is trusted.
    pub address: IpAddr,
    /// The `User-Agent` header, at most 300 characters.
    pub user_agent: String,
    /// The id under which the request is logged, at most 64 characters; empty: there is none.
    pub request_id: String,
}

impl Client {
    /// The network the address counts for: itself, or its /64 where one household has them all.
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

/// An address as people and proxies write it: bare or in brackets, with a port or a zone. An IPv4 address
/// that is written as an IPv6 one is that IPv4 address.
pub fn read_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let is_port = |port: &str| port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    let bare = if let Some(rest) = text.strip_prefix('[') {
        rest.split_once(']').filter(|(_, port)| port.is_empty() || is_port(port))?.0
    } else {
        // More colons than one belong to the address.
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
        Self { address: IpAddr::V4(Ipv4Addr::UNSPECIFIED), user_agent: String::new(), request_id: String::new() }
    }
}

/// Who makes a request, for the log: unknown until a layer has found out. Kept beside the request, since
/// an answer may be made anew on its way out.
#[derive(Clone, Debug, Default)]
pub struct Caller(Arc<OnceLock<String>>);

impl Caller {
    /// Notes who it is, for the lines of this request from here on. Called in the request's span.
    pub fn note(&self, principal: &Principal) {
        let account = self.0.get_or_init(|| match principal {
            Principal::Guest { .. } => "guest".to_owned(),
            Principal::Member(member) => member.actor().to_owned(),
            Principal::Banned(_) => "banned".to_owned(),
        });
        tracing::Span::current().record("account", account.as_str());
    }

    /// The account's id, `guest` or `banned`; empty while it is unknown.
    pub fn account(&self) -> &str {
        self.0.get().map(String::as_str).unwrap_or_default()
    }
}

/// Somebody who was let in without authority.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who asks.
    pub principal: Principal,
    /// From where.
    pub client: Client,
}

/// Proof that the caller is signed in and holds the permission that was asked for.
#[derive(Clone, Debug)]
pub struct Grant {
    member: Member,
    client: Client,
}

impl Grant {
    /// Who acts.
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// The person at the server's own terminal: who can open the database needs no further leave.
    /// Their account id is empty and is no row's.
    pub fn operator() -> Self {
        let member = Member { role: Role::ADMINISTRATOR, permissions: Permissions::all(), ..Member::default() };
        Self { member, client: Client::default() }
    }

    /// The client that the request came from.
    pub fn client(&self) -> &Client {
        &self.client
    }
}

/// Lets in members as the table of access says. Where it asks for reauthentication, the password must have been
/// typed a short while ago (ASVS 7.5.3). Who acts as another is let in where the table says so.
///
/// # Errors
/// [`AppError::SignInRequired`], [`AppError::Forbidden`], [`AppError::Banned`],
/// [`Conflict::Impersonating`] or [`AppError::ReauthenticationRequired`].
pub fn require(function: Function) -> Result<Grant, AppError> {
    grant(visit(), function.rule, function.reauthentication, function.impersonated)
}

/// The same for a download: it is no server function and has its request's extensions in its hands.
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

/// What is not marked is not for those who act as somebody else.
fn check_acting(member: Option<&Member>, impersonated: bool) -> Result<(), AppError> {
    if !impersonated && member.is_some_and(|member| member.impersonator.is_some()) {
        return Err(AppError::Conflict { conflict: Conflict::Impersonating });
    }
    Ok(())
}

/// Lets in whom the table of access lets in, without giving authority.
///
/// # Errors
/// [`AppError::SignInRequired`], [`AppError::Forbidden`], [`AppError::Banned`] or
/// [`Conflict::Impersonating`].
pub fn admit(function: Function) -> Result<Visit, AppError> {
    let visit = visit();
    function.rule.decide(&visit.principal)?;
    check_acting(visit.principal.member(), function.impersonated)?;
    Ok(visit)
}

/// What the layers resolved for this request. Where they did not run there is only a guest.
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
    fn addresses_are_read_however_they_are_written() {
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
