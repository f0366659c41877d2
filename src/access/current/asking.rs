//! Requests for the current principal, and the handling of their responses. Only the response to the newest request
//! counts.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::state::Current;
use crate::{
    access::{Ending, Principal, current_principal},
    error::AppError,
};

/// How many more times, and at which interval, a tab whose session was replaced asks for the new one.
const REPLACED_PATIENCE: u32 = 10;
const REPLACED_PAUSE: Duration = Duration::from_millis(300);

/// Seconds between two requests to a server that does not respond, or that still reports the session as live although
/// its deadline has passed by this page's clock.
pub(super) const ASK_AGAIN: i64 = 15;

impl Current {
    /// Asks for the principal after the session was replaced, until the cookie of the new session has arrived or
    /// something newer is known.
    pub(super) fn await_successor(self, asked: u64) {
        self.try_successor(REPLACED_PATIENCE, asked);
    }

    fn try_successor(self, attempts: u32, asked: u64) {
        spawn_local(async move {
            let Ok(principal) = current_principal().await else { return };
            if self.generation.try_get_value() != Some(asked) {
                return;
            }
            let is_waiting = matches!(principal, Principal::Guest { ended: Some(Ending::Replaced), .. });
            if is_waiting && attempts > 0 {
                set_timeout(move || self.try_successor(attempts - 1, asked), REPLACED_PAUSE);
            } else {
                self.apply(principal);
            }
        });
    }

    /// Asks the server for the principal. The call does not count as activity.
    pub fn refresh(self) {
        self.ask(current_principal());
    }

    pub(super) fn ask(self, question: impl Future<Output = Result<Principal, AppError>> + 'static) {
        let asked = self.next_generation();
        spawn_local(async move {
            let answer = question.await;
            if self.generation.try_get_value() != Some(asked) {
                return;
            }
            match answer {
                Ok(principal) => {
                    self.insists.set_value(false);
                    self.answered(principal);
                }
                Err(_) if self.insists.get_value() => self.ask_again_later(asked),
                Err(_) => {}
            }
        });
    }

    /// Asks the server repeatedly until it responds.
    pub(super) fn ask_at_deadline(self) {
        self.insists.set_value(true);
        self.ask(current_principal());
    }

    /// Asks again after a pause, unless something newer is known by then.
    fn ask_again_later(self, asked: u64) {
        let again = move || {
            if self.generation.try_get_value() == Some(asked) {
                self.ask_at_deadline();
            }
        };
        set_timeout(again, Duration::from_secs(ASK_AGAIN.unsigned_abs()));
    }

    /// Applies the response to the newest request.
    pub(super) fn answered(self, principal: Principal) {
        let was_member = self.peek(|old| old.member().is_some());
        if was_member && matches!(principal, Principal::Guest { ended: Some(Ending::Replaced), .. }) {
            self.await_successor(self.generation.get_value());
        } else if principal != Principal::default() || self.peek(|old| matches!(old, Principal::Challenged(_))) {
            self.apply(principal);
        // A missing cookie says nothing about how the session ended, so the page infers it.
        } else if let Some(ending) = self.vanished() {
            self.apply(Principal::ended(ending));
        }
    }

    /// Infers why a session's cookie is gone: signing out removes it, and the browser drops it at the absolute limit.
    /// Returns `None` for a guest, so that the page keeps the reason that it already knows.
    fn vanished(self) -> Option<Ending> {
        let ends_at = self.peek(|old| match old {
            Principal::Guest { .. } | Principal::Challenged(_) => None,
            Principal::Member(member) => Some(member.session.ends_at),
            Principal::Banned(_) => Some(i64::MAX),
        })?;
        let is_old = untrack(|| self.seconds_until(ends_at)) <= 0;
        Some(if is_old { Ending::Absolute } else { Ending::SignedOut })
    }
}
