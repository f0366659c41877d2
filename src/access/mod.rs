//! Who may see and do what: one definition, compiled for both sides. It is a hint in the browser and enforcement in
//! server functions. It depends on no feature.

mod api;
mod current;
mod device;
mod ending;
mod path;
mod permission;
mod preferences;
mod principal;
mod role;
mod rule;
#[cfg(feature = "ssr")]
pub mod server;
mod start_page;
mod table;
#[cfg(feature = "ssr")]
mod username;

pub use api::*;
pub use current::Current;
pub use device::{Device, DeviceKind, NamedDevice};
pub use ending::Ending;
pub use path::{encode, local_path};
pub(crate) use permission::register as register_permissions;
pub use permission::{Permission, Permissions};
pub use preferences::{DateStyle, HourCycle, Preferences, StartPage, Theme};
#[cfg(feature = "ssr")]
pub(crate) use principal::email_waiting;
pub use principal::{
    Appeal, Ban, CLOCK_SKEW, Challenge, Due, IMPERSONATION_HOLDS, Impersonator, Member, Principal,
    REAUTHENTICATION_LIFETIME, SessionFacts, activity_pause,
};
pub use role::{ROLE_MAX, Role};
pub use rule::{Denial, Rule};
pub(crate) use start_page::start_page;
pub(crate) use table::register as register_table;
pub use table::{Download, Function, PageAccess, Table};
#[cfg(feature = "ssr")]
pub use username::username_key;
