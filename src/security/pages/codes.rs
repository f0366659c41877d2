//! New recovery codes, which are shown only once.

use leptos::prelude::*;

use crate::{
    access::encode,
    reactive::effect,
    texts::security as t,
    ui::{CopyButton, Notice, Tone, browser},
};

/// The ID of the element.
const NEW_CODES: &str = "new-codes";

/// The codes, and how to keep them.
#[component]
pub(super) fn Codes(codes: Vec<String>) -> impl IntoView {
    // They may appear outside the window.
    effect(|| request_animation_frame(|| browser::scroll_into_view(NEW_CODES)));
    let text = codes.join("\n");
    let file = format!("data:text/plain;charset=utf-8,{}", encode(&text));
    view! {
        <Notice tone=Tone::Good>
            <div class="stack stack-s" id=NEW_CODES tabindex="-1" autofocus>
                <p><strong>{t::keep_codes()}</strong> " " {t::keep_codes_words()}</p>
                <ul class="codes">{codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view()}</ul>
                <div class="cluster">
                    // Leptos's router leaves links with this attribute to the browser.
                    <a class="btn s" href=file download="recovery-codes.txt">{t::download_codes()}</a>
                    <CopyButton text label=t::copy_codes()/>
                </div>
            </div>
        </Notice>
    }
}
