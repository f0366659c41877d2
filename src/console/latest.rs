//! Values that a page shows beside its lists, kept current while it is open: reloaded after changes, one request at a
//! time.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::{error::AppError, live::ChangeSignal};

/// How long to wait before a failed request made by hand is repeated.
const AGAIN: Duration = Duration::from_secs(5);

/// Calls `load` at every change signal, and by hand whenever the returned function is called. `apply` receives the
/// result and whether it was requested by hand.
pub(crate) fn follow<T, F, L, U>(load: L, apply: U) -> impl Fn() + Copy + Send + Sync + 'static
where
    T: 'static,
    F: Future<Output = Result<T, AppError>> + 'static,
    L: Fn() -> F + Send + Sync + 'static,
    U: Fn(T, bool) + Send + Sync + 'static,
{
    let question = Question {
        load: StoredValue::new(load),
        apply: StoredValue::new(apply),
        is_asked: StoredValue::new(false),
        again: StoredValue::new(None),
    };
    let change_signal = ChangeSignal::expect();
    Effect::new(move |before: Option<u32>| {
        let now = change_signal.get();
        if before.is_some_and(|before| before != now) {
            question.ask(false);
        }
        now
    });
    move || question.ask(true)
}

/// A signal that follows the results of `load`.
pub(crate) fn latest<T, F, L>(first: T, load: L) -> RwSignal<T>
where
    T: PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + 'static,
    L: Fn() -> F + Send + Sync + 'static,
{
    let value = RwSignal::new(first);
    let _by_hand = follow(load, move |found, _| {
        if value.try_with_untracked(|value| *value != found) == Some(true) {
            value.set(found);
        }
    });
    value
}

struct Question<L: 'static, U: 'static> {
    load: StoredValue<L>,
    apply: StoredValue<U>,
    /// Whether a request is in flight.
    is_asked: StoredValue<bool>,
    /// Whether to repeat the request afterwards, and whether by hand.
    again: StoredValue<Option<bool>>,
}

impl<L, U> Clone for Question<L, U> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L, U> Copy for Question<L, U> {}

impl<L, U> Question<L, U> {
    fn ask<T, F>(self, by_hand: bool)
    where
        T: 'static,
        F: Future<Output = Result<T, AppError>> + 'static,
        L: Fn() -> F + Send + Sync,
        U: Fn(T, bool) + Send + Sync,
    {
        if self.is_asked.get_value() {
            return self.again.update_value(|again| *again = Some(by_hand || *again == Some(true)));
        }
        self.is_asked.set_value(true);
        let answer = self.load.with_value(|load| load());
        spawn_local(async move {
            let found = answer.await;
            // The page may have been left.
            if self.is_asked.try_set_value(false).is_some() {
                return;
            }
            match found {
                Ok(found) => self.apply.with_value(|apply| apply(found, by_hand)),
                Err(AppError::Offline | AppError::Unanswered | AppError::Busy | AppError::Internal { .. })
                    if by_hand =>
                {
                    let again = move || {
                        if self.is_asked.try_get_value().is_some() {
                            self.ask(true);
                        }
                    };
                    set_timeout(again, AGAIN);
                }
                // Retried at the next change.
                Err(_) => {}
            }
            if let Some(by_hand) = self.again.get_value() {
                self.again.set_value(None);
                self.ask(by_hand);
            }
        });
    }
}
