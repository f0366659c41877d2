//! What the owner of an account hears of attempts to sign in: on a new device, after many wrong passwords, and after the
//! right password with many wrong codes (ASVS 6.3.5).

mod store;

use super::{device::device, service::Sessions};
use crate::{access::server::Client, account::server::Account, database::Transaction, error::AppError, mail::Template};

/// After so many failed attempts or wrong codes since the last sign-in, its owner is told.
const MANY: i64 = 5;

/// What is unusual about a sign-in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unusual {
    /// Whether the account does not know the browser, but knows others.
    is_new_device: bool,
    /// Whether many attempts have failed since the last sign-in.
    follows_failures: bool,
}

impl Sessions {
    /// What is unusual about a sign-in that is about to start a session. Call this before the session is written.
    /// `may_be_guessed`: somebody has signed in with a password. `is_told`: the owner has heard of the new device.
    pub(super) async fn unusual(
        &self,
        tx: &mut Transaction,
        account: &Account,
        device_hash: &str,
        (may_be_guessed, is_told): (bool, bool),
    ) -> Result<Unusual, AppError> {
        if !self.accounts.mail().is_on() {
            return Ok(Unusual::default());
        }
        let (has_sessions, is_known) = store::knows_device(&mut **tx, &account.id, device_hash).await?;
        let follows_failures = may_be_guessed && store::have_failed(&mut **tx, &account.id, MANY).await?;
        Ok(Unusual { is_new_device: has_sessions && !is_known && !is_told, follows_failures })
    }

    /// Tells the account's owner of an unusual sign-in.
    pub(super) async fn announce(
        &self,
        tx: &mut Transaction,
        account: &Account,
        client: &Client,
        unusual: Unusual,
    ) -> Result<(), AppError> {
        let (device, address) = origin(client);
        if unusual.follows_failures {
            let notice = Template::SignInAfterFailures { device: device.clone(), address: address.clone() };
            if self.accounts.mail().notify_surely(tx, &account.id, &notice).await? {
                return Ok(());
            }
        }
        if unusual.is_new_device && store::wants_new_device_notices(&mut **tx, &account.id).await? {
            self.accounts.mail().notify(tx, &account.id, &Template::NewDevice { device, address }).await?;
        }
        Ok(())
    }

    /// Counts a wrong code that followed the right password. After many, tells the owner that somebody knows the password.
    pub(super) async fn note_wrong_code(&self, account_id: &str, client: &Client) -> Result<(), AppError> {
        if !self.accounts.mail().is_on() {
            return Ok(());
        }
        let mut tx = self.database.begin().await?;
        if store::count_wrong_code(&mut *tx, account_id).await? >= MANY {
            let (device, address) = origin(client);
            self.accounts.mail().notify(&mut tx, account_id, &Template::WrongCodes { device, address }).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// Forgets every browser of an account, so that each is a new device.
pub(crate) async fn forget_devices(tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
    Ok(store::forget_devices(tx, account_id).await?)
}

/// The device and the address of a request.
pub(super) fn origin(client: &Client) -> (String, String) {
    (device(&client.user_agent).to_string(), client.address.to_string())
}
