//! The application: the content of every page, and the routes of its features.

mod application;
mod arrival;
#[cfg(feature = "ssr")]
mod check;
mod dialogs;
mod footer;
mod gate;
mod header;
mod home;
mod lazy_page;
mod lock;
mod look;
#[cfg(not(feature = "ssr"))]
mod needed;
mod news;
#[cfg(not(feature = "ssr"))]
mod no_request;
mod palette;
mod preload;
#[cfg(feature = "ssr")]
mod request;
mod routing;
#[cfg(feature = "ssr")]
mod scripts;
#[cfg(feature = "ssr")]
mod shell;

#[cfg(feature = "ssr")]
pub(crate) use check::install;
#[cfg(test)]
pub(crate) use check::is_reserved;
#[cfg(feature = "ssr")]
pub(crate) use shell::shell;

pub use application::App;
#[cfg(not(feature = "ssr"))]
pub(crate) use needed::load_chunks;

use leptos::{prelude::*, tachys::view::iterators::StaticVec};
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    any_nested_route::AnyNestedRoute,
    components::{Router, Routes},
};

#[cfg(not(feature = "ssr"))]
use self::no_request::requested_path;
#[cfg(feature = "ssr")]
use self::request::requested_path;
use self::{arrival::Arrival, dialogs::LazyDialogs, gate::Gate, header::Header, news::News, preload::Preload};
use crate::{
    access::{Current, DateStyle, HourCycle, Rule},
    account::SignUpRules,
    error::FormFlash,
    feature::{HomeCards, Menus},
    impersonation::pages::ActingBar,
    live::{ChangeSignal, Channel},
    preferences::pages::LookChoice,
    reactive::effect,
    security::pages::{DueBar, RemovalBar},
    session::pages::IDLE_WARNING,
    texts::app as t,
    ui::{Clock, Drafts, ErrorPage, Reauthentication, TimeFormat, ToastRegion, Toasts, browser},
};

/// Everything inside the body.
#[component]
pub fn Root() -> impl IntoView {
    let app = App::current();
    provide_meta_context();
    FormFlash::provide();
    SignUpRules::provide();
    Clock::provide();
    Drafts::provide();
    Toasts::provide();
    effect(browser::follow_menus);
    effect(|| browser::register_service_worker("/sw.js"));
    Current::provide(IDLE_WARNING);
    Reauthentication::provide("/account/reauthenticate", Current::expect().needs_reauthentication());
    let current = Current::expect();
    let format = Signal::derive(move || {
        let preferences = current.preferences();
        let is_12_hours = preferences.hour_cycle.map(|cycle| cycle == HourCycle::H12);
        let has_iso_dates = preferences.date_style == Some(DateStyle::Iso);
        TimeFormat { zone: preferences.time_zone, is_12_hours, has_iso_dates }
    });
    LookChoice::provide();
    TimeFormat::provide(format, move || current.now());
    ChangeSignal::provide();
    Menus::provide(app.links());
    HomeCards::provide(app.home_cards());
    let spoken = look::follow_preferences();
    let page = move || {
        spoken.track();
        view! {
            <a class="skip" href="#main" rel="external">{t::skip_to_content()}</a>
            <div class="shell">
                <Header/>
                <div class="content">
                    <ActingBar/>
                    <RemovalBar/>
                    <DueBar/>
                    <News/>
                    <main id="main" tabindex="-1">
                        <Routes fallback=|| view! { <Gate rule=Rule::Open content=|| view! { <NotFound/> }.into_any()/> }>
                            <Pages/>
                        </Routes>
                    </main>
                    <footer class="foot">{(app.footer)()}</footer>
                </div>
            </div>
            <LazyDialogs/>
            <ToastRegion/>
        }
    };
    view! {
        <Title formatter=move |title: String| if title.is_empty() { app.name.to_owned() } else { format!("{title} · {}", app.name) }/>
        <Router>
            {page}
            <Arrival/>
            <Preload/>
            <Channel/>
        </Router>
    }
}

/// Renders nothing itself: returns the routes as children of `<Routes>`.
#[component(transparent)]
fn Pages() -> StaticVec<AnyNestedRoute> {
    let pages = App::current().pages();
    // The server needs only the route of the requested page. Browsers need all routes, and so does the list of routes.
    match requested_path() {
        Some(path) => routing::routes(routing::page_at(pages, &path).into_iter()),
        None => routing::routes(pages),
    }
}

#[component]
fn NotFound() -> impl IntoView {
    view! {
        <ErrorPage
            status=404
            title=t::not_found_title()
            words=t::not_found()
        />
    }
}
