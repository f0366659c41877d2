//! The result of a form that was posted without JavaScript. The next page shows it, so that errors appear at their
//! fields and no input is lost. It is stored in a short-lived cookie, which the person can change, so it must not be
//! trusted.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::app_error::AppError;

/// The result of the last plain post, for the page from which it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormFlash {
    /// The server function's path, such as `/api/sign_in`.
    pub function: String,
    /// The SHA-256 of the path and query of the page with the form, which may contain a one-time link.
    pub page: String,
    /// The ID of the account to which the form belonged; empty for a guest.
    pub account: String,
    /// The typed values, without passwords and tokens.
    pub values: BTreeMap<String, String>,
    /// The error; `None` on success.
    pub error: Option<AppError>,
    /// The function's response as JSON, if the page shows it.
    #[serde(default)]
    pub answer: Option<String>,
}

impl FormFlash {
    /// Provides the `FormFlash` of the server, if there is one, as context on both sides. `App` calls this once.
    pub fn provide() {
        let posted = SharedValue::new(use_context::<Self>).into_inner();
        provide_context(StoredValue::new(posted));
    }

    /// Removes the result after a navigation to another page.
    pub fn forget() {
        if let Some(posted) = use_context::<StoredValue<Option<Self>>>() {
            posted.set_value(None);
        }
    }

    /// The result of the last post to this function, if this page is the response to it.
    pub fn to(function: &str) -> Option<Self> {
        use_context::<StoredValue<Option<Self>>>()?
            .with_value(Clone::clone)
            .filter(|posted| posted.function == function)
    }

    /// The response of this function, if the last plain post called it and succeeded, and the function is marked
    /// `answers`.
    pub fn answer<T: DeserializeOwned>(function: &str) -> Option<T> {
        serde_json::from_str(&Self::to(function)?.answer?).ok()
    }

    /// Whether a field contains a secret, which is never sent back.
    pub fn is_secret(field: &str) -> bool {
        // Only the end of the name counts: settings of the policy begin with `password` but are not secret.
        field.ends_with("password") || field.contains("token") || field == "passkey"
    }
}
