//! Components that know no feature: forms and fields, notices, times, the pass and its ring.

#[cfg(feature = "hydrate")]
pub mod browser;
#[cfg(not(feature = "hydrate"))]
#[path = "no_browser.rs"]
pub mod browser;
mod field;
mod form;
mod notice;
mod pass;
mod password;
mod query;
mod status;
pub mod time;

pub use field::{Checkbox, Field, ForUser, Hidden, Select, TextArea};
pub use form::{Form, Submit, problem_at, sibling_value};
pub use notice::{Notice, Tone};
pub use pass::{Logo, Pass, PassKind, Ring};
pub use password::PasswordField;
pub use query::{here, use_query};
pub use status::{ErrorPage, FailedToLoad, Status};
pub use time::{Clock, When};
