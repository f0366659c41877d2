//! A row of the hash chain, and the hashes in it.

use sha2::{Digest, Sha256};

/// A row of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::audit::server) struct ChainEntry {
    /// 1, 2, 3 and so on, without a gap.
    pub(in crate::audit::server) seq: i64,
    /// In Unix seconds.
    pub(in crate::audit::server) at: i64,
    /// See [`Event`](crate::audit::server::Event).
    pub(in crate::audit::server) act: String,
    /// See [`Event`](crate::audit::server::Event).
    pub(in crate::audit::server) outcome: String,
    /// See [`Event`](crate::audit::server::Event).
    pub(in crate::audit::server) reason: String,
    /// See [`Actor`](crate::audit::server::Actor).
    pub(in crate::audit::server) actor: String,
    /// See [`Event`](crate::audit::server::Event).
    pub(in crate::audit::server) subject: String,
    /// See [`Event`](crate::audit::server::Event). A JSON object, with the impersonated account as `as`.
    pub(in crate::audit::server) detail: String,
    /// See [`Actor`](crate::audit::server::Actor).
    pub(in crate::audit::server) request: String,
    /// See [`digest_of_origin`]; empty: none.
    pub(in crate::audit::server) origin: String,
    /// The hash of the row before; empty: this is the first.
    pub(in crate::audit::server) previous: String,
}

impl ChainEntry {
    /// The row's hash: SHA-256, in hexadecimal, of all columns in their order as a JSON array.
    pub(in crate::audit::server) fn hash(&self) -> String {
        digest(&serde_json::json!([
            self.seq,
            self.at,
            self.act,
            self.outcome,
            self.reason,
            self.actor,
            self.subject,
            self.detail,
            self.request,
            self.origin,
            self.previous,
        ]))
    }
}

/// The digest of an origin in the chain. Without the salt, the origin cannot be guessed from it.
pub(in crate::audit::server) fn digest_of_origin(
    salt: &str,
    account_id: &str,
    address: &str,
    user_agent: &str,
) -> String {
    digest(&serde_json::json!([salt, account_id, address, user_agent]))
}

fn digest(value: &serde_json::Value) -> String {
    hex::encode(Sha256::digest(value.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> ChainEntry {
        let text = str::to_owned;
        ChainEntry {
            seq: 1,
            at: 2,
            act: text("a"),
            outcome: text("done"),
            reason: String::new(),
            actor: text("b"),
            subject: text("c"),
            detail: text("{}"),
            request: text("d"),
            origin: text("e"),
            previous: String::new(),
        }
    }

    #[test]
    fn different_rows_have_different_hashes() {
        let (one, mut other) = (entry(), entry());
        other.actor = "b\",\"c".to_owned();
        other.subject = String::new();
        assert_ne!(one.hash(), other.hash());
        let (mut one, mut other) = (entry(), entry());
        (one.actor, one.subject) = ("bc".to_owned(), String::new());
        (other.actor, other.subject) = (String::new(), "bc".to_owned());
        assert_ne!(one.hash(), other.hash());
    }

    #[test]
    fn the_hash_of_a_row_is_stable() {
        assert_eq!(entry().hash(), "67857b8a2fd461b733c6e08295e0db876ecf37877a2a304a7bc55736be0f11f0");
    }
}
