//! Preferences and languages.

mod guests;
mod languages;
mod members;
mod start_page;

/// The name of the cookie without TLS.
const COOKIE: &str = "hallpass-preferences";

/// The start tag of the document's root element.
fn root(page: &str) -> &str {
    let start = page.find("<html").expect("a document");
    &page[start..=start + page[start..].find('>').expect("a tag")]
}
