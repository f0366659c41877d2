//! The axum-login backend: checks credentials and loads accounts.

use axum_login::{AuthUser, AuthnBackend};

use crate::{
    access::server::Client,
    account::server::{Account, Accounts, password::Password},
    error::AppError,
};

/// A username and a password, with the client that sent them.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// See [`Accounts::sign_in_key`].
    pub key: String,
    /// As typed, in NFC.
    pub password: Password,
    /// The client that sent them.
    pub client: Client,
    /// See [`crate::account::server::attempts::Attempts::password`].
    pub known: bool,
}

/// The accounts, for axum-login.
#[derive(Clone, Debug)]
pub struct Backend(pub(super) Accounts);

impl AuthUser for Account {
    type Id = String;

    fn id(&self) -> String {
        self.id.clone()
    }

    /// axum-login rejects a session that was started with an earlier password. Hallpass does not rely on this:
    /// a password change ends the rows themselves.
    fn session_auth_hash(&self) -> &[u8] {
        &self.password_epoch
    }
}

impl AuthnBackend for Backend {
    type User = Account;
    type Credentials = Credentials;
    type Error = AppError;

    async fn authenticate(&self, given: Credentials) -> Result<Option<Account>, AppError> {
        match self.0.authenticate(&given.key, given.password, &given.client, given.known).await {
            Ok(account) => Ok(Some(account)),
            Err(AppError::BadCredentials) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn get_user(&self, id: &String) -> Result<Option<Account>, AppError> {
        self.0.find(id).await
    }
}
