//! Profiles: the display name and the e-mail address.

use super::{email::parse_email, password::Password, service::Accounts, store, text};
use crate::{
    access::server::Grant,
    account::DISPLAY_NAME_MAX,
    audit::{Act, server::Event},
    error::AppError,
};

impl Accounts {
    /// Changes the caller's display name; an empty one becomes the username.
    ///
    /// # Errors
    /// [`AppError::Invalid`].
    pub async fn change_display_name(&self, grant: &Grant, typed: &str) -> Result<(), AppError> {
        let member = grant.member();
        let display_name = match text::name(typed, DISPLAY_NAME_MAX) {
            Ok(name) if name.is_empty() => member.username.clone(),
            Ok(name) => name,
            Err(problem) => return Err(AppError::field("display_name", problem)),
        };
        let mut tx = self.database.begin().await?;
        tx.acts_for(grant);
        tx.record(Event::new(Act::CHANGE_PROFILE).on(&member.account_id).with("field", "display_name"));
        if !store::set_display_name(&mut *tx, &member.account_id, &display_name).await? {
            return Err(AppError::SignInRequired);
        }
        tx.notify_account(&member.account_id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Changes or removes the caller's e-mail address.
    ///
    /// # Errors
    /// [`AppError::Invalid`] and those of [`Self::reauthenticate`].
    pub async fn change_email(&self, grant: &Grant, typed: &str, current: Password) -> Result<(), AppError> {
        let email = parse_email(typed).map_err(|problem| AppError::field("email", problem))?;
        self.reauthenticate(grant, current).await?;
        let account_id = &grant.member().account_id;
        let mut tx = self.database.begin().await?;
        tx.acts_for(grant);
        tx.record(Event::new(Act::CHANGE_PROFILE).on(account_id).with("field", "email"));
        if !store::set_email(&mut *tx, account_id, email.as_deref()).await? {
            return Err(AppError::SignInRequired);
        }
        tx.notify_account(account_id).await?;
        tx.commit().await?;
        Ok(())
    }
}
