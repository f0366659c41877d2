//! How a person wants times to be written, and what time it is for them.

use leptos::prelude::*;

use crate::reactive::memo;

/// How a person wants times to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeFormat {
    /// The time zone (IANA); `None`: that of the device.
    pub zone: Option<String>,
    /// Whether the clock has 12 hours; `None`: it has 24.
    pub is_12_hours: Option<bool>,
    /// Whether dates are written as in ISO 8601, and not as the language has it.
    pub has_iso_dates: bool,
}

/// The format, and the current time in Unix seconds by the server's clock, to a quarter of a minute.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Times {
    pub(super) format: Signal<TimeFormat>,
    pub(super) now: Signal<i64>,
}

impl TimeFormat {
    /// Provides the format and the current time, which may change, to every time on the page. Called once, by `App`.
    pub fn provide(format: Signal<Self>, now: impl Fn() -> i64 + Send + Sync + 'static) {
        let now = memo(move |_| now() / 15 * 15);
        // Texts must not be written again at every change of the principal: their page may be on its way out.
        let format = memo(move |_| format.get());
        provide_context(Times { format: format.into(), now: now.into() });
    }
}
