//! Declares state that is carried from a guest to an account; `carried` stores it.

use serde::{Serialize, de::DeserializeOwned};

/// A kind of state that is carried from a guest to an account.
///
/// Declare it with [`ServerSide::carried`](server/struct.ServerSide.html#method.carried), and read and change it with
/// [`CarriedStore`](../carried/server/struct.CarriedStore.html).
///
/// ```
/// use hallpass::carried::Carried;
/// use serde::{Deserialize, Serialize};
///
/// /// The items that a person wants to buy.
/// #[derive(Default, Serialize, Deserialize)]
/// struct Cart {
///     items: Vec<String>,
/// }
///
/// impl Carried for Cart {
///     const NAME: &'static str = "cart";
///     const VERSION: u32 = 1;
///
///     fn merge(mut account: Self, guest: Self) -> Self {
///         account.items.extend(guest.items);
///         account
///     }
/// }
/// ```
pub trait Carried: Serialize + DeserializeOwned + Default + Send + 'static {
    /// The name under which it is stored: lower-case letters, digits and `_`. It must not change later.
    const NAME: &'static str;

    /// The version of its form. Increase it when stored values of older versions can no longer be deserialized.
    const VERSION: u32;

    /// The maximum size as JSON, in bytes. The states of a guest have to fit into one cookie: together they may have
    /// 2,800 bytes.
    const MAX_BYTES: usize = 2000;

    /// Merges the state of a guest into that of the account with which the person signs in.
    #[must_use]
    fn merge(account: Self, guest: Self) -> Self;

    /// Converts a stored value of an older version. Without this, it is dropped.
    fn upgrade(version: u32, json: &str) -> Option<Self> {
        let _ = (version, json);
        None
    }
}
