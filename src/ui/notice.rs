//! A notice: something that the person should know now.

use leptos::prelude::*;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    Warning,
    Bad,
}

/// A notice. Bad news interrupts a screen reader, the rest waits its turn.
#[component]
pub fn Notice(tone: Tone, children: Children) -> impl IntoView {
    let (class, role) = match tone {
        Tone::Good => ("notice", "status"),
        Tone::Warning => ("notice warn", "status"),
        Tone::Bad => ("notice bad", "alert"),
    };
    view! { <div class=class role=role>{children()}</div> }
}
