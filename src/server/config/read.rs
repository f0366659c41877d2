//! Parsers for the values of configuration keys. Each error says what was expected.

use std::{net::IpAddr, path::PathBuf, str::FromStr};

use ipnet::{IpNet, Ipv4Net};

use crate::{
    account::server::breached,
    mail::{Mailbox, Transport},
    policy::Limit,
};

#[expect(clippy::unnecessary_wraps, reason = "the closures of the table return its result")]
pub(super) fn put<T>(place: &mut T, value: T) -> Result<(), String> {
    *place = value;
    Ok(())
}

pub(super) fn parse<T: FromStr>(text: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error: T::Err| format!("invalid value {text:?}: {error}"))
}

pub(super) fn within<T: FromStr + PartialOrd + std::fmt::Display>(text: &str, least: T, most: T) -> Result<T, String>
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

pub(super) fn one_of(text: &str, choices: &[&str]) -> Result<usize, String> {
    choices
        .iter()
        .position(|choice| *choice == text)
        .ok_or_else(|| format!("{text:?} is not one of {}", choices.join(", ")))
}

/// Parses `10/60s`: ten at once, then one every sixty seconds.
pub(super) fn limit(text: &str) -> Result<Limit, String> {
    let shape = || format!("{text:?} is not of the form 10/60s");
    let (burst, refill) = text.split_once('/').ok_or_else(shape)?;
    let refill = humantime::parse_duration(refill).map_err(|_| shape())?.as_secs();
    let refill = u32::try_from(refill).ok().filter(|seconds| *seconds > 0).ok_or_else(shape)?;
    Ok(Limit { burst: within(burst, 1, 1_000_000)?, refill })
}

pub(super) fn transport(text: &str) -> Result<Option<Transport>, String> {
    if text.is_empty() { Ok(None) } else { Transport::parse(text).map(Some) }
}

pub(super) fn mailbox(text: &str) -> Result<Option<Mailbox>, String> {
    let wrong = |error| format!("{text:?} is not of the form Name <address@example.org>: {error}");
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(wrong) }
}

pub(super) fn range_api(text: &str) -> Result<Option<url::Url>, String> {
    if text.is_empty() { Ok(None) } else { breached::parse_address(text).map(Some) }
}

pub(super) fn path(text: &str) -> Option<PathBuf> {
    (!text.is_empty()).then(|| text.into())
}

pub(super) fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    text.split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(|item| {
            let address = item.parse::<IpAddr>().map(IpNet::from);
            let network =
                address.or_else(|_| item.parse()).map_err(|_| format!("{item:?} is not an address or network"));
            let network = canonical(network?);
            let widest = widest(&network);
            if network.prefix_len() < widest {
                return Err(format!("{item} is wider than /{widest}: untrusted hosts in it could spoof any address"));
            }
            Ok(network)
        })
        .collect()
}

/// Converts IPv4 addresses that are written as IPv6 addresses, so that they compare equal.
fn canonical(network: IpNet) -> IpNet {
    let mapped = match network {
        IpNet::V4(_) => None,
        IpNet::V6(v6) => v6.addr().to_ipv4_mapped().zip(v6.prefix_len().checked_sub(96)),
    };
    mapped.and_then(|(address, length)| Ipv4Net::new(address, length).ok()).map_or(network, IpNet::V4)
}

/// The shortest accepted prefix: the largest private networks are `10.0.0.0/8` and `fc00::/7`.
fn widest(network: &IpNet) -> u8 {
    match network {
        IpNet::V4(_) => 8,
        IpNet::V6(_) => 7,
    }
}

pub(super) fn origin(text: &str) -> Result<url::Origin, String> {
    let shape = || format!("{text:?} is not of the form https://host or http://host:port");
    let url = url::Url::parse(text).map_err(|_| shape())?;
    let is_anonymous = url.username().is_empty() && url.password().is_none();
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && is_anonymous;
    match url.scheme() {
        "http" | "https" if bare && url.has_host() => Ok(url.origin()),
        _ => Err(shape()),
    }
}

pub(super) fn directives(text: &str) -> Result<String, String> {
    const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
    // Any other word would be taken for the name of a target that never logs.
    let unknown = text.split(',').map(str::trim).find(|part| !part.contains(['=', '[']) && !LEVELS.contains(part));
    if let Some(part) = unknown {
        return Err(format!("{part:?} is not one of {}", LEVELS.join(", ")));
    }
    // Of two directives for the same target, the last would win.
    let mut names = std::collections::BTreeSet::new();
    let name = |part: &'_ str| part.rsplit_once('=').map_or("", |(name, _)| name).trim().to_owned();
    if let Some(part) = text.split(',').map(str::trim).find(|part| !part.contains('[') && !names.insert(name(part))) {
        return Err(format!("{part:?} repeats a directive for the same target"));
    }
    let filter: Result<tracing_subscriber::EnvFilter, _> = text.parse();
    filter.map(|_| text.to_owned()).map_err(|error| format!("invalid value {text:?}: {error}"))
}
