//! A page of an application.

use std::{fmt, sync::Arc};

use leptos::prelude::*;
use leptos_router::SsrMode;

use super::LazyView;
use crate::access::{PageAccess, Rule};

/// A page: its path, its rule and its view.
#[derive(Clone)]
pub struct Page {
    pub(crate) access: PageAccess,
    pub(crate) ssr: SsrMode,
    pub(crate) view: PageView,
}

/// What a page shows.
#[derive(Clone)]
pub(crate) enum PageView {
    Eager(Arc<dyn Fn() -> AnyView + Send + Sync>),
    Lazy(LazyView),
}

impl Page {
    /// Creates a page at a path, such as `/notes` or `/notes/:id`, for those whom the rule allows. In `/notes/:id/:view?`,
    /// the last segment may be left out. If the page loads data with a resource, also call [`Self::loads_data`].
    pub fn new<V: IntoView + 'static>(
        path: &'static str,
        rule: Rule,
        view: impl Fn() -> V + Send + Sync + 'static,
    ) -> Self {
        Self::with(path, rule, PageView::Eager(Arc::new(move || view().into_any())))
    }

    /// Like [`Self::new`], but browsers load the page's code only when it is needed; see
    /// [`lazy_view!`](crate::lazy_view).
    pub fn lazy(path: &'static str, rule: Rule, view: LazyView) -> Self {
        Self::with(path, rule, PageView::Lazy(view))
    }

    fn with(path: &'static str, rule: Rule, view: PageView) -> Self {
        Self { access: PageAccess { path, rule }, ssr: SsrMode::OutOfOrder, view }
    }

    /// Declares that the page loads data with a resource. The server then waits for the data and sends the complete
    /// page, so that the page works without JavaScript.
    #[must_use]
    pub fn loads_data(self) -> Self {
        Self { ssr: SsrMode::Async, ..self }
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page").field("access", &self.access).field("ssr", &self.ssr).finish_non_exhaustive()
    }
}
