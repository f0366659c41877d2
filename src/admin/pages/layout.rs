//! The frame of the console: the way between its pages, and the page.

use std::{future::Future, pin::Pin};

use leptos::prelude::*;

use crate::{
    admin::{APPEALS_SHOWN, count_appeals, count_warnings},
    error::AppError,
    feature::{Menu, MenuLinks},
    live::ChangeSignal,
};

/// The frame.
#[component]
pub(super) fn ConsolePage(children: Children) -> impl IntoView {
    view! {
        <div class="wrap two">
            <nav class="side" aria-label="Administration"><MenuLinks menu=Menu::Console/></nav>
            <div class="stack">{children()}</div>
        </div>
    }
}

/// How many appeals wait for an answer.
#[component]
pub fn AppealsBadge() -> impl IntoView {
    let words = |count: i64| match usize::try_from(count) {
        Ok(count) if count > APPEALS_SHOWN => format!("{APPEALS_SHOWN}+"),
        _ => count.to_string(),
    };
    let badge = move |count| view! { {words(count)} <span class="visually-hidden">" to answer"</span> }.into_any();
    view! { <Badge count=|| Box::pin(count_appeals()) badge/> }
}

/// How many warnings the overview shows.
#[component]
pub fn WarningsBadge() -> impl IntoView {
    let badge = |count| {
        let words = if count == 1 { " warning" } else { " warnings" };
        view! { {count} <span class="visually-hidden">{words}</span> }.into_any()
    };
    view! { <Badge count=|| Box::pin(async { count_warnings().await.map(|count| i64::try_from(count).unwrap_or(i64::MAX)) }) badge/> }
}

/// An answer of the server to how many there are.
type Counted = Pin<Box<dyn Future<Output = Result<i64, AppError>> + Send>>;

/// A number after a link, while it is not 0. Counted anew whenever the console changes.
#[component]
fn Badge(count: fn() -> Counted, badge: impl Fn(i64) -> AnyView + Copy + Send + 'static) -> impl IntoView {
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
