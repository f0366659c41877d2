//! Shown in place of a page whose session ended while it was open: the reason and a sign-in form. Private data is
//! removed from the document (ASVS 14.3.1); drafts are kept.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    access::Current,
    reactive::effect,
    session::pages::SignInForm,
    texts::app as t,
    ui::{browser, here},
};

/// The lock.
#[component]
pub fn Lock() -> impl IntoView {
    let location = leptos_router::hooks::use_location();
    let next = here(&location.pathname.get_untracked(), &location.search.get_untracked());
    let username = Current::expect().last_username();
    let first = if username.is_empty() { "sign_in-username" } else { "sign_in-password" };
    effect(move || request_animation_frame(move || browser::focus(first)));
    view! {
        <Title text=t::locked_title()/>
        <section class="center" aria-labelledby="lock">
            <SignInForm next username heading_id="lock" heading=t::locked() over=t::locked_label()>
                {t::locked_what_now()}
            </SignInForm>
        </section>
    }
}
