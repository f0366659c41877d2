//! What the viewer may do to the account. It is only a hint: the server decides.

use leptos::prelude::*;

use super::view::{Act, View};
use crate::{
    access::{Current, Permission},
    directory::AccountSummary,
};

/// What the viewer may do to the account.
#[derive(Clone, Copy)]
pub(super) struct Rights {
    account: RwSignal<AccountSummary>,
    current: Current,
}

impl Rights {
    pub(super) fn on(account: RwSignal<AccountSummary>) -> Self {
        Self { account, current: Current::expect() }
    }

    /// Reads the account. When the viewer loses the console, views may ask once more after the page is gone: then nothing
    /// is allowed.
    fn read<T: Default>(self, part: impl FnOnce(&AccountSummary) -> T) -> T {
        self.account.try_with(part).unwrap_or_default()
    }

    /// Whether the viewer may act on the account at all; tracked.
    pub(super) fn in_reach(self) -> bool {
        let theirs = self.read(|account| account.permissions);
        self.current.member(|me| me.permissions.reach(theirs))
    }

    /// Whether it is somebody else's account; tracked.
    fn is_other(self) -> bool {
        let id = self.read(|account| account.id.clone());
        self.current.member(|me| me.account_id != id)
    }

    /// Whether the viewer may use this permission on the account; tracked.
    pub(super) fn may(self, permission: Permission) -> bool {
        let is_open = self.read(|account| account.closed_at.is_none());
        is_open && self.in_reach() && self.current.member(|me| me.permissions.has(permission))
    }

    /// Whether the viewer may ban the account and read notes about it; tracked.
    pub(super) fn may_ban(self) -> bool {
        self.is_other() && self.may(Permission::BAN_ACCOUNTS)
    }

    /// Whether the viewer may export and close the account; tracked.
    pub(super) fn may_close(self) -> bool {
        self.is_other() && self.may(Permission::CLOSE_ACCOUNTS)
    }

    /// Whether the viewer may do this now; tracked.
    pub(super) fn may_act(self, act: Act) -> bool {
        let (theirs, is_banned) = self.read(|account| (account.permissions, account.ban.is_some()));
        match act {
            Act::Ban => self.may_ban() && !is_banned,
            Act::ChangeBan | Act::Lift => self.may_ban() && is_banned,
            // Changing a role withdraws the permissions of the old one, so the viewer must hold them.
            Act::Role => self.may(Permission::ASSIGN_ROLES) && self.current.member(|me| me.permissions.cover(theirs)),
            Act::Impersonate => {
                let is_below = !is_banned && self.current.member(|me| me.permissions.outrank(theirs));
                self.may(Permission::IMPERSONATE) && is_below
            }
            Act::Ticket => self.is_other() && self.may(Permission::ISSUE_TICKETS),
            Act::Close => self.may_close(),
        }
    }

    /// Whether the tab of this view is offered; tracked.
    pub(super) fn has_tab(self, view: View) -> bool {
        match view {
            View::Sessions => self.read(|account| account.closed_at.is_none()),
            View::Notes => self.may_ban(),
            _ => true,
        }
    }
}
