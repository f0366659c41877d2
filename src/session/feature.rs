//! Declares the session feature.

use leptos::prelude::*;

use super::{
    api::FUNCTIONS,
    pages::{Activity, ChangePassword, PasswordReset, ReauthenticationPage, Sessions, SetUp, SignIn, SignUp},
};
use crate::{
    access::{Permission, Rule},
    account::pages::Profile,
    feature::{Feature, Link, Page},
};

const OWN: Rule = Rule::Needs(Permission::USE_ACCOUNT);

/// Signing in, signing up, and managing one's own sessions.
pub(crate) fn feature() -> Feature {
    Feature::new("session")
        .functions(FUNCTIONS)
        .page(Page::new("/sign-in", Rule::Open, SignIn))
        .page(Page::new("/sign-up", Rule::Open, SignUp).loads_data())
        .page(Page::new("/set-up", Rule::Open, SetUp).loads_data())
        .page(Page::new("/password-reset", Rule::Open, PasswordReset).loads_data())
        .page(Page::new("/account", OWN, || view! { <Profile><ChangePassword/></Profile> }))
        .page(Page::new("/account/sessions", OWN, Sessions).loads_data())
        .page(Page::new("/account/activity", OWN, Activity).loads_data())
        .page(Page::new("/account/reauthenticate", OWN, ReauthenticationPage))
        .link(Link::header("/account", "Account"))
        .link(Link::account("/account", "Profile"))
        .link(Link::account("/account/sessions", "Sessions"))
        .link(Link::account("/account/activity", "Activity"))
}
