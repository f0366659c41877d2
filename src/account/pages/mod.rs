//! The pages of the account feature, one per file, and the field for new passwords.

mod current_password;
mod email;
mod layout;
mod new_password;
mod owner_only;
mod profile;
mod verify_email;

pub use current_password::CurrentPassword;
pub use layout::AccountPage;
pub use new_password::NewPasswordField;
pub use owner_only::{OwnOnly, is_own};
pub use profile::Profile;
pub use verify_email::VerifyEmailPage;
