//! Templates in the browser, which has those of the reader's language.

use std::cell::{Cell, RefCell};

use super::{
    Language, Source,
    registry::{self, Setup},
};

/// The templates of a language: for each registered catalogue, those of its texts. Kept as long as the page.
type Catalogue = &'static [Vec<String>];

thread_local! {
    static READER: Cell<Language> = const { Cell::new(Language::ENGLISH) };
    static LOADED: RefCell<Vec<(&'static str, Catalogue)>> = const { RefCell::new(Vec::new()) };
    static CURRENT: Cell<Catalogue> = const { Cell::new(&[]) };
}

/// The language of this page.
pub(crate) fn reader() -> Language {
    READER.get()
}

/// Nothing to prepare: the page loads what the server has composed.
#[expect(clippy::unnecessary_wraps, reason = "as on the server")]
pub(super) fn prepare(_setup: &Setup) -> Result<(), String> {
    Ok(())
}

/// A template in the reader's language; empty if the catalogue has not been loaded.
pub(super) fn template(source: &'static Source, index: usize, _language: Language) -> &'static str {
    let place = registry::sources().iter().position(|known| std::ptr::eq(*known, source));
    place.and_then(|place| CURRENT.get().get(place)?.get(index)).map_or("", String::as_str)
}

/// Whether the catalogue of a language has been loaded.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only the browser loads catalogues"))]
pub(super) fn has(language: Language) -> bool {
    LOADED.with_borrow(|loaded| loaded.iter().any(|(tag, _)| *tag == language.tag))
}

/// Keeps the catalogue of a language.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only the browser loads catalogues"))]
pub(super) fn keep(language: Language, templates: Vec<Vec<String>>) {
    LOADED.with_borrow_mut(|loaded| loaded.push((language.tag, templates.leak())));
}

/// Makes a language whose catalogue has been loaded that of the page.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only the browser loads catalogues"))]
pub(crate) fn switch_to(language: Language) {
    if let Some(catalogue) = LOADED
        .with_borrow(|loaded| loaded.iter().find(|(tag, _)| *tag == language.tag).map(|(_, catalogue)| *catalogue))
    {
        READER.set(language);
        CURRENT.set(catalogue);
    }
}

/// Unknown here: the browser formats times with its own zones.
pub(crate) fn offset(_zone: &str, _at: i64) -> Option<(i64, String)> {
    None
}

/// Unknown here: the browser has its own list.
pub(crate) fn time_zones() -> Vec<String> {
    Vec::new()
}
