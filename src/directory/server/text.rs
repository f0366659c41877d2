//! Parses multi-line form fields: reasons, notes, appeals and answers.

use std::ops::RangeInclusive;

use crate::{account::server::text::paragraphs, error::AppError};

/// Returns the text as it is stored. `length` is the allowed length, in code points.
///
/// # Errors
/// [`AppError::Invalid`] at `field`.
pub(crate) fn parse(field: &str, typed: &str, length: RangeInclusive<usize>) -> Result<String, AppError> {
    paragraphs(typed, length).map_err(|problem| AppError::field(field, problem))
}
