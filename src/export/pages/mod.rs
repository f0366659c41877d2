//! `/account/export`: exporting one's own data.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    access::Current,
    account::pages::{AccountPage, OwnOnly},
    session::pages::SignInAgainForm,
    texts::export as t,
};

/// The page that exports one's own data.
#[component]
pub fn ExportOwn() -> impl IntoView {
    let current = Current::expect();
    let needs_reauthentication = current.needs_reauthentication();
    view! {
        <Title text=t::title()/>
        <AccountPage>
            <h1>{t::title()}</h1>
            <p>{t::about()}</p>
            <OwnOnly what=t::owner_only()>
                {move || {
                    if needs_reauthentication.get() {
                        view! { <SignInAgainForm purpose=t::purpose()/> }.into_any()
                    } else {
                        view! {
                            <p><a class="btn primary" href="/account/export.json" download="" rel="external">{t::download()}</a></p>
                        }
                        .into_any()
                    }
                }}
            </OwnOnly>
        </AccountPage>
    }
}
