//! Applies the preferences to the document in place: the theme, motion and the language.

use leptos::prelude::*;

use crate::{
    access::Current,
    locale::{self, Language},
    reactive::{effect, effect_with_last, memo},
    texts::app as t,
    ui::{Toasts, browser},
};

/// Follows the preferences. Returns the language of the page as a signal: everything that contains text is rendered
/// again when it changes.
pub(super) fn follow_preferences() -> ReadSignal<&'static str> {
    let current = Current::expect();
    let toasts = Toasts::expect();
    let (spoken, set_spoken) = signal(locale::reader().tag);
    effect(move || {
        let preferences = current.preferences();
        browser::set_root_attribute("data-theme", preferences.theme.map(crate::access::Theme::name));
        browser::set_root_attribute("data-motion", preferences.less_motion.then_some("less"));
    });
    let chosen = memo(move |_| current.preferences().language);
    // Loading a language takes time, and another one may be chosen meanwhile.
    let wanted = StoredValue::new(locale::reader().tag);
    effect_with_last(move |before: Option<Option<String>>| {
        let chosen = chosen.get();
        // The server has rendered the page in the right language.
        if before.is_some_and(|before| before != chosen) {
            let language = chosen.as_deref().and_then(locale::find).unwrap_or_else(device_language);
            wanted.set_value(language.tag);
            let is_wanted = move || wanted.try_get_value() == Some(language.tag);
            locale::speak(language, is_wanted, move || speak(language, set_spoken, toasts));
        }
        chosen
    });
    spoken
}

fn speak(language: Language, spoken: WriteSignal<&'static str>, toasts: Toasts) {
    let focused = browser::focused_id();
    browser::set_root_attribute("lang", Some(language.tag));
    let _ = spoken.try_set(language.tag);
    request_animation_frame(move || {
        browser::focus(&focused);
        // Screen readers announce changes of a region that is there; this one has just been rendered again.
        toasts.say(t::language_changed(language.name));
    });
}

fn device_language() -> Language {
    let accepted = browser::languages();
    locale::first_known(accepted.iter().map(String::as_str), locale::languages())
}
