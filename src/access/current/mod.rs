//! The page's current principal: a signal with the same value on the server and in the browser. When it is set, every
//! route, menu and component that reads it updates in place.

mod activity;
mod asking;
mod deadline;

use std::time::Duration;

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_location;

use super::{Ending, Member, Principal, REAUTHENTICATION_LIFETIME, visit_page};
use crate::{
    error::{AppError, FormFlash, Hold, hold_questions, set_owner},
    ui::{Clock, Drafts, Owner, browser},
};

/// The page's principal, as a signal.
#[derive(Clone, Copy, Debug)]
pub struct Current {
    principal: RwSignal<Principal>,
    /// When the principal arrived, by this device's clock; 0 until the page is hydrated.
    arrived: RwSignal<i64>,
    /// Counts requests and applied responses: a response to an older request is dropped.
    generation: StoredValue<u64>,
    /// When the server was last asked because of a deadline.
    asked: StoredValue<i64>,
    /// Whether requests for the principal are repeated until the server answers one, even if others are made meanwhile.
    insists: StoredValue<bool>,
    /// The ID of the last session on this page that has ended. Late messages about it are ignored.
    over: StoredValue<String>,
    /// The ID of the last account that was signed in on this page.
    account: StoredValue<String>,
    username: StoredValue<String>,
    /// Changes to the person's account since they opened the page, in words.
    news: RwSignal<Option<String>>,
    drafts: Drafts,
    clock: Clock,
}

impl Current {
    /// Puts the principal that the server resolved into a signal. `App` calls this once. `asks` is a CSS selector for
    /// the dialog that asks whether the person is still here.
    pub fn provide(asks: &'static str) -> Self {
        let resolved = SharedValue::new(|| use_context::<Principal>().unwrap_or_default()).into_inner();
        let current = Self {
            principal: RwSignal::new(resolved),
            arrived: RwSignal::new(0),
            generation: StoredValue::new(0),
            asked: StoredValue::new(0),
            insists: StoredValue::new(false),
            over: StoredValue::new(String::new()),
            account: StoredValue::new(String::new()),
            username: StoredValue::new(String::new()),
            news: RwSignal::new(None),
            drafts: Drafts::expect(),
            clock: Clock::expect(),
        };
        provide_context(current);
        provide_context(Owner(Memo::new(move |_| current.member(|member| member.account_id.clone()))));
        Effect::new(move || current.peek(|principal| current.belongs_to(principal)));
        Effect::new(move || current.arrived.set(browser::now()));
        current.heed_deadlines();
        current.follow_input(asks);
        current.refresh_by_itself();
        current
    }

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

    /// A counter of the changes to the signed-in account and to the policy; tracked. When a server function calls
    /// [`Transaction::notify_account`](../database/struct.Transaction.html#method.notify_account), every open tab of
    /// the account reloads what depends on this counter.
    pub fn changes(self) -> i64 {
        self.member(|member| member.epoch)
    }

    /// Sets the principal. An equal value does not trigger the signal, and an outdated one is ignored.
    pub fn set(self, principal: Principal) {
        if !self.is_outdated(&principal) {
            self.apply(principal);
        }
    }

    fn apply(self, principal: Principal) {
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
        self.arrived.set(browser::now());
        if self.principal.with_untracked(|old| *old != principal) {
            self.principal.set(principal);
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
            self.news.set(Some(format!("You no longer act as {name}: this is you again.")));
        }
        let before =
            self.peek(|old| old.member().map(|old| (old.account_id.clone(), old.role.clone(), old.permissions)));
        if let (Some((id, role, permissions)), Some(member)) = (before, principal.member())
            && id == member.account_id
        {
            if role != member.role {
                self.news.set(Some(format!("Your role was changed: you are {} now.", member.role.article())));
            } else if permissions != member.permissions {
                self.news.set(Some(format!("What the role {role} permits was changed.")));
            }
        }
    }

    /// Remembers the account to which this page belongs.
    fn belongs_to(self, principal: &Principal) {
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
            let words = "The page you were on is not for your account any more.";
            *news = Some(news.take().map_or_else(|| words.to_owned(), |before| format!("{before} {words}")));
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

    /// The number of seconds until a moment of the server's clock, as far as this page can tell; tracked.
    pub fn seconds_until(self, moment: i64) -> i64 {
        let as_of = self.with(|principal| match principal {
            Principal::Member(member) => member.session.as_of,
            Principal::Banned(ban) => ban.as_of,
            Principal::Guest { .. } => moment,
        });
        let (now, arrived) = (self.clock.get(), self.arrived.get());
        let passed = if arrived == 0 { 0 } else { (now - arrived).max(0) };
        moment - as_of - passed
    }

    /// Whether a critical action now needs reauthentication.
    pub fn needs_reauthentication(self) -> Memo<bool> {
        let typed_at = move || self.member(|member| member.session.signed_in_at);
        Memo::new(move |_| self.seconds_until(typed_at() + REAUTHENTICATION_LIFETIME) < 0)
    }

    /// Asks for the principal when it may have changed without the page being notified.
    fn refresh_by_itself(self) {
        // A page restored from the background or the history may show an ended session.
        Effect::new(move || browser::on_return(move || self.refresh()));
        // Another tab has signed in or out.
        Effect::new(move || browser::on_told_by_tab(move || self.refresh()));
    }

    /// Reports each navigation within the browser to the server, because reading is activity. The response also brings
    /// changes that were made meanwhile. Called once, below the router.
    pub fn follow_navigation(self) {
        let location = use_location();
        Effect::new(move |before: Option<(String, String)>| {
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
        Effect::new(move || {
            if let Some(Ok(principal)) = action.value().get() {
                self.set(principal);
                browser::tell_tabs();
            }
        });
        let pending = action.pending();
        Effect::new(move |hold: Option<Option<Hold>>| {
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

    /// Asks for the principal each time an action has succeeded. Use it for actions that change the principal.
    pub fn refresh_after<F>(self, action: ServerAction<F>)
    where
        F: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        F::Output: Clone + Send + Sync + 'static,
    {
        Effect::new(move || {
            if action.value().with(|value| matches!(value, Some(Ok(_)))) {
                self.refresh();
                browser::tell_tabs();
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
        Effect::new(move || {
            let refused = action.value().with(|value| {
                value.as_ref().is_some_and(|value| value.as_ref().is_err_and(AppError::concerns_principal))
            });
            if refused {
                self.refresh();
            }
        });
    }
}

/// The account ID of a principal; empty for guests and banned people.
fn account_of(principal: &Principal) -> &str {
    principal.member().map_or("", |member| &member.account_id)
}
