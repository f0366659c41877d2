//! The pages for bans and appeals.

mod answer;
mod appeal_form;
mod appeals;
mod banned;
mod bans;
mod dialogs;
mod terms;

pub use appeals::{Appeals, AppealsBadge};
pub(crate) use banned::Banned;
pub(crate) use bans::{BanHistory, Done};
pub(crate) use dialogs::{BanActs, BanFacts, BanForm, ChangeForm, LiftForm};
pub(crate) use terms::{FIRST, Terms};
