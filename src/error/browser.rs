//! The browser's side of errors.

use super::AppError;

/// An unreadable response does not come from Hallpass, but from a proxy whose upstream is down.
pub(super) fn unreadable(_reason: String) -> AppError {
    AppError::Offline
}
