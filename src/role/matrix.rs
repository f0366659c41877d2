//! The access matrix: the access table evaluated for each kind of principal, with the code that also checks
//! requests.

use serde::{Deserialize, Serialize};

use super::RoleSummary;
use crate::{
    access::{Ban, Challenge, Denial, Member, Permission, Principal, Role, Rule, Table},
    texts::role as t,
};

/// Who may access what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessMatrix {
    /// The columns: guest, each role, banned.
    pub who: Vec<String>,
    /// One row per page, download and server function.
    pub rows: Vec<AccessRow>,
}

/// The requirements of one page, download or server function, and who meets them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRow {
    /// The path: of a page or download as a route pattern, or of a server function.
    pub what: String,
    /// `GET` for pages and downloads, `POST` for functions.
    pub method: String,
    /// The required permission, if any.
    pub needs: Option<Permission>,
    /// Whether it requires a recent reauthentication.
    pub reauthentication: bool,
    /// Whether an administrator may use it during an impersonation.
    pub impersonated: bool,
    /// One cell per column.
    pub cells: Vec<Cell>,
}

/// The result for one kind of principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Access is allowed.
    Allowed,
    /// Signing in is required: 401, or the sign-in page.
    SignIn,
    /// The role does not have the permission: 403.
    Forbidden,
    /// The second factor is due: 401, or the page for it.
    SecondFactorDue,
    /// The account is banned: 403.
    Banned,
}

impl AccessRow {
    /// Explains a cell in the reader's language. `who` is the head of its column.
    pub fn reason(&self, who: &str, cell: Cell) -> String {
        match (self.needs.map(Permission::name), cell) {
            (_, Cell::SecondFactorDue) => t::denied_challenged(who),
            (_, Cell::Banned) => t::denied_banned(who),
            (None, Cell::Allowed) => t::open_to_all(who),
            (None, Cell::SignIn) => t::only_banned_sign_in(who),
            (None, Cell::Forbidden) => t::only_banned(who),
            (Some(needed), Cell::Allowed) if self.reauthentication => t::allowed_password(who, needed),
            (Some(needed), Cell::Allowed) if self.impersonated => t::allowed_viewing_as(who, needed),
            (Some(needed), Cell::Allowed) => t::allowed(who, needed),
            (Some(needed), Cell::SignIn) => t::must_sign_in(who, needed),
            (Some(needed), Cell::Forbidden) => t::denied(who, needed),
        }
    }
}

impl AccessMatrix {
    /// The heads of the columns, in the reader's language.
    pub fn columns(&self) -> Vec<String> {
        let last = self.who.len().saturating_sub(1);
        let head = |(place, who): (usize, &String)| match place {
            0 => t::guest(),
            place if place == last => t::banned(),
            place if place + 1 == last => t::challenged(),
            _ => Role::from_name(who).map_or_else(|| who.clone(), |role| role.label()),
        };
        self.who.iter().enumerate().map(head).collect()
    }

    /// Builds the matrix for these roles.
    pub fn of(roles: &[RoleSummary]) -> Self {
        let table = Table::get();
        let member = |role: &RoleSummary| {
            let permissions = role.permissions;
            Principal::Member(Member { role: role.role.clone(), permissions, ..Member::default() })
        };
        let mut people = vec![("guest".to_owned(), Principal::default())];
        people.extend(roles.iter().map(|role| (role.role.to_string(), member(role))));
        people.push(("challenged".to_owned(), Principal::Challenged(Challenge::default())));
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
        // The matrix shows people who have what the policy requires of them.
        Err(Denial::Forbidden | Denial::SetUpDue) => Cell::Forbidden,
        Err(Denial::SecondFactorDue) => Cell::SecondFactorDue,
        Err(Denial::Banned) => Cell::Banned,
    }
}
