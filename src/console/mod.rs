//! The layout of the console and the components that its pages share.

mod badge;
mod filters;
mod latest;
mod layout;
mod pager;
mod placeholder;
mod progress;
mod selection;

pub(crate) use badge::Badge;
pub(crate) use filters::{FilterChip, Search, TextChip};
pub(crate) use latest::{follow, latest, live_list};
pub(crate) use layout::ConsolePage;
pub(crate) use pager::Pager;
pub(crate) use placeholder::{Bones, Empty};
pub(crate) use progress::Progress;
pub(crate) use selection::{BulkBar, Selection, TickAll};
