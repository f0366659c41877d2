//! The service of sessions.

use std::sync::{Arc, atomic::AtomicI64};

use axum::http::HeaderMap;
use leptos::prelude::use_context;

use super::{activity::Activity, cookie::SessionCookie, secret::secret_hash};
use crate::{account::server::Accounts, database::Database, error::AppError};

/// When it was last done, in Unix seconds; 0: not yet. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Reaped(pub(super) Arc<AtomicI64>);

/// The service of this feature. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sessions {
    pub(super) database: Database,
    pub(super) accounts: Accounts,
    pub(super) cookie: SessionCookie,
    pub(super) activity: Activity,
    pub(super) reaped: Reaped,
}

impl Sessions {
    /// Puts the service together.
    pub fn new(database: Database, accounts: Accounts, cookie: SessionCookie) -> Self {
        Self { database, accounts, cookie, activity: Activity::default(), reaped: Reaped::default() }
    }

    /// The service, from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no sessions in context"))
    }

    /// The accounts whose sessions these are.
    pub(crate) fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Whether cookies are sent over TLS only.
    pub fn is_secure(&self) -> bool {
        self.cookie.is_secure()
    }

    /// The digest of the session cookie in these headers.
    pub(crate) fn secret_in(&self, headers: &HeaderMap) -> Option<String> {
        self.cookie.id(headers).map(secret_hash)
    }
}
