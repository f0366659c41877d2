//! A modal dialog. The native element traps the focus and returns it afterwards.

use leptos::{html, prelude::*};

use super::browser;
use crate::reactive::{dynamic, effect};

/// A modal dialog that is shown while `open` is true. Escape calls `on_escape`.
#[component]
pub fn Dialog(
    #[prop(into)] open: Signal<bool>,
    /// The ID of the heading that names it.
    labelled_by: &'static str,
    /// The ID of the text that explains it.
    described_by: &'static str,
    on_escape: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    effect(move || {
        let open = open.get();
        if let Some(dialog) = dialog.get() {
            browser::show_dialog(&dialog, open);
        }
    });
    let escape = move |event: leptos::ev::Event| {
        event.prevent_default();
        on_escape.run(());
    };
    // Some browsers close the dialog at a second Escape without a cancel event.
    let closed = move |_| {
        if open.get_untracked() {
            on_escape.run(());
            if let Some(dialog) = dialog.get_untracked() {
                browser::show_dialog(&dialog, true);
            }
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby=labelled_by
            aria-describedby=described_by
            on:cancel=escape
            on:close=closed
        >
            {dynamic(move || open.get().then(|| children()))}
        </dialog>
    }
}
