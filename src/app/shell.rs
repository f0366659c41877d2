//! The document around the application, made on the server only.

use axum::http::header::CONTENT_SECURITY_POLICY;
use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::{HashedStylesheet, MetaTags};

use super::App;
use crate::server::headers::page_policy;

/// The whole document, with a content security policy for its own nonce.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let policy = use_nonce().as_ref().and_then(page_policy);
    if let (Some(response), Some(policy)) = (use_context::<ResponseOptions>(), policy) {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.ico" sizes="32x32"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <HashedStylesheet options=options.clone() id="hallpass"/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
