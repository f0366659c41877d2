//! Notices: messages that the person should read now.

use leptos::prelude::*;

use super::Icon;

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
    let (class, icon, role) = match tone {
        Tone::Good => ("notice green", "circle-check", "status"),
        Tone::Warning => ("notice amber", "triangle-alert", "status"),
        Tone::Bad => ("notice brick", "circle-x", "alert"),
    };
    view! {
        <div class=class role=role tabindex=focus.then_some("-1") autofocus=focus>
            <Icon name=icon/>
            <div>{children()}</div>
        </div>
    }
}
