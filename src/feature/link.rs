//! A link in one of the menus.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    access::{Current, Table},
    reactive::{dynamic, memo},
    ui::Icon,
};

/// A menu that shows links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// First in the navigation of every page.
    Header,
    /// Under "Account" in the navigation.
    Account,
    /// In the navigation of the console.
    Console,
}

/// A link to a page. It is shown only to those who may open the page.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    pub(crate) menu: Menu,
    pub(crate) path: &'static str,
    pub(crate) label: fn() -> String,
    pub(crate) icon: &'static str,
    pub(crate) section: Option<fn() -> String>,
    pub(crate) badge: Option<fn() -> AnyView>,
}

impl Link {
    const fn new(menu: Menu, path: &'static str, label: fn() -> String) -> Self {
        Self { menu, path, label, icon: "file-text", section: None, badge: None }
    }

    /// Creates a link that comes first in the navigation of every page.
    pub const fn header(path: &'static str, label: fn() -> String) -> Self {
        Self::new(Menu::Header, path, label)
    }

    /// Creates a link under "Account" in the navigation.
    pub const fn account(path: &'static str, label: fn() -> String) -> Self {
        Self::new(Menu::Account, path, label)
    }

    /// Creates a link in the navigation of the console.
    pub const fn console(path: &'static str, label: fn() -> String) -> Self {
        Self::new(Menu::Console, path, label)
    }

    /// Sets the icon before the text: see [`Icon`](crate::ui::Icon).
    #[must_use]
    pub const fn icon(self, icon: &'static str) -> Self {
        Self { icon, ..self }
    }

    /// Puts the link into a section of its menu, under this heading. Links of the same section stand together.
    #[must_use]
    pub const fn section(self, section: fn() -> String) -> Self {
        Self { section: Some(section), ..self }
    }

    /// Shows a badge after the text, such as the number of open items.
    #[must_use]
    pub const fn badge(self, badge: fn() -> AnyView) -> Self {
        Self { badge: Some(badge), ..self }
    }
}

/// The links of all menus, provided as context to every page.
#[derive(Clone, Debug)]
pub(crate) struct Menus(Vec<Link>);

impl Menus {
    /// The links to pages that the person may open, without duplicates.
    pub(crate) fn open_to(current: Current) -> Vec<Link> {
        let Self(links) = expect_context();
        let mut found: Vec<Link> = Vec::new();
        for link in links {
            let rule = Table::get().page(link.path);
            let is_open = rule.is_some_and(|rule| current.peek(|principal| rule.decide(principal).is_ok()));
            if is_open && found.iter().all(|known| known.path != link.path) {
                found.push(link);
            }
        }
        found
    }

    pub(crate) fn provide(links: Vec<Link>) {
        provide_context(Self(links));
    }
}

/// Words in the reader's language.
type Words = fn() -> String;

/// The links of a menu, in sections. Links without a section come first, under `heading`.
#[component]
pub(crate) fn MenuLinks(menu: Menu, #[prop(optional)] heading: Option<Words>) -> impl IntoView {
    let Menus(links) = expect_context();
    let mut sections: Vec<(Option<Words>, Vec<Link>)> = vec![(heading, Vec::new())];
    for link in links.into_iter().filter(|link| link.menu == menu) {
        let name = |section: Option<Words>| section.map(|section| section());
        let section = link.section.or(heading);
        match sections.iter_mut().find(|(known, _)| name(*known) == name(section)) {
            Some((_, links)) => links.push(link),
            None => sections.push((section, vec![link])),
        }
    }
    let section = |(heading, links): (Option<Words>, Vec<Link>)| view! { <MenuSection heading links/> };
    sections.into_iter().filter(|(_, links)| !links.is_empty()).map(section).collect_view()
}

/// Some links under a heading; nothing if none of their pages may be opened.
#[component]
fn MenuSection(heading: Option<Words>, links: Vec<Link>) -> impl IntoView {
    let current = Current::expect();
    let rules: Vec<_> = links.iter().filter_map(|link| Table::get().page(link.path)).collect();
    let is_shown = memo(move |_| rules.iter().any(|rule| current.with(|principal| rule.decide(principal).is_ok())));
    dynamic(move || {
        let links = links.clone();
        is_shown.get().then(|| {
            view! {
                {heading.map(|heading| view! { <h2 class="label">{heading()}</h2> })}
                <ul>{links.into_iter().map(|link| view! { <MenuLink link/> }).collect_view()}</ul>
            }
        })
    })
}

/// A link in a menu, shown to those who may open its page. A link is marked as current on its
/// page and the pages below it; only on its page if other links lead to pages below.
#[component]
fn MenuLink(link: Link) -> impl IntoView {
    let current = Current::expect();
    let rule = Table::get().page(link.path);
    let allowed = memo(move |_| rule.is_some_and(|rule| current.with(|principal| rule.decide(principal).is_ok())));
    let Menus(links) = expect_context();
    let is_below = |other: &Link| other.path.strip_prefix(link.path).is_some_and(|rest| rest.starts_with('/'));
    let exact = link.path == "/" || links.iter().any(is_below);
    dynamic(move || {
        allowed.get().then(|| {
            view! {
                <li>
                    <A href=link.path exact>
                        <Icon name=link.icon/>
                        {(link.label)()}
                        {link.badge.map(|badge| badge())}
                    </A>
                </li>
            }
        })
    })
}
