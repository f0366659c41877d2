//! Reads the sources and holds the structure that docs/decisions/ describes. A rule
//! that has to go is changed there first, then here.
#![cfg(feature = "ssr")]

mod anatomy;
mod circles;
mod guide;
mod imports;
mod sources;
mod words;

// Linked for the server functions that it registers.
use hallpass as _;
use leptos::server_fn::axum::server_fn_paths;

use crate::sources::{Source, hold, sources};

/// Lines of code that a file has at most.
const LONGEST: usize = 300;

#[test]
fn pages_know_no_server() {
    let pages = sources("src").into_iter().filter(|source| {
        source.path.iter().any(|part| ["pages", "pages.rs", "console", "ui", "app"].iter().any(|name| part == *name))
    });
    let broken = pages
        // These two are compiled on the server only, as their gates in app/mod.rs say.
        .filter(|source| !["app/shell.rs", "app/check.rs"].iter().any(|path| source.path.ends_with(path)))
        .filter(|source| {
            source
                .code()
                .split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
                .any(|path| path.split("::").any(|part| part == "server"))
        })
        .map(|source| source.path.display().to_string());
    hold("pages and components import their api, never server", broken.collect());
}

#[test]
fn sql_stands_in_stores() {
    let named = |source: &Source| source.code().contains("sqlx");
    let at_home =
        |source: &Source| source.has_name("store.rs") || source.is_in("src/database") || source.is_in("src/testing");
    let broken = sources("src").into_iter().filter(|source| named(source) && !at_home(source));
    hold(
        "only store.rs files, database/ and testing/ name sqlx",
        broken.map(|source| source.path.display().to_string()).collect(),
    );
}

#[test]
fn sessions_are_one_folder_s_business() {
    let named = |source: &Source| ["axum_login", "tower_sessions"].iter().any(|name| source.code().contains(name));
    let broken = sources("src").into_iter().filter(|source| named(source) && !source.is_in("src/session/server"));
    let broken = broken.map(|source| source.path.display().to_string());
    hold("only session/server names axum-login and tower-sessions", broken.collect());
}

#[test]
fn a_feature_gates_modules_and_imports_only() {
    let mut broken = Vec::new();
    for source in sources("src") {
        let lines: Vec<_> = source.text.lines().map(str::trim).collect();
        for (index, line) in lines.iter().enumerate() {
            let place = || format!("{}:{}", source.path.display(), index + 1);
            if line.contains("cfg!(feature") || line.contains("cfg_attr(feature") {
                broken.push(place());
            }
            if !line.starts_with("#[cfg(") || !line.contains("feature") {
                continue;
            }
            let gated = lines[index + 1..].iter().find(|line| !line.starts_with("#["));
            let gated = gated.map(|line| line.trim_start_matches("pub(crate) ").trim_start_matches("pub "));
            if !gated.is_some_and(|line| ["mod ", "use ", "macro_rules! "].iter().any(|start| line.starts_with(start)))
            {
                broken.push(place());
            }
        }
    }
    hold("#[cfg(feature = …)] stands on mod and use lines and on macros only", broken);
}

#[test]
fn every_file_says_what_it_is() {
    let opens = |source: &Source| {
        let opening = source.text.lines().take_while(|line| line.starts_with("//!")).count();
        // The library's front page is longer.
        (1..=3).contains(&opening) || source.path == std::path::Path::new("src/lib.rs") && opening > 0
    };
    let broken = ["src", "tests"].into_iter().flat_map(sources).filter(|source| !opens(source));
    hold("a file opens with one to three //! lines", broken.map(|source| source.path.display().to_string()).collect());
}

#[test]
fn files_are_short() {
    let length = |source: &Source| {
        let code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
        source.text.lines().filter(code).count()
    };
    let long = ["src", "tests"].into_iter().flat_map(sources).filter(|source| length(source) > LONGEST);
    let long = long.map(|source| format!("{}: {} lines of code", source.path.display(), length(&source)));
    hold("a file is split before it grows too long", long.collect());
}

#[test]
fn names_say_what_things_are() {
    let empty = ["util", "utils", "helper", "helpers", "manager", "common", "misc"];
    let broken = sources("src").into_iter().filter(|source| {
        let stem = source.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let folders = source.path.iter().filter_map(|part| part.to_str());
        folders.chain([stem]).any(|name| empty.contains(&name))
    });
    hold("no file or folder has an empty name", broken.map(|source| source.path.display().to_string()).collect());
}

#[test]
fn each_server_function_begins_with_its_enforcement() {
    let enforcements = ["require(", "admit("];
    let (mut found, mut broken) = (0, Vec::new());
    for source in sources("src") {
        // An argument's own attribute has `default` only.
        for function in source.text.split("#[server(prefix").skip(1) {
            found += 1;
            let place = format!("{}: {}", source.path.display(), function.lines().nth(1).unwrap_or_default());
            let attribute = function.lines().next().unwrap_or_default();
            if !(source.has_name("api.rs")
                && attribute.starts_with(" = \"/api\"")
                && attribute.contains("endpoint = \"")
                && attribute.contains("input = Form, output = Json, client = Client"))
            {
                broken.push(format!("{place}: {attribute}"));
            }
            let body = function.lines().skip_while(|line| !line.ends_with('{')).nth(1).unwrap_or_default().trim();
            let call = body.split_once(" = ").map_or(body, |(_, call)| call);
            let name =
                attribute.split("endpoint = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            let own = format!("({})?;", name.to_uppercase());
            if !enforcements.iter().any(|first| call.starts_with(first)) || !call.ends_with(&own) {
                broken.push(format!("{place} begins with {body}"));
            }
        }
    }
    hold("the first line of a server function says who is let in", broken);
    assert_eq!(found, server_fn_paths().count(), "every registered server function was looked at");
}

#[test]
fn only_the_command_line_acts_for_the_person_at_the_terminal() {
    let others = sources("src").into_iter().filter(|source| !["command", "testing"].contains(&source.module()));
    let taken = others.filter(|source| source.code().contains("Grant::operator("));
    hold(
        "authority without a request is the command line's",
        taken.map(|source| source.path.display().to_string()).collect(),
    );
}

#[test]
fn routes_are_made_in_one_place_behind_a_gate() {
    let routing = Source::read("src/app/routing.rs").code();
    let made: Vec<&str> = routing.split("NestedRoute::new(").skip(1).collect();
    assert_eq!(made.len(), 2, "one for the gate of a rule, one for a page within it");
    assert!(made[0].starts_with("(), gated(rule))"), "{}", made[0]);
    assert!(routing.contains("<Gate rule content="));
    let root = Source::read("src/app/mod.rs").text;
    assert!(root.contains("<Routes fallback=|| view! { <Gate rule=Rule::Open"), "unknown paths too");
    let tags = ["<Routes", "<Route ", "<ParentRoute", "<FlatRoutes", "<ProtectedRoute", "NestedRoute::new"];
    let others = sources("src")
        .into_iter()
        .filter(|source| !source.path.ends_with("app/routing.rs") && !source.path.ends_with("app/mod.rs"));
    let more = others.filter(|source| tags.iter().any(|tag| source.text.contains(tag)));
    hold("no other place makes routes", more.map(|source| source.path.display().to_string()).collect());
}

#[test]
fn titles_are_no_closures() {
    // The server calls them when the signals of the request are gone, and another request's may be in their place.
    let broken = sources("src").into_iter().filter(|source| {
        let text = source.text.as_str();
        let is_closure = ["let title = move ||", "let title = memo("].iter().any(|start| text.contains(start));
        !source.path.ends_with("ui/live_title.rs")
            && (text.contains("<Title text=move ||") || is_closure && text.contains("<Title text=title/>"))
    });
    hold("pages give Title a string", broken.map(|source| source.path.display().to_string()).collect());
}
