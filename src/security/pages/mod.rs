//! The pages about the security of one's own account.

mod authenticator;
mod codes;
mod misuse;
mod overview;
mod passkeys;

pub use authenticator::SetUpAuthenticator;
pub use misuse::{NotMePage, RestoreEmailPage};
pub use overview::SecurityPage;
