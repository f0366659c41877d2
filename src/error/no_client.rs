//! Replaces `client` on the server, where pages call functions directly and effects do not run.

pub use leptos::server_fn::client::browser::BrowserClient as Client;

#[derive(Debug)]
pub struct Hold(());

impl Hold {
    pub fn release(self) {}
}

pub(crate) fn on_signed_out(_run: impl Fn(&str) + 'static) {}

pub fn hold_questions() -> Hold {
    Hold(())
}
