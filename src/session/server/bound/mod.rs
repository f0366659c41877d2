//! Sessions bound to a device (Device Bound Session Credentials, W3C): the browser proves every ten minutes that it has a
//! private key, and gets the bound cookie for that. The session cookie alone, copied to another device, opens nothing.

mod cookie;
mod proof;
mod routes;
mod store;

pub(super) use store::remove_old;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use self::{
    cookie::CookieKey,
    proof::{Proof, PublicKey},
};
use super::{device::device, endings, row::SessionRow, selector::SessionSelector, service::Sessions};
use crate::{
    access::{Ending, Member, Principal, server::Client},
    audit::server::Actor,
    error::AppError,
    link::token,
    mail::Template,
    policy::Setting,
};

/// Where browsers send the public key.
const REGISTER: &str = "/dbsc/start";
/// Where browsers get the bound cookie anew.
const REFRESH: &str = "/dbsc/refresh";

/// Asks a browser to create a key.
const REGISTRATION: HeaderName = HeaderName::from_static("secure-session-registration");
/// With it, a browser reports that it could not refresh the bound cookie.
const SKIPPED: HeaderName = HeaderName::from_static("secure-session-skipped");

/// How long a challenge can be answered, in seconds. Keys in hardware can take some seconds.
const CHALLENGE_LIFETIME: i64 = 300;
/// The maximum number of open challenges of a session.
const CHALLENGES: i64 = 8;
/// After a key was registered, requests without the bound cookie are accepted for this many seconds: they may have been
/// sent before the browser had it. The clocks of two servers may differ as much.
const IN_FLIGHT: i64 = 60;

/// The key of a session, as far as requests are checked against it.
#[derive(Clone, Debug)]
pub(super) struct SessionKey {
    cookie_key: CookieKey,
    /// When it was registered, in Unix seconds.
    registered_at: i64,
    /// The network in which the browser last proved that it has the key.
    network: String,
    /// The `User-Agent` with which the session began.
    user_agent: String,
}

/// What a request shows of the browser that sent it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evidence<'a> {
    pub(crate) headers: &'a HeaderMap,
    pub(crate) client: &'a Client,
}

/// Whether a request comes from the browser that a session is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It does.
    Confirmed,
    /// That cannot be known. A browser that could not refresh the bound cookie sends such requests, too.
    Unconfirmed,
    /// It does not: the session cookie was copied.
    Copied,
}

impl SessionKey {
    /// The key with these columns.
    pub(super) fn of(cookie_key: String, registered_at: i64, network: String, user_agent: String) -> Self {
        Self { cookie_key: CookieKey(cookie_key), registered_at, network, user_agent }
    }

    /// Judges a request with the cookie of the session. Nothing is granted without a valid bound cookie. What else the
    /// request shows, and can be forged, only decides whether the session ends.
    pub(super) fn judge(&self, session_id: &str, evidence: Evidence<'_>, now: i64) -> Verdict {
        let Evidence { headers, client } = evidence;
        if (now - self.registered_at).abs() < IN_FLIGHT || self.cookie_key.admits(session_id, headers, now) {
            return Verdict::Confirmed;
        }
        // A browser that knows the key either has a valid value or says that it could not get one.
        let has_moved = client.network() != self.network && !headers.contains_key(SKIPPED);
        // Browsers change their version, but not their name or system.
        if has_moved || device(&client.user_agent) != device(&self.user_agent) {
            Verdict::Copied
        } else {
            Verdict::Unconfirmed
        }
    }
}

/// What a proof has led to.
enum Refresh {
    /// The `Set-Cookie` of the bound cookie.
    Cookie(HeaderValue),
    /// A challenge to answer.
    Challenge(String),
}

impl Sessions {
    /// Asks the browser in which a session has just started to create a key, if the policy says so. The session starts
    /// even if that fails.
    pub(super) async fn offer_key(&self, principal: &Principal) {
        let Some(member) = principal.member().filter(|_| self.cookie.is_secure()) else { return };
        match self.challenge_if_bound(member).await {
            Ok(None) => {}
            Ok(Some(challenge)) => {
                let offer = format!("(ES256);path=\"{REGISTER}\";challenge=\"{challenge}\"");
                if let (Some(response), Ok(offer)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&offer)) {
                    response.insert_header(REGISTRATION, offer);
                }
            }
            Err(error) => tracing::warn!(cause = %error, "cannot bind a session to its device"),
        }
    }

    async fn challenge_if_bound(&self, member: &Member) -> Result<Option<String>, AppError> {
        if Setting::DEVICE_BOUND.value(self.database.pool(), &member.role).await? == 0 {
            return Ok(None);
        }
        self.new_challenge(&member.session.id).await.map(Some)
    }

    async fn new_challenge(&self, session_id: &str) -> Result<String, AppError> {
        let challenge = token::generate().map_err(|error| AppError::internal(&error))?;
        let mut tx = self.database.begin().await?;
        let expires_at = tx.now() + CHALLENGE_LIFETIME;
        store::insert_challenge(&mut *tx, session_id, &token::digest(&challenge), expires_at).await?;
        store::keep_challenges(&mut *tx, session_id, CHALLENGES).await?;
        tx.commit().await?;
        Ok(challenge)
    }

    /// Registers the key of a session that has none. Returns the `Set-Cookie` of the bound cookie.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] if the signature or the challenge is wrong, or the session has a key.
    async fn register_key(&self, member: &Member, client: &Client, proof: &Proof) -> Result<HeaderValue, AppError> {
        let key = proof.key.as_ref().filter(|key| proof.is_signed_with(key)).ok_or(AppError::Forbidden)?;
        let PublicKey { x, y } = key.clone();
        let cookie_key = token::generate().map_err(|error| AppError::internal(&error))?;
        let row = store::KeyRow { x, y, cookie_key, network: client.network() };
        let (session_id, mut tx) = (&*member.session.id, self.database.begin().await?);
        let now = tx.now();
        // The list of sessions shows it.
        tx.notify_account(member.actor()).await?;
        if !store::use_challenge(&mut *tx, session_id, &token::digest(&proof.challenge), now).await?
            || !store::insert_key(&mut *tx, session_id, &row, now).await?
        {
            return Err(AppError::Forbidden);
        }
        tx.commit().await?;
        CookieKey(row.cookie_key).issue(session_id, now)
    }

    /// Checks a proof of the key of a session, and makes a new value of the bound cookie.
    ///
    /// # Errors
    /// [`AppError::SignInRequired`] if the session has no key, or the signature is wrong.
    async fn refresh(&self, session_id: &str, client: &Client, proof: Option<Proof>) -> Result<Refresh, AppError> {
        let row = store::key(self.database.pool(), session_id).await?.ok_or(AppError::SignInRequired)?;
        let Some(proof) = proof else { return self.new_challenge(session_id).await.map(Refresh::Challenge) };
        if !proof.is_signed_with(&PublicKey { x: row.x, y: row.y }) {
            return Err(AppError::SignInRequired);
        }
        let mut tx = self.database.begin().await?;
        let now = tx.now();
        if !store::use_challenge(&mut *tx, session_id, &token::digest(&proof.challenge), now).await? {
            drop(tx);
            return self.new_challenge(session_id).await.map(Refresh::Challenge);
        }
        if row.network != client.network() {
            store::set_network(&mut *tx, session_id, &client.network()).await?;
        }
        tx.commit().await?;
        CookieKey(row.cookie_key).issue(session_id, now).map(Refresh::Cookie)
    }

    /// Ends a session whose cookie was copied, and tells its owner.
    pub(super) async fn end_copied(&self, row: &SessionRow, client: &Client) -> Result<(), AppError> {
        // Write pending activity first: recently active sessions have not expired.
        self.write_activity().await?;
        let mut tx = self.database.begin().await?;
        tx.acts_for(Actor::from(client));
        let ended = endings::end(&mut tx, SessionSelector::Session(&row.id), Ending::CopiedCookie, None).await?;
        if ended > 0 {
            let (device, address) = (device(&client.user_agent).to_string(), client.address.to_string());
            self.accounts.mail().notify(&mut tx, &row.account_id, &Template::CopiedCookie { device, address }).await?;
        }
        if tx.has_recorded() {
            tx.commit().await?;
        }
        Ok(())
    }
}

/// The `Set-Cookie` that removes the bound cookie at sign-out.
pub(super) fn cookie_removal() -> HeaderValue {
    cookie::removal()
}
