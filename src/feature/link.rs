//! A link in one of the menus.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::access::{Current, Table};

/// A menu that shows links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// At the top of every page.
    Header,
    /// Beside the pages of a person's own account.
    Account,
    /// Beside the console's pages.
    Console,
}

/// A link to a page. It is shown only to those who may open the page.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    pub(crate) menu: Menu,
    pub(crate) path: &'static str,
    pub(crate) label: fn() -> String,
    pub(crate) badge: Option<fn() -> AnyView>,
}

impl Link {
    const fn new(menu: Menu, path: &'static str, label: fn() -> String) -> Self {
        Self { menu, path, label, badge: None }
    }

    /// Creates a link at the top of every page.
    pub const fn header(path: &'static str, label: fn() -> String) -> Self {
        Self::new(Menu::Header, path, label)
    }

    /// Creates a link beside the pages of a person's own account.
    pub const fn account(path: &'static str, label: fn() -> String) -> Self {
        Self::new(Menu::Account, path, label)
    }

    /// Creates a link beside the console's pages.
    pub const fn console(path: &'static str, label: fn() -> String) -> Self {
        Self::new(Menu::Console, path, label)
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
    pub(crate) fn provide(links: Vec<Link>) {
        provide_context(Self(links));
    }
}

/// The links of a menu.
#[component]
pub(crate) fn MenuLinks(menu: Menu) -> impl IntoView {
    let Menus(links) = expect_context();
    let links = links.into_iter().filter(|link| link.menu == menu);
    links.map(|link| view! { <MenuLink link/> }).collect_view()
}

/// A link in a menu, shown to those who may open its page. A link to the first page of a menu is marked as current only
/// on that page, and not on the pages below it.
#[component]
fn MenuLink(link: Link) -> impl IntoView {
    let current = Current::expect();
    let rule = Table::get().page(link.path);
    let allowed = Memo::new(move |_| rule.is_some_and(|rule| current.with(|principal| rule.decide(principal).is_ok())));
    let exact = link.path == "/" || link.menu != Menu::Header && link.path.matches('/').count() == 1;
    move || {
        allowed.get().then(|| {
            view! {
                <A href=link.path exact>
                    {(link.label)()}
                    {link.badge.map(|badge| badge())}
                </A>
            }
        })
    }
}
