//! What somebody does on an open page is activity: typing, pressing, turning the wheel. The server is
//! told in a call of its own, on which nothing else rides, and now and then only.

use leptos::{prelude::*, task::spawn_local};

use super::Current;
use crate::{access::visit_page, error::AppError, ui::browser};

/// Seconds after which the server is told again, if it could not be told.
const AGAIN: i64 = 15;

impl Current {
    /// Tells the server that somebody is here while they are. `apart`: a CSS selector of what asks
    /// whether they are, and takes the answer itself.
    pub(super) fn follow_input(self, apart: &'static str) {
        let next = StoredValue::new(0);
        Effect::new(move || {
            browser::on_input(apart, move || {
                let facts = self.peek(|principal| {
                    principal.member().map(|member| (member.session.activity_pause(), member.session.last_active()))
                });
                let Some((pause, last_active)) = facts else { return };
                let now = browser::now();
                // A second more than the server asks for: both count whole ones.
                let is_due = untrack(|| self.seconds_until(last_active + pause)) < 0;
                if is_due && now >= next.get_value() {
                    next.set_value(now + pause);
                    self.visit(move |_| next.set_value(now + pause.min(AGAIN)));
                }
            });
        });
    }

    /// The person stays: counts as activity, for the other tabs as well.
    pub fn stay(self, failed: Callback<AppError>) {
        self.visit(move |error| {
            // What asked may be gone.
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
                    browser::tell_tabs();
                }
                Err(error) => failed(error),
            }
        });
    }
}
