//! The exported document.

use std::collections::BTreeMap;

use serde::Serialize;

/// The document.
#[derive(Debug, Serialize)]
pub struct Export {
    pub(super) format: &'static str,
    pub(super) version: u32,
    pub(super) exported_at: String,
    pub(super) account: Profile,
    pub(super) sessions: Vec<Session>,
    pub(super) bans: Vec<Ban>,
    pub(super) links: Vec<IssuedLink>,
    pub(super) messages: Vec<SentMessage>,
    pub(super) second_factors: SecondFactors,
    pub(super) impersonations: Vec<Impersonation>,
    pub(super) invitations: Vec<Invitation>,
    pub(super) activity: Vec<Activity>,
    pub(super) events: Vec<Concerning>,
    /// The data of the application's features, by feature name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) features: BTreeMap<&'static str, serde_json::Value>,
}

#[derive(Debug, Serialize)]
pub(super) struct Profile {
    pub(super) id: String,
    pub(super) username: String,
    pub(super) display_name: String,
    pub(super) email: Option<String>,
    pub(super) email_verified_at: Option<String>,
    pub(super) email_pending: Option<String>,
    pub(super) role: String,
    pub(super) preferences: String,
    pub(super) created_at: String,
    pub(super) password_changed_at: String,
    pub(super) last_sign_in_at: Option<String>,
    pub(super) last_active_at: Option<String>,
    pub(super) new_device_notices: bool,
    /// After the right password, since the last sign-in.
    pub(super) wrong_codes: i64,
}

#[derive(Debug, Serialize)]
pub(super) struct Session {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) user_agent: String,
    pub(super) address: String,
    pub(super) network: String,
    pub(super) method: String,
    pub(super) level: i64,
    pub(super) remember_me: bool,
    pub(super) bound_at: Option<String>,
    pub(super) bound_network: Option<String>,
    pub(super) signed_in_at: String,
    pub(super) last_active_at: String,
    pub(super) ended_at: Option<String>,
    pub(super) ending: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Ban {
    pub(super) id: String,
    pub(super) reason: String,
    pub(super) decided_at: String,
    pub(super) until: Option<String>,
    pub(super) changed_at: Option<String>,
    pub(super) lifted_at: Option<String>,
    pub(super) appeal: Option<Appeal>,
}

#[derive(Debug, Serialize)]
pub(super) struct Appeal {
    pub(super) text: String,
    pub(super) sent_at: String,
    pub(super) answer: Option<String>,
    pub(super) answered_at: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct IssuedLink {
    pub(super) purpose: String,
    pub(super) email: Option<String>,
    pub(super) created_at: String,
    pub(super) expires_at: String,
    pub(super) used_at: Option<String>,
    pub(super) used_network: Option<String>,
}

/// A message to the person that is still in the outbox.
#[derive(Debug, Serialize)]
pub(super) struct SentMessage {
    pub(super) about: String,
    pub(super) to: Option<String>,
    pub(super) created_at: String,
    pub(super) sent_at: Option<String>,
}

/// The second factors, without their secrets.
#[derive(Debug, Default, Serialize)]
pub(super) struct SecondFactors {
    pub(super) authenticators: Vec<Authenticator>,
    pub(super) recovery_codes_left: i64,
    pub(super) passkeys: Vec<Passkey>,
}

#[derive(Debug, Serialize)]
pub(super) struct Passkey {
    /// `passkey` or `security_key`.
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) user_agent: String,
    pub(super) added_at: String,
    pub(super) last_used_at: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Authenticator {
    pub(super) added_at: String,
    pub(super) last_used_at: Option<String>,
}

/// An administrator's impersonation of the person.
#[derive(Debug, Serialize)]
pub(super) struct Impersonation {
    pub(super) reason: String,
    pub(super) started_at: String,
    pub(super) ended_at: Option<String>,
    pub(super) acts: Vec<ActInTheirName>,
}

/// An act during an impersonation of the person.
#[derive(Debug, Serialize)]
pub(super) struct ActInTheirName {
    pub(super) at: String,
    pub(super) act: String,
    pub(super) outcome: String,
}

/// An invitation that the person created.
#[derive(Debug, Serialize)]
pub(super) struct Invitation {
    pub(super) note: String,
    pub(super) created_at: String,
    pub(super) expires_at: String,
    pub(super) revoked_at: Option<String>,
    pub(super) uses: i64,
    pub(super) uses_left: i64,
}

/// An act of the person from the audit, and where it came from.
#[derive(Debug, Serialize)]
pub(super) struct Activity {
    pub(super) at: String,
    pub(super) act: String,
    pub(super) outcome: String,
    pub(super) address: Option<String>,
    pub(super) user_agent: Option<String>,
}

/// An act of somebody else on the person's account, done or refused, from the audit. Never says who it was.
#[derive(Debug, Serialize)]
pub(super) struct Concerning {
    pub(super) at: String,
    pub(super) act: String,
    pub(super) outcome: String,
    /// Why it was refused; `None` if it was done.
    pub(super) reason: Option<String>,
    pub(super) detail: BTreeMap<String, String>,
    /// The IP address, if the actor was a guest: it is then stored as the person's own.
    pub(super) address: Option<String>,
    pub(super) user_agent: Option<String>,
}
