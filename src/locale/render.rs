//! What the generated functions call.

use leptos::prelude::AnyView;

use super::{Arg, Source, store, template};

/// A text without markup, in the reader's language.
pub fn text(source: &'static Source, index: usize, mut args: Vec<Arg>) -> String {
    let language = store::reader();
    let template = store::template(source, index, language);
    if args.is_empty() && !template.contains('{') {
        return template.to_owned();
    }
    template::filled(template, language, &mut args)
}

/// A text with markup, in the reader's language.
pub fn view(source: &'static Source, index: usize, mut args: Vec<Arg>) -> AnyView {
    let language = store::reader();
    template::pieces(store::template(source, index, language), language, &mut args)
}
