//! `/styleguide`: every component in its states, in one of the themes, for developers and for the browser tests, which
//! photograph it. Served only if the configuration asks for it. No scripts.

mod blocks;
mod card;
mod controls;
mod parts;

use axum::{
    Router,
    extract::{Query, State},
    http::header,
    response::{Html, IntoResponse},
    routing::get,
};
use leptos::{config::LeptosOptions, prelude::*};
use leptos_meta::HashedStylesheet;
use serde::Deserialize;

use crate::access::Theme;

/// The page's own content security policy: files of this server, no scripts.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'";

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    theme: String,
}

/// The route of the page.
pub(super) fn routes(options: &LeptosOptions) -> Router {
    Router::new().route("/styleguide", get(page).with_state(options.clone()))
}

async fn page(State(options): State<LeptosOptions>, Query(Asked { theme }): Query<Asked>) -> impl IntoResponse {
    let theme = Theme::ALL.into_iter().find(|known| known.name() == theme).map(Theme::name);
    let html = Owner::new().with(|| {
        let document = view! {
            <html lang="en" data-theme=theme>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <title>"Styleguide"</title>
                    <HashedStylesheet options/>
                </head>
                <body>
                    <main class="page wide stack">
                        <header class="head">
                            <div>
                                <h1>"Styleguide"</h1>
                                <p>"Every component in its states. Themes: "
                                    {themes()}
                                </p>
                            </div>
                        </header>
                        <div class="grid">{parts::all()}</div>
                    </main>
                </body>
            </html>
        };
        document.to_html()
    });
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(format!("<!doctype html>{html}")))
}

fn themes() -> impl IntoView {
    let link = |theme: Theme| {
        let name = theme.name();
        view! { <a href=format!("/styleguide?theme={name}")>{name}</a> " " }
    };
    Theme::ALL.into_iter().map(link).collect_view()
}
