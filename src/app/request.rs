//! The request that the server renders. `no_request` has the stand-in for browsers.

use leptos::prelude::use_context;
use leptos_router::location::RequestUrl;

/// The path of the requested page. `None` while the list of routes is made, for which the URL is empty.
pub(super) fn requested_path() -> Option<String> {
    let url = use_context::<RequestUrl>().filter(|url| !url.as_ref().is_empty())?;
    url.parse().ok().map(|url| url.path().to_owned())
}
