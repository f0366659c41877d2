//! Toasts: short confirmations of what was done, with a way to undo it. They stay until they are dismissed, replaced, or
//! twelve seconds have passed without the pointer or the focus on them.

use std::time::Duration;

use leptos::prelude::*;

use super::{Icon, browser};
use crate::{reactive::dynamic, texts::ui as t};

/// The toast of a page.
#[derive(Clone, Copy, Debug)]
pub struct Toasts {
    toast: RwSignal<Option<Toast>>,
    /// How many there have been.
    count: StoredValue<u32>,
}

#[derive(Clone, Debug)]
struct Toast {
    words: String,
    undo: Option<Callback<()>>,
    /// Tells this toast from others.
    serial: u32,
}

/// How long a toast is shown.
const SHOWN: Duration = Duration::from_secs(12);

/// The ID of the element with the toast.
const ID: &str = "toast";

impl Toasts {
    /// Provides the toasts. Called once, by `App`.
    pub fn provide() {
        provide_context(Self { toast: RwSignal::new(None), count: StoredValue::new(0) });
    }

    /// The toasts, from anywhere below `App`.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Says what was done.
    pub fn say(self, words: impl Into<String>) {
        self.show(words.into(), None);
    }

    /// Says what was done, and offers to undo it as long as the page is open on which it was done.
    pub fn say_undoable(self, words: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        let serial = self.show(words.into(), Some(Callback::new(move |()| undo())));
        let toast = self.toast;
        on_cleanup(move || {
            if toast.try_with_untracked(|toast| is_toast(toast.as_ref(), serial)) == Some(true) {
                toast.set(None);
            }
        });
    }

    fn show(self, words: String, undo: Option<Callback<()>>) -> u32 {
        self.count.update_value(|count| *count = count.wrapping_add(1));
        let serial = self.count.get_value();
        self.toast.set(Some(Toast { words, undo, serial }));
        set_timeout(move || leave(self.toast, serial), SHOWN);
        serial
    }
}

fn is_toast(toast: Option<&Toast>, serial: u32) -> bool {
    toast.is_some_and(|toast| toast.serial == serial)
}

/// Where toasts are shown. Called once, by `App`.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let Toasts { toast, .. } = Toasts::expect();
    view! {
        <div class="toasts" id=ID role="status">
            {dynamic(move || toast.get().map(|Toast { words, undo, .. }| view! {
                <div class="toast">
                    <Icon name="circle-check"/>
                    <span>{words}</span>
                    {undo.map(|undo| view! {
                        <button
                            class="btn quiet s"
                            type="button"
                            on:click=move |_| {
                                dismiss(toast);
                                // What it belongs to may be gone.
                                let _ = undo.try_run(());
                            }
                        >
                            <Icon name="undo-2"/>
                            {t::undo()}
                        </button>
                    })}
                    <button class="btn quiet s square" type="button" aria-label=t::dismiss() on:click=move |_| dismiss(toast)>
                        <Icon name="x"/>
                    </button>
                </div>
            }))}
        </div>
    }
}

/// Removes a toast with the button that has the focus.
fn dismiss(toast: RwSignal<Option<Toast>>) {
    toast.set(None);
    request_animation_frame(|| browser::focus_if_lost("main"));
}

/// Removes a toast, unless it is in use; then later.
fn leave(toast: RwSignal<Option<Toast>>, serial: u32) {
    if toast.try_with_untracked(|toast| is_toast(toast.as_ref(), serial)) != Some(true) {
        return;
    }
    if browser::is_in_use(ID) {
        set_timeout(move || leave(toast, serial), SHOWN);
    } else {
        toast.set(None);
    }
}
