//! One's own passkeys and security keys: listing, adding, naming and removing them.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use uuid::Uuid;

use super::Security;
#[cfg(doc)]
use crate::error::Conflict;
use crate::{
    access::{Ending, server::Grant},
    account::server::{Account, text},
    audit::{Act, server::Event},
    error::AppError,
    factor::{
        PASSKEY_NAME_MAX, Passkey, PasskeyChallenge, Passkeys,
        server::{
            KeyKind, PasskeyRow, has_second_factor, owners_of_passkeys, remove_passkey, remove_passkeys, rename_passkey,
        },
    },
    mail::Template,
    security::NewRecoveryCodes,
    session::server::{SessionSelector, cuts, device, endings},
};

impl Security {
    /// The caller's passkeys and security keys.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn passkeys(&self, grant: &Grant) -> Result<Passkeys, AppError> {
        let account_id = &*grant.member().account_id;
        let handle = Uuid::parse_str(account_id).map(|id| BASE64_URL_SAFE_NO_PAD.encode(id));
        Ok(Passkeys {
            domain: self.sessions.factors().passkey_domain().map(str::to_owned),
            handle: handle.unwrap_or_default(),
            passkeys: self.keys_of(account_id, KeyKind::Passkey).await?,
            security_keys: self.keys_of(account_id, KeyKind::SecurityKey).await?,
        })
    }

    /// The passkeys or the security keys of an account, the oldest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn keys_of(&self, account_id: &str, kind: KeyKind) -> Result<Vec<Passkey>, AppError> {
        let rows = self.sessions.factors().passkeys(account_id).await?;
        let rows = rows.into_iter().filter(|row| row.key_kind() == kind);
        let passkey = |row: PasskeyRow| Passkey {
            id: row.id,
            credential_id: row.credential_id,
            name: row.name,
            device: device(&row.user_agent),
            added_at: row.created_at,
            last_used_at: row.last_used_at,
        };
        Ok(rows.map(passkey).collect())
    }

    /// The challenge for a new passkey or security key.
    ///
    /// # Errors
    /// [`AppError::TooMany`], and [`AppError::Rejected`] if the account has as many as it may have, or passkeys are not
    /// available at the public origin.
    pub(crate) async fn challenge_new_passkey(
        &self,
        grant: &Grant,
        kind: KeyKind,
    ) -> Result<PasskeyChallenge, AppError> {
        self.sessions.accounts().attempts().passkey_challenge(grant.client())?;
        let account = self.own_account(grant).await?;
        self.sessions.factors().challenge_new_passkey(&account, kind).await
    }

    /// Adds a passkey. `answer`: to the challenge.
    ///
    /// # Errors
    /// [`AppError::TooMany`], [`Conflict::WrongPasskey`], and [`AppError::Rejected`] if the challenge is over.
    pub async fn add_passkey(&self, grant: &Grant, answer: &str) -> Result<(), AppError> {
        let factors = self.sessions.factors();
        let account_id = &*grant.member().account_id;
        self.sessions.accounts().attempts().passkey_answer(grant.client())?;
        let passkey = factors.check_new_passkey(account_id, answer, KeyKind::Passkey).await?;
        let user_agent = &*grant.client().user_agent;
        let mut tx = self.begin(grant).await?;
        factors.add_passkey(&mut tx, account_id, &passkey, user_agent).await?;
        tx.record(Event::new(Act::ADD_PASSKEY).on(account_id));
        let added = Template::PasskeyAdded { passkey: device(user_agent).to_string() };
        self.mail().notify(&mut tx, account_id, &added).await?;
        Ok(tx.commit().await?)
    }

    /// Adds a security key. If the account has no second factor yet, this turns the second step on, ends the caller's other
    /// sessions (ASVS 7.4.3) and creates recovery codes, in one transaction. `answer`: to the challenge. Returns the codes;
    /// none if there was a second factor.
    ///
    /// # Errors
    /// [`AppError::TooMany`], [`Conflict::WrongPasskey`], and [`AppError::Rejected`] if the challenge is over.
    pub async fn add_security_key(&self, grant: &Grant, answer: &str) -> Result<NewRecoveryCodes, AppError> {
        let factors = self.sessions.factors();
        let (account_id, own) = (&*grant.member().account_id, &*grant.member().session.id);
        self.sessions.accounts().attempts().passkey_answer(grant.client())?;
        let key = factors.check_new_passkey(account_id, answer, KeyKind::SecurityKey).await?;
        // They take long, so they are drawn before the account is locked.
        let codes = if grant.member().second_factor { None } else { Some(factors.draw_codes().await?) };
        let user_agent = &*grant.client().user_agent;
        let mut tx = self.begin(grant).await?;
        let was_on = has_second_factor(&mut *tx, account_id).await?;
        factors.add_passkey(&mut tx, account_id, &key, user_agent).await?;
        factors.cancel_removal(&mut tx, account_id).await?;
        tx.record(Event::new(Act::ADD_SECURITY_KEY).on(account_id));
        let added = Template::SecurityKeyAdded { key: device(user_agent).to_string() };
        self.mail().notify(&mut tx, account_id, &added).await?;
        let mut shown = Vec::new();
        if !was_on {
            // None were drawn if there was a second factor when the request began.
            let codes = codes.ok_or(AppError::Busy)?;
            factors.store_codes(&mut tx, account_id, &codes).await?;
            tx.record(Event::new(Act::TURN_ON_SECOND_FACTOR).on(account_id));
            let others = SessionSelector::Account { account_id, except: own };
            endings::end(&mut tx, others, Ending::SecondFactorChanged, Some(own)).await?;
            shown = codes.shown;
        }
        tx.commit().await?;
        Ok(NewRecoveryCodes { codes: shown })
    }

    /// Removes one of the caller's security keys, and ends the caller's other sessions (ASVS 7.4.3). The last one turns the
    /// second step off, unless there is an authenticator app.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::SecondFactorRequired`], [`Conflict::PasswordNeeded`].
    pub async fn remove_security_key(&self, grant: &Grant, id: &str) -> Result<(), AppError> {
        let (account_id, own) = (&*grant.member().account_id, &*grant.member().session.id);
        let mut tx = self.begin(grant).await?;
        let removed = remove_passkey(&mut tx, account_id, id, KeyKind::SecurityKey).await?.ok_or(AppError::NotFound)?;
        self.keep_a_way_in(&mut tx, account_id).await?;
        self.check_turned_off(&mut tx, grant).await?;
        tx.record(Event::new(Act::REMOVE_SECURITY_KEY).on(account_id));
        self.mail().notify(&mut tx, account_id, &Template::SecurityKeyRemoved { key: title(removed) }).await?;
        let others = SessionSelector::Account { account_id, except: own };
        endings::end(&mut tx, others, Ending::SecondFactorChanged, Some(own)).await?;
        Ok(tx.commit().await?)
    }

    /// Names one of the caller's passkeys or security keys; an empty name removes the old one.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`] at `name`.
    pub async fn name_passkey(&self, grant: &Grant, id: &str, typed: &str) -> Result<(), AppError> {
        let name = text::name(typed, PASSKEY_NAME_MAX).map_err(|problem| AppError::field("name", problem))?;
        let mut tx = self.begin(grant).await?;
        if !rename_passkey(&mut tx, &grant.member().account_id, id, &name).await? {
            return Err(AppError::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// Removes one of the caller's passkeys, and ends the caller's other sessions (ASVS 7.4.3).
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::PasswordNeeded`].
    pub async fn remove_passkey(&self, grant: &Grant, id: &str) -> Result<(), AppError> {
        let (account_id, own) = (&*grant.member().account_id, &*grant.member().session.id);
        let mut tx = self.begin(grant).await?;
        let removed = remove_passkey(&mut tx, account_id, id, KeyKind::Passkey).await?.ok_or(AppError::NotFound)?;
        self.keep_a_way_in(&mut tx, account_id).await?;
        tx.record(Event::new(Act::REMOVE_PASSKEY).on(account_id));
        self.mail().notify(&mut tx, account_id, &Template::PasskeyRemoved { passkey: title(removed) }).await?;
        let others = SessionSelector::Account { account_id, except: own };
        endings::end(&mut tx, others, Ending::PasskeyRemoved, Some(own)).await?;
        Ok(tx.commit().await?)
    }

    /// Removes the passkeys and security keys of somebody who has lost them, for this domain or for all, and ends the
    /// account's sessions. For the operator. Returns how many there were.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remove_passkeys(
        &self,
        grant: &Grant,
        account_id: &str,
        domain: Option<&str>,
    ) -> Result<u64, AppError> {
        self.sessions.write_activity().await?;
        let mut tx = self.database.begin().await?;
        tx.acts_for(grant);
        // Ending sessions locks the policy before accounts, so do the same here.
        cuts::current(&mut tx).await?;
        tx.notify_account(account_id).await?;
        let was_on = has_second_factor(&mut *tx, account_id).await?;
        let removed = remove_passkeys(&mut tx, account_id, domain, None).await?;
        if was_on && !has_second_factor(&mut *tx, account_id).await? {
            tx.record(Event::new(Act::TURN_OFF_SECOND_FACTOR).on(account_id));
            self.mail().notify(&mut tx, account_id, &Template::SecondFactorOff).await?;
        }
        if removed > 0 {
            tx.record(Event::new(Act::REMOVE_PASSKEY).on(account_id).with("count", removed));
            self.mail().notify(&mut tx, account_id, &Template::PasskeysRemoved).await?;
            let all = SessionSelector::Account { account_id, except: "" };
            endings::end(&mut tx, all, Ending::PasskeyRemoved, None).await?;
        }
        tx.commit().await?;
        Ok(removed)
    }

    /// Removes the passkeys of every account for this domain. For the operator. Returns the number of these accounts.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn forget_domain(&self, grant: &Grant, domain: &str) -> Result<usize, AppError> {
        let owners = owners_of_passkeys(&self.database, domain).await?;
        for account_id in &owners {
            self.remove_passkeys(grant, account_id, Some(domain)).await?;
        }
        Ok(owners.len())
    }

    async fn own_account(&self, grant: &Grant) -> Result<Account, AppError> {
        self.sessions.accounts().find(&grant.member().account_id).await?.ok_or(AppError::SignInRequired)
    }
}

/// The name of a passkey or security key or, if it has none, the browser in which it was added.
fn title(row: PasskeyRow) -> String {
    if row.name.is_empty() { device(&row.user_agent).to_string() } else { row.name }
}
