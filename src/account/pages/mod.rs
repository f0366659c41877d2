//! The pages of this feature, one a file, and the field for new passwords.

mod aside;
mod new_password;
mod own;
mod profile;

pub use aside::AccountPage;
pub use new_password::NewPasswordField;
pub use own::{OwnOnly, is_own};
pub use profile::Profile;
