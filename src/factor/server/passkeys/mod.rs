//! Passkeys and security keys (WebAuthn, Level 3): adding them, and checking what a device has signed. The library webauthn-rs checks the
//! signatures; a challenge and what it is checked against stay on the server, and are used once.

mod store;

pub(crate) use store::PasskeyRow;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use strum::IntoStaticStr;
use webauthn_rs::{
    Webauthn,
    prelude::{
        AuthenticationResult, DiscoverableAuthentication, Passkey, PublicKeyCredential, RegisterPublicKeyCredential,
        SecurityKey, Uuid, WebauthnError,
    },
};
use webauthn_rs_proto::ResidentKeyRequirement;

use super::{relying_party::RelyingParty, service::Factors, store as factors};
use crate::{
    account::server::Account,
    database::{Database, Transaction},
    error::{AppError, Conflict},
    factor::{MOST_PASSKEYS, PasskeyChallenge},
    link::token,
    texts::factor as t,
};

/// How long a challenge can be answered, in seconds. Longer than browsers wait.
const LIFETIME: i64 = 600;

/// The error for an answer that is wrong in any way.
const REJECTED: AppError = AppError::Conflict { conflict: Conflict::WrongPasskey };

/// A kind of WebAuthn credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum KeyKind {
    /// Verifies its user, and signs in without a password.
    Passkey,
    /// Is asked for after the password, and need not verify its user.
    SecurityKey,
}

impl KeyKind {
    /// The name in the database.
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// What the challenge for a new one is for.
    fn adding(self) -> Purpose {
        match self {
            Self::Passkey => Purpose::Add,
            Self::SecurityKey => Purpose::AddSecurityKey,
        }
    }
}

/// What a challenge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
enum Purpose {
    /// Adding a passkey to the account.
    Add,
    /// Adding a security key to the account.
    AddSecurityKey,
    /// Signing in, with a passkey of any account.
    SignIn,
    /// Verifying the owner of an account that has only passkeys: for the second step, or again.
    Confirm,
    /// The same, for an account that has security keys.
    ConfirmWithSecurityKey,
}

/// An assertion of a passkey that was verified, whose challenge has not been used up yet.
pub(crate) struct VerifiedPasskey {
    pub(crate) account_id: String,
    pub(crate) kind: KeyKind,
    id: String,
    /// Its state before and after this use.
    credential: String,
    new: String,
    challenge: String,
}

/// A new passkey or security key that was checked.
pub(crate) struct NewPasskey {
    kind: KeyKind,
    credential_id: String,
    credential: String,
    challenge: String,
}

impl Factors {
    /// The domain that passkeys are for, if people can have any.
    pub(crate) fn passkey_domain(&self) -> Option<&str> {
        self.relying_party.domain()
    }

    /// The passkeys and security keys of an account, the oldest first.
    pub(crate) async fn passkeys(&self, account_id: &str) -> Result<Vec<PasskeyRow>, AppError> {
        Ok(store::of_account(self.database.pool(), account_id).await?)
    }

    /// The challenge for a new passkey or security key.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if the account has as many as it may have, or passkeys are not available at the public origin.
    pub(crate) async fn challenge_new_passkey(
        &self,
        account: &Account,
        kind: KeyKind,
    ) -> Result<PasskeyChallenge, AppError> {
        let webauthn = self.webauthn()?;
        let rows = self.passkeys(&account.id).await?;
        if rows.iter().filter(|row| row.kind() == kind).count() >= MOST_PASSKEYS {
            return Err(AppError::rejected(match kind {
                KeyKind::Passkey => t::most_passkeys(MOST_PASSKEYS),
                KeyKind::SecurityKey => t::most_security_keys(MOST_PASSKEYS),
            }));
        }
        let known = rows.iter().map(|row| Ok(read::<Passkey>(&row.credential)?.cred_id().clone()));
        let known = Some(known.collect::<Result<Vec<_>, AppError>>()?);
        let handle = Uuid::parse_str(&account.id).map_err(|error| AppError::internal(&error))?;
        let (username, name) = (&*account.username, &*account.display_name);
        let internal = |error: WebauthnError| AppError::internal(&error);
        let (purpose, id) = (kind.adding(), Some(&*account.id));
        match kind {
            KeyKind::Passkey => {
                let begun = webauthn.start_passkey_registration(handle, username, name, known);
                let (mut options, state) = begun.map_err(internal)?;
                // Signing in without a username needs a passkey that its device finds by itself.
                if let Some(selection) = &mut options.public_key.authenticator_selection {
                    selection.resident_key = Some(ResidentKeyRequirement::Required);
                    selection.require_resident_key = true;
                }
                self.challenge(purpose, id, &options.public_key, &state).await
            }
            KeyKind::SecurityKey => {
                let begun = webauthn.start_securitykey_registration(handle, username, name, known, None, None);
                let (options, state) = begun.map_err(internal)?;
                self.challenge(purpose, id, &options.public_key, &state).await
            }
        }
    }

    /// Checks a new passkey or security key.
    ///
    /// # Errors
    /// [`Conflict::WrongPasskey`], [`AppError::Rejected`] if the challenge is over.
    pub(crate) async fn check_new_passkey(
        &self,
        account_id: &str,
        answer: &str,
        kind: KeyKind,
    ) -> Result<NewPasskey, AppError> {
        let webauthn = self.webauthn()?;
        let (challenge, answer) = split(answer)?;
        let state = self.state(&challenge, kind.adding(), Some(account_id)).await?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|error| malformed(&error))?;
        let (credential_id, credential) = match kind {
            KeyKind::Passkey => {
                let passkey = webauthn.finish_passkey_registration(&answer, &read(&state)?);
                let passkey = passkey.map_err(|error| failed(&error))?;
                (BASE64_URL_SAFE_NO_PAD.encode(passkey.cred_id()), write(&passkey)?)
            }
            KeyKind::SecurityKey => {
                let key = webauthn.finish_securitykey_registration(&answer, &read(&state)?);
                let key = key.map_err(|error| failed(&error))?;
                (BASE64_URL_SAFE_NO_PAD.encode(key.cred_id()), write(&key)?)
            }
        };
        Ok(NewPasskey { kind, credential_id, credential, challenge })
    }

    /// Adds a passkey that was [checked](Self::check_new_passkey). `user_agent`: of the browser.
    ///
    /// # Errors
    /// [`Conflict::WrongPasskey`], [`AppError::Rejected`] if the challenge is over.
    pub(crate) async fn add_passkey(
        &self,
        tx: &mut Transaction,
        account_id: &str,
        passkey: &NewPasskey,
        user_agent: &str,
    ) -> Result<(), AppError> {
        if !store::use_up(&mut **tx, &passkey.challenge).await? {
            return Err(AppError::rejected(t::passkey_expired()));
        }
        let new = store::NewRow {
            kind: passkey.kind,
            account_id,
            credential_id: &passkey.credential_id,
            credential: &passkey.credential,
            domain: self.relying_party.domain().unwrap_or_default(),
            user_agent,
            now: tx.now(),
        };
        let most = i64::try_from(MOST_PASSKEYS).unwrap_or(i64::MAX);
        if store::add(tx, new, most).await? { Ok(()) } else { Err(REJECTED) }
    }

    /// The challenge for signing in with a passkey of any account.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if passkeys are not available at the public origin.
    pub(crate) async fn challenge_anyone(&self) -> Result<PasskeyChallenge, AppError> {
        let begun = self.webauthn()?.start_discoverable_authentication();
        let (options, state) = begun.map_err(|error| AppError::internal(&error))?;
        self.challenge(Purpose::SignIn, None, &options.public_key, &state).await
    }

    /// The challenge for a passkey or security key of this account. `None`: it has none.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if passkeys are not available at the public origin.
    pub(crate) async fn challenge_owner(&self, account_id: &str) -> Result<Option<PasskeyChallenge>, AppError> {
        let rows = self.passkeys(account_id).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let webauthn = self.webauthn()?;
        let internal = |error: WebauthnError| AppError::internal(&error);
        let id = Some(account_id);
        if rows.iter().all(|row| row.kind() == KeyKind::Passkey) {
            let passkeys: Vec<Passkey> = rows.iter().map(|row| read(&row.credential)).collect::<Result<_, _>>()?;
            let (options, state) = webauthn.start_passkey_authentication(&passkeys).map_err(internal)?;
            return self.challenge(Purpose::Confirm, id, &options.public_key, &state).await.map(Some);
        }
        // Both kinds are stored alike. Those that verified their user when they were added still have to.
        let keys: Vec<SecurityKey> = rows.iter().map(|row| read(&row.credential)).collect::<Result<_, _>>()?;
        let (mut options, state) = webauthn.start_securitykey_authentication(&keys).map_err(internal)?;
        if rows.iter().any(|row| row.kind() == KeyKind::Passkey) {
            // Otherwise, browsers offer security keys only.
            options.public_key.hints = None;
        }
        self.challenge(Purpose::ConfirmWithSecurityKey, id, &options.public_key, &state).await.map(Some)
    }

    /// Verifies the assertion of a passkey or, if it must belong to an account, of a security key. `account_id`: that account;
    /// `None`: any.
    ///
    /// # Errors
    /// [`Conflict::UnknownPasskey`], [`Conflict::WrongPasskey`], [`AppError::Rejected`] if the challenge is over.
    pub(crate) async fn check_passkey(
        &self,
        account_id: Option<&str>,
        answer: &str,
    ) -> Result<VerifiedPasskey, AppError> {
        let (challenge, answer) = split(answer)?;
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|error| malformed(&error))?;
        let credential_id = BASE64_URL_SAFE_NO_PAD.encode(answer.get_credential_id());
        let Some(row) = store::find(self.database.pool(), &credential_id).await? else {
            return Err(self.unknown(&answer).await?);
        };
        if account_id.is_some_and(|id| id != row.account_id) {
            return Err(REJECTED);
        }
        let kind = row.kind();
        let new = match account_id {
            Some(_) => self.check_own(&challenge, &answer, &row).await?,
            // A security key may not have verified its user.
            None if kind == KeyKind::SecurityKey => return Err(REJECTED),
            None => {
                let state = read(&self.state(&challenge, Purpose::SignIn, None).await?)?;
                let mut passkey: Passkey = read(&row.credential)?;
                let checked = check_discovered(self.webauthn()?, &answer, state, &row, &passkey);
                passkey.update_credential(&checked.map_err(|error| failed(&error))?);
                write(&passkey)?
            }
        };
        Ok(VerifiedPasskey { account_id: row.account_id, kind, id: row.id, credential: row.credential, new, challenge })
    }

    /// Verifies the assertion of a passkey or security key of the account that was asked. Returns its new state.
    async fn check_own(
        &self,
        challenge: &str,
        answer: &PublicKeyCredential,
        row: &PasskeyRow,
    ) -> Result<String, AppError> {
        let (webauthn, id) = (self.webauthn()?, Some(&*row.account_id));
        if let Some(state) = self.find_state(challenge, Purpose::ConfirmWithSecurityKey, id).await? {
            let checked = webauthn.finish_securitykey_authentication(answer, &read(&state)?);
            let mut key: SecurityKey = read(&row.credential)?;
            key.update_credential(&checked.map_err(|error| failed(&error))?);
            return write(&key);
        }
        let state = self.state(challenge, Purpose::Confirm, id).await?;
        let checked = webauthn.finish_passkey_authentication(answer, &read(&state)?);
        let mut passkey: Passkey = read(&row.credential)?;
        passkey.update_credential(&checked.map_err(|error| failed(&error))?);
        write(&passkey)
    }

    /// The error for a passkey that is not stored. Only if it is of one of our accounts, the browser may forget it: other
    /// applications can share the domain.
    async fn unknown(&self, answer: &PublicKeyCredential) -> Result<AppError, AppError> {
        let owner = answer.get_user_unique_id().and_then(|id| Uuid::from_slice(id).ok());
        let is_ours = match owner {
            Some(id) => store::is_account(self.database.pool(), &id.to_string()).await?,
            None => false,
        };
        Ok(if is_ours { AppError::Conflict { conflict: Conflict::UnknownPasskey } } else { REJECTED })
    }

    /// Uses up the challenge that a passkey has answered, and notes the use.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if the challenge was used meanwhile, [`Conflict::WrongPasskey`] if the passkey was removed or
    /// used.
    pub(crate) async fn use_passkey(&self, tx: &mut Transaction, passkey: &VerifiedPasskey) -> Result<(), AppError> {
        if !store::use_up(&mut **tx, &passkey.challenge).await? {
            return Err(AppError::rejected(t::passkey_expired()));
        }
        let now = tx.now();
        let states = (&*passkey.credential, &*passkey.new);
        if store::note_use(&mut **tx, &passkey.id, states, now).await? { Ok(()) } else { Err(REJECTED) }
    }

    /// Removes challenges that have expired, at most this many. Returns how many.
    pub(crate) async fn remove_old_challenges(&self, now: i64, most: i64) -> Result<u64, AppError> {
        Ok(store::remove_old(self.database.pool(), now, most).await?)
    }

    fn webauthn(&self) -> Result<&Webauthn, AppError> {
        self.relying_party.webauthn().ok_or_else(|| AppError::rejected(t::no_passkeys()))
    }

    async fn challenge(
        &self,
        purpose: Purpose,
        account_id: Option<&str>,
        options: &impl Serialize,
        state: &impl Serialize,
    ) -> Result<PasskeyChallenge, AppError> {
        let token = token::generate().map_err(|error| AppError::internal(&error))?;
        let new = store::NewChallenge {
            token_hash: &token::digest(&token),
            purpose: purpose.into(),
            account_id,
            state: &write(state)?,
            expires_at: self.database.now() + LIFETIME,
        };
        store::challenge(self.database.pool(), new).await?;
        Ok(PasskeyChallenge { token, options: write(options)? })
    }

    async fn find_state(
        &self,
        challenge: &str,
        purpose: Purpose,
        account_id: Option<&str>,
    ) -> Result<Option<String>, AppError> {
        let now = self.database.now();
        Ok(store::state(self.database.pool(), challenge, purpose.into(), account_id, now).await?)
    }

    async fn state(&self, challenge: &str, purpose: Purpose, account_id: Option<&str>) -> Result<String, AppError> {
        let state = self.find_state(challenge, purpose, account_id).await?;
        state.ok_or_else(|| AppError::rejected(t::passkey_expired()))
    }
}

/// A domain for which there are passkeys, although it is not this party's, and their number. Nobody could use them any
/// more.
///
/// # Errors
/// When the database does not answer.
pub async fn other_domain(party: &RelyingParty, database: &Database) -> Result<Option<(String, i64)>, AppError> {
    Ok(store::other_domain(database.pool(), party.domain().unwrap_or_default()).await?)
}

/// Removes a passkey or security key. Returns what it was; `None`: it is gone.
pub(crate) async fn remove_passkey(
    tx: &mut Transaction,
    account_id: &str,
    id: &str,
    kind: KeyKind,
) -> Result<Option<PasskeyRow>, AppError> {
    let mut rows = store::of_account(&mut **tx, account_id).await?.into_iter();
    let row = rows.find(|row| row.id == id && row.kind() == kind);
    if row.is_some() {
        store::remove(tx, account_id, id).await?;
        factors::turn_off_if_empty(tx, account_id).await?;
    }
    Ok(row)
}

/// Removes the passkeys and security keys of an account, for this domain or for all. Returns how many.
pub(crate) async fn remove_passkeys(
    tx: &mut Transaction,
    account_id: &str,
    domain: Option<&str>,
) -> Result<u64, AppError> {
    let removed = store::remove_all(tx, account_id, domain).await?;
    factors::turn_off_if_empty(tx, account_id).await?;
    Ok(removed)
}

/// Makes void what the devices of an account were asked to sign.
pub(crate) async fn forget_challenges(tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
    Ok(store::forget_challenges(tx, account_id).await?)
}

/// The accounts with passkeys for this domain.
pub(crate) async fn owners_of_passkeys(database: &Database, domain: &str) -> Result<Vec<String>, AppError> {
    Ok(store::owners(database.pool(), domain).await?)
}

/// Names a passkey. `false`: it is gone.
pub(crate) async fn rename_passkey(
    tx: &mut Transaction,
    account_id: &str,
    id: &str,
    name: &str,
) -> Result<bool, AppError> {
    Ok(store::rename(&mut **tx, account_id, id, name).await?)
}

/// Checks the signature of a passkey that its device has found. Both must name the same account.
fn check_discovered(
    webauthn: &Webauthn,
    answer: &PublicKeyCredential,
    state: DiscoverableAuthentication,
    row: &PasskeyRow,
    passkey: &Passkey,
) -> Result<AuthenticationResult, WebauthnError> {
    let (owner, _) = webauthn.identify_discoverable_authentication(answer)?;
    if owner.to_string() != row.account_id {
        return Err(WebauthnError::InvalidUserUniqueId);
    }
    webauthn.finish_discoverable_authentication_v2(answer, state, passkey)
}

/// Splits an answer into the digest of its challenge's token and what the browser returned.
fn split(answer: &str) -> Result<(String, &str), AppError> {
    let (token, answer) = answer.split_once('.').ok_or_else(|| malformed(&"no token"))?;
    Ok((token::digest(token), answer))
}

fn malformed(error: &dyn std::fmt::Display) -> AppError {
    AppError::Malformed { reason: format!("passkey: {error}") }
}

/// What exactly was wrong is for the log. A counter that went backwards means that there is a copy of the passkey.
fn failed(error: &WebauthnError) -> AppError {
    if matches!(error, WebauthnError::CredentialPossibleCompromise) {
        tracing::warn!(cause = %error, "passkey rejected");
    } else {
        tracing::info!(cause = %error, "passkey rejected");
    }
    REJECTED
}

fn write(value: &impl Serialize) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|error| AppError::internal(&error))
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, AppError> {
    serde_json::from_str(text).map_err(|error| AppError::internal(&error))
}
