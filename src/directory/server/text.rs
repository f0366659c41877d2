//! Text that people type in several lines, at its field: reasons, notes, appeals and their answers.

use std::ops::RangeInclusive;

use crate::{account::server::text::paragraphs, error::AppError};

/// The text as it is stored; `length` is in code points.
///
/// # Errors
/// [`AppError::Invalid`] at that field.
pub(crate) fn parse(field: &str, typed: &str, length: RangeInclusive<usize>) -> Result<String, AppError> {
    paragraphs(typed, length).map_err(|problem| AppError::field(field, problem))
}
