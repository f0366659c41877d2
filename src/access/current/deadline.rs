//! What becomes of a page whose session's time has come: the server is asked, and whether or not an
//! answer comes, what was shown does not stay (ASVS 14.3.1). The server has the last word.

use std::time::Duration;

use leptos::prelude::*;

use super::{Current, Ending, Principal};
use crate::{access::current_principal, ui::browser};

/// Seconds between two questions to a server that still sees a session whose deadline has come here, or
/// that does not answer.
const ASK_AGAIN: i64 = 15;
/// So many seconds after its deadline a page is closed without an answer. Lower, and it would be closed
/// for a moment while an answer is on its way that says that the session goes on; clocks in whole seconds
/// differ by one.
const GRACE: i64 = 2;

impl Current {
    /// Asks the server when a session's or a ban's time has come, and closes the page without its answer.
    pub(super) fn heed_deadlines(self) {
        Effect::new(move |noticed: Option<Option<i64>>| {
            let deadline = self.with(|principal| match principal {
                Principal::Member(member) => Some(member.next_deadline()),
                Principal::Banned(ban) => ban.until,
                Principal::Guest { .. } => None,
            });
            let left = deadline.map(|deadline| self.seconds_until(deadline)).filter(|left| *left <= 0)?;
            let now = browser::now();
            // A device that wakes up asks first, too.
            let noticed = noticed.flatten().unwrap_or(now);
            if now - self.asked.get_value() >= ASK_AGAIN {
                self.asked.set_value(now);
                self.ask_at_deadline();
            }
            if left <= -GRACE && now - noticed >= GRACE {
                self.close();
            }
            Some(noticed)
        });
    }

    /// Asks the server, again and again until it answers.
    fn ask_at_deadline(self) {
        self.insists.set_value(true);
        self.ask(current_principal());
    }

    /// Asks once more after a pause, unless something newer is known by then.
    pub(super) fn ask_again_later(self, asked: u64) {
        let again = move || {
            if self.generation.try_get_value() == Some(asked) {
                self.ask_at_deadline();
            }
        };
        set_timeout(again, Duration::from_secs(ASK_AGAIN.unsigned_abs()));
    }

    /// Closes the page of a session that is over as far as can be told here.
    fn close(self) {
        let Some(session) = self.peek(|old| old.member().map(|member| member.session.clone())) else { return };
        let ends_at = session.idle_ends_at.min(session.ends_at);
        let ending = if ends_at == session.ends_at { Ending::Absolute } else { Ending::Idle };
        // What has come may be the end of acting as somebody, of which the session knows nothing.
        let is_over = untrack(|| self.seconds_until(ends_at)) <= 0;
        self.apply(if is_over { Principal::ended(ending) } else { Principal::default() });
        self.ask_at_deadline();
    }
}
