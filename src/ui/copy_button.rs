//! A button that copies a text, such as a link that is shown only once.

use leptos::prelude::*;

use super::browser;
use crate::{
    reactive::{dynamic, effect},
    texts::ui as t,
};

/// The button. It appears where the browser can copy: with scripts, and over TLS or on this machine.
#[component]
pub fn CopyButton(
    #[prop(into)] text: String,
    /// What it says until it has copied.
    #[prop(default = t::copy_link(), into)]
    label: String,
) -> impl IntoView {
    let (can_copy, is_copied) = (RwSignal::new(false), RwSignal::new(false));
    effect(move || can_copy.set(browser::can_copy()));
    let (text, label) = (StoredValue::new(text), StoredValue::new(label));
    let copy = move |_| {
        browser::copy(&text.get_value(), move || {
            let _ = is_copied.try_set(true);
        });
    };
    dynamic(move || {
        can_copy.get().then(|| {
            view! {
                <button class="btn s" type="button" on:click=copy>
                    {dynamic(move || if is_copied.get() { t::copied() } else { label.get_value() })}
                </button>
                <span class="visually-hidden" role="status">{dynamic(move || is_copied.get().then(t::copied))}</span>
            }
        })
    })
}
