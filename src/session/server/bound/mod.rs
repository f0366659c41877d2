//! Sessions bound to a device (Device Bound Session Credentials, W3C): the browser proves every ten minutes that it has a
//! private key, and gets the bound cookie for that. The session cookie alone, copied to another device, opens nothing.

mod cookie;
pub(super) mod key;
mod routes;
mod signed;
mod store;

pub(super) use store::remove_old;

use axum::http::{HeaderName, HeaderValue};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use self::{
    cookie::CookieKey,
    signed::{PublicKey, SignedChallenge},
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
pub(crate) const REGISTRATION: HeaderName = HeaderName::from_static("secure-session-registration");

/// How long a challenge can be answered, in seconds. Keys in hardware can take some seconds.
const CHALLENGE_LIFETIME: i64 = 300;
/// The maximum number of open challenges of a session.
const CHALLENGES: i64 = 8;

/// What a request for a new value of the bound cookie leads to.
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
        let challenge_hash = token::digest(&challenge);
        let mut tx = self.database.begin().await?;
        let expires_at = tx.now() + CHALLENGE_LIFETIME;
        store::insert_challenge(&mut *tx, session_id, &challenge_hash, expires_at).await?;
        store::keep_challenges(&mut *tx, session_id, &challenge_hash, CHALLENGES - 1).await?;
        tx.commit().await?;
        Ok(challenge)
    }

    /// Registers the key of a session that has none. Returns the `Set-Cookie` of the bound cookie.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] if the signature or the challenge is wrong, or the session has a key.
    async fn register_key(
        &self,
        member: &Member,
        client: &Client,
        signed: &SignedChallenge,
    ) -> Result<HeaderValue, AppError> {
        let key = signed.key.as_ref().filter(|key| signed.is_signed_with(key)).ok_or(AppError::Forbidden)?;
        let PublicKey { x, y } = key.clone();
        let cookie_key = token::generate().map_err(|error| AppError::internal(&error))?;
        let row = store::KeyRow { x, y, cookie_key, network: client.network() };
        let (session_id, mut tx) = (&*member.session.id, self.database.begin().await?);
        let now = tx.now();
        // The list of sessions shows it.
        tx.notify_account(member.actor()).await?;
        if !store::use_challenge(&mut *tx, session_id, &token::digest(&signed.challenge), now).await?
            || !store::insert_key(&mut *tx, session_id, &row, now).await?
        {
            return Err(AppError::Forbidden);
        }
        tx.commit().await?;
        CookieKey(row.cookie_key).issue(session_id, now)
    }

    /// Checks a challenge that was signed with the key of a session, and makes a new value of the bound cookie.
    ///
    /// # Errors
    /// [`AppError::SignInRequired`] if the session has no key, or the signature is wrong.
    async fn refresh(
        &self,
        session_id: &str,
        client: &Client,
        signed: Option<SignedChallenge>,
    ) -> Result<Refresh, AppError> {
        let row = store::key(self.database.pool(), session_id).await?.ok_or(AppError::SignInRequired)?;
        let Some(signed) = signed else { return self.new_challenge(session_id).await.map(Refresh::Challenge) };
        if !signed.is_signed_with(&PublicKey { x: row.x, y: row.y }) {
            return Err(AppError::SignInRequired);
        }
        let mut tx = self.database.begin().await?;
        let now = tx.now();
        if !store::use_challenge(&mut *tx, session_id, &token::digest(&signed.challenge), now).await? {
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
