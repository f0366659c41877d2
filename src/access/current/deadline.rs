//! Handles the deadline of a session, ban or impersonation: the page asks the server, and hides its content even if no
//! response comes (ASVS 14.3.1). The server's response is authoritative.

use leptos::prelude::*;

use super::{asking::ASK_AGAIN, state::Current};
use crate::{
    access::{Ending, Principal},
    reactive::effect_with_last,
    ui::browser,
};

/// Seconds after its deadline at which a page is closed if no response has come. With a lower value, a page would close
/// for a moment although a response that the session continues is on its way: clocks in whole seconds differ by one.
const GRACE: i64 = 2;

impl Current {
    /// Asks the server when the deadline of a session or a ban has passed, and closes the page if no response comes.
    pub(super) fn heed_deadlines(self) {
        effect_with_last(move |noticed: Option<Option<i64>>| {
            let deadline = self.with(|principal| match principal {
                Principal::Member(member) => Some(member.next_deadline()),
                Principal::Challenged(challenge) => Some(challenge.expires_at),
                Principal::Banned(ban) => ban.until,
                Principal::Guest { .. } => None,
            });
            let left = deadline.map(|deadline| self.seconds_until(deadline)).filter(|left| *left <= 0)?;
            let now = browser::now();
            // After a device wakes up, the page also asks the server before it closes.
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

    /// Closes the page because its session or impersonation has ended, as far as the page can tell.
    fn close(self) {
        let Some(session) = self.peek(|old| old.member().map(|member| member.session.clone())) else { return };
        let ends_at = session.idle_ends_at.min(session.ends_at);
        let ending = if ends_at == session.ends_at { Ending::Absolute } else { Ending::Idle };
        // The deadline may be that of an impersonation, in which case the session itself is still live.
        let is_over = untrack(|| self.seconds_until(ends_at)) <= 0;
        self.apply(if is_over { Principal::ended(ending) } else { Principal::default() });
        self.ask_at_deadline();
    }
}
