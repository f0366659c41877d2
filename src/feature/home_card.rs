//! The cards that features add to the start page of members.

use leptos::prelude::*;

/// The cards of all features, provided as context to every page.
#[derive(Clone, Debug)]
pub(crate) struct HomeCards(Vec<fn() -> AnyView>);

impl HomeCards {
    pub(crate) fn provide(cards: Vec<fn() -> AnyView>) {
        provide_context(Self(cards));
    }

    /// Renders the cards.
    pub(crate) fn shown() -> impl IntoView {
        let Self(cards) = expect_context();
        cards.into_iter().map(|card| card()).collect_view()
    }
}
