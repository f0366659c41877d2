//! Features, the parts of an application. Each is one value with its permissions, server functions, pages, links and
//! server side. The value is the same on the server and in the browser.

#[cfg(not(feature = "ssr"))]
mod browser;
mod carried;
#[cfg(feature = "ssr")]
pub(crate) mod carried_kind;
mod home_card;
mod lazy_view;
mod link;
mod page;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
pub(crate) mod wiring;

#[cfg(not(feature = "ssr"))]
pub use browser::ServerSide;
pub use carried::Carried;
pub(crate) use home_card::HomeCards;
pub use lazy_view::LazyView;
pub use link::{Link, Menu};
pub(crate) use link::{MenuLinks, Menus};
pub use page::Page;
pub(crate) use page::PageView;
#[cfg(feature = "ssr")]
pub use server::ServerSide;

use leptos::prelude::AnyView;

use crate::{
    access::{Download, Function, Permission},
    audit::Act,
    policy::{Group, Setting},
};

/// A part of an application, with everything that belongs to it.
///
/// ```
/// use hallpass::{Feature, Link, Page, access::{Permission, Rule}};
/// use leptos::prelude::*;
///
/// const WRITE: Permission = Permission::new("notes.write", || "Write notes".into());
///
/// fn feature() -> Feature {
///     Feature::new("notes")
///         .permissions(&[WRITE])
///         .page(Page::new("/notes", Rule::Needs(WRITE), || view! { <h1>"Notes"</h1> }))
///         .link(Link::header("/notes", || "Notes".into()))
/// }
/// # feature();
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "ssr"), expect(dead_code, reason = "names and server sides are used only on the server"))]
pub struct Feature {
    pub(crate) name: &'static str,
    pub(crate) permissions: Vec<Permission>,
    pub(crate) acts: Vec<Act>,
    pub(crate) settings: Vec<Setting>,
    pub(crate) functions: Vec<Function>,
    pub(crate) downloads: Vec<Download>,
    pub(crate) pages: Vec<Page>,
    pub(crate) links: Vec<Link>,
    pub(crate) home_cards: Vec<fn() -> AnyView>,
    pub(crate) server: Option<ServerSide>,
}

impl Feature {
    /// Creates an empty feature. `name` has at most 32 characters: lower-case letters, digits and `_`, beginning with a
    /// letter. The database records the feature's migrations under this name, so it must not change later.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            permissions: Vec::new(),
            acts: Vec::new(),
            settings: Vec::new(),
            functions: Vec::new(),
            downloads: Vec::new(),
            pages: Vec::new(),
            links: Vec::new(),
            home_cards: Vec::new(),
            server: None,
        }
    }

    /// Adds permissions, which can then be given to roles. The administrator role has them automatically.
    #[must_use]
    pub fn permissions(mut self, permissions: &[Permission]) -> Self {
        self.permissions.extend_from_slice(permissions);
        self
    }

    /// Adds acts, which the feature's server functions record in the audit.
    #[must_use]
    pub fn acts(mut self, acts: &[Act]) -> Self {
        self.acts.extend_from_slice(acts);
        self
    }

    /// Adds settings to the policy. Administrators can change them while the server runs; read the effective value with
    /// `Setting::value`.
    #[must_use]
    pub fn settings(mut self, settings: &[Setting]) -> Self {
        self.settings.extend_from_slice(settings);
        self
    }

    /// The settings, in the feature's group. It has the title of the feature's first link.
    pub(crate) fn grouped_settings(&self) -> impl Iterator<Item = Setting> {
        let group = Group::Feature { name: self.name, title: self.links.first().map(|link| link.label) };
        self.settings.iter().cloned().map(move |setting| setting.group(group))
    }

    /// Adds server functions that are declared with [`functions!`](crate::functions). The server does not start if a
    /// server function is not part of any feature.
    #[must_use]
    pub fn functions(mut self, functions: &[Function]) -> Self {
        self.functions.extend_from_slice(functions);
        self
    }

    /// Adds downloads. The feature's server side must serve their routes.
    #[must_use]
    pub fn downloads(mut self, downloads: &[Download]) -> Self {
        self.downloads.extend_from_slice(downloads);
        self
    }

    /// Adds a page.
    #[must_use]
    pub fn page(mut self, page: Page) -> Self {
        self.pages.push(page);
        self
    }

    /// Adds a link to one of the menus.
    #[must_use]
    pub fn link(mut self, link: Link) -> Self {
        self.links.push(link);
        self
    }

    /// Adds a card to the start page of members, beside the pass: a `<section class="card">` with a heading `<h2>`. It is
    /// not shown if the application replaces that page.
    #[must_use]
    pub fn home_card(mut self, card: fn() -> AnyView) -> Self {
        self.home_cards.push(card);
        self
    }

    /// Sets the server side. Wrap it in [`on_server!`](crate::on_server), so that the browser's build compiles without
    /// it.
    #[must_use]
    pub fn server(self, server: Option<ServerSide>) -> Self {
        Self { server, ..self }
    }
}

/// The server side of a feature: `Some` of the given path on the server, `None` in the browser.
#[cfg(feature = "ssr")]
#[macro_export]
macro_rules! on_server {
    ($side:path) => {
        Some($side)
    };
}

/// The server side of a feature: `Some` of the given path on the server, `None` in the browser.
#[cfg(not(feature = "ssr"))]
#[macro_export]
macro_rules! on_server {
    ($side:path) => {
        None
    };
}
