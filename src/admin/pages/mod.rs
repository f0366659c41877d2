//! The pages of this feature, one a file.

mod account;
mod accounts;
mod appeals;
mod aside;
mod bans;
mod closing;
mod notes;
mod sessions;

pub use account::AccountDetail;
pub use accounts::AccountList;
pub use appeals::Appeals;
pub use closing::{CloseOwn, ExportOwn};
pub use sessions::EverySession;
