//! The service of the audit.

use leptos::prelude::use_context;

use super::floods::Floods;
use crate::{database::Database, error::AppError};

/// The service of this feature. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Audit {
    pub(super) database: Database,
    pub(super) floods: Floods,
}

impl Audit {
    /// Puts the service together.
    pub fn new(database: Database) -> Self {
        Self { database, floods: Floods::default() }
    }

    /// The service, from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no audit in context"))
    }
}
