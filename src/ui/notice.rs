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
pub fn Notice(
    tone: Tone,
    /// Whether a page that is loaded with it begins here.
    #[prop(optional)]
    focus: bool,
    children: Children,
) -> impl IntoView {
    let (class, role) = match tone {
        Tone::Good => ("notice", "status"),
        Tone::Warning => ("notice warn", "status"),
        Tone::Bad => ("notice bad", "alert"),
    };
    view! { <div class=class role=role tabindex=focus.then_some("-1") autofocus=focus>{children()}</div> }
}
