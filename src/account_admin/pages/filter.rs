//! The filter of the list of accounts in the page's address.

use crate::{
    access::encode,
    account_admin::{AccountFilter, AccountPage, list_accounts},
    error::AppError,
};

/// The fields of the filter, as they stand in the address.
pub(super) const FIELDS: [&str; 5] = ["q", "role", "state", "active", "sort"];

/// The accounts that match.
pub(super) async fn find(filter: AccountFilter, after: String) -> Result<AccountPage, AppError> {
    let AccountFilter { search, role, state, active, sort } = filter;
    list_accounts(search, role, state, active, sort, after).await
}

/// The address of the list with that filter, after that place.
pub(super) fn address(filter: &AccountFilter, after: &str) -> String {
    let AccountFilter { search, role, state, active, sort } = filter;
    let values = [search, role, state, active, sort].map(String::as_str);
    let pairs = FIELDS.into_iter().zip(values).chain([("after", after)]).filter(|(_, value)| !value.is_empty());
    let query = pairs.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>();
    if query.is_empty() { "/admin/accounts".to_owned() } else { format!("/admin/accounts?{}", query.join("&")) }
}
