//! Checks at startup that an application's features are consistent.

use leptos_router::PossibleRouteMatch;

use super::{App, routing::Pattern};
use crate::{
    access::{self, Function, Permission, Rule, Table},
    audit::Act,
    error::is_question,
    feature::{self, Feature, Page},
};

/// Makes it the application of this process, and checks that its features are consistent with each other and with
/// Hallpass's own.
///
/// # Errors
/// Describes the first inconsistency.
pub(crate) fn install(app: App) -> Result<(), String> {
    app.install()?;
    let app = App::current();
    feature::wiring::register(&app.features)?;
    check(app, Table::get())
}

fn check(app: &App, table: &Table) -> Result<(), String> {
    check_names(app.own(), app.added())?;
    check_addresses(table)?;
    if let Some((hidden, by)) = hidden(app.pages()) {
        return Err(format!("the page {hidden} is unreachable: {by} takes precedence"));
    }
    check_permissions(table)?;
    check_functions(&table.functions)?;
    check_acts(table)
}

/// A path that matches a pattern: `/files/*rest` becomes `/files/~/~/…`, with more segments than any other pattern has.
/// An optional parameter is left out.
fn example(pattern: &str) -> String {
    let segments = pattern.split('/').filter(|segment| !segment.ends_with('?'));
    let segments = segments.map(|segment| match segment.as_bytes().first() {
        Some(b':') => "~",
        Some(b'*') => "~/~/~/~/~/~/~/~",
        _ => segment,
    });
    segments.collect::<Vec<_>>().join("/")
}

/// A page that is hidden by another one, and that other page.
fn hidden<'a>(pages: impl Iterator<Item = &'a Page>) -> Option<(&'static str, &'static str)> {
    let mut paths: Vec<&'static str> = pages.map(|page| page.access.path).collect();
    paths.sort_by_key(|path| (!Pattern(path).is_static(), Pattern(path).rank()));
    let hiding = |place: usize, path: &str| {
        let typed = example(path);
        let takes = |other: &&&'static str| Pattern(other).test(&typed).is_some_and(|part| part.is_complete());
        paths[..place].iter().find(takes).copied()
    };
    paths.iter().enumerate().find_map(|(place, path)| hiding(place, path).map(|by| (*path, by)))
}

fn check_names(own: &[Feature], added: &[Feature]) -> Result<(), String> {
    for (place, feature) in added.iter().enumerate() {
        if !is_feature_name(feature.name) {
            return Err(format!(
                "invalid feature name {:?}: use a-z, 0-9 and _, and begin with a letter",
                feature.name
            ));
        }
        if own.iter().chain(&added[..place]).any(|other| other.name == feature.name) {
            return Err(format!("two features are called {:?}", feature.name));
        }
    }
    Ok(())
}

/// Checks that the name can be part of a table's name.
fn is_feature_name(name: &str) -> bool {
    (1..=32).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Checks that no page or download has a path that the server itself uses.
fn check_addresses(table: &Table) -> Result<(), String> {
    let pages = table.pages.iter().map(|page| page.path);
    match pages.chain(table.downloads.iter().map(|download| download.path)).find(|path| is_reserved(path)) {
        Some(path) => Err(format!("the address {path} is reserved by Hallpass")),
        None => Ok(()),
    }
}

/// Paths that the server uses besides pages; entries that end with `/` include everything below.
const RESERVED: [&str; 21] = [
    "/api/",
    "/apple-touch-icon.png",
    "/dbsc/",
    "/favicon.ico",
    "/favicon.svg",
    "/healthz",
    "/icon-192.png",
    "/icon-512.png",
    "/icon-maskable-512.png",
    "/icons-2.svg",
    "/instrument-sans-1.woff2",
    "/live",
    "/manifest.webmanifest",
    "/offline.css",
    "/offline.html",
    "/pkg/",
    "/readyz",
    "/robots.txt",
    "/styleguide",
    "/sw.js",
    "/texts/",
];

pub(crate) fn is_reserved(path: &str) -> bool {
    RESERVED.iter().any(|taken| match taken.strip_suffix('/') {
        Some(folder) => path == folder || path.starts_with(taken),
        None => path == *taken,
    })
}

/// Checks that every required permission is declared by a feature.
fn check_permissions(table: &Table) -> Result<(), String> {
    let rules = table.functions.iter().map(|function| function.rule);
    let rules = rules.chain(table.pages.iter().map(|page| page.rule));
    let rules = rules.chain(table.downloads.iter().map(|download| download.rule));
    match rules.filter_map(Rule::permission).find(|needed| !Permission::all().contains(needed)) {
        Some(permission) => Err(format!("no feature declares the permission {:?}", permission.name())),
        None => Ok(()),
    }
}

/// Checks that the browser recognises the functions that open pages call on their own: it holds them back while
/// somebody signs in or out.
fn check_functions(functions: &[Function]) -> Result<(), String> {
    let is_recognized = |function: &Function| {
        let name = function.name.rsplit('/').next().unwrap_or_default();
        *function == access::PRINCIPAL || is_question(name)
    };
    match functions.iter().find(|function| function.passive && !is_recognized(function)) {
        Some(function) => Err(format!(
            "{:?} is passive, so its name must begin with list_, show_, count_, preview_ or rate_",
            function.name
        )),
        None => Ok(()),
    }
}

/// Checks that the acts recorded for refusals are declared.
fn check_acts(table: &Table) -> Result<(), String> {
    let acts = table.functions.iter().filter_map(|function| function.act);
    match acts.chain(table.downloads.iter().map(|download| download.act)).find(|name| Act::from_name(name).is_none()) {
        Some(name) => Err(format!("no feature declares the act {name:?}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Download;

    fn problem(feature: Feature) -> String {
        let app = App::new("Test").feature(feature);
        check(&app, &app.table()).unwrap_err()
    }

    #[test]
    fn inconsistent_features_are_rejected() {
        let page = |path| Page::new(path, Rule::Open, || ());
        let notes = || Feature::new("notes");
        assert_eq!(
            problem(Feature::new("Notes")),
            "invalid feature name \"Notes\": use a-z, 0-9 and _, and begin with a letter"
        );
        assert_eq!(problem(Feature::new("account")), "two features are called \"account\"");
        assert_eq!(
            problem(notes().page(page("/sign-in"))),
            "the page /sign-in is unreachable: /sign-in takes precedence"
        );
        let hidden = notes().page(page("/:a")).page(page("/:b"));
        assert_eq!(problem(hidden), "the page /:b is unreachable: /:a takes precedence");
        assert_eq!(
            problem(notes().page(Page::new("/notes", Rule::Needs(Permission::new("notes.x", || "…".into())), || ()))),
            "no feature declares the permission \"notes.x\""
        );
        let download = |rule, act| Download { path: "/notes.txt", rule, reauthentication: false, act };
        let needed = Rule::Needs(Permission::new("notes.x", || "…".into()));
        assert_eq!(
            problem(notes().downloads(&[download(needed, Act::EXPORT_AUDIT.name())])),
            "no feature declares the permission \"notes.x\""
        );
        assert_eq!(
            problem(notes().downloads(&[download(Rule::Anyone, "notes.save")])),
            "no feature declares the act \"notes.save\""
        );
        let function = |name| Function::new(name, Rule::Anyone);
        assert_eq!(
            problem(notes().functions(&[function("notes/add").act("notes.add")])),
            "no feature declares the act \"notes.add\""
        );
        assert_eq!(
            problem(notes().functions(&[function("notes/all").passive()])),
            "\"notes/all\" is passive, so its name must begin with list_, show_, count_, preview_ or rate_"
        );
    }

    #[test]
    fn permissions_are_compared_by_value() {
        // A comparison by name would accept a different value, which nobody has.
        let alike = Permission::new(Permission::VIEW_ACCOUNTS.name(), || "…".into());
        let feature = Feature::new("notes").page(Page::new("/notes", Rule::Needs(alike), || ()));
        assert_eq!(problem(feature), "no feature declares the permission \"view_accounts\"");
    }

    #[test]
    fn addresses_of_the_server_are_reserved() {
        for path in ["/healthz", "/live", "/api", "/api/x", "/pkg/x.js", "/favicon.ico"] {
            let feature = Feature::new("notes").page(Page::new(path, Rule::Open, || ()));
            assert_eq!(problem(feature), format!("the address {path} is reserved by Hallpass"));
        }
        assert!(!is_reserved("/lives") && !is_reserved("/apiary"));
    }

    #[test]
    fn hidden_pages_are_found_in_any_order() {
        let hidden = |paths: &[&'static str]| {
            let pages: Vec<_> = paths.iter().map(|path| Page::new(path, Rule::Open, || ())).collect();
            hidden(pages.iter())
        };
        assert_eq!(hidden(&["/:slug", "/accounts", "/accounts/:id", "/"]), None);
        assert_eq!(hidden(&["/accounts/:id", "/accounts/bulk"]), None);
        assert_eq!(hidden(&["/files/:x", "/files/:x/:y", "/files/*rest", "/:slug", "/*any"]), None);
        assert_eq!(hidden(&["/files/*rest", "/files/*other"]), Some(("/files/*other", "/files/*rest")));
        assert_eq!(hidden(&["/a", "/a"]), Some(("/a", "/a")));
        assert_eq!(hidden(&["/a/:x", "/a/:y"]), Some(("/a/:y", "/a/:x")));
    }
}
