//! Declares the session feature.

use leptos::prelude::*;

use super::{
    api::FUNCTIONS,
    pages::{
        Activity, ChangePassword, ForgotPassword, PasswordReset, ReauthenticationPage, Sessions, SetUp, SignIn, SignUp,
    },
};
use crate::{
    access::{Permission, Rule},
    account::pages::Profile,
    audit::Act,
    feature::{Feature, Link, Page},
    policy::Setting,
    texts::session as t,
};

const OWN: Rule = Rule::Needs(Permission::USE_ACCOUNT);

/// Signing in, signing up, and managing one's own sessions.
pub(crate) fn feature() -> Feature {
    Feature::new("session")
        .acts(&[
            Act::SIGN_IN,
            Act::END_SESSIONS,
            Act::CHANGE_PASSWORD,
            Act::REMOVE_PASSWORD,
            Act::RESET_PASSWORD,
            Act::REAUTHENTICATE,
            Act::END_IMPERSONATION,
        ])
        .settings(&[
            Setting::IDLE,
            Setting::ABSOLUTE,
            Setting::REMEMBER_ME,
            Setting::REMEMBER_ME_IDLE,
            Setting::REMEMBER_ME_ABSOLUTE,
            Setting::SESSIONS,
            Setting::IDLE_WARNING,
            Setting::HISTORY,
        ])
        .functions(FUNCTIONS)
        .page(Page::new("/sign-in", Rule::Open, SignIn))
        .page(Page::new("/sign-up", Rule::Open, SignUp).loads_data())
        .page(Page::new("/set-up", Rule::Open, SetUp).loads_data())
        .page(Page::new("/forgot-password", Rule::Open, ForgotPassword))
        .page(Page::new("/password-reset", Rule::Anyone, PasswordReset).loads_data())
        .page(Page::lazy(
            "/account",
            OWN,
            crate::lazy_view!(account, profile_page, || view! { <Profile><ChangePassword/></Profile> }),
        ))
        .page(Page::lazy("/account/sessions", OWN, crate::lazy_view!(account, sessions_page, Sessions)).loads_data())
        .page(Page::lazy("/account/activity", OWN, crate::lazy_view!(account, activity_page, Activity)).loads_data())
        .page(Page::lazy(
            "/account/reauthenticate",
            // Setting up a second factor asks for this.
            Rule::SettingUp(Permission::USE_ACCOUNT),
            crate::lazy_view!(account, reauthentication_page, ReauthenticationPage),
        ))
        .link(Link::header("/account", t::account).icon("id-card"))
        .link(Link::account("/account/sessions", t::sessions).icon("monitor-smartphone"))
        .link(Link::account("/account/activity", t::activity).icon("activity"))
}
