//! Tickets: codes that administrators issue to people who have lost their second factors. At sign-in, a ticket takes the
//! place of the second factor once, and removes the lost ones.

use super::{
    code::TICKET_LENGTH,
    passkeys::remove_passkeys,
    service::{Factors, wrong},
    store,
};
use crate::{
    access::{Role, server::Client},
    audit::{Act, server::Event},
    database::Transaction,
    error::AppError,
    factor::NewTicket,
    link::{LinkPurpose, code, store as links, store::NewLink},
    mail::Template,
    policy::Setting,
    texts::factor as t,
};

/// The number of characters of each group of a ticket as people see it.
const GROUP: usize = 6;

/// A ticket that was valid when it was checked, and has not been used yet.
pub(crate) struct CheckedTicket {
    digest: String,
    /// From which network it is used.
    network: String,
}

impl CheckedTicket {
    /// Uses the ticket. `false`: it has been used or replaced meanwhile.
    pub(super) async fn take(&self, tx: &mut Transaction) -> Result<bool, AppError> {
        let now = tx.now();
        Ok(links::take(&mut **tx, &self.digest, LinkPurpose::Ticket, &self.network, now).await?)
    }
}

impl Factors {
    /// Issues a ticket for an account, in place of older ones, and notifies its owner. The caller has locked the account.
    ///
    /// # Errors
    /// [`AppError::Rejected`] if the account has no second factor, or no password.
    pub(crate) async fn issue_ticket(&self, tx: &mut Transaction, account_id: &str) -> Result<NewTicket, AppError> {
        if store::removal(&mut **tx, account_id).await?.is_none() {
            return Err(AppError::rejected(t::no_second_step()));
        }
        // It is entered after the password, and a new password would void it.
        if !store::has_password(&mut **tx, account_id).await? {
            return Err(AppError::rejected(t::ticket_needs_password()));
        }
        let ticket = code::draw(TICKET_LENGTH).map_err(|error| AppError::internal(&error))?;
        let now = tx.now();
        let expires_at = now + Setting::SECOND_FACTOR_TICKET.value(&mut **tx, &Role::MEMBER).await?;
        links::revoke(&mut **tx, account_id, LinkPurpose::Ticket, now).await?;
        let token_hash = code::digest(&ticket, account_id);
        let new = NewLink {
            token_hash: &token_hash,
            purpose: LinkPurpose::Ticket,
            account_id: Some(account_id),
            email: None,
            code_hash: None,
            now,
            expires_at,
        };
        links::insert(&mut **tx, new).await?;
        tx.record(Event::new(Act::ISSUE_TICKET).on(account_id));
        tx.notify_account(account_id).await?;
        self.accounts.mail().notify(tx, account_id, &Template::TicketIssued { until: expires_at }).await?;
        Ok(NewTicket { code: code::shown_in_groups(&ticket, GROUP), expires_at })
    }

    /// Whether the owner of an account gets an e-mail about a ticket.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn is_ticket_mailed(&self, account_id: &str) -> Result<bool, AppError> {
        self.accounts.mail().reaches(account_id).await
    }

    /// Revokes the ticket of an account. `false`: there was none that works. The caller has locked the account.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn revoke_ticket(&self, tx: &mut Transaction, account_id: &str) -> Result<bool, AppError> {
        let now = tx.now();
        if links::valid_until(&mut **tx, account_id, LinkPurpose::Ticket, now).await?.is_none() {
            return Ok(false);
        }
        links::revoke(&mut **tx, account_id, LinkPurpose::Ticket, now).await?;
        tx.record(Event::new(Act::REVOKE_TICKET).on(account_id));
        tx.notify_account(account_id).await?;
        Ok(true)
    }

    /// When the second factor of an account is removed, because somebody who knows the password has said that it is lost.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn ends_at(&self, account_id: &str) -> Result<Option<i64>, AppError> {
        let row = store::removal(self.database.pool(), account_id).await?;
        Ok(row.and_then(|row| row.second_factor_ends_at))
    }

    /// When the ticket of an account that can still be used expires.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn ticket_until(&self, account_id: &str) -> Result<Option<i64>, AppError> {
        let (pool, now) = (self.database.pool(), self.database.now());
        Ok(links::valid_until(pool, account_id, LinkPurpose::Ticket, now).await?)
    }

    /// Checks a typed ticket.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `code`.
    pub(super) async fn check_ticket(
        &self,
        account_id: &str,
        typed: &str,
        client: &Client,
    ) -> Result<CheckedTicket, AppError> {
        let digest = code::digest(typed, account_id);
        let found = links::find(self.database.pool(), &digest, LinkPurpose::Ticket, self.database.now()).await?;
        found.map(|_| CheckedTicket { digest, network: client.network() }).ok_or_else(wrong)
    }

    /// Removes every second factor and the passkeys of an account, whose owner has used a ticket.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn remove_lost(&self, tx: &mut Transaction, account_id: &str) -> Result<(), AppError> {
        let passkeys = remove_passkeys(tx, account_id, None, None).await?;
        store::remove_of_account(tx, account_id).await?;
        tx.record(Event::new(Act::USE_TICKET).on(account_id).with("passkeys", passkeys));
        self.accounts.mail().notify(tx, account_id, &Template::TicketUsed).await
    }
}
