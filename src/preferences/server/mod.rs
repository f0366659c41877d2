//! The rules of preferences.

mod cookie;
mod store;

use axum::http::{HeaderValue, header::SET_COOKIE};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

pub(crate) use cookie::{PreferenceCookie, if_outdated, in_cookie, write as write_cookie};

use crate::{
    access::{
        DateStyle, HourCycle, Preferences, Principal, StartPage, Theme,
        server::{Grant, Visit},
    },
    database::{Database, Transaction},
    error::{AppError, Problem},
    locale,
};

/// The service for preferences. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PreferenceStore {
    database: Database,
    cookie: PreferenceCookie,
}

/// Preferences as typed; an empty value leaves the choice to the device.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The theme's name.
    pub theme: String,
    /// The language tag.
    pub language: String,
    /// The name of the time zone.
    pub time_zone: String,
    /// The name of the hour cycle.
    pub hour_cycle: String,
    /// The name of the date style.
    pub date_style: String,
    /// The name of the start page.
    pub start_page: String,
    /// Whether to avoid animations.
    pub less_motion: bool,
    /// Whether to avoid shortcuts of a single key.
    pub no_key_shortcuts: bool,
}

impl PreferenceStore {
    /// Creates the service. `is_https`: the public origin uses TLS.
    pub fn new(database: Database, is_https: bool) -> Self {
        Self { database, cookie: PreferenceCookie::new(is_https) }
    }

    /// The cookie of this server.
    pub(crate) fn cookie(&self) -> PreferenceCookie {
        self.cookie
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no preferences in context"))
    }

    /// The preferences of an account; the default ones if it is closed.
    ///
    /// # Errors
    /// If the database does not respond.
    pub(crate) async fn of_account(&self, account_id: &str) -> Result<Preferences, AppError> {
        let stored = store::read(self.database.pool(), account_id).await?;
        Ok(stored.map(|stored| Preferences::read(&stored)).unwrap_or_default())
    }

    /// Changes the theme and the language; `None` leaves them as they are. Returns all preferences.
    ///
    /// # Errors
    /// [`AppError::Invalid`], and [`AppError::Malformed`] if both are `None`.
    pub async fn change_look(
        &self,
        visit: &Visit,
        theme: Option<&str>,
        language: Option<&str>,
    ) -> Result<Preferences, AppError> {
        if theme.or(language).is_none() {
            return Err(AppError::Malformed { reason: "missing field `theme`, and `language`".to_owned() });
        }
        let (theme, language) = (theme.map(parse_theme).transpose()?, language.map(parse_language).transpose()?);
        let change = |preferences: &mut Preferences| {
            if let Some(theme) = theme {
                preferences.theme = theme;
            }
            if let Some(language) = language.clone() {
                preferences.language = language;
            }
        };
        if let Principal::Member(member) = &visit.principal {
            return self.write(&member.account_id, change).await;
        }
        let (mut chosen, mut copy) = (visit.client.preferences.clone(), visit.client.last_preferences.clone());
        change(&mut chosen);
        // What a guest leaves to the device must not come from the copy either.
        copy.theme = copy.theme.filter(|_| theme.is_none());
        copy.language = copy.language.filter(|_| language.is_none());
        respond(self.cookie.of_guest(&chosen, &copy));
        Ok(chosen.or(copy))
    }

    /// Changes all preferences of the caller's account, and returns them.
    ///
    /// # Errors
    /// [`AppError::Invalid`].
    pub async fn change(&self, grant: &Grant, typed: &Typed) -> Result<Preferences, AppError> {
        let preferences = Preferences {
            theme: parse_theme(&typed.theme)?,
            language: parse_language(&typed.language)?,
            time_zone: parse_time_zone(&typed.time_zone)?,
            hour_cycle: parse("hour_cycle", &typed.hour_cycle, HourCycle::from_name)?,
            date_style: parse("date_style", &typed.date_style, DateStyle::from_name)?,
            start_page: parse("start_page", &typed.start_page, StartPage::from_name)?,
            less_motion: typed.less_motion,
            no_key_shortcuts: typed.no_key_shortcuts,
        };
        self.write(&grant.member().account_id, |old| *old = preferences.clone()).await
    }

    /// Changes an account's preferences, and notifies its open tabs. Preferences are no secret and grant nothing, so
    /// the audit does not record them.
    async fn write(&self, account_id: &str, change: impl Fn(&mut Preferences) + Send) -> Result<Preferences, AppError> {
        let mut tx = self.database.begin().await?;
        // Locks the account's row, so that two changes at the same time both count.
        tx.notify_account(account_id).await?;
        let stored = store::read(&mut *tx, account_id).await?.ok_or(AppError::SignInRequired)?;
        let mut preferences = Preferences::read(&stored);
        change(&mut preferences);
        store::write(&mut *tx, account_id, &preferences.write()).await?;
        tx.commit().await?;
        respond(self.cookie.of_member(&preferences));
        Ok(preferences)
    }
}

/// Sets the cookie in the response.
fn respond(cookie: Option<HeaderValue>) {
    if let (Some(response), Some(cookie)) = (use_context::<ResponseOptions>(), cookie) {
        response.append_header(SET_COOKIE, cookie);
    }
}

/// Takes over what a guest has chosen in this browser, in the transaction in which the person signs in. What the account
/// has set itself stays.
pub(crate) async fn take_over(tx: &mut Transaction, account_id: &str, guest: &Preferences) -> Result<(), AppError> {
    if *guest == Preferences::default() {
        return Ok(());
    }
    // Locks the account's row, so that a change on another device is not lost.
    tx.notify_account(account_id).await?;
    let Some(stored) = store::read(&mut **tx, account_id).await? else { return Ok(()) };
    let merged = Preferences::read(&stored).or(guest.clone()).write();
    if merged != stored {
        store::write(&mut **tx, account_id, &merged).await?;
    }
    Ok(())
}

fn parse<T>(field: &str, typed: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, AppError> {
    if typed.is_empty() {
        return Ok(None);
    }
    read(typed).map(Some).ok_or_else(|| AppError::field(field, Problem::UnknownChoice))
}

fn parse_theme(typed: &str) -> Result<Option<Theme>, AppError> {
    parse("theme", typed, Theme::from_name)
}

fn parse_language(typed: &str) -> Result<Option<String>, AppError> {
    parse("language", typed, |tag| locale::find(tag).map(|language| language.tag.to_owned()))
}

fn parse_time_zone(typed: &str) -> Result<Option<String>, AppError> {
    parse("time_zone", typed, |name| locale::server::is_time_zone(name).then(|| name.to_owned()))
}
