//! Loads the catalogue of a language in the browser.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::{Language, registry, store};

/// The attribute of `<html>` with the version of the catalogues.
const VERSION: &str = "data-texts";

/// The language in which the server has rendered this page.
pub(crate) fn page_language() -> Language {
    let tag = document().document_element().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    let known = registry::languages().iter().copied().chain([Language::PSEUDO]);
    known.into_iter().find(|language| language.tag == tag).unwrap_or_default()
}

/// Makes a language that of the page once its catalogue is there, if it is still wanted then, and calls `done`.
pub(crate) fn speak(language: Language, is_wanted: impl FnOnce() -> bool + 'static, done: impl FnOnce() + 'static) {
    leptos::task::spawn_local(async move {
        // Without a connection, the page keeps its language.
        if load(language).await && is_wanted() && store::reader() != language {
            store::switch_to(language);
            done();
        }
    });
}

/// Loads the catalogue of a language, unless it is there. Returns whether it is there.
pub(crate) async fn load(language: Language) -> bool {
    if store::has(language) {
        return true;
    }
    let version = document().document_element().and_then(|root| root.get_attribute(VERSION)).unwrap_or_default();
    let Some(templates) = fetch(&format!("/texts/{}.json?v={version}", language.tag)).await else { return false };
    store::keep(language, templates);
    true
}

async fn fetch(path: &str) -> Option<Vec<Vec<String>>> {
    let response = JsFuture::from(leptos::prelude::window().fetch_with_str(path)).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok().filter(|_| response.ok())?).await.ok()?;
    serde_json::from_str(&text.as_string()?).ok()
}
