//! The pages of preferences, and the menu in the header.

mod menu;
mod preferences;

pub use menu::LookMenu;
pub use preferences::PreferencesPage;

use crate::{access::Theme, locale, texts::preferences as t};

/// The themes, as choices of a form.
fn themes() -> Vec<(&'static str, String)> {
    let words = |theme| match theme {
        Theme::Light => t::light(),
        Theme::Dark => t::dark(),
        Theme::Contrast => t::contrast(),
    };
    let themes = Theme::ALL.into_iter().map(|theme| (theme.name(), words(theme)));
    std::iter::once(("", t::match_device())).chain(themes).collect()
}

/// The languages, as choices of a form.
fn languages() -> Vec<(&'static str, String)> {
    let languages = locale::languages().iter().map(|language| (language.tag, language.name.to_owned()));
    std::iter::once(("", t::match_device())).chain(languages).collect()
}
