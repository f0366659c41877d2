//! The pages about the security of one's own account.

mod authenticator;
mod codes;
mod due;
mod keys;
mod misuse;
mod notices;
mod overview;
mod passkeys;
mod removal;
mod security_keys;

pub use authenticator::SetUpAuthenticator;
pub(crate) use due::DueBar;
pub use misuse::{NotMePage, RestoreEmailPage};
pub use overview::SecurityPage;
pub(crate) use removal::RemovalBar;
