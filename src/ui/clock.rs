//! This device's clock.

use std::time::Duration;

use leptos::prelude::*;

use super::browser;
use crate::reactive::effect;

/// This device's clock as a signal: Unix seconds, updated every second; 0 until the page is hydrated.
#[derive(Clone, Copy, Debug)]
pub struct Clock(RwSignal<i64>);

impl Clock {
    /// Starts the clock. Called once, by `App`.
    pub fn provide() {
        let clock = Self(RwSignal::new(0));
        provide_context(clock);
        effect(move || {
            clock.0.set(browser::now());
            let ticking = set_interval_with_handle(move || clock.0.set(browser::now()), Duration::from_secs(1));
            on_cleanup(move || {
                if let Ok(ticking) = ticking {
                    ticking.clear();
                }
            });
        });
    }

    /// The clock, from anywhere below `App`.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The current time; tracked.
    pub fn get(self) -> i64 {
        self.0.get()
    }
}
