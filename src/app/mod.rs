//! The application: what stands on every page, and the table of routes.

mod acting;
mod appeal;
mod arrival;
mod gate;
mod header;
mod home;
mod lock;
mod news;
mod routes;
#[cfg(feature = "ssr")]
mod shell;

#[cfg(feature = "ssr")]
pub use shell::shell;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::Router;

use self::{acting::ActingBar, arrival::Arrival, header::Header, news::News, routes::AppRoutes};
use crate::{
    access::Current,
    account::SignUpRules,
    error::FormFlash,
    live::{ChangeSignal, Channel},
    session::pages::{IDLE_WARNING, IdleWarning, ReauthenticationDialog},
    ui::{Clock, Drafts, Reauthentication},
};

/// Everything within the body.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    FormFlash::provide();
    SignUpRules::provide();
    Clock::provide();
    Drafts::provide();
    Current::provide(IDLE_WARNING);
    Reauthentication::provide("/account/proof", Current::expect().needs_reauthentication());
    ChangeSignal::provide();
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Hallpass".to_owned() } else { format!("{title} · Hallpass") }/>
        <Router>
            <a class="skip" href="#main" rel="external">"Skip to the content"</a>
            <ActingBar/>
            <Header/>
            <News/>
            <main id="main" tabindex="-1">
                <AppRoutes/>
            </main>
            <footer class="foot">
                <div class="wrap">"Hallpass: who you are, where you may go, and until when."</div>
            </footer>
            <Arrival/>
            <Channel/>
            <IdleWarning/>
            <ReauthenticationDialog/>
        </Router>
    }
}
