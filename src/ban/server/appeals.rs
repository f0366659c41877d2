//! Appeals: one for each ban, by the banned person while it is in force, answered once.

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
    /// Appeals against the ban that the caller's own ended session shows, once; who the caller is
    /// then.
    ///
    /// # Errors
    /// [`AppError::TooMany`], [`AppError::Invalid`] at `text`, [`Conflict::AppealedAlready`], and
    /// [`Conflict::NotBanned`] when the ban is over by now.
    pub async fn appeal(&self, visit: &Visit, typed: &str) -> Result<Principal, AppError> {
        let Principal::Banned(mut ban) = visit.principal.clone() else { return Err(AppError::Forbidden) };
        self.sessions.accounts().attempts().from_address(&visit.client)?;
        let text = text::parse("text", typed, APPEAL_LENGTH)?;
        let mut tx = self.directory.database.begin().await?;
        let now = tx.now();
        let account_id = store::account_of(&mut *tx, &ban.id).await?.ok_or(AppError::NotFound)?;
        tx.notify_account(&account_id).await?;
        // Once the account's row is locked nobody lifts or changes the ban.
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

    /// The [`APPEALS_SHOWN`] appeals that have waited longest for an answer, the oldest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn appeals(&self, _grant: &Grant) -> Result<Vec<OpenAppeal>, AppError> {
        let most = i64::try_from(APPEALS_SHOWN).unwrap_or(i64::MAX);
        Ok(store::open_appeals(self.directory.database.pool(), most, self.directory.database.now()).await?)
    }

    /// How many appeals wait for an answer, counted no further than one beyond [`APPEALS_SHOWN`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_appeals(&self, _grant: &Grant) -> Result<i64, AppError> {
        let most = i64::try_from(APPEALS_SHOWN).unwrap_or(i64::MAX).saturating_add(1);
        Ok(store::count_open_appeals(self.directory.database.pool(), most, self.directory.database.now()).await?)
    }

    /// The same, however many they are.
    pub(crate) async fn count_all_appeals(&self) -> Result<i64, AppError> {
        Ok(store::count_open_appeals(self.directory.database.pool(), i64::MAX, self.directory.database.now()).await?)
    }

    /// Answers the appeal against an account's ban in force; open pages of the banned person show
    /// it at once. `lift`: the ban is lifted in the same act.
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
