//! The application as a value: its name, what stands on every page, and its features. It is the same on the
//! server and in the browser, and a process has one.

use std::sync::OnceLock;

use leptos::prelude::*;

use super::{home::Home, routing};
use crate::{
    access::{self, Permission, Rule, Table},
    audit,
    feature::{self, Feature, Link, Menu, Page},
    ui::Logo,
};

/// A view without arguments.
type View = fn() -> AnyView;

/// An application: Hallpass and the features that are built on it.
///
/// ```
/// fn app() -> hallpass::App {
///     hallpass::App::new("Choir").feature(hallpass::Feature::new("notes"))
/// }
/// # app();
/// ```
#[derive(Clone, Debug)]
pub struct App {
    pub(crate) name: &'static str,
    pub(crate) features: Vec<Feature>,
    pub(crate) logo: View,
    pub(crate) footer: View,
    pub(crate) head: Vec<View>,
    pub(crate) csp_sources: Vec<(&'static str, &'static str)>,
    home: Page,
}

impl App {
    /// An application of that name, with Hallpass's own features. The name stands in the header and in the
    /// titles of pages.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            features: vec![crate::session::feature(), crate::account::feature(), crate::admin::feature()],
            logo: || view! { <Logo/> }.into_any(),
            footer: || "Hallpass: who you are, where you may go, and until when.".into_any(),
            head: Vec::new(),
            csp_sources: Vec::new(),
            home: Page::new("/", Rule::Open, Home),
        }
    }

    /// Adds a feature.
    #[must_use]
    pub fn feature(mut self, feature: Feature) -> Self {
        self.features.push(feature);
        self
    }

    /// Replaces the page at `/`. Everyone may see it but banned people.
    #[must_use]
    pub fn home<V: IntoView + 'static>(self, view: impl Fn() -> V + Send + Sync + 'static) -> Self {
        Self { home: Page::new("/", Rule::Open, view), ..self }
    }

    /// Replaces the logo, which stands before the name in the header.
    #[must_use]
    pub fn logo(self, logo: fn() -> AnyView) -> Self {
        Self { logo, ..self }
    }

    /// Replaces the text at the foot of every page.
    #[must_use]
    pub fn footer(self, footer: fn() -> AnyView) -> Self {
        Self { footer, ..self }
    }

    /// Adds elements to the head of every document, such as `<link>` and `<meta>`.
    #[must_use]
    pub fn head(mut self, head: fn() -> AnyView) -> Self {
        self.head.push(head);
        self
    }

    /// Lets pages load from another source: a directive of the content security policy (CSP level 3), such
    /// as `img-src`, and the source that is added to it, such as `https://images.example.org`.
    #[must_use]
    pub fn csp_source(mut self, directive: &'static str, source: &'static str) -> Self {
        self.csp_sources.push((directive, source));
        self
    }

    /// Every page, the home page first.
    pub(crate) fn pages(&self) -> impl Iterator<Item = &Page> {
        std::iter::once(&self.home).chain(self.features.iter().flat_map(|feature| &feature.pages))
    }

    /// The links of all menus, in the order in which they are shown: what was added to Hallpass comes first in
    /// the header, and last everywhere else.
    pub(crate) fn links(&self) -> Vec<Link> {
        let of = |features: &[Feature]| features.iter().flat_map(|feature| feature.links.clone()).collect::<Vec<_>>();
        let (own, added) = self.features.split_at(OWN_FEATURES);
        let (first, last): (Vec<_>, Vec<_>) = of(added).into_iter().partition(|link| link.menu == Menu::Header);
        [vec![Link::header("/", "Home")], first, of(own), last].concat()
    }

    /// Makes it the application of this process.
    ///
    /// # Errors
    /// What contradicts itself: two features, permissions, acts or addresses of one name, a page that another
    /// one hides, or another application in this process.
    pub(crate) fn install(self) -> Result<(), String> {
        self.register()?;
        let name = self.name;
        match CURRENT.set(self) {
            Ok(()) => Ok(()),
            Err(_) if CURRENT.get().is_some_and(|current| current.name == name) => Ok(()),
            Err(_) => Err("another application has been started in this process".to_owned()),
        }
    }

    /// The application of this process; Hallpass alone when none has been installed.
    pub(crate) fn current() -> &'static Self {
        CURRENT.get_or_init(|| {
            let alone = Self::new("Hallpass");
            if let Err(problem) = alone.register() {
                leptos::logging::error!("{problem}");
            }
            alone
        })
    }

    fn register(&self) -> Result<(), String> {
        let (own, added) = self.features.split_at(OWN_FEATURES);
        for (place, feature) in added.iter().enumerate() {
            if !is_feature_name(feature.name) {
                return Err(format!("no feature can be called {:?}", feature.name));
            }
            if own.iter().chain(&added[..place]).any(|other| other.name == feature.name) {
                return Err(format!("two features are called {:?}", feature.name));
            }
        }
        if let Some((hidden, by)) = routing::hidden(self.pages()) {
            return Err(format!("nobody can reach the page {hidden}: {by} comes first"));
        }
        access::register_permissions(added.iter().flat_map(|feature| feature.permissions.iter().copied()))?;
        audit::register_acts(added.iter().flat_map(|feature| feature.acts.iter().copied()))?;
        let functions = self.features.iter().flat_map(|feature| feature.functions.iter().copied());
        let functions: Vec<_> = access::FUNCTIONS.iter().copied().chain(functions).collect();
        let unknown = functions.iter().map(|function| function.rule).chain(self.pages().map(|page| page.access.rule));
        if let Some(name) =
            unknown.filter_map(Rule::permission).find(|needed| Permission::from_name(needed.name()).is_none())
        {
            return Err(format!("no feature brings the permission {:?}", name.name()));
        }
        feature::register(added);
        access::register_table(Table {
            functions,
            pages: self.pages().map(|page| page.access).collect(),
            downloads: self.features.iter().flat_map(|feature| feature.downloads.iter().copied()).collect(),
        })
    }
}

/// How many features are Hallpass's own; they stand first.
const OWN_FEATURES: usize = 3;

static CURRENT: OnceLock<App> = OnceLock::new();

/// It becomes part of a table's name.
fn is_feature_name(name: &str) -> bool {
    (1..=32).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(feature: Feature) -> String {
        App::new("Test").feature(feature).register().unwrap_err()
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        let page = |path| Page::new(path, Rule::Open, || ());
        let notes = || Feature::new("notes");
        assert_eq!(problem(Feature::new("Notes")), "no feature can be called \"Notes\"");
        assert_eq!(problem(Feature::new("account")), "two features are called \"account\"");
        assert_eq!(problem(notes().page(page("/sign-in"))), "nobody can reach the page /sign-in: /sign-in comes first");
        let hidden = notes().page(page("/:a")).page(page("/:b"));
        assert_eq!(problem(hidden), "nobody can reach the page /:b: /:a comes first");
        assert_eq!(
            problem(notes().page(Page::new("/notes", Rule::Needs(Permission::new("notes.x", "…")), || ()))),
            "no feature brings the permission \"notes.x\""
        );
    }

    #[test]
    fn links_of_an_application_stand_after_home() {
        let app = App::new("Test").feature(Feature::new("notes").link(Link::header("/notes", "Notes")));
        let links = app.links().into_iter().filter(|link| link.menu == Menu::Header);
        assert_eq!(links.map(|link| link.words).collect::<Vec<_>>(), ["Home", "Notes", "Account", "Admin"]);
    }
}
