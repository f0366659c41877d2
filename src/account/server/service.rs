//! The account service.

use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::use_context;

use super::{
    account::{Account, NewAccount, ReadyAccount},
    attempts::Attempts,
    breached::BreachedPasswords,
    email::parse_email,
    hashers::Hashers,
    password::Password,
    rules::read_rules,
    store,
    username::{self, Username},
};
use crate::{
    access::{
        Role,
        server::{Client, Grant, Visit},
    },
    account::{SignUpRules, Strength},
    audit::{Act, server::Event},
    database::{Database, Executor, VersionCache, new_id},
    error::{AppError, FieldError, Problem},
    mail::{Mail, address_key},
};

/// The service that creates, finds and authenticates accounts. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Accounts {
    pub(super) database: Database,
    pub(super) hashers: Hashers,
    pub(super) attempts: Attempts,
    pub(super) mail: Mail,
    breached: BreachedPasswords,
    rules: VersionCache<(), SignUpRules>,
    /// The rules that were read last, and how often the policy had changed before.
    last_rules: Arc<Mutex<Option<(i64, SignUpRules)>>>,
}

impl Accounts {
    /// Creates the service.
    pub fn new(
        database: Database,
        hashers: Hashers,
        attempts: Attempts,
        mail: Mail,
        breached: BreachedPasswords,
    ) -> Self {
        Self { database, hashers, attempts, mail, breached, rules: VersionCache::default(), last_rules: Arc::default() }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no accounts in context"))
    }

    /// The current requirements for new accounts.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn terms(&self) -> Result<SignUpRules, AppError> {
        self.rules.get_or_read(&self.database, read_rules(self.database.pool(), self.mail.is_on())).await
    }

    /// The requirements for new accounts after so many changes of the policy, which need no statement if they were read
    /// since the last one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn terms_after(&self, changes: i64) -> Result<SignUpRules, AppError> {
        // A panic while the lock was held cannot have left the rules inconsistent.
        let last = || self.last_rules.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, rules)) = last().as_ref().filter(|(read, _)| *read == changes) {
            return Ok(*rules);
        }
        let rules = self.terms().await?;
        *last() = Some((changes, rules));
        Ok(rules)
    }

    /// The mail that accounts get.
    pub fn mail(&self) -> &Mail {
        &self.mail
    }

    /// The workers that hash passwords.
    pub fn hashers(&self) -> &Hashers {
        &self.hashers
    }

    /// The breached passwords that are known.
    pub fn breached(&self) -> &BreachedPasswords {
        &self.breached
    }

    /// The limits on attempts.
    pub fn attempts(&self) -> &Attempts {
        &self.attempts
    }

    /// The account with that username.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_by_name(&self, username: &str) -> Result<Option<Account>, AppError> {
        Ok(store::find_by_key(self.database.pool(), &username::key(username)).await?)
    }

    /// The key of the account with this username or verified e-mail address. If there is no such account, the key of the
    /// text itself.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sign_in_key(&self, typed: &str) -> Result<String, AppError> {
        // No username contains an @.
        if typed.contains('@') {
            let key = address_key(typed);
            let found = store::find_key_by_email(self.database.pool(), &key).await?;
            return Ok(found.unwrap_or(key));
        }
        Ok(username::key(typed))
    }

    /// The account with that ID.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find(&self, id: &str) -> Result<Option<Account>, AppError> {
        Ok(store::find(self.database.pool(), id).await?)
    }

    /// Creates an account with any role.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with all invalid fields; at `role` also if the role was deleted meanwhile.
    pub async fn create(&self, grant: &Grant, new: NewAccount, role: Role) -> Result<Account, AppError> {
        let ready = self.prepare(new, role.clone()).await?;
        let mut tx = self.database.begin().await?;
        // Take the lock under which roles are deleted.
        store::lock_administrators(&mut *tx).await?;
        if !store::is_role(&mut *tx, &role).await? {
            return Err(AppError::field("role", Problem::UnknownChoice));
        }
        let account = self.insert(&mut *tx, ready).await?;
        tx.acts_for(grant);
        tx.record(Event::new(Act::CREATE_ACCOUNT).on(&account.id).with("role", role));
        self.mail.ask_to_verify(&mut tx, &account.id, account.email.as_deref()).await?;
        tx.commit().await?;
        Ok(account)
    }

    /// Checks a new account's fields and hashes its password. Writes nothing.
    pub(crate) async fn prepare(&self, new: NewAccount, role: Role) -> Result<ReadyAccount, AppError> {
        let mut fields = Vec::new();
        let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
        let name = Username::parse(&new.username).map_err(|problem| wrong("username", problem)).ok();
        let email = parse_email(&new.email).map_err(|problem| wrong("email", problem)).ok().flatten();
        let context = vec![new.username.clone(), new.email.clone()];
        if let Err(problem) = self.check_new_password(new.password.clone(), context).await? {
            wrong("password", problem);
        }
        if name.as_ref().is_some_and(|name| role == Role::MEMBER && name.sounds_official()) {
            wrong("username", Problem::NameReserved);
        } else if let Some(name) = &name {
            match store::count_alike(self.database.pool(), name).await? {
                (0, 0) => {}
                (0, _) => wrong("username", Problem::NameConfusable),
                _ => wrong("username", Problem::NameTaken),
            }
        }
        if !store::is_role(self.database.pool(), &role).await? {
            wrong("role", Problem::UnknownChoice);
        }
        let (Some(name), true) = (name, fields.is_empty()) else { return Err(AppError::Invalid { fields }) };
        let password_hash = self.hashers.hash(new.password).await?;
        Ok(ReadyAccount { name, email, password_hash, role })
    }

    /// Inserts a checked account within a transaction.
    pub(crate) async fn insert(&self, db: impl Executor<'_>, ready: ReadyAccount) -> Result<Account, AppError> {
        let (id, now) = (new_id(), self.database.now());
        let row = store::NewRow {
            id: &id,
            name: &ready.name,
            email: ready.email.as_deref(),
            email_key: ready.email.as_deref().map(address_key),
            password_hash: &ready.password_hash,
            role: &ready.role,
            now,
        };
        if !store::insert(db, row).await? {
            return Err(AppError::field("username", Problem::NameTaken));
        }
        Ok(Account {
            id,
            username: ready.name.shown.clone(),
            username_key: ready.name.key,
            display_name: ready.name.shown,
            email: ready.email,
            password_hash: ready.password_hash.into(),
            role: ready.role,
            created_at: now,
            password_epoch: now.to_be_bytes(),
            second_factor: false,
            passkeys: 0,
        })
    }

    /// Returns the account with this [key](Self::sign_in_key) and password. Takes as long for unknown names (ASVS 6.3.8), and
    /// upgrades a hash of another cost. `known`: see [`Attempts::password`].
    ///
    /// # Errors
    /// [`AppError::BadCredentials`], [`AppError::TooMany`], [`AppError::Busy`].
    pub async fn authenticate(
        &self,
        key: &str,
        password: Password,
        client: &Client,
        known: bool,
    ) -> Result<Account, AppError> {
        self.attempts.password(key, client, known)?;
        let account = store::find_by_key(self.database.pool(), key).await?;
        let in_use = store::hash_costs(self.database.pool()).await?;
        let phc = account.as_ref().map(|account| account.password_hash.expose().to_owned());
        let verified = self.hashers.verify(password, phc, in_use).await?;
        let account = account.filter(|_| verified.matches).ok_or(AppError::BadCredentials)?;
        if let Some(new) = verified.upgraded {
            store::upgrade_hash(self.database.pool(), &account.id, account.password_hash.expose(), &new).await?;
        }
        Ok(account)
    }

    /// Reauthenticates the caller with the password. If the account has none, the session must be recent enough for critical
    /// actions.
    ///
    /// # Errors
    /// [`Problem::Required`] or [`Problem::WrongPassword`] at `current_password`; [`AppError::TooMany`],
    /// [`AppError::ReauthenticationRequired`].
    pub async fn reauthenticate(&self, grant: &Grant, password: Password) -> Result<Account, AppError> {
        let account = self.find(&grant.member().account_id).await?.ok_or(AppError::SignInRequired)?;
        if !account.has_password() {
            return if grant.member().session.needs_reauthentication() {
                Err(AppError::ReauthenticationRequired)
            } else {
                Ok(account)
            };
        }
        if password.is_empty() {
            return Err(AppError::field("current_password", Problem::Required));
        }
        match self.authenticate(&username::key(&grant.member().username), password, grant.client(), true).await {
            Err(AppError::BadCredentials) => Err(AppError::field("current_password", Problem::WrongPassword)),
            other => other,
        }
    }

    /// Checks and hashes a new password for an account.
    pub(crate) async fn hash_new_password(&self, account: &Account, password: Password) -> Result<String, AppError> {
        let mut context = vec![account.username.clone(), account.display_name.clone()];
        context.extend(account.email.clone());
        let verdict = self.check_new_password(password.clone(), context).await?;
        verdict.map_err(|problem| AppError::field("new_password", problem))?;
        self.hashers.hash(password).await
    }

    /// Checks whether a password is accepted as a new one.
    async fn check_new_password(
        &self,
        password: Password,
        context: Vec<String>,
    ) -> Result<Result<(), Problem>, AppError> {
        let terms = self.terms().await?;
        if let Err(problem) = password.check_length(terms.password_minimum) {
            return Ok(Err(problem));
        }
        let rating = self.hashers.rate(password.clone(), context, self.breached.list().clone()).await?;
        if let Err(problem) = rating.check(terms.password_score) {
            return Ok(Err(problem));
        }
        // Only what would be accepted otherwise: the service need not hear of anything else.
        Ok(if self.breached.is_known_to_service(&password).await { Err(Problem::Breached) } else { Ok(()) })
    }

    /// Rates how hard a password is to guess.
    ///
    /// # Errors
    /// [`AppError::TooMany`], [`AppError::Busy`].
    pub async fn rate_password(
        &self,
        visit: &Visit,
        password: Password,
        typed: Vec<String>,
    ) -> Result<Strength, AppError> {
        self.attempts.rating(&visit.client)?;
        let terms = self.terms().await?;
        if let Err(problem) = password.check_length(terms.password_minimum) {
            return Ok(Strength { score: 0, accepted: false, words: problem.to_string() });
        }
        let mut context = typed;
        if let Some(member) = visit.principal.member() {
            context.extend([member.username.clone(), member.display_name.clone()]);
            context.extend(member.email.clone());
        }
        let rating = self.hashers.meter(password, context, self.breached.list().clone()).await?;
        Ok(rating.strength(terms.password_score))
    }
}

/// Checks that a username and a password were filled in.
///
/// # Errors
/// [`Problem::Required`] at `username` or `password`.
pub(crate) fn require_filled(username: &str, password: &Password) -> Result<(), AppError> {
    let fields = [("username", username.trim().is_empty()), ("password", password.is_empty())];
    let empty = fields.into_iter().filter(|(_, is_empty)| *is_empty);
    let fields: Vec<_> =
        empty.map(|(field, _)| FieldError { field: field.to_owned(), problem: Problem::Required }).collect();
    if fields.is_empty() { Ok(()) } else { Err(AppError::Invalid { fields }) }
}
