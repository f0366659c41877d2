//! The browser's side of errors.

use super::AppError;

/// What an answer means that is none of ours: it comes from a proxy whose server is away.
pub(super) fn unreadable(_reason: String) -> AppError {
    AppError::Offline
}
