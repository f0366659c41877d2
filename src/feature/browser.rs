//! In the browser a feature has no server side.

/// What a feature does on the server. In the browser there is no such value.
#[derive(Clone, Copy, Debug)]
pub enum ServerSide {}
