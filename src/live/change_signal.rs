//! A signal that console pages may show outdated data; the pages then reload it themselves.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    reactive::{effect, effect_with_last},
    ui::browser,
};

/// The change signal.
#[derive(Clone, Copy, Debug)]
pub struct ChangeSignal {
    count: RwSignal<u32>,
    /// Whether it was notified while the page was hidden.
    missed: StoredValue<bool>,
}

impl ChangeSignal {
    /// Creates the signal. Called once, by `App`.
    pub fn provide() -> Self {
        let change_signal = Self { count: RwSignal::new(0), missed: StoredValue::new(false) };
        provide_context(change_signal);
        effect(move || {
            browser::on_return(move || {
                if change_signal.missed.try_get_value() == Some(true) {
                    change_signal.notify();
                }
            });
        });
        change_signal
    }

    /// The change signal, from anywhere below `App`.
    pub fn expect() -> Self {
        expect_context()
    }

    /// How often it was triggered; tracked.
    pub fn get(self) -> u32 {
        self.count.get()
    }

    /// Triggers the signal; on a hidden page, once it is visible again.
    pub fn notify(self) {
        let is_hidden = browser::is_hidden();
        self.missed.set_value(is_hidden);
        if !is_hidden {
            self.count.update(|count| *count = count.wrapping_add(1));
        }
    }
}

impl ChangeSignal {
    /// A count that changes with the signal, but no more often than once in `pause`: for expensive queries.
    pub fn throttle(self, pause: Duration) -> RwSignal<u32> {
        let throttled = Throttled {
            pause,
            count: RwSignal::new(0),
            is_resting: StoredValue::new(false),
            missed: StoredValue::new(false),
        };
        effect_with_last(move |before: Option<u32>| {
            let now = self.get();
            if before.is_some_and(|before| before != now) {
                throttled.notify();
            }
            now
        });
        throttled.count
    }
}

#[derive(Clone, Copy)]
struct Throttled {
    pause: Duration,
    count: RwSignal<u32>,
    is_resting: StoredValue<bool>,
    /// Whether the signal has changed during the pause.
    missed: StoredValue<bool>,
}

impl Throttled {
    fn notify(self) {
        if self.is_resting.get_value() {
            return self.missed.set_value(true);
        }
        self.is_resting.set_value(true);
        self.count.update(|count| *count = count.wrapping_add(1));
        let rested = move || {
            // The page may have been left.
            if let Some(missed) = self.missed.try_get_value() {
                self.is_resting.set_value(false);
                self.missed.set_value(false);
                if missed {
                    self.notify();
                }
            }
        };
        set_timeout(rested, self.pause);
    }
}
