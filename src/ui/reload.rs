//! Loads a value again whenever something changes, one request at a time.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::browser;
use crate::{error::AppError, reactive::effect_with_last};

/// After a request that took longer than this, in milliseconds, the next one waits [`REST`] times as long, up to
/// [`LONGEST_REST`].
const LONG: f64 = 200.0;
const REST: f64 = 10.0;
/// The longest rest, in milliseconds.
const LONGEST_REST: f64 = 30_000.0;
/// How long to wait before a failed request that the person waits for is repeated.
const AGAIN: Duration = Duration::from_secs(5);

/// Loads a value again whenever `changes` changes, and whenever the result of `acts` does: those are the person's own
/// actions. `apply` receives the value, and whether the person waits for it; such requests neither rest nor give up.
/// The returned function requests the value by hand.
pub(crate) fn reload<S, A, T, F, L, U>(
    changes: impl Fn() -> S + 'static,
    acts: impl Fn() -> A + 'static,
    load: L,
    apply: U,
) -> impl Fn() + Copy + Send + Sync + 'static
where
    S: PartialEq + 'static,
    A: PartialEq + 'static,
    T: 'static,
    F: Future<Output = Result<T, AppError>> + 'static,
    L: Fn() -> F + Send + Sync + 'static,
    U: Fn(T, bool) + Send + Sync + 'static,
{
    let reload = Reload {
        load: StoredValue::new(load),
        apply: StoredValue::new(apply),
        stage: StoredValue::new(Stage::Idle),
        again: StoredValue::new(false),
        by_hand: StoredValue::new(false),
        count: StoredValue::new(0),
    };
    effect_with_last(move |before: Option<(S, A)>| {
        let now = (changes(), acts());
        if let Some(before) = before.filter(|before| *before != now) {
            reload.ask(before.1 != now.1);
        }
        now
    });
    move || reload.ask(true)
}

/// The state of the requests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Idle,
    /// A request is in flight.
    Asked,
    /// The last request took long.
    Resting,
}

struct Reload<L: 'static, U: 'static> {
    load: StoredValue<L>,
    apply: StoredValue<U>,
    stage: StoredValue<Stage>,
    /// Whether something has changed since the last request.
    again: StoredValue<bool>,
    /// Whether the person waits for the next request.
    by_hand: StoredValue<bool>,
    /// How many requests there have been: the end of an earlier rest must not end a later one.
    count: StoredValue<u32>,
}

impl<L, U> Clone for Reload<L, U> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L, U> Copy for Reload<L, U> {}

impl<L, U> Reload<L, U> {
    fn ask<T, F>(self, by_hand: bool)
    where
        T: 'static,
        F: Future<Output = Result<T, AppError>> + 'static,
        L: Fn() -> F + Send + Sync,
        U: Fn(T, bool) + Send + Sync,
    {
        self.by_hand.update_value(|known| *known |= by_hand);
        let by_hand = self.by_hand.get_value();
        match self.stage.get_value() {
            Stage::Asked => return self.again.set_value(true),
            Stage::Resting if !by_hand => return self.again.set_value(true),
            Stage::Resting | Stage::Idle => {}
        }
        self.stage.set_value(Stage::Asked);
        self.again.set_value(false);
        self.by_hand.set_value(false);
        self.count.update_value(|count| *count = count.wrapping_add(1));
        let count = self.count.get_value();
        let began = browser::milliseconds();
        let answer = self.load.with_value(|load| load());
        spawn_local(async move {
            let found = answer.await;
            // The page may have been left.
            if self.stage.try_get_value().is_none() {
                return;
            }
            let is_found = found.is_ok();
            match found {
                Ok(found) => self.apply.with_value(|apply| apply(found, by_hand)),
                Err(AppError::Offline | AppError::Unanswered | AppError::Busy | AppError::Internal { .. })
                    if by_hand =>
                {
                    self.later(AGAIN, move || self.ask(true));
                }
                // Retried at the next change.
                Err(_) => {}
            }
            let took = browser::milliseconds() - began;
            if is_found && took > LONG && !self.by_hand.get_value() {
                self.stage.set_value(Stage::Resting);
                self.later(Duration::from_secs_f64((REST * took).min(LONGEST_REST) / 1000.0), move || {
                    if self.stage.get_value() == Stage::Resting && self.count.get_value() == count {
                        self.go_on();
                    }
                });
            } else {
                self.go_on();
            }
        });
    }

    /// Runs a function after some time, unless the page was left.
    fn later(self, wait: Duration, run: impl FnOnce() + 'static) {
        set_timeout(
            move || {
                if self.stage.try_get_value().is_some() {
                    run();
                }
            },
            wait,
        );
    }

    fn go_on<T, F>(self)
    where
        T: 'static,
        F: Future<Output = Result<T, AppError>> + 'static,
        L: Fn() -> F + Send + Sync,
        U: Fn(T, bool) + Send + Sync,
    {
        self.stage.set_value(Stage::Idle);
        if self.again.get_value() {
            self.ask(false);
        }
    }
}
