//! `/account/export`: exporting one's own data.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    access::Current,
    account::pages::{AccountPage, OwnOnly},
    reactive::dynamic,
    session::pages::SignInAgainForm,
    texts::export as t,
    ui::{Glyph, Icon},
};

/// The page that exports one's own data.
#[component]
pub fn ExportOwn() -> impl IntoView {
    let current = Current::expect();
    let needs_reauthentication = current.needs_reauthentication();
    view! {
        <Title text=t::title()/>
        <AccountPage>
            <header class="head"><div><h1>{t::title()}</h1><p>{t::about()}</p></div></header>
            <section class="card" aria-labelledby="content">
                <header class="card-head"><h2 id="content">{t::content()}</h2></header>
                <ul class="rows">
                    {part("id-card", t::profile(), t::profile_words())}
                    {part("monitor-smartphone", t::sessions(), t::sessions_words())}
                    {part("scroll-text", t::actions(), t::actions_words())}
                    {part("ban", t::bans(), t::bans_words())}
                </ul>
            </section>
            <OwnOnly what=t::owner_only()>
                {dynamic(move || {
                    if needs_reauthentication.get() {
                        view! { <SignInAgainForm purpose=t::purpose()/> }.into_any()
                    } else {
                        view! {
                            <p>
                                <a class="btn primary" href="/account/export.json" download="" rel="external">
                                    <Icon name="download"/>
                                    {t::download()}
                                </a>
                            </p>
                        }
                        .into_any()
                    }
                })}
            </OwnOnly>
        </AccountPage>
    }
}

fn part(icon: &'static str, title: String, words: String) -> impl IntoView {
    view! {
        <li>
            <Glyph name=icon/>
            <div class="what"><h3>{title}</h3><p>{words}</p></div>
        </li>
    }
}
