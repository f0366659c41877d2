//! The server side of a feature, as the browser sees it: there is none.

/// The server side of a feature. It has no values in the browser.
#[derive(Clone, Copy, Debug)]
pub enum ServerSide {}
