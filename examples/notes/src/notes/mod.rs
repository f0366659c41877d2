//! Notes that members keep for themselves.

mod api;
mod page;
#[cfg(feature = "ssr")]
mod server;

use hallpass::{
    Feature, Link, Page,
    access::{Permission, Rule},
};
use serde::{Deserialize, Serialize};

/// Keep notes.
const KEEP: Permission = Permission::new("notes.keep", || "Keep notes of their own".into());

/// A note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    pub id: String,
    pub text: String,
}

/// The notes feature.
pub fn feature() -> Feature {
    Feature::new("notes")
        .permissions(&[KEEP])
        .functions(api::FUNCTIONS)
        .page(Page::new("/notes", Rule::Needs(KEEP), page::Notes).loads_data())
        .link(Link::header("/notes", || "Notes".into()))
        .server(hallpass::on_server!(server::SIDE))
}
