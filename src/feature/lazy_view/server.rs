//! A lazy view on the server, which has the code of all views. It has the same methods as in the browser.
#![expect(clippy::unused_self, reason = "as in the browser")]

use leptos::prelude::*;

/// A view whose code is in a chunk. Create it with [`lazy_view!`](crate::lazy_view).
#[derive(Clone, Copy, Debug)]
pub struct LazyView {
    pub(crate) chunk: &'static str,
    view: fn() -> AnyView,
}

impl LazyView {
    /// Used by [`lazy_view!`](crate::lazy_view).
    #[doc(hidden)]
    pub const fn new(chunk: &'static str, view: fn() -> AnyView) -> Self {
        Self { chunk, view }
    }

    /// Loads the chunk, and then sets whether it is loaded.
    pub(crate) fn load_into(self, is_loaded: RwSignal<Option<bool>>) {
        is_loaded.set(Some(true));
    }

    /// Loads the chunk before it is needed.
    pub(crate) fn preload(self) {}

    /// The view, if its chunk has been loaded.
    #[expect(clippy::unnecessary_wraps, reason = "the browser may not have it")]
    pub(crate) fn now(self) -> Option<AnyView> {
        Some((self.view)())
    }
}
