//! What console pages show, kept current while they are open: loaded again at every change of the console.

use leptos::prelude::*;

use crate::{
    error::AppError,
    live::ChangeSignal,
    ui::{Listing, LiveList, reload},
};

/// Calls `load` at every change signal, and by hand whenever the returned function is called. `apply` receives the
/// result and whether it was requested by hand.
pub(crate) fn follow<T, F, L, U>(load: L, apply: U) -> impl Fn() + Copy + Send + Sync + 'static
where
    T: 'static,
    F: Future<Output = Result<T, AppError>> + 'static,
    L: Fn() -> F + Send + Sync + 'static,
    U: Fn(T, bool) + Send + Sync + 'static,
{
    let change_signal = ChangeSignal::expect();
    reload(move || change_signal.get(), || (), load, apply)
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

/// A list of the console. `id` is the ID of the element around it; a change of `acts` is the person's own action and
/// shows at once.
pub(crate) fn live_list<P, A, F, L>(id: &'static str, page: P, acts: impl Fn() -> A + 'static, load: L) -> LiveList<P>
where
    P: Listing,
    A: PartialEq + 'static,
    F: Future<Output = Result<P, AppError>> + 'static,
    L: Fn() -> F + Send + Sync + 'static,
{
    let change_signal = ChangeSignal::expect();
    LiveList::new(id, page, move || change_signal.get(), acts, load)
}
