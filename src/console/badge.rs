//! A badge with a number after a link of the console.

use std::{future::Future, pin::Pin};

use leptos::prelude::*;

use crate::{error::AppError, live::ChangeSignal};

/// A request for the number.
pub(crate) type Counted = Pin<Box<dyn Future<Output = Result<i64, AppError>> + Send>>;

/// A badge with a number, shown unless the number is 0. The number is reloaded at every change of the console.
#[component]
pub(crate) fn Badge(count: fn() -> Counted, badge: fn(i64) -> AnyView) -> impl IntoView {
    let change_signal = ChangeSignal::expect();
    // An `Arc` resource, because it is read while the page may be unmounting.
    let counted = ArcResource::new_blocking(
        move || change_signal.get(),
        move |_| async move { count().await.unwrap_or_default() },
    );
    let shown = move || {
        let counted = counted.clone();
        Suspend::new(async move {
            let count = counted.await;
            (count > 0).then(|| view! { " " <span class="tag amber">{badge(count)}</span> })
        })
    };
    view! { <Transition>{shown}</Transition> }
}
