//! What the page knows about its principal.

use leptos::prelude::*;

use crate::{
    access::{Member, Preferences, Principal, REAUTHENTICATION_LIFETIME},
    error::set_owner,
    reactive::memo,
    texts::access as t,
    ui::{Clock, Drafts, browser},
};

/// The page's principal, as a signal.
#[derive(Clone, Copy, Debug)]
pub struct Current {
    pub(super) principal: RwSignal<Principal>,
    /// When the principal arrived, by this device's clock; 0 until the page is hydrated.
    pub(super) arrived: RwSignal<i64>,
    /// Counts requests and applied responses: a response to an older request is dropped.
    pub(super) generation: StoredValue<u64>,
    /// When the server was last asked because of a deadline.
    pub(super) asked: StoredValue<i64>,
    /// Whether requests for the principal are repeated until the server answers one, even if others are made meanwhile.
    pub(super) insists: StoredValue<bool>,
    /// The ID of the last session on this page that has ended. Late messages about it are ignored.
    pub(super) over: StoredValue<String>,
    /// The ID of the last account that was signed in on this page.
    pub(super) account: StoredValue<String>,
    pub(super) username: StoredValue<String>,
    /// Counts changes that have no epoch: what a guest changes in this browser, and signing in or out on this page.
    pub(super) other_changes: RwSignal<u64>,
    /// Changes to the person's account since they opened the page, in words.
    pub(super) news: RwSignal<Option<String>>,
    /// The preferences of this browser, for guests. After signing out, those of the person who was signed in.
    pub(super) guest_preferences: RwSignal<Preferences>,
    pub(super) drafts: Drafts,
    pub(super) clock: Clock,
}

impl Current {
    /// The page's principal; can be called anywhere below `App`.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The current principal; tracked.
    pub fn get(self) -> Principal {
        self.principal.get()
    }

    /// Reads the current principal in place; tracked.
    pub fn with<T>(self, read: impl FnOnce(&Principal) -> T) -> T {
        self.principal.with(read)
    }

    /// Reads the current principal in place; not tracked.
    pub fn peek<T>(self, read: impl FnOnce(&Principal) -> T) -> T {
        self.principal.with_untracked(read)
    }

    /// Reads a part of the signed-in member, or returns its default if no member is signed in; tracked.
    pub fn member<T: Default>(self, part: impl FnOnce(&Member) -> T) -> T {
        self.with(|principal| principal.member().map(part).unwrap_or_default())
    }

    /// Counters of the changes to what the person sees; tracked. Use them only to notice a change. They change
    ///
    /// - when a server function calls
    ///   [`Transaction::notify_account`](../database/struct.Transaction.html#method.notify_account), in every open tab
    ///   of the account; also when the policy changes;
    /// - for a guest, after an action given to [`Self::refresh_after`], in every tab of the browser;
    /// - when somebody signs in or out on this page.
    pub fn changes(self) -> (u64, i64) {
        (self.other_changes.get(), self.member(|member| member.epoch))
    }

    /// Counts a change that a guest has made.
    pub(super) fn guest_changed(self) {
        if self.peek(|principal| matches!(principal, Principal::Guest { .. })) {
            self.other_changes.update(|count| *count += 1);
        }
    }

    /// Sets the principal. An equal value does not trigger the signal, and an outdated one is ignored.
    pub fn set(self, principal: Principal) {
        if !self.is_outdated(&principal) {
            self.apply(principal);
        }
    }

    pub(super) fn apply(self, principal: Principal) {
        self.next_generation();
        let session = |principal: &Principal| principal.member().map(|member| member.session.id.clone());
        let (before, now) = (self.principal.with_untracked(session), session(&principal));
        // The page had taken the session for ended, but the server reports it as live.
        if now.as_ref().is_some_and(|now| self.over.with_value(|over| over == now)) {
            self.over.set_value(String::new());
        }
        if let Some(over) = before.filter(|before| now.as_ref() != Some(before)) {
            self.over.set_value(over);
        }
        self.notice(&principal);
        if let Some(member) = principal.member()
            && self.guest_preferences.with_untracked(|old| *old != member.preferences)
        {
            self.guest_preferences.set(member.preferences.clone());
        }
        self.arrived.set(browser::now());
        let is_other = self.peek(|old| account_of(old) != account_of(&principal));
        if self.principal.with_untracked(|old| *old != principal) {
            self.principal.set(principal);
        }
        // After the principal: the page that it may not see any more must be gone before its lists are loaded again.
        if is_other {
            self.other_changes.update(|count| *count += 1);
        }
    }

    /// Deletes data that the new principal must not see, and tells the person what has changed for them.
    fn notice(self, principal: &Principal) {
        let account = account_of(principal);
        let was_member = self.peek(|old| old.member().is_some());
        if account.is_empty() && was_member {
            browser::forget_page_data();
            self.news.set(None);
        }
        if !account.is_empty() && !was_member {
            self.drafts.welcome_back();
        }
        let is_other = !account.is_empty() && self.account.with_value(|before| before != account);
        if is_other || principal.has_left() {
            self.drafts.forget();
            self.news.set(None);
        }
        self.belongs_to(principal);
        let acted_as = |principal: &Principal| {
            principal.member().and_then(|member| member.impersonator.as_ref().map(|_| member.display_name.clone()))
        };
        if let (Some(name), Some(_), None) = (self.peek(acted_as), principal.member(), acted_as(principal)) {
            self.news.set(Some(t::news_own_again(name)));
        }
        let before =
            self.peek(|old| old.member().map(|old| (old.account_id.clone(), old.role.clone(), old.permissions)));
        if let (Some((id, role, permissions)), Some(member)) = (before, principal.member())
            && id == member.account_id
        {
            if role != member.role {
                self.news.set(Some(t::news_role(member.role.name())));
            } else if permissions != member.permissions {
                self.news.set(Some(t::news_permissions(role.label())));
            }
        }
    }

    /// Remembers the account to which this page belongs.
    pub(super) fn belongs_to(self, principal: &Principal) {
        set_owner(account_of(principal));
        if let Some(member) = principal.member() {
            self.account.set_value(member.account_id.clone());
            // An impersonator signs in again with their own username.
            let impersonator = member.impersonator.as_ref().map(|impersonator| &impersonator.username);
            self.username.set_value(impersonator.unwrap_or(&member.username).clone());
        }
    }

    /// Changes to the person's account since they opened the page, in words; tracked.
    pub fn news(self) -> Option<String> {
        self.news.get()
    }

    /// Adds to the news why the previous page is no longer shown.
    pub fn moved_away(self) {
        self.news.update(|news| {
            let words = t::news_moved_away();
            *news = Some(news.take().map_or_else(|| words.clone(), |before| format!("{before} {words}")));
        });
    }

    /// Dismisses the news once the person has read it.
    pub fn dismiss_news(self) {
        self.news.set(None);
    }

    /// The username last signed in here, to prefill the sign-in form.
    pub fn last_username(self) -> String {
        self.username.get_value()
    }

    /// Whether this principal is older than what the page already knows.
    fn is_outdated(self, principal: &Principal) -> bool {
        let Some(member) = principal.member() else { return false };
        let is_older = self.principal.with_untracked(|old| {
            let age = |member: &Member| (member.epoch, member.session.as_of);
            old.member().is_some_and(|old| old.session.id == member.session.id && age(old) > age(member))
        });
        is_older || self.over.with_value(|over| *over == member.session.id)
    }

    /// The number of seconds until a moment of the server's clock, as far as this page can tell; tracked.
    pub fn seconds_until(self, moment: i64) -> i64 {
        let as_of = self.with(|principal| match principal {
            Principal::Member(member) => member.session.as_of,
            Principal::Challenged(challenge) => challenge.as_of,
            Principal::Banned(ban) => ban.as_of,
            Principal::Guest { .. } => moment,
        });
        let (now, arrived) = (self.clock.get(), self.arrived.get());
        let passed = if arrived == 0 { 0 } else { (now - arrived).max(0) };
        moment - as_of - passed
    }

    /// The current time of the server's clock in Unix seconds, as far as this page can tell; 0 while it is unknown;
    /// tracked.
    pub fn now(self) -> i64 {
        let is_guest = self.with(|principal| matches!(principal, Principal::Guest { .. }));
        if is_guest { self.clock.get() } else { -self.seconds_until(0) }
    }

    /// Whether a critical action now needs reauthentication.
    pub fn needs_reauthentication(self) -> Memo<bool> {
        let typed_at = move || self.member(|member| member.session.signed_in_at);
        memo(move |_| self.seconds_until(typed_at() + REAUTHENTICATION_LIFETIME) < 0)
    }

    /// Starts a new generation, for a request or for newer information. Responses to older requests are then dropped.
    pub(super) fn next_generation(self) -> u64 {
        self.generation.update_value(|generation| *generation += 1);
        self.generation.get_value()
    }
}

/// The account ID of a principal; empty for guests and banned people.
fn account_of(principal: &Principal) -> &str {
    principal.member().map_or("", |member| &member.account_id)
}
