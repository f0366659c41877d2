//! The page's current principal: a signal with the same value on the server and in the browser. When it is set, every
//! route, menu and component that reads it updates in place.

mod actions;
mod activity;
mod asking;
mod deadline;
mod preferences;
mod provide;
mod state;

pub use state::Current;
