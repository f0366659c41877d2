//! Profiles: the display name.

use super::{service::Accounts, store, text};
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
}
