//! State that outlives requests and sign-in, such as a cart or the progress of a tour. A guest's state is in an
//! encrypted cookie; when the person signs in, it is merged into the state of the account, which is the same on every
//! device.

mod feature;
#[cfg(feature = "ssr")]
pub mod server;

pub(crate) use feature::feature;

pub use crate::feature::Carried;
