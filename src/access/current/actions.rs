//! Follows what may change the principal: the channel, actions, navigation and other tabs.

use std::time::Duration;

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_location;

use super::state::Current;
use crate::{
    access::{Ending, Preferences, Principal, visit_page},
    error::{AppError, FormFlash, Hold, hold_questions},
    reactive::{effect, effect_with_last},
    ui::browser,
};

impl Current {
    /// Applies a principal that the server has sent through the channel.
    pub fn push(self, principal: Principal) {
        match principal {
            // This browser already has another session, or will have one once the pending response arrives.
            Principal::Guest { ended: Some(Ending::Replaced), .. } => {
                let asked = self.next_generation();
                self.await_successor(asked);
            }
            principal => self.set(principal),
        }
    }

    /// Asks for the principal when it may have changed without the page being notified.
    pub(super) fn refresh_by_itself(self) {
        // A page restored from the background or the history may show an ended session.
        effect(move || browser::on_return(move || self.refresh()));
        // Another tab has signed in or out, or its guest has changed something.
        effect(move || {
            browser::on_tab_notification(move |preferences| {
                if let Some(written) = preferences {
                    self.apply_preferences(Preferences::read(&written));
                } else {
                    self.guest_changed();
                    self.refresh();
                }
            });
        });
    }

    /// Reports each navigation within the browser to the server, because reading is activity. The response also brings
    /// changes that were made meanwhile. Called once, below the router.
    pub fn follow_navigation(self) {
        let location = use_location();
        effect_with_last(move |before: Option<(String, String)>| {
            let here = (location.pathname.get(), location.search.get());
            if let Some(before) = before.filter(|before| *before != here) {
                FormFlash::forget();
                if before.0 != here.0 {
                    self.drafts.forget();
                }
                self.ask(visit_page());
            }
            here
        });
    }

    /// Applies the principal that an action returns. While the action is pending, the requests that the page makes by
    /// itself wait, because they would be sent for an account that is no longer signed in.
    pub fn follow<F>(self, action: ServerAction<F>)
    where
        F: ServerFn<Output = Principal, Error = AppError> + Clone + Send + Sync + 'static,
    {
        effect(move || {
            if let Some(Ok(principal)) = action.value().get() {
                self.set(principal);
                browser::notify_tabs();
            }
        });
        let pending = action.pending();
        effect_with_last(move |hold: Option<Option<Hold>>| {
            let hold = hold.flatten();
            if pending.get() {
                return Some(hold.unwrap_or_else(hold_questions));
            }
            // Release after the response has been applied.
            if let Some(hold) = hold {
                set_timeout(move || hold.release(), Duration::ZERO);
            }
            None
        });
        self.watch(action);
    }

    /// Asks for the principal each time an action has succeeded, and loads what depends on [`Self::changes`] again, for
    /// a guest, too. Use it for actions that change the principal or carried state.
    pub fn refresh_after<F>(self, action: ServerAction<F>)
    where
        F: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        F::Output: Clone + Send + Sync + 'static,
    {
        effect(move || {
            if action.value().with(|value| matches!(value, Some(Ok(_)))) {
                self.guest_changed();
                self.refresh();
                browser::notify_tabs();
            }
        });
        self.watch(action);
    }

    /// Asks for the principal again when an action is refused because of the principal.
    pub fn watch<F>(self, action: ServerAction<F>)
    where
        F: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        F::Output: Clone + Send + Sync + 'static,
    {
        effect(move || {
            let refused = action.value().with(|value| {
                value.as_ref().is_some_and(|value| value.as_ref().is_err_and(AppError::concerns_principal))
            });
            if refused {
                self.refresh();
            }
        });
    }
}
