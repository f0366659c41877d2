//! A dialog before everything else on the page. The browser keeps the focus in it and gives it
//! back (the native element does both).

use leptos::{html, prelude::*};

use super::browser;

/// A modal dialog that is there while `open` says so. Escape does what `on_escape` says.
#[component]
pub fn Dialog(
    #[prop(into)] open: Signal<bool>,
    /// The id of the heading that names it.
    labelled_by: &'static str,
    /// The id of the words that explain it.
    described_by: &'static str,
    on_escape: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let open = open.get();
        if let Some(dialog) = dialog.get() {
            browser::show_dialog(&dialog, open);
        }
    });
    let escape = move |event: leptos::ev::Event| {
        event.prevent_default();
        on_escape.run(());
    };
    // Some browsers close it at a second Escape without asking.
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
            {move || open.get().then(|| children())}
        </dialog>
    }
}
