//! The application as a value: its name, what surrounds every page, and its features. It is the same on the server and
//! in the browser, and a process has only one.

use std::sync::OnceLock;

use leptos::prelude::*;

use super::{footer::Footer, home::Home};
use crate::{
    access::{self, Rule, Table},
    account, account_admin, account_note, audit, audit_admin, ban, carried, closing, directory, export, factor_admin,
    feature::{Feature, Link, Menu, Page},
    impersonation, invitation, job,
    locale::{self, Language, Setup, Source},
    mail_admin, overview, policy, policy_admin, preferences, role, security, session, session_admin,
    texts::{self, app as t},
    tour,
    ui::Logo,
};

/// A view without arguments.
type View = fn() -> AnyView;

/// An application: Hallpass together with the features built on it.
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
    languages: Vec<Language>,
    texts: Vec<&'static Source>,
    home: Page,
}

impl App {
    /// Creates an application with Hallpass's own features. Its name is shown in the header and in page titles.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            features: own_features(),
            logo: || view! { <Logo/> }.into_any(),
            footer: || view! { <Footer/> }.into_any(),
            head: Vec::new(),
            csp_sources: Vec::new(),
            languages: vec![Language::ENGLISH, Language::GERMAN],
            texts: vec![&texts::SOURCE],
            home: Page::new("/", Rule::Open, Home).loads_data(),
        }
    }

    /// Adds a feature.
    #[must_use]
    pub fn feature(mut self, feature: Feature) -> Self {
        self.features.push(feature);
        self
    }

    /// Replaces the page at `/`. Everyone except banned people may see it.
    #[must_use]
    pub fn home<V: IntoView + 'static>(self, view: impl Fn() -> V + Send + Sync + 'static) -> Self {
        Self { home: Page::new("/", Rule::Open, view), ..self }
    }

    /// Replaces the logo, which precedes the name in the header.
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

    /// Allows pages to load content from another source. Adds `source`, such as `https://images.example.org`, to a
    /// directive of the content security policy (CSP level 3), such as `img-src`.
    #[must_use]
    pub fn csp_source(mut self, directive: &'static str, source: &'static str) -> Self {
        self.csp_sources.push((directive, source));
        self
    }

    /// Sets the languages in which people can read the application; the first one is the default. Without this, they are
    /// English and German. What has no translation is English.
    #[must_use]
    pub fn languages(self, languages: Vec<Language>) -> Self {
        Self { languages, ..self }
    }

    /// Adds a catalogue of texts, which [`texts!`](crate::texts) has defined.
    #[must_use]
    pub fn texts(mut self, source: &'static Source) -> Self {
        self.texts.push(source);
        self
    }

    /// Every page, the home page first.
    pub(crate) fn pages(&self) -> impl Iterator<Item = &Page> {
        std::iter::once(&self.home).chain(self.features.iter().flat_map(|feature| &feature.pages))
    }

    /// The cards that features add to the start page of members.
    pub(crate) fn home_cards(&self) -> Vec<View> {
        self.features.iter().flat_map(|feature| feature.home_cards.iter().copied()).collect()
    }

    /// The links of all menus, in display order: links of added features come first in the header, and last everywhere
    /// else.
    pub(crate) fn links(&self) -> Vec<Link> {
        let of = |features: &[Feature]| features.iter().flat_map(|feature| feature.links.clone()).collect::<Vec<_>>();
        let (first, last): (Vec<_>, Vec<_>) = of(self.added()).into_iter().partition(|link| link.menu == Menu::Header);
        [vec![Link::header("/", t::home).icon("house")], first, of(self.own()), last].concat()
    }

    /// Makes this the application of the process.
    ///
    /// # Errors
    /// If two permissions, settings, acts or paths have the same name, or if another application has already been
    /// started in this process.
    pub(crate) fn install(self) -> Result<(), String> {
        self.register()?;
        let name = self.name;
        match CURRENT.set(self) {
            Ok(()) => Ok(()),
            Err(_) if CURRENT.get().is_some_and(|current| current.name == name) => Ok(()),
            Err(_) => Err("another application has been started in this process".to_owned()),
        }
    }

    /// The application of this process, or Hallpass alone if none has been installed.
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
        access::register_permissions(self.features.iter().flat_map(|feature| feature.permissions.iter().copied()))?;
        let own = self.own().iter().flat_map(|feature| feature.settings.iter().cloned());
        let added = self.added().iter().flat_map(Feature::grouped_settings);
        policy::register_settings(own.chain(added).collect())?;
        audit::register_acts(self.features.iter().flat_map(|feature| feature.acts.iter().copied()))?;
        locale::register(Setup {
            app_name: self.name,
            languages: self.languages.clone(),
            sources: self.texts.clone(),
        })?;
        access::register_table(self.table())
    }

    /// The access table of all features.
    pub(super) fn table(&self) -> Table {
        let functions = self.features.iter().flat_map(|feature| feature.functions.iter().copied());
        Table {
            functions: access::FUNCTIONS.iter().copied().chain(functions).collect(),
            pages: self.pages().map(|page| page.access).collect(),
            downloads: self.features.iter().flat_map(|feature| feature.downloads.iter().copied()).collect(),
        }
    }

    /// Hallpass's own features.
    pub(super) fn own(&self) -> &[Feature] {
        &self.features[..OWN_FEATURES]
    }

    /// The features that were added with [`Self::feature`].
    pub(crate) fn added(&self) -> &[Feature] {
        &self.features[OWN_FEATURES..]
    }
}

/// The number of Hallpass's own features, which come first.
const OWN_FEATURES: usize = 22;

/// Hallpass's own features, in the order of their links.
fn own_features() -> Vec<Feature> {
    let features: [Feature; OWN_FEATURES] = [
        session::feature(),
        security::feature(),
        account::feature(),
        preferences::feature(),
        carried::feature(),
        tour::feature(),
        overview::feature(),
        account_admin::feature(),
        session_admin::feature(),
        factor_admin::feature(),
        closing::feature(),
        export::feature(),
        job::feature(),
        directory::feature(),
        ban::feature(),
        policy_admin::feature(),
        invitation::feature(),
        role::feature(),
        mail_admin::feature(),
        audit_admin::feature(),
        impersonation::feature(),
        account_note::feature(),
    ];
    features.into()
}

static CURRENT: OnceLock<App> = OnceLock::new();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_added_features_follow_home() {
        let app = App::new("Test").feature(Feature::new("notes").link(Link::header("/notes", || "Notes".to_owned())));
        let links = app.links().into_iter().filter(|link| link.menu == Menu::Header);
        assert_eq!(links.map(|link| (link.label)()).collect::<Vec<_>>(), ["Home", "Notes", "Account", "Admin"]);
    }
}
