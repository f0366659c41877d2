//! What became of a form that was posted without JavaScript: the page shown next takes it up, so
//! that errors stand at their fields and nothing typed is lost. Carried in a short-lived cookie,
//! so it is the person's own data and is trusted for nothing.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::app_error::AppError;

/// The outcome of the last plain post, for the page it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormFlash {
    /// The server function's path, such as `/api/sign_in`.
    pub function: String,
    /// The SHA-256 of the page that held the form, path and query: they may hold a one-time link.
    pub page: String,
    /// Whose form it was: an account's id; empty for a guest's.
    pub account: String,
    /// What was typed, without passwords and tokens.
    pub values: BTreeMap<String, String>,
    /// `None`: it went well.
    pub error: Option<AppError>,
    /// What the function answered, as JSON, where the page shows that.
    #[serde(default)]
    pub answer: Option<String>,
}

impl FormFlash {
    /// Makes the server's `Posted`, if there is one, known to both sides. Called once, by `App`.
    pub fn provide() {
        let posted = SharedValue::new(use_context::<Self>).into_inner();
        provide_context(StoredValue::new(posted));
    }

    /// Forgets it: another page has been gone to.
    pub fn forget() {
        if let Some(posted) = use_context::<StoredValue<Option<Self>>>() {
            posted.set_value(None);
        }
    }

    /// What became of the last post to this function, if this page is the answer to it.
    pub fn to(function: &str) -> Option<Self> {
        use_context::<StoredValue<Option<Self>>>()?
            .with_value(Clone::clone)
            .filter(|posted| posted.function == function)
    }

    /// What the function answered, if the last post went to it and went well.
    pub fn answer<T: DeserializeOwned>(function: &str) -> Option<T> {
        serde_json::from_str(&Self::to(function)?.answer?).ok()
    }

    /// Whether a field holds a secret, which is never sent back.
    pub fn is_secret(field: &str) -> bool {
        // Settings of the policy begin so, and are none.
        field.ends_with("password") || field.contains("token")
    }
}
