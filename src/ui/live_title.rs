//! The title of a page, if it changes while the page is open.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::reactive::effect;

/// Follows the text. The server writes titles after it has rendered the page. By then, this request's signals are gone, and
/// another request's may have taken their place, so a closure that reads them must not be given to [`Title`].
#[component]
pub fn LiveTitle(text: Memo<String>) -> impl IntoView {
    // Not one of the signals that end with the request.
    let shown = ArcRwSignal::new(text.get_untracked());
    effect({
        let shown = shown.clone();
        move || shown.set(text.get())
    });
    view! { <Title text=move || shown.get()/> }
}
