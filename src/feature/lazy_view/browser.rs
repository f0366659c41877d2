//! A lazy view in the browser.

use std::{future::Future, pin::Pin};

use futures_util::FutureExt;
use leptos::{prelude::*, task::spawn_local};

/// A view whose code is in a chunk. Create it with [`lazy_view!`](crate::lazy_view).
#[derive(Clone, Copy, Debug)]
pub struct LazyView {
    view: fn() -> Loading<AnyView>,
    load: fn() -> Loading<()>,
}

/// A value that is available once its chunk is loaded. `None`: loading failed; the next call tries again.
type Loading<T> = Pin<Box<dyn Future<Output = Option<T>>>>;

impl LazyView {
    /// Used by [`lazy_view!`](crate::lazy_view).
    #[doc(hidden)]
    pub const fn new(view: fn() -> Loading<AnyView>, load: fn() -> Loading<()>) -> Self {
        Self { view, load }
    }

    /// Loads the chunk. Returns whether it is loaded.
    pub(crate) async fn load(self) -> bool {
        (self.load)().await.is_some()
    }

    /// Loads the chunk, and then sets whether it is loaded: at once if it is there already.
    pub(crate) fn load_into(self, is_loaded: RwSignal<Option<bool>>) {
        let mut loading = (self.load)();
        match (&mut loading).now_or_never() {
            Some(loaded) => is_loaded.set(Some(loaded.is_some())),
            None => spawn_local(async move {
                let loaded = loading.await.is_some();
                is_loaded.try_set(Some(loaded));
            }),
        }
    }

    /// Loads the chunk before it is needed. If that fails, the view tries again.
    pub(crate) fn preload(self) {
        spawn_local(async move {
            self.load().await;
        });
    }

    /// The view, if its chunk has been loaded.
    pub(crate) fn now(self) -> Option<AnyView> {
        (self.view)().now_or_never().flatten()
    }
}
