//! Who acts in a transaction, as the audit records it.

use crate::access::{
    Member,
    server::{Client, Grant, Visit},
};

/// Who acts in a transaction, and from where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// An account's ID, `operator`, `system`, or empty: a guest.
    pub name: String,
    /// The ID of the impersonated account; empty: none.
    pub acting_as: String,
    /// The ID of the request; empty: none.
    pub request: String,
    /// Personal data, stored outside the chain.
    pub origin: Option<Origin>,
}

impl Actor {
    /// The server itself.
    pub fn system() -> Self {
        Self { name: "system".to_owned(), ..Self::default() }
    }

    /// Sets the account, once it is known.
    #[must_use]
    pub fn named(self, account_id: &str) -> Self {
        Self { name: account_id.to_owned(), ..self }
    }
}

/// Where a request came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The client's address.
    pub address: String,
    /// The `User-Agent` header.
    pub user_agent: String,
}

/// A guest with this client.
impl From<&Client> for Actor {
    fn from(client: &Client) -> Self {
        let origin = Origin { address: client.address.to_string(), user_agent: client.user_agent.clone() };
        Self { request: client.request_id.clone(), origin: Some(origin), ..Self::default() }
    }
}

/// The visitor: a member or a guest.
impl From<&Visit> for Actor {
    fn from(visit: &Visit) -> Self {
        match visit.principal.member() {
            Some(member) => Self::from(&visit.client).with_member(member),
            None => Self::from(&visit.client),
        }
    }
}

/// The holder of the grant. At the server's own terminal, there is no account and no address.
impl From<&Grant> for Actor {
    fn from(grant: &Grant) -> Self {
        match &*grant.member().account_id {
            "" => Self { name: "operator".to_owned(), ..Self::system() },
            _ => Self::from(grant.client()).with_member(grant.member()),
        }
    }
}

impl Actor {
    /// Sets the account and, during an impersonation, the impersonated account.
    #[must_use]
    pub fn with_member(self, member: &Member) -> Self {
        let acting_as = member.impersonator.as_ref().map(|_| member.account_id.clone()).unwrap_or_default();
        Self { acting_as, ..self.named(member.actor()) }
    }
}
