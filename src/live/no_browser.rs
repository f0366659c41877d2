//! The server's stand-in for `browser`. Effects do not run there, so it is never called.

pub(super) struct Held;

pub(super) fn hold(
    _path: &'static str,
    _silence: std::time::Duration,
    _on_message: impl Fn(String) + 'static,
    _on_link: impl Fn(bool) + 'static,
    _on_failure: impl Fn() + 'static,
) -> Held {
    Held
}
