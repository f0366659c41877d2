//! The kinds of carried state that the application declares, and how their values are written.

use std::sync::OnceLock;

use super::Carried;
use crate::error::AppError;

/// A value as it is stored: its version and its JSON.
pub(crate) type Stored = (u32, String);

/// A kind of carried state, without its type.
#[derive(Clone, Copy, Debug)]
pub struct CarriedKind {
    pub(crate) name: &'static str,
    pub(crate) merge: fn(Option<Stored>, Stored) -> Option<Stored>,
}

impl CarriedKind {
    /// The kind of this type.
    pub const fn of<T: Carried>() -> Self {
        Self { name: T::NAME, merge: merge::<T> }
    }
}

static REGISTERED: OnceLock<Vec<CarriedKind>> = OnceLock::new();

/// Registers the kinds of the application of this process. The first registration counts.
///
/// # Errors
/// Describes an invalid name, or one that two kinds have.
pub(crate) fn register(kinds: Vec<CarriedKind>) -> Result<(), String> {
    for (place, kind) in kinds.iter().enumerate() {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !(1..=32).contains(&kind.name.len()) || !kind.name.bytes().all(fits) {
            return Err(format!("no carried state can be called {:?}", kind.name));
        }
        if kinds[..place].iter().any(|other| other.name == kind.name) {
            return Err(format!("two carried states are called {:?}", kind.name));
        }
    }
    let _ = REGISTERED.set(kinds);
    Ok(())
}

/// The kind of this name.
pub(crate) fn find(name: &str) -> Option<CarriedKind> {
    REGISTERED.get()?.iter().copied().find(|kind| kind.name == name)
}

/// Writes a value as JSON.
///
/// # Errors
/// [`AppError::TooLarge`].
pub(crate) fn encode<T: Carried>(value: &T) -> Result<String, AppError> {
    let json = serde_json::to_string(value).map_err(|error| AppError::internal(&error))?;
    if json.len() > T::MAX_BYTES { Err(AppError::TooLarge) } else { Ok(json) }
}

/// Reads a value; `None` if it cannot be read any more.
pub(crate) fn decode<T: Carried>(version: u32, json: &str) -> Option<T> {
    if version == T::VERSION { serde_json::from_str(json).ok() } else { T::upgrade(version, json) }
}

/// Merges a guest's value into the account's. `None`: the account's stays.
fn merge<T: Carried>(account: Option<Stored>, guest: Stored) -> Option<Stored> {
    let guest: T = decode(guest.0, &guest.1)?;
    let account: T = account.and_then(|(version, json)| decode(version, &json)).unwrap_or_default();
    Some((T::VERSION, encode(&T::merge(account, guest)).ok()?))
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Cart {
        items: Vec<String>,
    }

    impl Carried for Cart {
        const NAME: &'static str = "cart";
        const VERSION: u32 = 2;
        const MAX_BYTES: usize = 40;

        fn merge(mut account: Self, guest: Self) -> Self {
            account.items.extend(guest.items);
            account
        }

        fn upgrade(version: u32, json: &str) -> Option<Self> {
            (version == 1).then(|| Self { items: vec![json.to_owned()] })
        }
    }

    #[test]
    fn values_are_merged_upgraded_and_bounded() {
        let of = |version, json: &str| (version, json.to_owned());
        let merged = merge::<Cart>(Some(of(2, r#"{"items":["tea"]}"#)), of(1, "cup"));
        assert_eq!(merged, Some(of(2, r#"{"items":["tea","cup"]}"#)));
        assert_eq!(merge::<Cart>(None, of(2, r#"{"items":["tea"]}"#)), Some(of(2, r#"{"items":["tea"]}"#)));
        assert_eq!(merge::<Cart>(None, of(3, "{}")), None, "a value of an unknown version");
        assert_eq!(merge::<Cart>(None, of(1, &"x".repeat(40))), None, "a value that is too large");
    }

    #[test]
    fn kinds_have_different_names() {
        assert!(register(vec![CarriedKind::of::<Cart>(), CarriedKind::of::<Cart>()]).unwrap_err().contains("two"));
        let unnamed = CarriedKind { name: "My cart", ..CarriedKind::of::<Cart>() };
        assert!(register(vec![unnamed]).unwrap_err().contains("My cart"));
    }
}
