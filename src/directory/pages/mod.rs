//! Parts that pages about an account share.

mod acts;
mod remote_changes;
mod role_tag;

pub(crate) use acts::{ABOVE_FORMS, AT_FOOT, OwnActs, Said, follow, follow_and_say};
pub(crate) use remote_changes::{Changed, RemoteChangesNotice, follow_remote_changes};
pub(crate) use role_tag::RoleTag;
