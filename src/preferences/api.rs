//! The server functions of this feature.

#![expect(clippy::too_many_arguments, reason = "each is a field of a form")]

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::server::PreferenceStore,
    crate::access::server::{admit, require},
};

use crate::{
    access::{Permission, Preferences, Rule},
    error::{AppError, Client, Form, Json},
};

crate::functions! {
    CHANGE_LOOK = "change_look", Rule::Open;
    CHANGE_PREFERENCES = "change_preferences", Rule::Needs(Permission::USE_ACCOUNT);
}

/// Changes the theme, the language, or both: of the account for members, of this browser for guests. An empty value
/// leaves the choice to the device.
#[server(prefix = "/api", endpoint = "change_look", input = Form, output = Json, client = Client)]
pub async fn change_look(
    #[server(default)] theme: Option<String>,
    #[server(default)] language: Option<String>,
) -> Result<Preferences, AppError> {
    let visit = admit(CHANGE_LOOK)?;
    PreferenceStore::expect()?.change_look(&visit, theme.as_deref(), language.as_deref()).await
}

/// Changes all preferences of the caller's account. An empty value leaves the choice to the device; for the
/// start page, it is the home page.
#[server(prefix = "/api", endpoint = "change_preferences", input = Form, output = Json, client = Client)]
pub async fn change_preferences(
    theme: String,
    #[server(default)] less_motion: bool,
    #[server(default)] no_key_shortcuts: bool,
    #[server(default)] language: String,
    #[server(default)] time_zone: String,
    #[server(default)] hour_cycle: String,
    #[server(default)] date_style: String,
    #[server(default)] start_page: String,
) -> Result<Preferences, AppError> {
    let grant = require(CHANGE_PREFERENCES)?;
    let typed = super::server::Typed {
        theme,
        language,
        time_zone,
        hour_cycle,
        date_style,
        start_page,
        less_motion,
        no_key_shortcuts,
    };
    PreferenceStore::expect()?.change(&grant, &typed).await
}
