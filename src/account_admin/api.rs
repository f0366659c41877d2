//! Server functions for the list of accounts and bulk acts. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::AccountFilter,
    crate::access::server::require,
    crate::{account_admin::server::AccountAdmin, ban::server::BanTerms},
};

use super::{AccountPage, BulkLine, BulkOutcome};
use crate::{
    access::{Permission, Permissions, Role, Rule},
    audit::Act,
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    LIST_ACCOUNTS = "list_accounts", Rule::Needs(Permission::VIEW_ACCOUNTS), passive, impersonated;
    ROLE_CHOICES = "role_choices", Rule::Needs(Permission::VIEW_ACCOUNTS), impersonated;
    PREVIEW_BULK = "preview_bulk", Rule::Needs(Permission::VIEW_ACCOUNTS), impersonated;
    BULK_BAN = "bulk_ban", Rule::Needs(Permission::BAN_ACCOUNTS), answers, act(Act::BAN.name());
    BULK_LIFT_BAN = "bulk_lift_ban", Rule::Needs(Permission::BAN_ACCOUNTS), answers, act(Act::LIFT_BAN.name());
    BULK_END_SESSIONS = "bulk_end_sessions", Rule::Needs(Permission::END_SESSIONS), answers, act(Act::END_SESSIONS.name());
    BULK_CHANGE_ROLE = "bulk_change_role", Rule::Needs(Permission::ASSIGN_ROLES), reauthentication, answers, act(Act::CHANGE_ROLE.name());
}

/// Lists matching accounts after the cursor `after`, which is the `next` of the previous page.
#[server(prefix = "/api", endpoint = "list_accounts", input = Form, output = Json, client = Client)]
pub async fn list_accounts(
    #[server(default)] search: String,
    #[server(default)] role: String,
    #[server(default)] state: String,
    #[server(default)] active: String,
    #[server(default)] sort: String,
    #[server(default)] after: String,
) -> Result<AccountPage, AppError> {
    let grant = require(LIST_ACCOUNTS)?;
    AccountAdmin::expect()?.list(&grant, &AccountFilter { search, role, state, active, sort }, &after).await
}

/// Lists all roles with their permissions.
#[server(prefix = "/api", endpoint = "role_choices", input = Form, output = Json, client = Client)]
pub async fn role_choices() -> Result<Vec<(Role, Permissions)>, AppError> {
    let grant = require(ROLE_CHOICES)?;
    AccountAdmin::expect()?.role_choices(&grant).await
}

/// Previews the effect of a bulk act on each of these accounts. `ids` are separated by spaces.
#[server(prefix = "/api", endpoint = "preview_bulk", input = Form, output = Json, client = Client)]
pub async fn preview_bulk(ids: String, act: String) -> Result<Vec<BulkLine>, AppError> {
    let grant = require(PREVIEW_BULK)?;
    AccountAdmin::expect()?.preview_bulk(&grant, &ids, &act).await
}

/// Bans each of these accounts, with `until`, `date` and `zone` as for [`ban_account`](crate::ban::ban_account).
#[server(prefix = "/api", endpoint = "bulk_ban", input = Form, output = Json, client = Client)]
pub async fn bulk_ban(
    ids: String,
    reason: String,
    #[server(default)] until: String,
    #[server(default)] date: String,
    #[server(default)] zone: String,
    #[server(default)] note: String,
) -> Result<BulkOutcome, AppError> {
    let grant = require(BULK_BAN)?;
    let terms = BanTerms { reason: &reason, until: &until, date: &date, zone: &zone, note: &note };
    AccountAdmin::expect()?.bulk_ban(&grant, &ids, terms).await
}

/// Lifts the ban of each of these accounts.
#[server(prefix = "/api", endpoint = "bulk_lift_ban", input = Form, output = Json, client = Client)]
pub async fn bulk_lift_ban(ids: String) -> Result<BulkOutcome, AppError> {
    let grant = require(BULK_LIFT_BAN)?;
    AccountAdmin::expect()?.bulk_lift_ban(&grant, &ids).await
}

/// Ends every session of each of these accounts.
#[server(prefix = "/api", endpoint = "bulk_end_sessions", input = Form, output = Json, client = Client)]
pub async fn bulk_end_sessions(ids: String) -> Result<BulkOutcome, AppError> {
    let grant = require(BULK_END_SESSIONS)?;
    AccountAdmin::expect()?.bulk_end_sessions(&grant, &ids).await
}

/// Gives each of these accounts that role.
#[server(prefix = "/api", endpoint = "bulk_change_role", input = Form, output = Json, client = Client)]
pub async fn bulk_change_role(ids: String, role: String) -> Result<BulkOutcome, AppError> {
    let grant = require(BULK_CHANGE_ROLE)?;
    AccountAdmin::expect()?.bulk_change_role(&grant, &ids, &role).await
}
