//! Questions to the server about who is asking, and what is taken from the answers: only the answer
//! to the newest question counts.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::{ASK_AGAIN, Current};
use crate::{
    access::{Ending, Principal, current_principal, visit_page},
    error::AppError,
    ui::browser,
};

/// How often, and after which pause, a tab whose session has been replaced asks for the new one.
pub(super) const REPLACED_PATIENCE: u32 = 10;
const REPLACED_PAUSE: Duration = Duration::from_millis(300);

impl Current {
    /// Asks who is asking now that the session has been replaced, until its successor's cookie is
    /// there, or until something newer is known.
    pub(super) fn await_successor(self, attempts: u32, asked: u64) {
        spawn_local(async move {
            let Ok(principal) = current_principal().await else { return };
            if self.generation.try_get_value() != Some(asked) {
                return;
            }
            let is_waiting = matches!(principal, Principal::Guest { ended: Some(Ending::Replaced), .. });
            if is_waiting && attempts > 0 {
                set_timeout(move || self.await_successor(attempts - 1, asked), REPLACED_PAUSE);
            } else {
                self.take_up(principal);
            }
        });
    }

    /// Asks the server at a deadline, again and again until it answers. Without an answer the session
    /// counts as over: what it showed may not stay (ASVS 14.3.1). The server has the last word.
    pub(super) fn ask_at_deadline(self) {
        self.generation.update_value(|generation| *generation += 1);
        let asked = self.generation.get_value();
        spawn_local(async move {
            let answer = current_principal().await;
            if self.generation.try_get_value() != Some(asked) {
                return;
            }
            if let Ok(principal) = answer {
                return self.answered(principal);
            }
            let session = self.peek(|old| old.member().map(|member| member.session.clone()));
            if let Some(session) = session {
                let ends_at = session.idle_ends_at.min(session.ends_at);
                // What has come may be the end of acting as somebody.
                if untrack(|| self.seconds_until(ends_at)) <= 0 {
                    let is_absolute = ends_at == session.ends_at;
                    self.take_up(Principal::ended(if is_absolute { Ending::Absolute } else { Ending::Idle }));
                }
            }
            let known = self.generation.get_value();
            let again = move || {
                if self.generation.try_get_value() == Some(known) {
                    self.ask_at_deadline();
                }
            };
            set_timeout(again, Duration::from_secs(ASK_AGAIN.unsigned_abs()));
        });
    }

    /// The person stays: counts as activity, for the other tabs as well.
    pub fn stay(self, failed: Callback<AppError>) {
        spawn_local(async move {
            match visit_page().await {
                Ok(principal) => {
                    self.set(principal);
                    browser::tell_tabs();
                }
                Err(error) => drop(failed.try_run(error)),
            }
        });
    }

    /// Asks the server who is asking. Does not count as activity.
    pub fn refresh(self) {
        self.ask(current_principal());
    }

    pub(super) fn ask(self, question: impl Future<Output = Result<Principal, AppError>> + 'static) {
        self.generation.update_value(|generation| *generation += 1);
        let asked = self.generation.get_value();
        spawn_local(async move {
            let Ok(principal) = question.await else { return };
            if self.generation.try_get_value() != Some(asked) {
                return;
            }
            self.answered(principal);
        });
    }

    /// Takes up the answer to the newest question.
    fn answered(self, principal: Principal) {
        let was_member = self.peek(|old| old.member().is_some());
        if was_member && matches!(principal, Principal::Guest { ended: Some(Ending::Replaced), .. }) {
            self.await_successor(REPLACED_PATIENCE, self.generation.get_value());
        } else if principal != Principal::default() {
            self.take_up(principal);
        // A cookie that is gone tells no ending: the page works it out.
        } else if let Some(ending) = self.vanished() {
            self.take_up(Principal::ended(ending));
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
