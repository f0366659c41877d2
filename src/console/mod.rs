//! The layout of the console and the components that its pages share.

mod badge;
mod filters;
mod latest;
mod layout;
mod progress;

pub(crate) use badge::Badge;
pub(crate) use filters::{Choice, FilterChip, Line, Search, id_of};
pub(crate) use latest::{follow, latest, live_list};
pub(crate) use layout::ConsolePage;
pub(crate) use progress::Progress;
