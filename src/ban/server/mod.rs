//! The rules of bans. A ban is active until it is lifted or its end time is reached; the latter needs no write.

mod appeals;
mod store;

use leptos::prelude::use_context;

use crate::{
    access::{Ending, Permission, server::Grant},
    account::server::text::paragraphs,
    audit::{Act, server::Event},
    ban::{BAN_NOTE_MAX, BanRecord, DATE, REASON_MAX},
    database::{Transaction, new_id},
    directory::{
        AccountSummary,
        server::{Directory, actor, keep_an_administrator, may_read_ban_notes, store as accounts, until},
    },
    error::{AppError, Conflict, FieldError, Problem},
    locale::server::moment,
    mail::Template,
    session::server::{SessionSelector, Sessions, endings},
    ui::time::machine,
};

/// The terms of a ban, as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct BanTerms<'a> {
    /// The reason given to the banned person.
    pub reason: &'a str,
    /// The end time or a duration; empty if the ban is permanent; [`DATE`] if it is in `date`.
    pub until: &'a str,
    /// The end time, if `until` says so. Forms with a list of choices have a field of its own for it.
    pub date: &'a str,
    /// The time zone (IANA) of the end time; empty: UTC.
    pub zone: &'a str,
    /// A private note: never shown to the banned person, only to others who may ban accounts; empty if none.
    pub note: &'a str,
}

impl BanTerms<'_> {
    /// Checks that the terms are valid.
    ///
    /// # Errors
    /// [`AppError::Invalid`].
    pub(crate) fn check(self, now: i64) -> Result<(), AppError> {
        self.parse(now, None).map(drop)
    }

    /// `current`: the end of the ban to change. Fails with all invalid fields.
    fn parse(self, now: i64, current: Option<i64>) -> Result<store::BanTerms, AppError> {
        let mut fields = Vec::new();
        let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
        // Nobody has changed an end that is still shown, even in an hour that exists twice.
        let is_kept = |current: &i64| self.until == DATE && moment::is_shown(self.date, self.zone, *current);
        let until = match current.filter(is_kept) {
            Some(current) => Ok(Some(current)),
            None => self.parse_until(now).map_err(|(field, problem)| wrong(field, problem)),
        };
        let reason = paragraphs(self.reason, 1..=REASON_MAX).map_err(|problem| wrong("reason", problem));
        let note = paragraphs(self.note, 0..=BAN_NOTE_MAX).map_err(|problem| wrong("note", problem));
        match (reason, until, note) {
            (Ok(reason), Ok(until), Ok(note)) => Ok(store::BanTerms { reason, until, note }),
            _ => Err(AppError::Invalid { fields }),
        }
    }

    fn parse_until(self, now: i64) -> Result<Option<i64>, (&'static str, Problem)> {
        let (field, typed) = if self.until == DATE { ("date", self.date) } else { ("until", self.until) };
        match until::parse(typed, self.zone, now) {
            Ok(None) if field == "date" => Err((field, Problem::Required)),
            found => found.map_err(|problem| (field, problem)),
        }
    }
}

/// The service of bans and appeals. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Bans {
    directory: Directory,
    sessions: Sessions,
}

impl Bans {
    /// Creates the service.
    pub fn new(directory: Directory, sessions: Sessions) -> Self {
        Self { directory, sessions }
    }

    /// Returns the service from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no bans in context"))
    }

    /// Bans an account and ends its sessions, in one transaction.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`], [`AppError::Conflict`].
    pub async fn ban(&self, grant: &Grant, id: &str, terms: BanTerms<'_>) -> Result<AccountSummary, AppError> {
        let now = self.directory.database.now();
        let terms = terms.parse(now, None)?;
        if grant.member().account_id == id {
            return Err(AppError::Conflict { conflict: Conflict::Yourself });
        }
        let mut tx = self.directory.begin_on(grant, Permission::BAN_ACCOUNTS, id).await?;
        keep_an_administrator(accounts::leaves_no_administrator(&mut *tx, id, now).await?)?;
        if store::in_force(&mut *tx, id, now).await?.is_some() {
            return Err(AppError::Conflict { conflict: Conflict::AlreadyBanned });
        }
        let ban = new_id();
        let until = terms.until;
        let notice = Template::Banned { until, reason: terms.reason.clone() };
        store::insert(&mut *tx, &ban, id, terms, actor(grant), now).await?;
        tx.record(Event::new(Act::BAN).on(id).with("ban", &ban).with("until", end_of(until)));
        let all = SessionSelector::Account { account_id: id, except: "" };
        let ended = endings::end(&mut tx, all, Ending::Banned, None).await?;
        self.sessions.accounts().mail().notify(&mut tx, id, &notice).await?;
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = id, ended, "account banned");
        self.directory.show(grant, id).await
    }

    /// Changes the terms of an account's active ban. The banned person's open pages update at once.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`], [`Conflict::NotBanned`].
    pub async fn change_ban(&self, grant: &Grant, id: &str, terms: BanTerms<'_>) -> Result<AccountSummary, AppError> {
        let now = self.directory.database.now();
        let current = self.directory.show(grant, id).await?.ban.and_then(|ban| ban.until);
        let terms = terms.parse(now, current)?;
        let mut tx = self.directory.begin_on(grant, Permission::BAN_ACCOUNTS, id).await?;
        let ban = ban_in_force(&mut tx, id, now).await?;
        tx.notify_account(id).await?;
        let until = terms.until;
        store::change(&mut *tx, &ban, terms, actor(grant), now).await?;
        tx.record(Event::new(Act::CHANGE_BAN).on(id).with("ban", &ban).with("until", end_of(until)));
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = id, "ban changed");
        self.directory.show(grant, id).await
    }

    /// Lifts an account's active ban. The sessions that it ended stay ended.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`Conflict::NotBanned`].
    pub async fn lift_ban(&self, grant: &Grant, id: &str) -> Result<AccountSummary, AppError> {
        let now = self.directory.database.now();
        let mut tx = self.directory.begin_on(grant, Permission::BAN_ACCOUNTS, id).await?;
        let ban = ban_in_force(&mut tx, id, now).await?;
        tx.notify_account(id).await?;
        store::lift(&mut *tx, &ban, actor(grant), now).await?;
        tx.record(Event::new(Act::LIFT_BAN).on(id).with("ban", &ban));
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = id, "ban lifted");
        self.directory.show(grant, id).await
    }

    /// Lists all bans of an account, newest first. Private notes are included only if the caller may read them.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn bans(&self, grant: &Grant, id: &str) -> Result<Vec<BanRecord>, AppError> {
        self.directory.show(grant, id).await?;
        let mut bans = store::list(self.directory.database.pool(), id, self.directory.database.now()).await?;
        if !may_read_ban_notes(grant, id) {
            for ban in &mut bans {
                ban.note.clear();
            }
        }
        Ok(bans)
    }
}

/// Formats the end time for the audit.
fn end_of(until: Option<i64>) -> String {
    until.map_or_else(|| "for good".to_owned(), machine)
}

/// Lifts an account's active ban when the account is closed. The transaction must have locked the account's row.
pub(crate) async fn end_with_account(tx: &mut Transaction, account_id: &str, by: Option<&str>) -> Result<(), AppError> {
    let now = tx.now();
    if let Some(ban) = store::in_force(&mut **tx, account_id, now).await? {
        store::lift(&mut **tx, &ban, by, now).await?;
    }
    Ok(())
}

/// Returns the ID of the active ban.
async fn ban_in_force(tx: &mut Transaction, account_id: &str, now: i64) -> Result<String, AppError> {
    let ban = store::in_force(&mut **tx, account_id, now).await?;
    ban.ok_or(AppError::Conflict { conflict: Conflict::NotBanned })
}
