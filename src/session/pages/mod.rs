//! The pages of the session feature, one per file.

mod challenge;
mod ended;
mod ending;
mod forgot_password;
mod history;
mod idle;
mod naming;
mod overview;
mod passkey;
mod password;
mod password_reset;
mod reauthentication;
mod row;
mod sessions;
mod set_up;
mod sign_in;
mod sign_up;

pub use challenge::{ChallengePage, CodeField};
pub use ended::EndedNotice;
pub use forgot_password::ForgotPassword;
pub use history::{Activity, HistoryTable};
pub use idle::{IDLE_WARNING, IdleWarning};
pub use password::ChangePassword;
pub use password_reset::PasswordReset;
pub use reauthentication::{ReauthenticationDialog, ReauthenticationPage, SignInAgainForm};
pub use row::{SessionRow, device_icon};
pub use sessions::Sessions;
pub use set_up::SetUp;
pub use sign_in::{SignIn, SignInForm};
pub use sign_up::SignUp;
