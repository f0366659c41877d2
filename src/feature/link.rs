//! A link in one of the menus.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::access::{Current, Table};

/// Where links stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Above every page.
    Header,
    /// Beside a person's own pages.
    Account,
    /// Beside the pages of the console.
    Console,
}

/// A link to a page. Only those see it whom the page lets in.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    pub(crate) menu: Menu,
    pub(crate) path: &'static str,
    pub(crate) words: &'static str,
    pub(crate) badge: Option<fn() -> AnyView>,
}

impl Link {
    const fn new(menu: Menu, path: &'static str, words: &'static str) -> Self {
        Self { menu, path, words, badge: None }
    }

    /// A link above every page.
    pub const fn header(path: &'static str, words: &'static str) -> Self {
        Self::new(Menu::Header, path, words)
    }

    /// A link beside a person's own pages.
    pub const fn account(path: &'static str, words: &'static str) -> Self {
        Self::new(Menu::Account, path, words)
    }

    /// A link beside the pages of the console.
    pub const fn console(path: &'static str, words: &'static str) -> Self {
        Self::new(Menu::Console, path, words)
    }

    /// Shows something after the words, such as how many items wait.
    #[must_use]
    pub const fn badge(self, badge: fn() -> AnyView) -> Self {
        Self { badge: Some(badge), ..self }
    }
}

/// The links of all menus, in the context of every page.
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

/// A link of a menu, for those who may follow it. A link to the first page of a menu is
/// active on that page only.
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
                    {link.words}
                    {link.badge.map(|badge| badge())}
                </A>
            }
        })
    }
}
