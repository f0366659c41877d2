//! Reports input on an open page (typing, clicking, scrolling) to the server as activity. The page makes a separate
//! call for this, at a limited rate.

use leptos::{prelude::*, task::spawn_local};

use super::state::Current;
use crate::{access::visit_page, error::AppError, reactive::effect, ui::browser};

/// Seconds after a failed report before the next one.
const AGAIN: i64 = 15;

impl Current {
    /// Reports activity to the server while there is input. `apart` is a CSS selector for the dialog that asks whether
    /// the person is still here. Input in this dialog is ignored, because the dialog reports the answer itself.
    pub(super) fn follow_input(self, apart: &'static str) {
        let next = StoredValue::new(0);
        effect(move || {
            browser::on_input(apart, move || {
                let facts = self.peek(|principal| {
                    principal.member().map(|member| (member.session.activity_pause(), member.session.last_active()))
                });
                let Some((pause, last_active)) = facts else { return };
                let now = browser::now();
                // One second more than the server requires, because both sides count whole seconds.
                let is_due = untrack(|| self.seconds_until(last_active + pause)) < 0;
                if is_due && now >= next.get_value() {
                    next.set_value(now + pause);
                    self.visit(move |_| next.set_value(now + pause.min(AGAIN)));
                }
            });
        });
    }

    /// Reports to the server that the person is still here. This counts as activity and also informs the other tabs.
    pub fn stay(self, failed: Callback<AppError>) {
        self.visit(move |error| {
            // The component that asked may have been unmounted.
            let _ = failed.try_run(error);
        });
    }

    fn visit(self, failed: impl FnOnce(AppError) + 'static) {
        let asked = self.next_generation();
        spawn_local(async move {
            match visit_page().await {
                Ok(principal) => {
                    if self.generation.try_get_value() == Some(asked) {
                        self.answered(principal);
                    }
                    browser::notify_tabs();
                }
                Err(error) => failed(error),
            }
        });
    }
}
