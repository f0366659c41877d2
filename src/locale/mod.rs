//! Texts in the reader's language. Catalogues are Fluent files, from which [`texts!`](crate::texts) makes a function for
//! each text. The program contains no texts for the browser: a page loads the catalogue of one language.

mod arg;
mod language;
#[cfg(feature = "hydrate")]
mod load;
#[cfg(not(feature = "hydrate"))]
#[path = "no_load.rs"]
mod load;
mod negotiate;
mod register;
mod registry;
mod render;
#[cfg(feature = "ssr")]
pub(crate) mod server;
#[cfg(not(feature = "ssr"))]
#[path = "browser_source.rs"]
mod source;
#[cfg(feature = "ssr")]
#[path = "server_source.rs"]
mod source;
#[cfg(not(feature = "ssr"))]
#[path = "browser_store.rs"]
mod store;
#[cfg(feature = "ssr")]
#[path = "server_store.rs"]
mod store;
mod template;

pub use arg::{Arg, Wrap};
pub use language::{Language, one_or_other};
pub(crate) use load::speak;
#[cfg(feature = "hydrate")]
pub(crate) use load::{load, page_language};
pub(crate) use negotiate::first_known;
pub(crate) use register::register;
#[cfg(feature = "ssr")]
pub(crate) use registry::offer_pseudo_language;
pub(crate) use registry::{Setup, find, languages};
pub use render::{text, view};
pub use source::Source;
#[cfg(feature = "ssr")]
pub use source::{Message, Override, Table};
#[cfg(feature = "hydrate")]
pub(crate) use store::switch_to;
pub(crate) use store::{offset, reader, time_zones};

/// For the functions that [`texts!`](crate::texts) generates.
#[doc(hidden)]
pub use hallpass_macros::texts as texts_macro;
#[doc(hidden)]
pub use leptos::prelude::{AnyView, IntoView};

/// Defines a module with one function for each text in a folder of Fluent files (<https://projectfluent.org>). The
/// folder is relative to the package: `locales/en/notes.ftl` with the message `write-note = Write a note` becomes
/// `texts::notes::write_note()`. See `docs/languages.md` for what a file may contain.
///
/// ```ignore
/// hallpass::texts!(pub(crate) mod texts = "locales");
/// ```
///
/// A text that is missing in a language, or has other arguments there, does not compile. Give the catalogue to the
/// application with [`App::texts`](crate::App::texts).
#[macro_export]
macro_rules! texts {
    ($visibility:vis mod $module:ident = $folder:literal) => {
        $crate::locale::texts_macro!($crate, $visibility mod $module = $folder);
    };
}
