//! The browser's files, served outside the session layers because they are the same for everyone.

mod built;

use std::{
    borrow::Cow,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{any_service, get},
};
use leptos::config::LeptosOptions;
use tower_http::services::{ServeDir, ServeFile};

use self::built::BuiltFiles;
use crate::app::App;

/// Files that browsers request by name, with their types. An application's own files take precedence.
const AT_ROOT: [(&str, &str, &[u8]); 13] = [
    ("favicon.svg", "image/svg+xml", include_bytes!("../../../public/favicon.svg")),
    ("favicon.ico", "image/x-icon", include_bytes!("../../../public/favicon.ico")),
    ("apple-touch-icon.png", "image/png", include_bytes!("../../../public/apple-touch-icon.png")),
    ("instrument-sans-1.woff2", "font/woff2", include_bytes!("../../../public/instrument-sans-1.woff2")),
    ("icons-2.svg", "image/svg+xml", include_bytes!("../../../public/icons-2.svg")),
    ("icon-192.png", "image/png", include_bytes!("../../../public/icon-192.png")),
    ("icon-512.png", "image/png", include_bytes!("../../../public/icon-512.png")),
    ("icon-maskable-512.png", "image/png", include_bytes!("../../../public/icon-maskable-512.png")),
    ("manifest.webmanifest", "application/manifest+json", include_bytes!("../../../public/manifest.webmanifest")),
    ("offline.css", "text/css; charset=utf-8", include_bytes!("../../../public/offline.css")),
    ("offline.html", "text/html; charset=utf-8", include_bytes!("../../../public/offline.html")),
    ("robots.txt", "text/plain; charset=utf-8", include_bytes!("../../../public/robots.txt")),
    ("sw.js", "text/javascript; charset=utf-8", include_bytes!("../../../public/sw.js")),
];

/// The content security policies of files that load others. The service worker's covers what it fetches for pages.
const POLICIES: [(&str, &str); 2] = [
    (
        "/offline.html",
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    ("/sw.js", "default-src 'none'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"),
];

/// One year: the names of built files change with their contents.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const AN_HOUR: &str = "public, max-age=3600";

/// The options with which leptos finds the browser's files.
pub(super) fn leptos_options(site_root: Option<&Path>) -> LeptosOptions {
    // `cargo leptos watch` and `serve` pass the paths as environment variables.
    let by_environment =
        std::env::var_os("LEPTOS_OUTPUT_NAME").and_then(|_| leptos::config::get_configuration(None).ok());
    if let Some(configuration) = by_environment {
        let mut options = configuration.leptos_options;
        if let Some(site_root) = site_root {
            options.site_root = site_root.display().to_string().into();
        }
        return options;
    }
    let beside =
        std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_path_buf)).unwrap_or_default();
    let site = beside.join("site");
    let built = site.is_dir();
    let root: PathBuf = match site_root {
        Some(root) => root.to_path_buf(),
        None if built => site,
        None => "target/site".into(),
    };
    LeptosOptions::builder()
        .output_name(output_name(&root.join("pkg")))
        .site_root(root.display().to_string())
        .hash_files(beside.join("hash.txt").exists())
        .build()
}

/// The name of the built files, such as `notes` for `pkg/notes.wasm`; each application has its own.
fn output_name(built: &Path) -> String {
    let files = std::fs::read_dir(built).into_iter().flatten().flatten();
    let names = files.filter_map(|file| {
        let name = file.file_name().into_string().ok()?;
        let is_script = Path::new(&name).extension().is_some_and(|extension| extension == "js");
        let loads_chunks = name.starts_with("__wasm_split");
        (is_script && !loads_chunks).then(|| name.split('.').next().map(str::to_owned))?
    });
    names.min().unwrap_or_else(|| "hallpass".to_owned())
}

/// Routes for the built files and the files at the root.
pub(super) fn routes(options: &LeptosOptions) -> Router {
    let root = Path::new(&*options.site_root);
    let folder = root.join(&*options.site_pkg_dir);
    // `cargo leptos watch` replaces files while the server runs.
    let in_memory = if is_watched() { BuiltFiles::default() } else { BuiltFiles::list(&folder) };
    let on_disk = ServeDir::new(folder).precompressed_br().precompressed_gzip().append_index_html_on_directories(false);
    let age = if options.hash_files { IMMUTABLE } else { "no-cache" };
    // Responses differ by `Accept-Encoding`, and caches must know (RFC 9110, 12.5.5).
    let vary = middleware::map_response(|response: Response| async { ([(header::VARY, "accept-encoding")], response) });
    let built = Router::new()
        .fallback_service(on_disk)
        .layer(middleware::from_fn_with_state(Arc::new(in_memory), serve_from_memory))
        .layer(cache_for(age))
        .layer(vary);
    let files = AT_ROOT.into_iter().fold(Router::new(), |router, (name, kind, bytes)| {
        let (path, own) = (format!("/{name}"), root.join(name));
        if own.is_file() {
            router.route(&path, any_service(ServeFile::new(own)))
        } else {
            let bytes = if name == "manifest.webmanifest" { Cow::Owned(manifest(bytes)) } else { Cow::Borrowed(bytes) };
            router.route(&path, get(move || async move { ([(header::CONTENT_TYPE, kind)], bytes.into_owned()) }))
        }
    });
    let files = files.layer(cache_for(AN_HOUR)).layer(middleware::from_fn(add_file_headers));
    Router::new().nest(&format!("/{}", options.site_pkg_dir), built).merge(files)
}

/// Whether the server was started by `cargo leptos watch`.
fn is_watched() -> bool {
    std::env::var_os("LEPTOS_WATCH").is_some()
}

/// Responds from memory if the requested file is there, or else passes the request on.
async fn serve_from_memory(State(files): State<Arc<BuiltFiles>>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let found = if is_read { files.respond(request.uri().path(), request.headers()) } else { None };
    match found {
        Some(response) => response,
        None => next.run(request).await,
    }
}

/// Our manifest, with the application's name.
fn manifest(ours: &[u8]) -> Vec<u8> {
    let Ok(mut manifest) = serde_json::from_slice::<serde_json::Value>(ours) else { return ours.to_vec() };
    for field in ["name", "short_name"] {
        manifest[field] = App::current().name.into();
    }
    manifest.to_string().into_bytes()
}

/// Adds the policies of files that load others. Browsers ask for the service worker each time, so that they notice a new
/// one at once.
async fn add_file_headers(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    if let Some((_, policy)) = POLICIES.iter().find(|(file, _)| *file == path) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    if path == "/sw.js" {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    response
}

/// Sets `Cache-Control` on files that were found, and gives 404 responses a text.
fn cache_for(
    age: &'static str,
) -> impl tower::Layer<
    axum::routing::Route,
    Service = impl tower::Service<
        Request,
        Response = Response,
        Error = std::convert::Infallible,
        Future = impl Send + 'static,
    > + Clone
              + Send
              + Sync
              + 'static,
> + Clone
+ Send
+ Sync
+ 'static {
    middleware::from_fn(move |request: Request, next: Next| async move {
        let mut response = next.run(request).await;
        match response.status() {
            StatusCode::OK | StatusCode::NOT_MODIFIED | StatusCode::PARTIAL_CONTENT => {
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(age));
                response
            }
            StatusCode::NOT_FOUND => (StatusCode::NOT_FOUND, "There is no such file.\n").into_response(),
            _ => response,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::is_reserved;

    #[test]
    fn paths_of_files_are_reserved() {
        for (name, ..) in AT_ROOT {
            assert!(is_reserved(&format!("/{name}")), "{name}");
        }
    }
}
