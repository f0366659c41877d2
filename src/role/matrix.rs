//! The access matrix: what the table of access says of each kind of person, decided by the same
//! rule that decides each request.

use serde::{Deserialize, Serialize};

use super::RoleSummary;
use crate::access::{Ban, Denial, Member, Permission, Principal, Rule, Table};

/// Who may do what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessMatrix {
    /// The columns: guest, each role, banned.
    pub who: Vec<String>,
    /// One for each page and each server function.
    pub rows: Vec<AccessRow>,
}

/// What one page or function asks of whoever comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRow {
    /// A page's path as the router writes it, or a function's address.
    pub what: String,
    /// `GET` for pages, `POST` for functions.
    pub method: String,
    /// The permission that is asked for, if one is.
    pub needs: Option<Permission>,
    /// Whether the password must have been typed a short while ago.
    pub reauthentication: bool,
    /// Whether it lets in who acts as somebody else, as that person.
    pub impersonated: bool,
    /// One for each column.
    pub cells: Vec<Cell>,
}

/// What becomes of one of them there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Let in.
    Allowed,
    /// Has to sign in first: 401, or the sign-in page.
    SignIn,
    /// The role does not hold the permission: 403.
    Forbidden,
    /// Banned: 403.
    Banned,
}

impl AccessRow {
    /// Why a cell says what it says, in a sentence about that person.
    pub fn reason(&self, who: &str, cell: Cell) -> String {
        let Some(needed) = self.needs.map(Permission::name) else {
            return match cell {
                Cell::Allowed => format!("{who}: let in, no permission is asked for."),
                Cell::SignIn => format!("{who}: has to sign in first; only a banned person is let in."),
                Cell::Forbidden => format!("{who}: refused, only a banned person is let in."),
                Cell::Banned => format!("{who}: refused, a banned person may only appeal and sign out."),
            };
        };
        match cell {
            Cell::Allowed if self.reauthentication => {
                format!("{who}: let in, holds {needed}; the password must have been typed in the last ten minutes.")
            }
            Cell::Allowed if self.impersonated => {
                format!("{who}: let in, holds {needed}; also somebody who acts as them.")
            }
            Cell::Allowed => format!("{who}: let in, holds {needed}."),
            Cell::SignIn => format!("{who}: has to sign in first; it asks for {needed}."),
            Cell::Forbidden => format!("{who}: refused, does not hold {needed}."),
            Cell::Banned => format!("{who}: refused, a banned person may only appeal and sign out."),
        }
    }
}

impl AccessMatrix {
    /// Draws it for these roles.
    pub fn of(roles: &[RoleSummary]) -> Self {
        let table = Table::get();
        let member = |role: &RoleSummary| {
            let permissions = role.permissions;
            Principal::Member(Member { role: role.role.clone(), permissions, ..Member::default() })
        };
        let mut people = vec![("guest".to_owned(), Principal::default())];
        people.extend(roles.iter().map(|role| (role.role.to_string(), member(role))));
        people.push(("banned".to_owned(), Principal::Banned(Ban::default())));
        let row = |what: String, method: &str, rule: Rule, (reauthentication, impersonated): (bool, bool)| AccessRow {
            what,
            method: method.to_owned(),
            needs: rule.permission(),
            reauthentication,
            impersonated,
            cells: people.iter().map(|(_, principal)| cell(rule, principal)).collect(),
        };
        let pages = table.pages.iter().map(|page| row(page.path.to_owned(), "GET", page.rule, (false, true)));
        let functions = table.functions.iter();
        let functions = functions
            .map(|one| row(format!("/api/{}", one.name), "POST", one.rule, (one.reauthentication, one.impersonated)));
        let downloads =
            table.downloads.iter().map(|one| row(one.path.to_owned(), "GET", one.rule, (one.reauthentication, false)));
        Self {
            rows: pages.chain(downloads).chain(functions).collect(),
            who: people.iter().map(|(name, _)| name.clone()).collect(),
        }
    }
}

fn cell(rule: Rule, principal: &Principal) -> Cell {
    match rule.decide(principal) {
        Ok(()) => Cell::Allowed,
        Err(Denial::SignInRequired) => Cell::SignIn,
        Err(Denial::Forbidden) => Cell::Forbidden,
        Err(Denial::Banned) => Cell::Banned,
    }
}
