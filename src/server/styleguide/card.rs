//! The card around small components.

use leptos::prelude::*;

pub(super) fn card(content: impl IntoView) -> AnyView {
    view! { <div class="card"><div class="card-body stack stack-s">{content}</div></div> }.into_any()
}
