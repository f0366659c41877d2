//! What a page shows beside its lists, kept true while it is open: asked for again when something has
//! changed, one question at a time.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::{error::AppError, live::ChangeSignal};

/// How long to wait until a failed question that was asked by hand is asked again.
const AGAIN: Duration = Duration::from_secs(5);

/// Calls `load` at every change of the change signal, and whenever the returned function is called: then by
/// hand. `apply` gets what was found, and whether it was asked for by hand.
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

/// A value that follows what `load` finds.
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
    /// The answer is on its way.
    is_asked: StoredValue<bool>,
    /// To be asked once more, and whether by hand.
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
                // What cannot be had now comes with the next change.
                Err(_) => {}
            }
            if let Some(by_hand) = self.again.get_value() {
                self.again.set_value(None);
                self.ask(by_hand);
            }
        });
    }
}
