//! Declares the security feature.

use super::{
    api::FUNCTIONS,
    pages::{NotMePage, RestoreEmailPage, SecurityPage, SetUpAuthenticator},
};
use crate::{
    access::{Permission, Rule},
    audit::Act,
    feature::{Feature, Link, Page},
    policy::Setting,
    texts::security as t,
};

/// Also for those who must set up a second factor before anything else.
const OWN: Rule = Rule::SettingUp(Permission::USE_ACCOUNT);

/// Setting up one's own second factors.
pub(crate) fn feature() -> Feature {
    Feature::new("security")
        .acts(&[
            Act::TURN_ON_SECOND_FACTOR,
            Act::TURN_OFF_SECOND_FACTOR,
            Act::REMOVE_AUTHENTICATOR,
            Act::REQUEST_REMOVAL,
            Act::CANCEL_REMOVAL,
            Act::POSTPONE_SET_UP,
            Act::CREATE_RECOVERY_CODES,
            Act::ADD_PASSKEY,
            Act::REMOVE_PASSKEY,
            Act::ADD_SECURITY_KEY,
            Act::REMOVE_SECURITY_KEY,
            Act::REPORT_MISUSE,
            Act::RESTORE_EMAIL,
        ])
        .settings(&[
            Setting::SECOND_FACTOR,
            Setting::SECOND_FACTOR_FROM,
            Setting::SECOND_FACTOR_REMOVAL,
            Setting::SECOND_FACTOR_TICKET,
            Setting::NEW_DEVICE_CODE,
            Setting::DEVICE_BOUND,
        ])
        .functions(FUNCTIONS)
        .page(
            Page::lazy("/account/security", OWN, crate::lazy_view!(account, security_page, SecurityPage)).loads_data(),
        )
        .page(
            Page::lazy(
                "/account/security/authenticator",
                OWN,
                crate::lazy_view!(account, authenticator_page, SetUpAuthenticator),
            )
            .loads_data(),
        )
        .page(Page::new("/not-me", Rule::Anyone, NotMePage).loads_data())
        .page(Page::new("/restore-email", Rule::Anyone, RestoreEmailPage).loads_data())
        .link(Link::account("/account/security", t::title).icon("shield-check"))
}
