//! Notices: messages that the person should read now.

use leptos::prelude::*;

/// The tone of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something succeeded; a screen reader reads it when it is idle.
    Good,
    /// Something needs attention; a screen reader reads it when it is idle.
    Warning,
    /// Something failed; it interrupts a screen reader.
    Bad,
}

/// A notice. Bad news interrupts a screen reader; the rest waits its turn.
#[component]
pub fn Notice(
    tone: Tone,
    /// Whether a page that is loaded with this notice focuses it.
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
