//! One-time links: the set-up link, which creates the owner's account, and links that reset a password.

use super::{
    account::{Account, NewAccount},
    emails::store as emails,
    service::Accounts,
    store,
};
use crate::{
    access::{
        Role,
        server::{Client, Grant, Visit},
    },
    audit::{
        Act,
        server::{Actor, Event},
    },
    database::Transaction,
    error::{AppError, Problem},
    link::{LinkPurpose, store as links, store::NewLink, token},
    policy::{
        self, ChangedValue, Setting,
        server::{PolicyChange, reset_link},
    },
};

/// How long a set-up link is valid, in seconds.
const SET_UP_LIFETIME: i64 = 24 * 3600;

impl Accounts {
    /// Creates a set-up link and returns its path. `None`: there is an administrator already.
    ///
    /// # Errors
    /// When the database or the random source fails.
    pub async fn set_up_link(&self) -> Result<Option<String>, AppError> {
        if store::count_administrators(self.database.pool()).await? > 0 {
            return Ok(None);
        }
        let token = self.make_link(Actor::system(), LinkPurpose::SetUp, None).await?;
        Ok(Some(format!("/set-up?token={token}")))
    }

    /// Creates a password reset link for an account and returns its path. Older ones become invalid.
    ///
    /// # Errors
    /// When the database or the random source fails.
    pub async fn password_reset_link(&self, grant: &Grant, account: &Account) -> Result<String, AppError> {
        let token = self.make_link(grant.into(), LinkPurpose::PasswordReset, Some(&account.id)).await?;
        Ok(format!("/password-reset?token={token}"))
    }

    async fn make_link(
        &self,
        actor: Actor,
        purpose: LinkPurpose,
        account_id: Option<&str>,
    ) -> Result<String, AppError> {
        let token = token::generate().map_err(|error| AppError::internal(&error))?;
        let now = self.database.now();
        let mut tx = self.database.begin().await?;
        let lifetime = match purpose {
            LinkPurpose::SetUp => SET_UP_LIFETIME,
            _ => reset_link(&mut *tx).await?,
        };
        tx.acts_for(actor);
        if let Some(account_id) = account_id {
            // Lock the account before its links, as all code does: another of them may be in use at the same time.
            store::lock_account(&mut *tx, account_id).await?;
            tx.record(Event::new(Act::MAKE_RESET_LINK).on(account_id));
            links::revoke(&mut *tx, account_id, purpose, now).await?;
        }
        let token_hash = token::digest(&token);
        let new = NewLink {
            token_hash: &token_hash,
            purpose,
            account_id,
            email: None,
            code_hash: None,
            now,
            expires_at: now + lifetime,
        };
        links::insert(&mut *tx, new).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Checks whether a set-up link is still valid: unused, not expired, and no administrator exists.
    ///
    /// # Errors
    /// [`AppError::DeadLink`].
    pub async fn check_set_up_link(&self, token: &str) -> Result<(), AppError> {
        let now = self.database.now();
        let found = links::find(self.database.pool(), &token::digest(token), LinkPurpose::SetUp, now).await?;
        let administrators = store::count_administrators(self.database.pool()).await?;
        if found.is_some() && administrators == 0 { Ok(()) } else { Err(AppError::DeadLink) }
    }

    /// Begins a transaction that creates the owner's account with a set-up link, which can be used once.
    ///
    /// # Errors
    /// [`AppError::DeadLink`], [`AppError::Invalid`].
    pub(crate) async fn begin_set_up(
        &self,
        visit: &Visit,
        token: &str,
        new: NewAccount,
    ) -> Result<(Transaction, Account), AppError> {
        self.check_set_up_link(token).await?;
        let ready = self.prepare(new, Role::ADMINISTRATOR).await?;
        let mut tx = self.database.begin().await?;
        store::lock_administrators(&mut *tx).await?;
        let administrators = store::count_administrators(&mut *tx).await?;
        let digest = token::digest(token);
        let (network, now) = (visit.client.network(), self.database.now());
        let used = links::take(&mut *tx, &digest, LinkPurpose::SetUp, &network, now).await?;
        if administrators > 0 || !used {
            return Err(AppError::DeadLink);
        }
        let owner = self.insert(&mut *tx, ready).await?;
        tx.acts_for(Actor::from(&visit.client).named(&owner.id));
        tx.record(Event::new(Act::SET_UP).on(&owner.id));
        require_second_factor(&mut tx, &owner.id).await?;
        self.mail.ask_to_verify(&mut tx, &owner.id, owner.email.as_deref()).await?;
        Ok((tx, owner))
    }

    /// Returns the account whose password a reset link may set.
    ///
    /// # Errors
    /// [`AppError::DeadLink`].
    pub async fn check_reset_link(&self, token: &str) -> Result<Account, AppError> {
        let now = self.database.now();
        let digest = token::digest(token);
        let found = links::find(self.database.pool(), &digest, LinkPurpose::PasswordReset, now).await?;
        let id = found.and_then(|link| link.account_id).ok_or(AppError::DeadLink)?;
        self.find(&id).await?.ok_or(AppError::DeadLink)
    }

    /// Replaces an account's password within a transaction, by a reset link or by the old password, and revokes
    /// all other reset links and its ticket. Returns the updated account.
    ///
    /// # Errors
    /// [`AppError::DeadLink`], and [`Problem::WrongPassword`] at `current_password` if the password was changed
    /// meanwhile.
    pub(crate) async fn replace_password(
        &self,
        tx: &mut Transaction,
        mut account: Account,
        hash: String,
        link: Option<(&str, &Client)>,
    ) -> Result<Account, AppError> {
        const PURPOSE: LinkPurpose = LinkPurpose::PasswordReset;
        let now = tx.now();
        if let Some((token, client)) = link {
            // Lock the account before its links, as all code does: another of them may be in use at the same time.
            if !store::lock_account(&mut **tx, &account.id).await? {
                return Err(AppError::DeadLink);
            }
            let used = links::take(&mut **tx, &token::digest(token), PURPOSE, &client.network(), now).await?;
            if !used {
                return Err(AppError::DeadLink);
            }
        }
        let epoch = i64::from_be_bytes(account.password_epoch);
        let changed = store::set_password(&mut **tx, &account.id, epoch, &hash, now).await?;
        let epoch = changed.ok_or_else(|| AppError::field("current_password", Problem::WrongPassword))?;
        for purpose in [PURPOSE, LinkPurpose::Ticket] {
            links::revoke(&mut **tx, &account.id, purpose, now).await?;
        }
        // Somebody who knew the old password may have asked for it.
        emails::forget_pending(&mut **tx, &account.id).await?;
        (account.password_hash, account.password_epoch) = (hash.into(), epoch.to_be_bytes());
        Ok(account)
    }
}

/// The default of new installations: administrators need a second factor. A policy that was set before stays. Recorded
/// as a change by the owner.
async fn require_second_factor(tx: &mut Transaction, owner_id: &str) -> Result<(), AppError> {
    let role = Some(Role::ADMINISTRATOR);
    let scopes = policy::server::show_within(tx).await?;
    let is_set = scopes.iter().any(|scope| scope.role == role && scope.set[&Setting::SECOND_FACTOR].is_some());
    if !is_set {
        let change = PolicyChange { role, setting: &Setting::SECOND_FACTOR, value: Some(0) };
        policy::server::apply(tx, &[change]).await?;
        let changed = ChangedValue {
            scope: Role::ADMINISTRATOR.name().to_owned(),
            setting: Setting::SECOND_FACTOR.name.to_owned(),
            before: None,
            after: Some(0),
        };
        tx.record(Event::of_policy(&changed));
        policy::server::record(tx, Some(owner_id), &[changed], None).await?;
    }
    Ok(())
}
