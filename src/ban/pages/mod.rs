//! The pages for bans and appeals.

mod appeals;
mod bans;

pub use appeals::{Appeals, AppealsBadge};
pub(crate) use bans::{BANNED, BanForms, BanHistory, Done, LIFTED};
