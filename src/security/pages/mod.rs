//! The pages about the security of one's own account.

mod authenticator;
mod codes;
mod due;
mod misuse;
mod overview;
mod passkeys;
mod removal;

pub use authenticator::SetUpAuthenticator;
pub(crate) use due::DueBar;
pub use misuse::{NotMePage, RestoreEmailPage};
pub use overview::SecurityPage;
pub(crate) use removal::RemovalBar;
