//! The preferences of the person who sees the page.

use leptos::prelude::*;

use super::state::Current;
use crate::{
    access::{Preferences, Principal},
    error::AppError,
    reactive::effect,
    ui::browser,
};

impl Current {
    /// How pages look and speak to this person; tracked.
    pub fn preferences(self) -> Preferences {
        let own = self.with(|principal| match principal {
            Principal::Member(member) => Some(member.preferences.clone()),
            Principal::Challenged(challenge) => Some(challenge.preferences.clone()),
            Principal::Banned(ban) => Some(ban.preferences.clone()),
            Principal::Guest { .. } => None,
        });
        own.unwrap_or_else(|| self.guest_preferences.get())
    }

    /// Applies the preferences that an action returns, in every tab of this browser. The other devices of a member are
    /// notified by the server.
    pub fn follow_preferences<F>(self, action: ServerAction<F>)
    where
        F: leptos::server_fn::ServerFn<Output = Preferences, Error = AppError> + Clone + Send + Sync + 'static,
    {
        effect(move || {
            let Some(Ok(preferences)) = action.value().get() else { return };
            browser::notify_tabs_of(&preferences.write());
            self.apply_preferences(preferences);
        });
        self.watch(action);
    }

    /// Applies preferences that were changed in this browser.
    pub(super) fn apply_preferences(self, preferences: Preferences) {
        self.guest_preferences.set(preferences.clone());
        self.principal.update(|principal| match principal {
            Principal::Member(member) => member.preferences = preferences,
            Principal::Challenged(_) | Principal::Banned(_) | Principal::Guest { .. } => {}
        });
    }
}
