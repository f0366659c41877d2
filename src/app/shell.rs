//! The document around the application, rendered only on the server.

use axum::http::{
    HeaderValue,
    header::{CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, VARY},
};
use leptos::{
    config::LeptosOptions,
    nonce::{Nonce, use_nonce},
    prelude::*,
};
use leptos_axum::ResponseOptions;
use leptos_meta::{HashedStylesheet, MetaTags};

use super::{App, Root, scripts::Scripts};
use crate::{
    access::{Preferences, Theme},
    locale,
};

/// The whole document; sets a content security policy with its nonce.
pub(crate) fn shell(options: LeptosOptions) -> impl IntoView {
    let policy = use_nonce().as_ref().and_then(|nonce| page_policy(nonce, &App::current().csp_sources));
    if let (Some(response), Some(policy)) = (use_context::<ResponseOptions>(), policy) {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
    let (language, version) = (locale::reader(), locale::server::version());
    let texts = format!("/texts/{}.json?v={version}", language.tag);
    let preferences = use_context::<Preferences>().unwrap_or_default();
    let (theme, motion) = (preferences.theme.map(Theme::name), preferences.less_motion.then_some("less"));
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag));
        // A guest's page also depends on the cookie.
        response.insert_header(VARY, HeaderValue::from_static("accept-language, cookie"));
    }
    view! {
        <!DOCTYPE html>
        <html lang=language.tag data-texts=version data-theme=theme data-motion=motion>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.ico" sizes="32x32"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <HashedStylesheet options=options.clone() id="hallpass"/>
                <AutoReload options=options.clone()/>
                <Scripts options/>
                <link rel="preload" href="/instrument-sans-1.woff2" r#as="font" type="font/woff2" crossorigin="anonymous"/>
                <link rel="preload" href=texts r#as="fetch" crossorigin="anonymous"/>
                {App::current().head.iter().map(|head| head()).collect_view()}
                <MetaTags/>
            </head>
            <body>
                <Root/>
            </body>
        </html>
    }
}

/// The content security policy of a page: our own files, and scripts with this response's nonce (ASVS 3.4.3).
fn page_policy(nonce: &Nonce, sources: &[(&str, &str)]) -> Option<HeaderValue> {
    // `cargo leptos watch` reloads the page over a socket on another port.
    let reload = if std::env::var_os("LEPTOS_WATCH").is_some() { " ws://127.0.0.1:* ws://localhost:*" } else { "" };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self'; font-src 'self'; connect-src 'self'{reload}; worker-src 'self'; manifest-src 'self'; \
         form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    );
    HeaderValue::from_str(&with_sources(policy, sources)).ok()
}

/// Adds sources to directives, creating missing directives.
fn with_sources(policy: String, sources: &[(&str, &str)]) -> String {
    sources.iter().fold(policy, |policy, (directive, source)| {
        let start = format!("{directive} ");
        let mut directives: Vec<String> = policy.split("; ").map(str::to_owned).collect();
        match directives.iter_mut().find(|known| known.starts_with(&start)) {
            Some(known) => *known = format!("{known} {source}"),
            None => directives.push(format!("{directive} 'self' {source}")),
        }
        directives.join("; ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_added_to_their_directives() {
        let policy = || "default-src 'none'; img-src 'self'".to_owned();
        let images = [("img-src", "https://a.example"), ("font-src", "https://b.example")];
        assert_eq!(
            with_sources(policy(), &images),
            "default-src 'none'; img-src 'self' https://a.example; font-src 'self' https://b.example"
        );
        assert_eq!(with_sources(policy(), &[]), policy());
    }
}
