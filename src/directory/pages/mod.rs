//! Parts that pages about an account share.

mod acts;
mod remote_changes;
mod role_tag;

pub(crate) use acts::{DialogFoot, OwnActs, Said};
pub(crate) use remote_changes::{Changed, RemoteChanges, RemoteChangesNotice, follow_remote_changes};
pub(crate) use role_tag::RoleTag;
