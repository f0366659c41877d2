//! The scripts of a document. They load the bundle after the first paint, and hydrate the page.

use std::{collections::HashMap, path::Path, sync::OnceLock};

use axum::http::request::Parts;
use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};

use super::{
    App,
    gate::{BANNED, CHALLENGE},
    home::MEMBER_HOME,
    routing::page_at,
};
use crate::{
    access::Principal,
    feature::{LazyView, PageView},
};

/// The script that loads the bundle. Its arguments: the addresses of the main script, of the main WASM file, and of the
/// chunks that the page needs.
const START: &str = include_str!("start.js");

/// The addresses of the bundle's files. Their names contain a hash of their content.
#[derive(Clone, Debug, Default)]
struct Files {
    script: String,
    wasm: String,
    /// The script that loads chunks; the main script imports it.
    loader: Option<String>,
    /// The files of each chunk; several chunks may share one.
    chunks: HashMap<String, Vec<String>>,
}

impl Files {
    fn of(options: &LeptosOptions) -> Self {
        static FILES: OnceLock<Files> = OnceLock::new();
        // `cargo leptos watch` replaces the files while the server runs.
        if std::env::var_os("LEPTOS_WATCH").is_some() {
            return Self::read(options);
        }
        FILES.get_or_init(|| Self::read(options)).clone()
    }

    fn read(options: &LeptosOptions) -> Self {
        let hashes = if options.hash_files { read_hashes(&options.hash_file) } else { HashMap::new() };
        let folder = format!("/{}", options.site_pkg_dir);
        let file = |name: &str, kind: &str, extension: &str| match hashes.get(kind) {
            Some(hash) => format!("{name}.{hash}.{extension}"),
            None => format!("{name}.{extension}"),
        };
        let manifest = Path::new(&*options.site_root).join(&*options.site_pkg_dir).join(file(
            "__wasm_split_manifest",
            "manifest",
            "json",
        ));
        let chunks: Option<HashMap<String, Vec<String>>> =
            std::fs::read(manifest).ok().and_then(|manifest| serde_json::from_slice(&manifest).ok());
        // The tool reserves the space of a hash in the name.
        let loader = match hashes.get("split") {
            Some(_) => file("__wasm_split", "split", "js"),
            None => "__wasm_split.______________________.js".to_owned(),
        };
        let address = |name: String| format!("{folder}/{name}");
        let addresses = |names: Vec<String>| names.into_iter().map(|name| address(format!("{name}.wasm"))).collect();
        Self {
            script: address(file(&options.output_name, "js", "js")),
            wasm: address(file(&options.output_name, "wasm", "wasm")),
            loader: chunks.is_some().then(|| address(loader)),
            chunks: chunks.unwrap_or_default().into_iter().map(|(chunk, names)| (chunk, addresses(names))).collect(),
        }
    }
}

/// Reads the file that `cargo leptos` writes beside the program: lines such as `js: l6scbWDkTuVeTqsSEGxszg`.
fn read_hashes(name: &str) -> HashMap<String, String> {
    let program = std::env::current_exe().unwrap_or_default();
    let lines = program.parent().and_then(|folder| std::fs::read_to_string(folder.join(name)).ok()).unwrap_or_default();
    let pair = |line: &str| line.split_once(':').map(|(kind, hash)| (kind.trim().to_owned(), hash.trim().to_owned()));
    lines.lines().filter_map(pair).collect()
}

/// The scripts of this request's page.
#[component]
pub(super) fn Scripts(options: LeptosOptions) -> impl IntoView {
    let files = Files::of(&options);
    let needed = needed_view().and_then(|view| files.chunks.get(view.chunk)).cloned().unwrap_or_default();
    let arguments =
        [serde_json::to_string(&files.script), serde_json::to_string(&files.wasm), serde_json::to_string(&needed)];
    let arguments = arguments.into_iter().map(Result::unwrap_or_default).collect::<Vec<_>>().join(", ");
    view! {
        <link rel="modulepreload" href=files.script/>
        {files.loader.map(|loader| view! { <link rel="modulepreload" href=loader/> })}
        <script type="module" nonce=use_nonce()>{format!("{}({arguments});", START.trim_end())}</script>
    }
}

/// The lazy view that this request's page shows, if there is one.
fn needed_view() -> Option<LazyView> {
    let (parts, principal) = (use_context::<Parts>()?, use_context::<Principal>()?);
    match principal {
        Principal::Banned(_) => return Some(BANNED),
        Principal::Challenged(_) => return Some(CHALLENGE),
        Principal::Guest { .. } | Principal::Member(_) => {}
    }
    match page_at(App::current().pages(), parts.uri.path()).map(|page| &page.view) {
        Some(PageView::Lazy(page)) => Some(*page),
        Some(PageView::Eager(_)) if parts.uri.path() == "/" && principal.member().is_some() => Some(MEMBER_HOME),
        Some(PageView::Eager(_)) | None => None,
    }
}
