//! Beats when something has changed that pages of the console may show. They ask for it themselves.

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
