//! The pages about the security of one's own account.

mod authenticator;
mod codes;
mod misuse;
mod notices;
mod overview;
mod passkeys;
mod removal;

pub use authenticator::SetUpAuthenticator;
pub use misuse::{NotMePage, RestoreEmailPage};
pub use overview::SecurityPage;
pub(crate) use removal::RemovalBar;
