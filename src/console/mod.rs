//! The layout of the console and the components that its pages share.

mod badge;
mod filters;
mod latest;
mod layout;
mod live_list;
mod progress;

pub(crate) use badge::Badge;
pub(crate) use filters::{Choice, Line, id_of};
pub(crate) use latest::{follow, latest};
pub(crate) use layout::ConsolePage;
pub(crate) use live_list::{Keyed, Listing, LiveList};
pub(crate) use progress::Progress;
