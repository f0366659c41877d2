//! The pages for bans and appeals.

mod appeal_form;
mod appeals;
mod banned;
mod bans;

pub use appeals::{Appeals, AppealsBadge};
pub(crate) use banned::Banned;
pub(crate) use bans::{BanForms, BanHistory, Done};
