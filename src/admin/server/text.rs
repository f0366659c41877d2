//! Text that people type in several lines: reasons, notes, appeals and their answers.

use std::ops::RangeInclusive;

use crate::{
    account::server::is_invisible,
    error::{AppError, Problem},
};

/// The text as it is stored: trimmed, so many code points long, without control characters but line
/// breaks and tabs.
pub(super) fn parse<'a>(field: &str, typed: &'a str, length: RangeInclusive<usize>) -> Result<&'a str, AppError> {
    let text = typed.trim();
    let wrong = |problem| Err(AppError::field(field, problem));
    let (min, max, found) = (*length.start(), *length.end(), text.chars().count());
    if found == 0 && min > 0 {
        return wrong(Problem::Required);
    }
    if found < min {
        return wrong(Problem::TooShort { min, found });
    }
    if found > max {
        return wrong(Problem::TooLong { max });
    }
    if text.chars().any(|c| is_invisible(c) && !matches!(c, '\n' | '\r' | '\t')) {
        return wrong(Problem::ControlCharacters);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_a_length_and_nothing_unseen() {
        let parsed = |typed| parse("text", typed, 3..=5).map_err(|error| error.at("text").cloned());
        assert_eq!(parsed(" a\nb\n"), Ok("a\nb"));
        assert_eq!(parsed(" \n "), Err(Some(Problem::Required)));
        assert_eq!(parsed("ab"), Err(Some(Problem::TooShort { min: 3, found: 2 })));
        assert_eq!(parsed("äöüäöü"), Err(Some(Problem::TooLong { max: 5 })));
        assert_eq!(parsed("a\0bc"), Err(Some(Problem::ControlCharacters)));
        assert_eq!(parse("text", "", 0..=5), Ok(""));
    }
}
