//! Normalisation of usernames for lookups.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// The normalised form under which a username is looked up; defined for any input.
pub fn username_key(typed: &str) -> String {
    typed.trim().nfkc().default_case_fold().nfkc().collect()
}
