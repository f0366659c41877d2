//! Templates on the server, which has those of every language.

use std::sync::OnceLock;

use leptos::prelude::use_context;

use super::{
    Language, Source,
    registry::{self, Setup},
    server::compose::{Catalogues, compose},
};

/// The language of the person who has sent the current request; English outside of requests.
pub(crate) fn reader() -> Language {
    use_context().unwrap_or_default()
}

static CATALOGUES: OnceLock<Catalogues> = OnceLock::new();

/// The templates of every language.
pub(super) fn catalogues() -> &'static Catalogues {
    CATALOGUES.get_or_init(Catalogues::default)
}

/// Composes the texts of an application. The first ones count, as in the registry.
///
/// # Errors
/// Describes a text that replaces one that does not exist, or that has other arguments.
pub(super) fn prepare(setup: &Setup) -> Result<(), String> {
    let composed = compose(&setup.languages, &setup.sources)?;
    let _ = CATALOGUES.set(composed);
    Ok(())
}

/// A template in a language, or in English if the language has none.
pub(super) fn template(source: &'static Source, index: usize, language: Language) -> &'static str {
    let place = registry::sources().iter().position(|known| std::ptr::eq(*known, source));
    let composed = place.and_then(|place| catalogues().template(language, place, index));
    // Without an application, as in unit tests, only the English texts are there.
    composed.unwrap_or_else(|| source.table.english(index))
}

/// The offset of a time zone from UTC at a moment, in seconds, and its abbreviation.
pub(crate) fn offset(zone: &str, at: i64) -> Option<(i64, String)> {
    super::server::offset(zone, at)
}

/// The names of the time zones from which people choose.
pub(crate) fn time_zones() -> Vec<String> {
    super::server::time_zones()
}
