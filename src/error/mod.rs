//! Errors that the server sends to the browser when something is rejected or fails. The texts for people are in this
//! folder; causes stay on the server (`server`).

mod app_error;
#[cfg(feature = "hydrate")]
mod client;
#[cfg(not(feature = "hydrate"))]
#[path = "no_client.rs"]
mod client;
mod conflict;
mod form;
mod form_flash;
mod json;
mod problem;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(not(feature = "ssr"))]
#[path = "browser_side.rs"]
mod side;
#[cfg(feature = "ssr")]
#[path = "server_side.rs"]
mod side;

pub use app_error::{AppError, SessionChoice};
pub(crate) use client::on_signed_out;
pub use client::{Client, Hold, hold_questions};
pub use conflict::Conflict;
pub use form::{Fields, Form, LIST, OWNER_FIELD, is_question, owner, set_owner};
pub use form_flash::FormFlash;
pub use json::Json;
pub use problem::{FieldError, Problem};
