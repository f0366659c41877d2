//! Conditions that an operator has to act on. The console shows them while they last; this module
//! decides nothing and knows no feature.

#[cfg(feature = "ssr")]
mod server;

#[cfg(feature = "ssr")]
pub use server::{Source, Warnings};

use serde::{Deserialize, Serialize};

/// Something is wrong with the server or its surroundings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// The database takes no writes; `cause` is what it answers.
    DatabaseUnwritable { cause: String },
    /// Work in batches does not go on; `cause` is what stood in its way.
    JobStuck { cause: String },
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::DatabaseUnwritable { cause } => write!(f, "The database takes no writes: {cause}"),
            Self::JobStuck { cause } => {
                write!(f, "Sessions that are over are not written down, which is tried again: {cause}.")
            }
        }
    }
}

/// A warning and when it was first raised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActiveWarning {
    /// When the condition was first seen, in Unix seconds.
    pub since: i64,
    /// What is wrong.
    pub warning: Warning,
}
