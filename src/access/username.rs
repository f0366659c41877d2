//! The form by which a username is found, wherever one is typed.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// The form by which a typed name is found; defined for any input.
pub fn username_key(typed: &str) -> String {
    typed.trim().nfkc().default_case_fold().nfkc().collect()
}
