//! The session service.

use std::sync::{Arc, atomic::AtomicI64};

use axum::http::HeaderMap;
use leptos::prelude::use_context;

use super::{activity::Activity, cookie::SessionCookie, lookup::KnownSessions, places::Places, secret::secret_hash};
use crate::{account::server::Accounts, database::Database, error::AppError, factor::server::Factors};

/// When maintenance last finished, in Unix seconds; 0: never. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct LastMaintenance(pub(super) Arc<AtomicI64>);

/// The service that starts, resolves and ends sessions. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sessions {
    pub(super) database: Database,
    pub(super) accounts: Accounts,
    pub(super) factors: Factors,
    pub(super) cookie: SessionCookie,
    pub(super) activity: Activity,
    pub(super) known: KnownSessions,
    pub(super) last_maintenance: LastMaintenance,
    pub(super) places: Places,
}

impl Sessions {
    /// Creates the service.
    pub fn new(
        database: Database,
        accounts: Accounts,
        factors: Factors,
        cookie: SessionCookie,
        places: Places,
    ) -> Self {
        let (activity, known, last_maintenance) = Default::default();
        Self { database, accounts, factors, cookie, activity, known, last_maintenance, places }
    }

    /// The places of addresses.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no sessions in context"))
    }

    /// The service of second factors.
    pub(crate) fn factors(&self) -> &Factors {
        &self.factors
    }

    /// The account service.
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
