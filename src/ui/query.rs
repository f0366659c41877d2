//! The page's address: its query, decoded once. The router's own map decodes twice, which would corrupt an encoded path
//! or sign within a value.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::reactive::memo;

/// A parameter of the page's query; empty when it is missing.
pub fn use_query(name: &'static str) -> Memo<String> {
    let search = use_location().search;
    memo(move |_| {
        search.with(|search| {
            let mut pairs = form_urlencoded::parse(search.as_bytes());
            pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
        })
    })
}

/// Every value of a parameter of the page's query, separated by spaces.
pub fn use_query_list(name: &'static str) -> Memo<String> {
    let search = use_location().search;
    memo(move |_| {
        search.with(|search| {
            let pairs = form_urlencoded::parse(search.as_bytes());
            let values = pairs.filter(|(key, _)| key == name).map(|(_, value)| value.into_owned());
            values.collect::<Vec<_>>().join(" ")
        })
    })
}

/// Joins a path and a query.
pub fn here(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
