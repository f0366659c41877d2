//! Server functions for bans and appeals. Each checks its rule and calls the service.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::server::{BanTerms, Bans},
    crate::access::server::{admit, require},
};

use super::{BanRecord, OpenAppeal};
use crate::{
    access::{Permission, Principal, Rule},
    audit::Act,
    directory::AccountSummary,
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    BAN_ACCOUNT = "ban_account", Rule::Needs(Permission::BAN_ACCOUNTS), act(Act::BAN.name());
    CHANGE_BAN = "change_ban", Rule::Needs(Permission::BAN_ACCOUNTS), act(Act::CHANGE_BAN.name());
    LIFT_BAN = "lift_ban", Rule::Needs(Permission::BAN_ACCOUNTS), act(Act::LIFT_BAN.name());
    LIST_BANS = "list_bans", Rule::Needs(Permission::VIEW_ACCOUNTS), passive, impersonated;
    APPEAL_BAN = "appeal_ban", Rule::Banned, act(Act::APPEAL.name());
    LIST_APPEALS = "list_appeals", Rule::Needs(Permission::BAN_ACCOUNTS), passive, impersonated;
    COUNT_APPEALS = "count_appeals", Rule::Needs(Permission::BAN_ACCOUNTS), passive, impersonated;
    ANSWER_APPEAL = "answer_appeal", Rule::Needs(Permission::BAN_ACCOUNTS), act(Act::ANSWER_APPEAL.name());
}

/// Bans an account and ends its sessions. `until` is a time or a duration such as `7d`; if it is empty, the ban is
/// permanent; if it is [`super::DATE`], the time is in `date`. `zone` is the time zone of that time (IANA); if it is
/// empty, UTC.
#[server(prefix = "/api", endpoint = "ban_account", input = Form, output = Json, client = Client)]
pub async fn ban_account(
    id: String,
    reason: String,
    #[server(default)] until: String,
    #[server(default)] date: String,
    #[server(default)] zone: String,
    #[server(default)] note: String,
) -> Result<AccountSummary, AppError> {
    let grant = require(BAN_ACCOUNT)?;
    let terms = BanTerms { reason: &reason, until: &until, date: &date, zone: &zone, note: &note };
    Bans::expect()?.ban(&grant, &id, terms).await
}

/// Changes the terms of an account's active ban, with `until`, `date` and `zone` as for [`ban_account`]. The banned
/// person sees them at once.
#[server(prefix = "/api", endpoint = "change_ban", input = Form, output = Json, client = Client)]
pub async fn change_ban(
    id: String,
    reason: String,
    #[server(default)] until: String,
    #[server(default)] date: String,
    #[server(default)] zone: String,
    #[server(default)] note: String,
) -> Result<AccountSummary, AppError> {
    let grant = require(CHANGE_BAN)?;
    let terms = BanTerms { reason: &reason, until: &until, date: &date, zone: &zone, note: &note };
    Bans::expect()?.change_ban(&grant, &id, terms).await
}

/// Lifts an account's ban.
#[server(prefix = "/api", endpoint = "lift_ban", input = Form, output = Json, client = Client)]
pub async fn lift_ban(id: String) -> Result<AccountSummary, AppError> {
    let grant = require(LIFT_BAN)?;
    Bans::expect()?.lift_ban(&grant, &id).await
}

/// Lists all bans of an account, newest first.
#[server(prefix = "/api", endpoint = "list_bans", input = Form, output = Json, client = Client)]
pub async fn list_bans(id: String) -> Result<Vec<BanRecord>, AppError> {
    let grant = require(LIST_BANS)?;
    Bans::expect()?.bans(&grant, &id).await
}

/// Appeals against the caller's own ban. Each ban can be appealed once.
#[server(prefix = "/api", endpoint = "appeal_ban", input = Form, output = Json, client = Client)]
pub async fn appeal_ban(text: String) -> Result<Principal, AppError> {
    let visit = admit(APPEAL_BAN)?;
    Bans::expect()?.appeal(&visit, &text).await
}

/// Lists the appeals that have waited longest for an answer, oldest first.
#[server(prefix = "/api", endpoint = "list_appeals", input = Form, output = Json, client = Client)]
pub async fn list_appeals() -> Result<Vec<OpenAppeal>, AppError> {
    let grant = require(LIST_APPEALS)?;
    Bans::expect()?.appeals(&grant).await
}

/// Counts the appeals waiting for an answer, up to one more than [`super::APPEALS_SHOWN`].
#[server(prefix = "/api", endpoint = "count_appeals", input = Form, output = Json, client = Client)]
pub async fn count_appeals() -> Result<i64, AppError> {
    let grant = require(COUNT_APPEALS)?;
    Bans::expect()?.count_appeals(&grant).await
}

/// Answers the appeal of a banned account. If `lift` is set, also lifts the ban in the same transaction.
#[server(prefix = "/api", endpoint = "answer_appeal", input = Form, output = Json, client = Client)]
pub async fn answer_appeal(
    id: String,
    answer: String,
    #[server(default)] lift: bool,
) -> Result<AccountSummary, AppError> {
    let grant = require(ANSWER_APPEAL)?;
    Bans::expect()?.answer_appeal(&grant, &id, &answer, lift).await
}
