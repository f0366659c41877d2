//! The server's side: composes the catalogues, serves them, and negotiates the language of guests.

pub(super) mod compose;
pub(crate) mod moment;
mod negotiate;
mod pseudo;
mod rewrite;
mod serve;
mod zone;

pub(crate) use negotiate::negotiate;
pub(crate) use serve::{routes, version};
pub(crate) use zone::{is_time_zone, offset, time_zones};
