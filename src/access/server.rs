//! The law: the first line of every server function is one of these. Rules that need authority
//! take the [`Grant`] that [`require`] returns as first argument; besides it only the command line
//! has one, for the person at the terminal.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::request::Parts;
use leptos::prelude::use_context;

use super::{Member, PROOF_HOLDS, Permission, Principal, Role, Rule};
use crate::error::AppError;

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

impl Default for Client {
    fn default() -> Self {
        Self { address: IpAddr::V4(Ipv4Addr::UNSPECIFIED), user_agent: String::new(), request_id: String::new() }
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
        let member = Member { role: Role::Administrator, ..Member::default() };
        Self { member, client: Client::default() }
    }

    /// Whether the password was typed a short while ago (ASVS 7.5.2).
    ///
    /// # Errors
    /// [`AppError::ProofRequired`].
    pub fn check_proof(&self, now: i64) -> Result<(), AppError> {
        let age = now - self.member.session.signed_in_at;
        if age <= PROOF_HOLDS { Ok(()) } else { Err(AppError::ProofRequired) }
    }

    /// The client that the request came from.
    pub fn client(&self) -> &Client {
        &self.client
    }
}

/// Lets in members whose role permits it.
///
/// # Errors
/// [`AppError::SignInRequired`], [`AppError::Forbidden`] or [`AppError::Banned`].
pub fn require(permission: Permission) -> Result<Grant, AppError> {
    grant(visit(), permission)
}

/// The same for a request that is no server function's.
///
/// # Errors
/// Those of [`require`].
pub fn require_of(parts: &Parts, permission: Permission) -> Result<Grant, AppError> {
    grant(visit_of(parts), permission)
}

fn grant(visit: Visit, permission: Permission) -> Result<Grant, AppError> {
    Rule::Needs(permission).decide(&visit.principal)?;
    match visit.principal {
        Principal::Member(member) => Ok(Grant { member, client: visit.client }),
        _ => Err(AppError::SignInRequired),
    }
}

/// Lets in everyone but the banned.
///
/// # Errors
/// [`AppError::Banned`].
pub fn admit_open() -> Result<Visit, AppError> {
    admit(Rule::Open)
}

/// Lets in everyone: for signing out and asking who one is, nothing else.
///
/// # Errors
/// None today; the rule decides.
pub fn admit_anyone() -> Result<Visit, AppError> {
    admit(Rule::Anyone)
}

fn admit(rule: Rule) -> Result<Visit, AppError> {
    let visit = visit();
    rule.decide(&visit.principal)?;
    Ok(visit)
}

/// What the layers resolved for this request. Where they did not run there is only a guest.
fn visit() -> Visit {
    let nobody = || Visit { principal: Principal::default(), client: Client::default() };
    use_context::<Parts>().as_ref().map_or_else(nobody, visit_of)
}

fn visit_of(parts: &Parts) -> Visit {
    Visit {
        principal: parts.extensions.get().cloned().unwrap_or_default(),
        client: parts.extensions.get().cloned().unwrap_or_default(),
    }
}
