//! Views that are not in the main bundle: browsers load their code on demand.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod server;

#[cfg(not(feature = "ssr"))]
pub use browser::LazyView;
#[cfg(feature = "ssr")]
pub use server::LazyView;

/// Creates a view whose code is in a chunk of the bundle (code splitting). The arguments are the name of the chunk, which
/// several views can share, a function name that is unique in the crate, and the view.
///
/// Code splitting needs the Cargo feature `split` and `cargo leptos` with `--split`. Without the feature, the view is in the
/// main bundle. With the feature but without `--split`, pages are not hydrated.
///
/// ```
/// use hallpass::{Page, access::Rule, lazy_view};
/// use leptos::prelude::*;
///
/// fn report() -> Page {
///     Page::lazy("/report", Rule::Open, lazy_view!(reports, report_page, || view! { <h1>"Report"</h1> }))
/// }
/// # report();
/// ```
#[cfg(feature = "ssr")]
#[macro_export]
macro_rules! lazy_view {
    ($chunk:ident, $name:ident, $view:expr) => {
        $crate::feature::LazyView::new(stringify!($chunk), || ::leptos::prelude::IntoAny::into_any(($view)()))
    };
}

/// Creates a view whose code is in a chunk of the bundle (code splitting).
#[cfg(all(feature = "split", not(feature = "ssr")))]
#[macro_export]
macro_rules! lazy_view {
    ($chunk:ident, $name:ident, $view:expr) => {{
        use ::leptos::wasm_split::wasm_split;
        #[allow(unsafe_code)]
        #[wasm_split($chunk, wasm_split_path = ::leptos::wasm_split, preload(#[allow(unsafe_code)] load), fallible)]
        fn $name() -> Result<::leptos::prelude::AnyView, ::leptos::wasm_split::SplitLoaderError> {
            Ok(::leptos::prelude::IntoAny::into_any(($view)()))
        }
        $crate::feature::LazyView::new(
            || Box::pin(async { $name().await.ok() }),
            || Box::pin(async { load().await.ok() }),
        )
    }};
}

/// Creates a view. Without the feature `split`, it is in the main bundle.
#[cfg(not(any(feature = "split", feature = "ssr")))]
#[macro_export]
macro_rules! lazy_view {
    ($chunk:ident, $name:ident, $view:expr) => {
        $crate::feature::LazyView::new(
            || Box::pin(async { Some(::leptos::prelude::IntoAny::into_any(($view)())) }),
            || Box::pin(async { Some(()) }),
        )
    };
}
