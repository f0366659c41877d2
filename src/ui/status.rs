//! Pages that mainly show a status: not found, not allowed, failed.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{error::AppError, texts::ui as t};

/// Sets the status on the server, which sends it with the first bytes.
#[derive(Clone, Copy)]
pub struct Status(pub fn(u16));

impl Status {
    /// Sets the response's status; does nothing in the browser.
    pub fn set(status: u16) {
        if let Some(Self(set)) = use_context::<Self>() {
            set(status);
        }
    }
}

/// A page for one status, with a link to the start page.
#[component]
pub fn ErrorPage(status: u16, #[prop(into)] title: String, #[prop(into)] words: String) -> impl IntoView {
    Status::set(status);
    view! {
        <Title text=title.clone()/>
        <div class="page stack">
            <header class="head">
                <div>
                    <p class="label">{status.to_string()}</p>
                    <h1>{title}</h1>
                    <p>{words}</p>
                </div>
            </header>
            <p><A href="/" attr:class="btn primary">{t::go_home()}</A></p>
        </div>
    }
}

/// The page that is shown if its data could not be loaded.
#[component]
pub fn FailedToLoad(error: AppError) -> impl IntoView {
    let title = match error {
        AppError::NotFound => t::not_found(),
        AppError::DeadLink => t::dead_link(),
        _ => t::not_loaded(),
    };
    view! { <ErrorPage status=error.status() title words=error.to_string()/> }
}
