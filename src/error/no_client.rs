//! The server's stand-in for `client`. Functions are called directly there, and effects do not run.

pub use leptos::server_fn::client::browser::BrowserClient as Client;

#[derive(Debug)]
pub struct Hold(());

impl Hold {
    pub fn release(self) {}
}

pub fn hold_questions() -> Hold {
    Hold(())
}
