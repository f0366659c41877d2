//! The filter of the list of accounts in the URL.

use crate::{
    access::encode,
    account_admin::{AccountFilter, AccountPage, list_accounts},
    error::AppError,
};

/// The query parameters of the filter.
pub(super) const FIELDS: [&str; 5] = ["q", "role", "state", "active", "sort"];

/// Loads the matching accounts.
pub(super) async fn find(filter: AccountFilter, after: String) -> Result<AccountPage, AppError> {
    let AccountFilter { search, role, state, active, sort } = filter;
    list_accounts(search, role, state, active, sort, after).await
}

/// Builds the URL of the list from a filter and a cursor.
pub(super) fn address(filter: &AccountFilter, after: &str) -> String {
    let AccountFilter { search, role, state, active, sort } = filter;
    let values = [search, role, state, active, sort].map(String::as_str);
    let pairs = FIELDS.into_iter().zip(values).chain([("after", after)]).filter(|(_, value)| !value.is_empty());
    let query = pairs.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>();
    if query.is_empty() { "/admin/accounts".to_owned() } else { format!("/admin/accounts?{}", query.join("&")) }
}
