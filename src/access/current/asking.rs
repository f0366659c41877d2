//! Questions to the server about who is asking, and what is taken from the answers: only the answer
//! to the newest question counts.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::Current;
use crate::{
    access::{Ending, Principal, current_principal},
    error::AppError,
};

/// How often, and after which pause, a tab whose session has been replaced asks for the new one.
const REPLACED_PATIENCE: u32 = 10;
const REPLACED_PAUSE: Duration = Duration::from_millis(300);

impl Current {
    /// Asks who is asking now that the session has been replaced, until its successor's cookie is
    /// there, or until something newer is known.
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

    /// Asks the server who is asking. Does not count as activity.
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

    /// Counts a question, or what is known by now: an answer to an older question is dropped.
    pub(super) fn next_generation(self) -> u64 {
        self.generation.update_value(|generation| *generation += 1);
        self.generation.get_value()
    }

    /// Takes up the answer to the newest question.
    pub(super) fn answered(self, principal: Principal) {
        let was_member = self.peek(|old| old.member().is_some());
        if was_member && matches!(principal, Principal::Guest { ended: Some(Ending::Replaced), .. }) {
            self.await_successor(self.generation.get_value());
        } else if principal != Principal::default() {
            self.apply(principal);
        // A cookie that is gone tells no ending: the page works it out.
        } else if let Some(ending) = self.vanished() {
            self.apply(Principal::ended(ending));
        }
    }

    /// Why a session's cookie is gone: signing out takes it away, and so does the browser at the end
    /// of the longest life. `None` for a guest, who stays told what the page knows.
    fn vanished(self) -> Option<Ending> {
        let ends_at = self.peek(|old| match old {
            Principal::Guest { .. } => None,
            Principal::Member(member) => Some(member.session.ends_at),
            Principal::Banned(_) => Some(i64::MAX),
        })?;
        let is_old = untrack(|| self.seconds_until(ends_at)) <= 0;
        Some(if is_old { Ending::Absolute } else { Ending::SignedOut })
    }
}
