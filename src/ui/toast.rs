//! Toasts: short confirmations of what was done, with a way to undo it. They stay until they are dismissed, replaced, or
//! twelve seconds have passed without the pointer or the focus on them.

use std::time::Duration;

use leptos::prelude::*;

use super::{Icon, browser};
use crate::texts::ui as t;

/// The toast of a page.
#[derive(Clone, Copy, Debug)]
pub struct Toasts(RwSignal<Option<Toast>>);

#[derive(Clone, Debug)]
struct Toast {
    words: String,
    undo: Option<Callback<()>>,
}

/// How long a toast is shown.
const SHOWN: Duration = Duration::from_secs(12);

/// The ID of the element with the toast.
const ID: &str = "toast";

impl Toasts {
    /// Provides the toasts. Called once, by `App`.
    pub fn provide() {
        provide_context(Self(RwSignal::new(None)));
    }

    /// The toasts, from anywhere below `App`.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Says what was done.
    pub fn say(self, words: impl Into<String>) {
        self.0.set(Some(Toast { words: words.into(), undo: None }));
    }

    /// Says what was done, and offers to undo it as long as the page is open on which it was done.
    pub fn say_undoable(self, words: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        let undo = Callback::new(move |()| undo());
        let toast = self.0;
        toast.set(Some(Toast { words: words.into(), undo: Some(undo) }));
        on_cleanup(move || {
            let is_this = move |toast: &Option<Toast>| toast.as_ref().and_then(|toast| toast.undo) == Some(undo);
            if toast.try_with_untracked(is_this) == Some(true) {
                toast.set(None);
            }
        });
    }
}

/// Where toasts are shown. Called once, by `App`.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let Toasts(toast) = Toasts::expect();
    let count = StoredValue::new(0_u32);
    Effect::new(move || {
        if toast.with(Option::is_some) {
            count.update_value(|count| *count = count.wrapping_add(1));
            leave_after(toast, count, count.get_value());
        }
    });
    view! {
        <div class="toasts" id=ID role="status">
            {move || toast.get().map(|Toast { words, undo }| view! {
                <div class="toast">
                    <Icon name="circle-check"/>
                    <span>{words}</span>
                    {undo.map(|undo| view! {
                        <button
                            class="btn quiet s"
                            type="button"
                            on:click=move |_| {
                                toast.set(None);
                                // What it belongs to may be gone.
                                let _ = undo.try_run(());
                            }
                        >
                            <Icon name="undo-2"/>
                            {t::undo()}
                        </button>
                    })}
                    <button class="btn quiet s square" type="button" aria-label=t::dismiss() on:click=move |_| toast.set(None)>
                        <Icon name="x"/>
                    </button>
                </div>
            })}
        </div>
    }
}

/// Removes a toast after a while, later if it is in use then.
fn leave_after(toast: RwSignal<Option<Toast>>, count: StoredValue<u32>, this: u32) {
    set_timeout(
        move || {
            if count.try_get_value() != Some(this) {
                return;
            }
            if browser::is_in_use(ID) { leave_after(toast, count, this) } else { drop(toast.try_set(None)) }
        },
        SHOWN,
    );
}
