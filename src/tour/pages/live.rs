//! The progress of the tour on an open page: it follows what the person does in every window.

use leptos::prelude::*;

use crate::{
    access::Current,
    reactive::memo,
    texts::tour as t,
    tour::{TourProgress, show_tour},
    ui::reload,
};

/// The progress that a page has loaded, kept up to date from then on.
pub(super) fn follow(progress: TourProgress) -> RwSignal<TourProgress> {
    let current = Current::expect();
    let progress = RwSignal::new(progress);
    // Somebody may sign in, or out, in another tab.
    let account = memo(move |_| current.member(|member| member.account_id.clone()));
    let changes = move || (account.get(), current.changes());
    let _by_hand = reload(changes, || (), show_tour, move |found, _| progress.set(found));
    progress
}

/// How much is done, in words.
pub(super) fn done_of(progress: &TourProgress) -> String {
    t::done_of(progress.count(), progress.steps.len())
}

/// How much is done, as a row of small bars. Decorative: words beside it say the same.
#[component]
pub(super) fn Pips(progress: RwSignal<TourProgress>) -> impl IntoView {
    let pip = |place: usize| {
        let is_on = move || progress.with(|progress| place < progress.count());
        view! { <i class:on=is_on></i> }
    };
    let pips = (0..progress.with_untracked(|progress| progress.steps.len())).map(pip).collect_view();
    view! { <div class="pips" aria-hidden="true">{pips}</div> }
}
