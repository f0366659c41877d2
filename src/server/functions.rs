//! Compares the server functions compiled into the program with those that its features declare.

use axum::{
    body::Body,
    http::{Request, Response},
};
use leptos::server_fn::{ServerFnTraitObj, inventory};

use crate::access::Table;

/// Checks that every server function is declared exactly once, so that it appears in the access matrix and its rule is
/// the one in the table.
///
/// # Errors
/// Describes the first mismatch.
pub(super) fn check() -> Result<(), String> {
    // Leptos silently overwrites a function with another one of the same path, but both are still listed here.
    let registered = inventory::iter::<ServerFnTraitObj<Request<Body>, Response<Body>>>;
    compare(registered.into_iter().map(ServerFnTraitObj::path).collect(), Table::get())
}

fn compare(mut registered: Vec<&str>, table: &Table) -> Result<(), String> {
    registered.sort_unstable();
    if let Some([twice, _]) = registered.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(format!("two server functions have the path {twice}"));
    }
    if let Some(path) = registered.iter().find(|path| table.function(path).is_none()) {
        return Err(format!("no feature declares the server function {path}"));
    }
    let missing = table.functions.iter().map(|function| format!("/api/{}", function.name));
    match missing.into_iter().find(|path| registered.binary_search(&&**path).is_err()) {
        Some(path) => Err(format!("a feature declares the server function {path}, which does not exist")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Function, Rule};

    #[test]
    fn mismatches_are_found() {
        let functions = vec![Function::new("one", Rule::Anyone), Function::new("two", Rule::Anyone)];
        let table = Table { functions, ..Table::default() };
        assert_eq!(compare(vec!["/api/two", "/api/one"], &table), Ok(()));
        let problem = |registered| compare(registered, &table).unwrap_err();
        assert_eq!(problem(vec!["/api/one", "/api/one", "/api/two"]), "two server functions have the path /api/one");
        assert_eq!(problem(vec!["/api/one", "/api/six"]), "no feature declares the server function /api/six");
        assert_eq!(problem(vec!["/api/one"]), "a feature declares the server function /api/two, which does not exist");
    }
}
