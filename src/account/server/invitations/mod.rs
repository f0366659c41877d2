//! Sign-up: who may create an account for themselves (everyone, people with an invitation, or nobody).

mod store;

use super::{
    account::{Account, NewAccount},
    rules::read_rules,
    service::Accounts,
};
use crate::{
    access::{Role, server::Visit},
    account::SignUpMode,
    audit::{
        Act,
        server::{Actor, Event},
    },
    database::{Executor, Transaction},
    error::{AppError, Conflict},
    link::token,
};

impl Accounts {
    /// Checks whether an account can be created, with this invitation's token or, if that is empty, without
    /// one.
    ///
    /// # Errors
    /// [`Conflict::SignUpClosed`], [`Conflict::InvitationNeeded`], [`AppError::DeadLink`].
    pub async fn check_sign_up(&self, token: &str) -> Result<(), AppError> {
        match self.terms().await?.sign_up {
            SignUpMode::Open => Ok(()),
            SignUpMode::Closed => Err(AppError::Conflict { conflict: Conflict::SignUpClosed }),
            SignUpMode::Invitation if token.is_empty() => {
                Err(AppError::Conflict { conflict: Conflict::InvitationNeeded })
            }
            SignUpMode::Invitation => {
                let works = store::works(self.database.pool(), &token::digest(token), self.database.now()).await?;
                if works { Ok(()) } else { Err(AppError::DeadLink) }
            }
        }
    }

    /// Begins a transaction that creates a member's account and counts a use of the invitation.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with all invalid fields, and those of [`Self::check_sign_up`].
    pub(crate) async fn begin_sign_up(
        &self,
        visit: &Visit,
        new: NewAccount,
        token: &str,
    ) -> Result<(Transaction, Account), AppError> {
        // Check before the expensive part. The transaction checks again, and its result counts.
        self.check_sign_up(token).await?;
        let ready = self.prepare(new, Role::MEMBER).await?;
        let mut tx = self.database.begin().await?;
        admit(&mut tx, token).await?;
        let account = self.insert(&mut *tx, ready).await?;
        tx.acts_for(Actor::from(&visit.client).named(&account.id));
        tx.record(Event::new(Act::SIGN_UP).on(&account.id));
        self.mail.ask_to_verify(&mut tx, &account.id, account.email.as_deref()).await?;
        Ok((tx, account))
    }
}

/// Checks whether an account can be created, and counts a use of the invitation.
async fn admit(tx: &mut Transaction, token: &str) -> Result<(), AppError> {
    let used = match token {
        "" => false,
        token => {
            let now = tx.now();
            store::take_use(&mut **tx, &token::digest(token), now).await?
        }
    };
    match SignUpMode::within(tx).await? {
        SignUpMode::Open => Ok(()),
        SignUpMode::Closed => Err(AppError::Conflict { conflict: Conflict::SignUpClosed }),
        SignUpMode::Invitation if used => Ok(()),
        SignUpMode::Invitation if token.is_empty() => Err(AppError::Conflict { conflict: Conflict::InvitationNeeded }),
        SignUpMode::Invitation => Err(AppError::DeadLink),
    }
}

impl SignUpMode {
    /// Who may create an account, as the transaction sees it.
    pub(crate) async fn within(tx: &mut Transaction) -> Result<Self, AppError> {
        Self::read(&mut **tx).await
    }

    /// Who may create an account.
    pub(crate) async fn read(db: impl Executor<'_>) -> Result<Self, AppError> {
        Ok(read_rules(db, false).await?.sign_up)
    }
}
