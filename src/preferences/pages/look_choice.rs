//! The choices that are made in the menu of the header. They stand outside of the page, which is rendered anew when its
//! language changes, so that none of them is lost.

use leptos::prelude::*;

use crate::{access::Current, preferences::ChangeLook, reactive::effect_with_last, ui::browser};

/// A field of the menu's form.
pub(super) const THEME: &str = "change_look-theme";

/// The values of the menu's form, by field.
type Values = Vec<(String, String)>;

/// The action of the menu, and a choice that waits for the answer to an earlier one.
#[derive(Clone, Copy)]
pub struct LookChoice {
    pub(super) change: ServerAction<ChangeLook>,
    /// What was chosen while an earlier choice was pending.
    wanted: RwSignal<Option<Values>>,
    sent: StoredValue<Values>,
}

impl LookChoice {
    /// Provides the choices to the menu. Called once, by `App`.
    pub fn provide() {
        let choice =
            Self { change: ServerAction::new(), wanted: RwSignal::new(None), sent: StoredValue::new(Values::new()) };
        provide_context(choice);
        Current::expect().follow_preferences(choice.change);
        let pending = choice.change.pending();
        effect_with_last(move |was_pending: Option<bool>| {
            let is_pending = pending.get();
            if was_pending == Some(true) && !is_pending {
                choice.answered();
            }
            is_pending
        });
    }

    /// The choices, from anywhere below `App`.
    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// Sends what is chosen in the form, or remembers it while a choice is pending: the last one wins.
    pub(super) fn choose(self) {
        if self.change.pending().get_untracked() {
            self.wanted.set(Some(browser::values_around(THEME)));
        } else {
            self.send();
        }
    }

    /// The value that waits for this field, and which the form must keep showing; tracked.
    pub(super) fn waiting(self, field: &str) -> Option<String> {
        self.wanted.with(|wanted| {
            let value = wanted.iter().flatten().find(|(name, _)| name == field);
            value.map(|(_, value)| value.clone())
        })
    }

    fn answered(self) {
        let is_new = self
            .wanted
            .with_untracked(|wanted| self.sent.with_value(|sent| wanted.as_ref().is_some_and(|wanted| wanted != sent)));
        if is_new {
            // After the answer has been applied.
            request_animation_frame(move || self.send());
        } else {
            self.wanted.set(None);
        }
    }

    fn send(self) {
        self.sent.set_value(browser::values_around(THEME));
        browser::submit_around(THEME);
    }
}
