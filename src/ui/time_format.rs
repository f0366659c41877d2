//! How a person wants times to be written.

use leptos::prelude::*;

/// How a person wants times to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeFormat {
    /// The time zone (IANA); `None`: that of the device.
    pub zone: Option<String>,
    /// Whether the clock has 12 hours; `None`: as the language has it.
    pub is_12_hours: Option<bool>,
}

impl TimeFormat {
    /// Provides the format, which may change, to every moment on the page. Called once, by `App`.
    pub fn provide(format: Signal<Self>) {
        provide_context(format);
    }
}
