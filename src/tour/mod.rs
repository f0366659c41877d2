//! The tour "See what a session does". Its steps are real, and the server checks them from facts. What it remembers is
//! the example of state that outlives sign-in: see [`Tour`].

mod api;
mod feature;
#[expect(unreachable_pub, reason = "the component macro makes props of private components pub")]
pub mod pages;
mod progress;
mod record;
#[cfg(feature = "ssr")]
pub mod server;

pub use api::*;
pub(crate) use feature::feature;
pub use progress::{Stage, Step, TourProgress};
pub use record::Tour;
