//! Declares the account feature. The session feature declares the page `/account`.

use super::{api::FUNCTIONS, pages::VerifyEmailPage};
use crate::{
    access::{Permission, Rule},
    audit::Act,
    feature::{Feature, Page},
    policy::Setting,
};

/// Display names, e-mail addresses and password strength.
pub(crate) fn feature() -> Feature {
    Feature::new("account")
        .permissions(&[Permission::USE_ACCOUNT])
        .acts(&[
            Act::SIGN_UP,
            Act::SET_UP,
            Act::CREATE_ACCOUNT,
            Act::MAKE_RESET_LINK,
            Act::CHANGE_PROFILE,
            Act::VERIFY_EMAIL,
        ])
        .settings(&[Setting::PASSWORD_MIN_LENGTH, Setting::PASSWORD_SCORE, Setting::RESET_LINK, Setting::SIGN_UP])
        .functions(FUNCTIONS)
        .page(Page::new("/verify-email", Rule::Anyone, VerifyEmailPage).loads_data())
}
