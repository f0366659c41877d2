//! Shown in place of a page whose session ended while it was open: the reason and a sign-in form. Private data is
//! removed from the document (ASVS 14.3.1); drafts are kept.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    access::Current,
    session::pages::SignInForm,
    ui::{browser, here},
};

/// The lock.
#[component]
pub fn Lock() -> impl IntoView {
    let location = leptos_router::hooks::use_location();
    let next = here(&location.pathname.get_untracked(), &location.search.get_untracked());
    let username = Current::expect().last_username();
    let first = if username.is_empty() { "sign_in-username" } else { "sign_in-password" };
    Effect::new(move || request_animation_frame(move || browser::focus(first)));
    view! {
        <Title text="Signed out"/>
        <section class="wrap" aria-labelledby="lock">
            <SignInForm next username heading_id="lock" heading="Your pass is not valid any more">
                <p class="muted small">
                    "The page is closed until you are back. Sign in and it opens where you were, with what you had typed. \
                     Somebody else finds a clean page."
                </p>
            </SignInForm>
        </section>
    }
}
