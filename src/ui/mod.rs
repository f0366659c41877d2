//! Components that depend on no feature: forms and fields, notices, times, charts, the pass and its ring.

#[cfg(feature = "hydrate")]
pub mod browser;
#[cfg(not(feature = "hydrate"))]
#[path = "no_browser.rs"]
pub mod browser;
mod chart;
mod clock;
mod copy_button;
mod date_time;
mod dialog;
mod draft;
mod field;
mod field_choice;
mod field_frame;
mod form;
mod icon;
mod live_list;
mod live_title;
mod notice;
mod options;
mod page_dialog;
mod pass;
mod passkey;
mod password;
mod query;
mod reauthentication;
mod reload;
mod setting_row;
mod status;
pub mod time;
mod time_format;
mod toast;

pub use chart::{Bars, Chart, grouped};
pub use clock::Clock;
pub use copy_button::CopyButton;
pub use date_time::{DateTimeField, reader_zone};
pub use dialog::Dialog;
pub use draft::{Drafts, Owner, Typed, read_shown};
pub use field::{BoxGroup, Boxes, Checkbox, Field, ForUser, Hidden, InitialValues, Select, TextArea};
pub use field_choice::{PictureOptions, Segment, Switch};
pub use field_frame::Place;
pub use form::{
    Form, Submit, Verdict, error_of_form, field_id, part_of_form, problem_at, sibling_value, was_typed_before,
};
pub use icon::{Avatar, Glyph, Icon};
pub use live_list::{Keyed, Listing, LiveList};
pub use live_title::LiveTitle;
pub use notice::{Notice, Tone};
pub use options::Options;
pub use page_dialog::PageDialog;
pub use pass::{Logo, Pass, PassFact, PassKind, Ring, TallPass};
pub use passkey::{Ceremony, NoPasskeyButton, PasskeyButton};
pub use password::PasswordField;
pub use query::{here, use_query, use_query_list};
pub use reauthentication::Reauthentication;
pub(crate) use reload::reload;
pub use setting_row::{SettingControl, SettingRow};
pub use status::{ErrorPage, FailedToLoad, Status};
pub use time::{Ago, Calendar, Day, DayHeading, TimeOfDay, When};
pub use time_format::TimeFormat;
pub use toast::{ToastRegion, Toasts};
