//! What the application has registered: its name, languages and catalogues.

use std::sync::{
    OnceLock,
    atomic::{AtomicBool, Ordering},
};

use super::{Language, Source};

/// An application's languages and texts.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    /// The application's name.
    pub(crate) app_name: &'static str,
    /// The languages that people can choose, the default first.
    pub(crate) languages: Vec<Language>,
    /// The catalogues, Hallpass's own first.
    pub(crate) sources: Vec<&'static Source>,
}

static SETUP: OnceLock<Setup> = OnceLock::new();

/// Sets the setup of this process. The first one counts.
pub(super) fn set(setup: Setup) {
    let _ = SETUP.set(setup);
}

/// The languages that people can choose, the default first.
pub(crate) fn languages() -> &'static [Language] {
    const ALONE: &[Language] = &[Language::ENGLISH, Language::GERMAN];
    SETUP.get().map_or(ALONE, |setup| &setup.languages)
}

static OFFERS_PSEUDO: AtomicBool = AtomicBool::new(false);

/// From now on, people can choose the pseudo-language.
#[cfg_attr(not(feature = "ssr"), expect(dead_code, reason = "only servers are configured"))]
pub(crate) fn offer_pseudo_language() {
    OFFERS_PSEUDO.store(true, Ordering::Relaxed);
}

/// The language with this tag, if people can choose it.
pub(crate) fn find(tag: &str) -> Option<Language> {
    let pseudo = OFFERS_PSEUDO.load(Ordering::Relaxed).then_some(Language::PSEUDO);
    languages().iter().copied().chain(pseudo).find(|language| language.tag == tag)
}

pub(super) fn app_name() -> &'static str {
    SETUP.get().map_or("Hallpass", |setup| setup.app_name)
}

/// The registered catalogues.
pub(super) fn sources() -> &'static [&'static Source] {
    SETUP.get().map_or(&[], |setup| &setup.sources)
}
