//! The rules of jobs: one at a time, the oldest first, in batches that are short transactions of their own.
//! Its row says who works on it; a server that says nothing for a while is taken to be gone.

mod run;
mod store;

use std::{sync::Arc, time::Duration};

use leptos::prelude::use_context;
use tokio::{sync::watch, time::timeout};

use super::JobSummary;
use crate::{
    access::server::Grant,
    database::{Actor, Database, Transaction, new_id},
    error::AppError,
    session::server::cuts::{self, Generation},
};

/// With no more live sessions than this, a request answers once its job is done: nothing takes long.
const FEW: i64 = 2_000;
/// How long such a request waits at most.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// How often the row of a job is looked at by those who wait for it.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How long a job that is done is shown, in seconds.
const SHOWN: i64 = 600;

/// The service of this feature. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Jobs {
    database: Database,
    /// Names this process.
    worker: Arc<str>,
    /// Held by whoever works here.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// How many jobs were finished here.
    finished: watch::Sender<u64>,
    closing: watch::Sender<bool>,
}

/// A job that is to be done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewJob<'a> {
    /// The cut that it carries to the rows.
    pub(crate) generation: Generation,
    /// See [`JobSummary::whose`].
    pub(crate) whose: &'a str,
    /// The change of the policy that it belongs to.
    pub(crate) policy_change: Option<&'a str>,
}

/// Has a job done once the transaction is committed. Call [`Jobs::start`] then.
pub(crate) async fn enqueue(tx: &mut Transaction, grant: &Grant, new: NewJob<'_>) -> Result<String, AppError> {
    let (id, now) = (new_id(), tx.now());
    store::insert(&mut **tx, &id, new, &Actor::from(grant), now).await?;
    tx.notify_console().await?;
    Ok(id)
}

impl Jobs {
    /// Puts the service together.
    pub fn new(database: Database) -> Self {
        Self {
            database,
            worker: new_id().into(),
            turn: Arc::default(),
            finished: watch::Sender::new(0),
            closing: watch::Sender::new(false),
        }
    }

    /// The service, from the request's context.
    ///
    /// # Errors
    /// [`AppError::Internal`] where the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no jobs in context"))
    }

    /// The jobs that are under way, the oldest first, and then those that were finished of late.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list(&self, _grant: &Grant) -> Result<Vec<JobSummary>, AppError> {
        Ok(store::list(self.database.pool(), self.database.now() - SHOWN).await?)
    }

    /// Starts working. How many sessions the job has ended, where there are so few that it is done at
    /// once; `None`: it goes on beside the request. Never fails: the act itself is committed.
    pub(crate) async fn start(&self, id: &str) -> Option<i64> {
        let this = self.clone();
        tokio::spawn(async move { this.run().await });
        let ended = async {
            if cuts::count_live(self.database.pool(), FEW + 1).await? > FEW {
                return Ok(None);
            }
            self.finish(id, |_| ()).await.map(|job| Some(job.ended))
        };
        match timeout(ANSWER_WITHIN, ended).await {
            Ok(Ok(ended)) => ended,
            Ok(Err(AppError::NotFound)) | Err(_) => None,
            Ok(Err(error)) => {
                tracing::warn!(cause = %error, "the sessions that a job has ended could not be counted");
                None
            }
        }
    }

    /// Waits until a job is done, whoever works on it, and says every now and then how far it is.
    ///
    /// # Errors
    /// [`AppError::NotFound`], or when the database does not answer.
    pub async fn finish(&self, id: &str, progress: impl Fn(&JobSummary)) -> Result<JobSummary, AppError> {
        let mut finished = self.finished.subscribe();
        loop {
            let job = store::find(self.database.pool(), id).await?.ok_or(AppError::NotFound)?;
            if job.finished_at.is_some() {
                return Ok(job);
            }
            progress(&job);
            // Another process may be at it, so this does not wait for its own word alone.
            let _ = timeout(LOOK_EVERY, finished.changed()).await;
        }
    }

    /// The same for the job that belongs to a change of the policy.
    ///
    /// # Errors
    /// Those of [`Self::finish`].
    pub async fn finish_change(&self, change: &str, progress: impl Fn(&JobSummary)) -> Result<JobSummary, AppError> {
        let id = store::of_change(self.database.pool(), change).await?.ok_or(AppError::NotFound)?;
        self.finish(&id, progress).await
    }
}
