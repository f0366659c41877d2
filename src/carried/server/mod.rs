//! Stores carried state: of members in the database, of guests in a cookie.

mod cookie;
mod side;
mod store;
mod take_over;

use axum::http::{HeaderValue, header::SET_COOKIE, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

pub(crate) use self::{
    cookie::{GuestCookie, note_or_clear},
    side::SIDE,
    take_over::take_over,
};

use self::cookie::Entries;
use super::Carried;
use crate::{
    access::{Principal, server::Visit},
    database::Database,
    error::AppError,
    feature::carried_kind::{decode, encode},
};

/// How long a key encrypts, in seconds: 30 days, as long as the cookie. The key before it decrypts as long.
const KEY_LIFETIME: i64 = 2_592_000;

/// The service for carried state. Cheap to clone.
#[derive(Clone, Debug)]
pub struct CarriedStore {
    database: Database,
}

impl CarriedStore {
    /// Creates the service.
    pub(crate) fn new(database: Database) -> Self {
        Self { database }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no carried state in context"))
    }

    /// The caller's state; its default if there is none.
    ///
    /// # Errors
    /// [`AppError::Banned`], or if the database does not respond.
    pub async fn load<T: Carried>(&self, visit: &Visit) -> Result<T, AppError> {
        let stored = match &visit.principal {
            Principal::Member(member) => store::find(self.database.pool(), &member.account_id, T::NAME).await?,
            Principal::Guest { .. } => self.guest_entries().await?.remove(T::NAME),
            Principal::Challenged(_) => return Err(AppError::SecondFactorDue),
            Principal::Banned(_) => return Err(AppError::Banned),
        };
        Ok(stored.and_then(|(version, json)| decode(version, &json)).unwrap_or_default())
    }

    /// Changes the caller's state and returns it. A member's open tabs are notified, on every device: what depends on
    /// [`Current::changes`](crate::access::Current::changes) is loaded again.
    ///
    /// Of two changes that a member makes at the same time, both count. A guest's cookie holds the one that was
    /// answered last.
    ///
    /// # Errors
    /// [`AppError::TooLarge`] if the state exceeds [`Carried::MAX_BYTES`], or a guest's cookie would be too large;
    /// [`AppError::Banned`].
    pub async fn change<T: Carried>(&self, visit: &Visit, change: impl FnOnce(&mut T) + Send) -> Result<T, AppError> {
        match &visit.principal {
            Principal::Member(member) => self.change_of_member(&member.account_id, change).await,
            Principal::Guest { .. } => self.change_of_guest(change).await,
            Principal::Challenged(_) => Err(AppError::SecondFactorDue),
            Principal::Banned(_) => Err(AppError::Banned),
        }
    }

    async fn change_of_member<T: Carried>(
        &self,
        account_id: &str,
        change: impl FnOnce(&mut T) + Send,
    ) -> Result<T, AppError> {
        let mut tx = self.database.begin().await?;
        // Locks the account's row.
        tx.notify_account(account_id).await?;
        let stored = store::find(&mut *tx, account_id, T::NAME).await?;
        let mut value: T = stored.and_then(|(version, json)| decode(version, &json)).unwrap_or_default();
        change(&mut value);
        let (json, now) = (encode(&value)?, tx.now());
        store::write(&mut *tx, account_id, T::NAME, (T::VERSION, &json), now).await?;
        tx.commit().await?;
        Ok(value)
    }

    async fn change_of_guest<T: Carried>(&self, change: impl FnOnce(&mut T) + Send) -> Result<T, AppError> {
        let mut entries = self.guest_entries().await?;
        let stored = entries.remove(T::NAME);
        let mut value: T = stored.and_then(|(version, json)| decode(version, &json)).unwrap_or_default();
        change(&mut value);
        entries.insert(T::NAME.to_owned(), (T::VERSION, encode(&value)?));
        let key = self.newest_key().await?;
        let cookie = use_context::<Parts>().and_then(|parts| parts.extensions.get::<GuestCookie>().copied());
        let cookie = cookie.ok_or_else(|| AppError::internal(&"no cookie for guests in the request"))?;
        let cookie = cookie.write(&entries, &key)?;
        if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie)) {
            response.append_header(SET_COOKIE, cookie);
        }
        Ok(value)
    }

    /// The states in the cookie of this request.
    async fn guest_entries(&self) -> Result<Entries, AppError> {
        let sealed = use_context::<Parts>().and_then(|parts| parts.extensions.get::<cookie::Sealed>().cloned());
        let Some(sealed) = sealed else { return Ok(Entries::new()) };
        Ok(sealed.open(&store::keys(self.database.pool()).await?))
    }

    /// The key that encrypts; made if there is none yet.
    async fn newest_key(&self) -> Result<String, AppError> {
        if let Some(key) = store::keys(self.database.pool()).await?.into_iter().next() {
            return Ok(key);
        }
        self.add_key_if_due().await?;
        let key = store::keys(self.database.pool()).await?.into_iter().next();
        key.ok_or_else(|| AppError::internal(&"no cookie key after adding one"))
    }

    /// Adds a key if the newest one has encrypted long enough, or if there is none. Of servers that do this at the same
    /// time, only the first adds one.
    async fn add_key_if_due(&self) -> Result<(), AppError> {
        let mut secret = [0; cookie::KEY_LENGTH];
        getrandom::fill(&mut secret).map_err(|error| AppError::internal(&error))?;
        let mut tx = self.database.begin().await?;
        store::lock_keys(&mut *tx).await?;
        let (newest, now) = (store::newest_key_at(&mut *tx).await?, tx.now());
        if newest.is_none_or(|at| now - at >= KEY_LIFETIME) {
            store::add_key(&mut tx, &hex::encode(secret), now).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
