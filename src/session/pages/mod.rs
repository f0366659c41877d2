//! The pages of this feature, one a file.

mod ended;
mod password;
mod password_reset;
mod set_up;
mod sign_in;
mod sign_up;

pub use ended::EndedNotice;
pub use password::ChangePassword;
pub use password_reset::PasswordReset;
pub use set_up::SetUp;
pub use sign_in::SignIn;
pub use sign_up::SignUp;
