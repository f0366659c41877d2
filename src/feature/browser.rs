//! Stands for the server side of a feature in the browser, where there is none.

/// The server side of a feature. It has no values in the browser.
#[derive(Clone, Copy, Debug)]
pub enum ServerSide {}
