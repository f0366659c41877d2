//! Puts the principal that the server resolved into the page.

use leptos::prelude::*;

use super::state::Current;
use crate::{
    access::{Preferences, Principal},
    reactive::{effect, memo},
    ui::{Clock, Drafts, Owner, browser},
};

impl Current {
    /// Puts the principal that the server resolved into a signal. `App` calls this once. `asks` is a CSS selector for
    /// the dialog that asks whether the person is still here.
    pub fn provide(asks: &'static str) -> Self {
        let resolved = SharedValue::new(|| use_context::<Principal>().unwrap_or_default()).into_inner();
        let preferences = SharedValue::new(|| use_context::<Preferences>().unwrap_or_default()).into_inner();
        let current = Self {
            principal: RwSignal::new(resolved),
            arrived: RwSignal::new(0),
            generation: StoredValue::new(0),
            asked: StoredValue::new(0),
            insists: StoredValue::new(false),
            over: StoredValue::new(String::new()),
            account: StoredValue::new(String::new()),
            username: StoredValue::new(String::new()),
            other_changes: RwSignal::new(0),
            news: RwSignal::new(None),
            guest_preferences: RwSignal::new(preferences),
            drafts: Drafts::expect(),
            clock: Clock::expect(),
        };
        provide_context(current);
        provide_context(Owner(memo(move |_| current.member(|member| member.account_id.clone()))));
        effect(move || current.peek(|principal| current.belongs_to(principal)));
        effect(move || current.arrived.set(browser::now()));
        current.heed_deadlines();
        current.follow_input(asks);
        current.refresh_by_itself();
        current
    }
}
