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
    account::Terms,
    error::Posted,
    live::{Channel, Pulse},
    session::pages::{IDLE_WARNING, IdleWarning, ProofDialog},
    ui::{Clock, Drafts, Proof},
};

/// Everything within the body.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    Posted::provide();
    Terms::provide();
    Clock::provide();
    Drafts::provide();
    Current::provide(IDLE_WARNING);
    Proof::provide("/account/proof", Current::expect().needs_proof());
    Pulse::provide();
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
            <ProofDialog/>
        </Router>
    }
}
