//! What the command palette offers: pages, and accounts with their sessions.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    access::{Current, Permission},
    account_admin::list_accounts,
    directory::AccountSummary,
    feature::{Menu, Menus},
    reactive::effect,
    texts::{app, console, palette as t},
};

/// A command: it leads to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Command {
    pub(super) icon: &'static str,
    pub(super) words: String,
    /// What kind of command it is.
    pub(super) about: String,
    pub(super) page: String,
}

/// How many accounts are offered.
const ACCOUNTS: usize = 5;

/// How long the search waits for the next key.
const PAUSE: Duration = Duration::from_millis(200);

/// The pages that the person may open.
pub(super) fn found_pages(current: Current) -> Vec<Command> {
    let command = |link: crate::feature::Link| Command {
        icon: link.icon,
        words: (link.label)(),
        about: match link.menu {
            Menu::Header => t::page(),
            Menu::Account => app::your_account(),
            Menu::Console => console::menu(),
        },
        page: link.path.to_owned(),
    };
    Menus::open_to(current).into_iter().map(command).collect()
}

/// The accounts that match a query of at least two characters, if the person may see accounts.
pub(super) fn found_accounts(current: Current, query: RwSignal<String>) -> RwSignal<Vec<Command>> {
    let found = RwSignal::new(Vec::new());
    let may_see = current
        .peek(|principal| principal.member().is_some_and(|member| member.permissions.has(Permission::VIEW_ACCOUNTS)));
    effect(move || {
        let asked = query.get().trim().to_owned();
        if !may_see || asked.chars().count() < 2 {
            found.set(Vec::new());
            return;
        }
        set_timeout(
            move || {
                let is_current =
                    move |asked: &str| query.try_with_untracked(|query| query.trim() == asked) == Some(true);
                if is_current(&asked) {
                    spawn_local(async move {
                        let [role, state, active, sort, after] = [const { String::new() }; 5];
                        let page = list_accounts(asked.clone(), role, state, active, sort, after).await;
                        if let (Ok(page), true) = (page, is_current(&asked)) {
                            found.set(page.accounts.into_iter().take(ACCOUNTS).flat_map(commands_for).collect());
                        }
                    });
                }
            },
            PAUSE,
        );
    });
    found
}

fn commands_for(account: AccountSummary) -> [Command; 2] {
    let page = format!("/admin/accounts/{}", account.id);
    let sessions = Command {
        icon: "log-out",
        words: t::sessions_of(&account.username),
        about: t::sessions(account.sessions),
        page: format!("{page}/sessions"),
    };
    [Command { icon: "id-card", words: account.username, about: t::account(), page }, sessions]
}
