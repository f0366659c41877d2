//! Browsers render no request. Parsing its URL would add 60 kB to the bundle.

pub(super) fn requested_path() -> Option<String> {
    None
}
