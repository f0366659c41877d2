//! A number after a link of the console.

use std::{future::Future, pin::Pin};

use leptos::prelude::*;

use crate::{error::AppError, live::ChangeSignal};

/// An answer of the server to how many there are.
pub(crate) type Counted = Pin<Box<dyn Future<Output = Result<i64, AppError>> + Send>>;

/// A number after a link, while it is not 0. Counted anew whenever the console changes.
#[component]
pub(crate) fn Badge(count: fn() -> Counted, badge: impl Fn(i64) -> AnyView + Copy + Send + 'static) -> impl IntoView {
    let change_signal = ChangeSignal::expect();
    // Shared, because it is asked for in the moment in which the page may go.
    let counted = ArcResource::new_blocking(
        move || change_signal.get(),
        move |_| async move { count().await.unwrap_or_default() },
    );
    let shown = move || {
        let counted = counted.clone();
        Suspend::new(async move {
            let count = counted.await;
            (count > 0).then(|| view! { " " <span class="tag warn">{badge(count)}</span> })
        })
    };
    view! { <Transition>{shown}</Transition> }
}
