//! `/account/export`: exporting one's own data.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    access::Current,
    account::pages::{AccountPage, OwnOnly},
    session::pages::SignInAgainForm,
};

/// The page that exports one's own data.
#[component]
pub fn ExportOwn() -> impl IntoView {
    let current = Current::expect();
    let needs_reauthentication = current.needs_reauthentication();
    view! {
        <Title text="Your data"/>
        <AccountPage>
            <h1>"Your data"</h1>
            <p>
                "Everything that is kept about you, in one JSON file: your profile, your sessions with devices, addresses and \
                 times, bans and appeals, what you did and from where, failed sign-ins with your name and from where, what else was \
                 done to your account, when links were made for you, and when administrators acted as you."
            </p>
            <OwnOnly what="the file">
                {move || {
                    if needs_reauthentication.get() {
                        view! { <SignInAgainForm purpose="To export your data"/> }.into_any()
                    } else {
                        view! {
                            <p><a class="btn primary" href="/account/export.json" download="" rel="external">"Save the file"</a></p>
                        }
                        .into_any()
                    }
                }}
            </OwnOnly>
        </AccountPage>
    }
}
