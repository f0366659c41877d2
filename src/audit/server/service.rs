//! The audit service.

use leptos::prelude::use_context;

use super::refusal_limiter::RefusalLimiter;
use crate::{database::Database, error::AppError};

/// The service that reads, verifies and purges the audit, and records refusals. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Audit {
    pub(super) database: Database,
    pub(super) refusal_limiter: RefusalLimiter,
}

impl Audit {
    /// Creates the service.
    pub fn new(database: Database) -> Self {
        Self { database, refusal_limiter: RefusalLimiter::default() }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no audit in context"))
    }
}
