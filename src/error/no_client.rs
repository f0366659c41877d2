//! The server's stand-in for `client`. Functions are called directly there, and effects do not run.

pub use leptos::server_fn::client::browser::BrowserClient as Client;

#[derive(Debug)]
pub struct Hold(());

pub fn hold_questions() -> Hold {
    Hold(())
}
