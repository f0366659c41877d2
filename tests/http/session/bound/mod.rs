//! Sessions that are bound to a device.

mod copies;
mod refresh;
mod registration;
