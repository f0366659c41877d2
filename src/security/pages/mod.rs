//! The pages about the security of one's own account.

mod authenticator;
mod codes;
mod overview;

pub use authenticator::SetUpAuthenticator;
pub use overview::SecurityPage;
