//! The rules of administration. Each takes the authority to act as its first argument.

mod policy;
mod sessions;
mod store;
mod until;

use leptos::prelude::use_context;

use super::{AccountPage, AccountSummary, REASON_MAX};
use crate::{
    access::{Ending, Role, server::Grant},
    account::server::{is_invisible, store::lock_administrators, username},
    audit::{Act, server::Event},
    database::{Database, Transaction, new_id},
    error::{AppError, Conflict, Problem},
    session::server::{
        Sessions,
        endings::{self, Which},
    },
    ui::time::machine,
};

/// Accounts a page holds.
const PAGE: usize = 50;
/// Code points that what is searched for has at most: no field is longer.
const SEARCH_MAX: usize = 254;

/// The service of this feature. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Admin {
    database: Database,
    sessions: Sessions,
}

impl Admin {
    /// Puts the service together.
    pub fn new(database: Database, sessions: Sessions) -> Self {
        Self { database, sessions }
    }

    /// The service, from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no administration in context"))
    }

    /// A page of accounts.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list(&self, _grant: &Grant, search: &str, after: &str) -> Result<AccountPage, AppError> {
        // The databases refuse to look for what no field can hold.
        if search.chars().count() > SEARCH_MAX || search.contains('\0') || after.contains('\0') {
            return Ok(AccountPage::default());
        }
        let search = store::Search { folded: username::key(search), typed: search.trim() };
        let total = store::count(self.database.pool(), &search).await?;
        let now = self.database.now();
        let limit = i64::try_from(PAGE).unwrap_or(i64::MAX).saturating_add(1);
        let mut rows = store::list(self.database.pool(), &search, after, limit, now).await?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next = rows.last().filter(|_| more).map(|row| row.username_key.clone());
        Ok(AccountPage { accounts: rows.into_iter().map(|row| row.summary).collect(), total, next })
    }

    /// One account.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn show(&self, _grant: &Grant, id: &str) -> Result<AccountSummary, AppError> {
        if id.contains('\0') {
            return Err(AppError::NotFound);
        }
        let now = self.database.now();
        store::find(self.database.pool(), id, now).await?.ok_or(AppError::NotFound)
    }

    /// Starts a transaction that no other act of administration runs beside, and makes sure that
    /// whoever acts has not lost the right since the grant was given.
    async fn begin(&self, grant: &Grant) -> Result<Transaction, AppError> {
        let mut tx = self.database.begin().await?;
        tx.acts_for(grant);
        lock_administrators(&mut *tx).await?;
        let actor = &grant.member().account_id;
        if actor.is_empty() || store::is_administrator(&mut *tx, actor, self.database.now()).await? {
            Ok(tx)
        } else {
            Err(AppError::Forbidden)
        }
    }

    /// Changes an account's role. At least one administrator who is not banned always remains.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`], [`Conflict::LastAdministrator`].
    pub async fn change_role(&self, grant: &Grant, id: &str, role: &str) -> Result<AccountSummary, AppError> {
        let role = Role::from_name(role).ok_or_else(|| AppError::field("role", Problem::UnknownChoice))?;
        // What has been seen of late counts.
        self.sessions.write_activity().await?;
        let mut tx = self.begin(grant).await?;
        if !store::lock_account(&mut *tx, id).await? {
            return Err(AppError::NotFound);
        }
        if role != Role::Administrator {
            keep_an_administrator(store::leaves_no_administrator(&mut *tx, id, self.database.now()).await?)?;
        }
        tx.tell(id).await?;
        // First what is over anyhow: the limits of the new role may be longer.
        endings::end_over(&mut tx, Some(id), None).await?;
        if store::role_change_ends(&mut *tx).await? {
            let all = Which::Account { account_id: id, except: "" };
            endings::end(&mut tx, all, Ending::RoleChanged, by(grant)).await?;
        }
        let event = Event::new(Act::ChangeRole).on(id).with("from", store::role(&mut *tx, id).await?);
        tx.record(event.with("to", role));
        store::set_role(&mut *tx, id, role).await?;
        // Or shorter: what has lasted longer than that is over.
        endings::end_over(&mut tx, Some(id), Some(Ending::RoleChanged)).await?;
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = id, %role, "role changed");
        self.show(grant, id).await
    }

    /// Bans an account and ends its sessions for good, in one transaction.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`], [`AppError::Conflict`].
    pub async fn ban(&self, grant: &Grant, id: &str, reason: &str, until: &str) -> Result<AccountSummary, AppError> {
        let now = self.database.now();
        let reason = parse_reason(reason)?;
        let until = until::parse(until, now).map_err(|problem| AppError::field("until", problem))?;
        let actor = &grant.member().account_id;
        if actor == id {
            return Err(AppError::Conflict { conflict: Conflict::Yourself });
        }
        let mut tx = self.begin(grant).await?;
        if !store::lock_account(&mut *tx, id).await? {
            return Err(AppError::NotFound);
        }
        keep_an_administrator(store::leaves_no_administrator(&mut *tx, id, now).await?)?;
        if store::has_ban(&mut *tx, id, now).await? {
            return Err(AppError::Conflict { conflict: Conflict::AlreadyBanned });
        }
        let ban = store::NewBan {
            id: &new_id(),
            account_id: id,
            reason,
            by: Some(&**actor).filter(|by| !by.is_empty()),
            until,
        };
        tx.record(
            Event::new(Act::Ban)
                .on(id)
                .with("ban", ban.id)
                .with("until", until.map_or_else(|| "for good".to_owned(), machine)),
        );
        store::insert_ban(&mut *tx, ban, now).await?;
        let all = Which::Account { account_id: id, except: "" };
        let ended = endings::end(&mut tx, all, Ending::Banned, None).await?;
        tx.commit().await?;
        tracing::info!(actor, account = id, ended, "account banned");
        self.show(grant, id).await
    }

    /// Lifts the ban in force. The sessions that it ended stay over.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::NotBanned`].
    pub async fn lift_ban(&self, grant: &Grant, id: &str) -> Result<AccountSummary, AppError> {
        let actor = &grant.member().account_id;
        let by = Some(&**actor).filter(|by| !by.is_empty());
        let mut tx = self.begin(grant).await?;
        if !store::lock_account(&mut *tx, id).await? {
            return Err(AppError::NotFound);
        }
        if !store::lift_ban(&mut *tx, id, by, self.database.now()).await? {
            return Err(AppError::Conflict { conflict: Conflict::NotBanned });
        }
        tx.record(Event::new(Act::LiftBan).on(id));
        tx.tell(id).await?;
        tx.commit().await?;
        tracing::info!(actor, account = id, "ban lifted");
        self.show(grant, id).await
    }
}

/// The session in which it is done; `None` at the server's terminal.
fn by(grant: &Grant) -> Option<&str> {
    Some(&*grant.member().session.id).filter(|id| !id.is_empty())
}

fn keep_an_administrator(leaves_none: bool) -> Result<(), AppError> {
    if leaves_none { Err(AppError::Conflict { conflict: Conflict::LastAdministrator }) } else { Ok(()) }
}

fn parse_reason(typed: &str) -> Result<&str, AppError> {
    let reason = typed.trim();
    let wrong = |problem| Err(AppError::field("reason", problem));
    if reason.is_empty() {
        return wrong(Problem::Required);
    }
    if reason.chars().count() > REASON_MAX {
        return wrong(Problem::TooLong { max: REASON_MAX });
    }
    if reason.chars().any(|c| is_invisible(c) && !matches!(c, '\n' | '\r')) {
        return wrong(Problem::ControlCharacters);
    }
    Ok(reason)
}
