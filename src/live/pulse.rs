//! Beats when something has changed that pages of the console may show. They ask for it themselves.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::browser;

/// The beat, from anywhere below `App`.
#[derive(Clone, Copy, Debug)]
pub struct Pulse {
    count: RwSignal<u32>,
    /// Something has changed while nobody looked.
    missed: StoredValue<bool>,
}

impl Pulse {
    /// Starts it. Called once, by `App`.
    pub fn provide() -> Self {
        let pulse = Self { count: RwSignal::new(0), missed: StoredValue::new(false) };
        provide_context(pulse);
        Effect::new(move || {
            browser::on_return(move || {
                if pulse.missed.try_get_value() == Some(true) {
                    pulse.beat();
                }
            });
        });
        pulse
    }

    /// The page's pulse.
    pub fn expect() -> Self {
        expect_context()
    }

    /// How often it has beaten; tracked.
    pub fn get(self) -> u32 {
        self.count.get()
    }

    /// Something has changed: said at once on a page in front, and on its return on any other.
    pub fn beat(self) {
        let is_hidden = browser::is_hidden();
        self.missed.set_value(is_hidden);
        if !is_hidden {
            self.count.update(|count| *count = count.wrapping_add(1));
        }
    }
}

impl Pulse {
    /// The same, with so long between two beats at least, for what costs more; tracked.
    pub fn calm(self, pause: Duration) -> RwSignal<u32> {
        let calm = Calm {
            pause,
            beats: RwSignal::new(0),
            is_resting: StoredValue::new(false),
            missed: StoredValue::new(false),
        };
        Effect::new(move |before: Option<u32>| {
            let now = self.get();
            if before.is_some_and(|before| before != now) {
                calm.beat();
            }
            now
        });
        calm.beats
    }
}

#[derive(Clone, Copy)]
struct Calm {
    pause: Duration,
    beats: RwSignal<u32>,
    is_resting: StoredValue<bool>,
    /// Something has changed meanwhile.
    missed: StoredValue<bool>,
}

impl Calm {
    fn beat(self) {
        if self.is_resting.get_value() {
            return self.missed.set_value(true);
        }
        self.is_resting.set_value(true);
        self.beats.update(|count| *count = count.wrapping_add(1));
        let rested = move || {
            // The page may have been left.
            if let Some(missed) = self.missed.try_get_value() {
                self.is_resting.set_value(false);
                self.missed.set_value(false);
                if missed {
                    self.beat();
                }
            }
        };
        set_timeout(rested, self.pause);
    }
}
