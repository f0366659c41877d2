//! A dialog with an address of its own: without scripts it is part of the page that was asked for, with scripts it is
//! modal. Closing it leads to the page below.

use leptos::{html, prelude::*};
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};

use super::{Icon, browser};
use crate::{reactive::effect, texts::ui as t};

/// A dialog that is open as long as it is rendered.
#[component]
pub fn PageDialog(
    #[prop(into)] title: String,
    /// The address of the page below.
    #[prop(into)]
    close: String,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    effect(move || {
        if let Some(dialog) = dialog.get() {
            browser::show_as_modal(&dialog);
        }
    });
    let navigate = use_navigate();
    let target = close.clone();
    let leave = move |event: leptos::ev::Event| {
        event.prevent_default();
        navigate(&target, NavigateOptions { scroll: false, ..Default::default() });
    };
    view! {
        <dialog class="dialog" open node_ref=dialog aria-labelledby="dialog-title" on:cancel=leave>
            <div class="dialog-head">
                <h2 id="dialog-title">{title}</h2>
                <A href=close scroll=false attr:class="btn quiet square" attr:aria-label=t::close()><Icon name="x"/></A>
            </div>
            {children()}
        </dialog>
    }
}
