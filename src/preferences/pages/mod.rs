//! The pages of preferences, and the menu in the header.

mod look_choice;
mod menu;
mod preferences;
mod theme_picture;

pub use look_choice::LookChoice;
pub use menu::LookMenu;
pub use preferences::PreferencesPage;

use crate::{access::Theme, locale, texts::preferences as t};

/// The themes and their names; `None` leaves the choice to the device.
fn themes() -> Vec<(Option<Theme>, String)> {
    let words = |theme| match theme {
        Theme::Light => t::light(),
        Theme::Dark => t::dark(),
        Theme::Contrast => t::contrast(),
    };
    let themes = Theme::ALL.into_iter().map(|theme| (Some(theme), words(theme)));
    std::iter::once((None, t::match_device())).chain(themes).collect()
}

/// The languages, as choices of a form.
fn languages() -> Vec<(&'static str, String)> {
    let languages = locale::languages().iter().map(|language| (language.tag, language.name.to_owned()));
    std::iter::once(("", t::match_device())).chain(languages).collect()
}
