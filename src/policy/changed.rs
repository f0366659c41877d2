//! A changed value of the policy, as it is recorded.

use serde::{Deserialize, Serialize};

/// A changed value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedValue {
    /// The scope's name: `everyone`, or a role's name.
    pub scope: String,
    /// The setting's name.
    pub setting: String,
    /// The value before; `None` means everyone's value.
    pub before: Option<i64>,
    /// The value after; `None` means everyone's value.
    pub after: Option<i64>,
}
