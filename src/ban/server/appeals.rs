//! Appeals: the banned person can send one per ban while it is active, and it is answered once.

use super::{Bans, ban_in_force, store};
use crate::{
    access::{
        Appeal, Permission, Principal,
        server::{Grant, Visit},
    },
    audit::{
        Act,
        server::{Actor, Event},
    },
    ban::{ANSWER_MAX, APPEAL_LENGTH, APPEALS_SHOWN, OpenAppeal},
    directory::AccountSummary,
    directory::server::{actor, text},
    error::{AppError, Conflict},
};

impl Bans {
    /// Appeals against the caller's own ban, which is known from their ended session. Returns the updated principal.
    ///
    /// # Errors
    /// [`AppError::TooMany`], [`AppError::Invalid`] at `text`, [`Conflict::AppealedAlready`], and
    /// [`Conflict::NotBanned`] if the ban has ended meanwhile.
    pub async fn appeal(&self, visit: &Visit, typed: &str) -> Result<Principal, AppError> {
        let Principal::Banned(mut ban) = visit.principal.clone() else { return Err(AppError::Forbidden) };
        self.sessions.accounts().attempts().from_address(&visit.client)?;
        let text = text::parse("text", typed, APPEAL_LENGTH)?;
        let mut tx = self.directory.database.begin().await?;
        let now = tx.now();
        let account_id = store::account_of(&mut *tx, &ban.id).await?.ok_or(AppError::NotFound)?;
        tx.notify_account(&account_id).await?;
        // The account's row is locked from here on, so the ban cannot be lifted or changed.
        if ban_in_force(&mut tx, &account_id, now).await? != ban.id {
            return Err(AppError::Conflict { conflict: Conflict::NotBanned });
        }
        if !store::insert_appeal(&mut *tx, &ban.id, &text, now).await? {
            return Err(AppError::Conflict { conflict: Conflict::AppealedAlready });
        }
        tx.acts_for(Actor::from(&visit.client).named(&account_id));
        tx.record(Event::new(Act::APPEAL).on(&account_id).with("ban", &ban.id));
        tx.commit().await?;
        tracing::info!(account = account_id, "ban appealed");
        ban.appeal = Some(Appeal { sent_at: now, answer: None });
        Ok(Principal::Banned(ban))
    }

    /// Lists the [`APPEALS_SHOWN`] appeals that have waited longest for an answer, oldest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn appeals(&self, _grant: &Grant) -> Result<Vec<OpenAppeal>, AppError> {
        let most = i64::try_from(APPEALS_SHOWN).unwrap_or(i64::MAX);
        Ok(store::open_appeals(self.directory.database.pool(), most, self.directory.database.now()).await?)
    }

    /// Counts the appeals waiting for an answer, up to one more than [`APPEALS_SHOWN`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_appeals(&self, _grant: &Grant) -> Result<i64, AppError> {
        let most = i64::try_from(APPEALS_SHOWN).unwrap_or(i64::MAX).saturating_add(1);
        Ok(store::count_open_appeals(self.directory.database.pool(), most, self.directory.database.now()).await?)
    }

    /// Counts all appeals waiting for an answer.
    pub(crate) async fn count_all_appeals(&self) -> Result<i64, AppError> {
        Ok(store::count_open_appeals(self.directory.database.pool(), i64::MAX, self.directory.database.now()).await?)
    }

    /// Answers the appeal against an account's active ban. The banned person's open pages show the answer at once.
    /// If `lift` is set, also lifts the ban in the same transaction.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Invalid`] at `answer`, [`Conflict::NotBanned`],
    /// [`Conflict::AnsweredAlready`].
    pub async fn answer_appeal(
        &self,
        grant: &Grant,
        account_id: &str,
        typed: &str,
        lift: bool,
    ) -> Result<AccountSummary, AppError> {
        let answer = text::parse("answer", typed, 1..=ANSWER_MAX)?;
        let mut tx = self.directory.begin_on(grant, Permission::BAN_ACCOUNTS, account_id).await?;
        let now = tx.now();
        let ban = ban_in_force(&mut tx, account_id, now).await?;
        tx.notify_account(account_id).await?;
        if !store::answer_appeal(&mut *tx, &ban, &answer, actor(grant), now).await? {
            let has_appeal = store::has_appeal(&mut *tx, &ban).await?;
            let answered = AppError::Conflict { conflict: Conflict::AnsweredAlready };
            return Err(if has_appeal { answered } else { AppError::NotFound });
        }
        if lift {
            store::lift(&mut *tx, &ban, actor(grant), now).await?;
        }
        tx.record(Event::new(Act::ANSWER_APPEAL).on(account_id).with("ban", &ban).with("lifted", lift));
        tx.commit().await?;
        tracing::info!(actor = grant.member().account_id, account = account_id, lifted = lift, "appeal answered");
        self.directory.show(grant, account_id).await
    }
}
