//! The notice that a session has ended, and why.

use leptos::prelude::*;

use crate::{
    access::{Current, Ending, Principal},
    reactive::{dynamic, memo},
    texts::session as t,
    ui::{Notice, Tone},
};

/// Tells a guest why their session ended, if they had one.
#[component]
pub fn EndedNotice() -> impl IntoView {
    let current = Current::expect();
    let ended = memo(move |_| {
        current.with(|principal| match principal {
            Principal::Guest { ended: Some(ending), by } => Some((*ending, by.clone())),
            _ => None,
        })
    });
    dynamic(move || {
        ended.get().map(|(ending, by)| {
            let title = match by {
                Some(by) if ending == Ending::EndedByYou => t::ended_from(by.to_string()),
                _ => ending.title(),
            };
            view! { <Notice tone=Tone::Warning><b>{title}</b> " " {ending.advice()}</Notice> }
        })
    })
}
