//! The rules of jobs: one at a time, the oldest first, in batches that are separate short transactions. A
//! job's row names its worker; a worker without a heartbeat for a while counts as gone.

mod new_job;
mod run;
mod store;

pub(crate) use self::new_job::NewJob;

use std::{sync::Arc, time::Duration};

use leptos::prelude::use_context;
use tokio::{sync::watch, time::timeout};

use super::JobSummary;
use crate::{
    access::server::Grant,
    audit::server::Actor,
    database::{Database, Transaction, new_id},
    error::AppError,
    session::server::cuts,
};

/// With at most this many live sessions, a request waits for its job, which is quick.
const FEW: i64 = 2_000;
/// The maximum time that such a request waits.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// How often a caller that waits for a job checks its row.
const CHECK_EVERY: Duration = Duration::from_millis(250);
/// How long a finished job is shown, in seconds.
const SHOWN: i64 = 120;

/// The service of this feature. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Jobs {
    database: Database,
    /// The name of this process.
    worker: Arc<str>,
    /// Locked by the task that is working.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// How many jobs this process has finished.
    finished: watch::Sender<u64>,
    closing: watch::Sender<bool>,
}

/// Queues a job within the transaction. Call [`Jobs::start`] after the commit.
pub(crate) async fn enqueue(tx: &mut Transaction, grant: &Grant, new: NewJob<'_>) -> Result<String, AppError> {
    let (id, now) = (new_id(), tx.now());
    store::insert(&mut **tx, &id, new, &Actor::from(grant), now).await?;
    tx.notify_console().await?;
    Ok(id)
}

impl Jobs {
    /// Creates the service.
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
    /// [`AppError::Internal`] if the server provided none.
    pub fn expect() -> Result<Self, AppError> {
        use_context().ok_or_else(|| AppError::internal(&"no jobs in context"))
    }

    /// Jobs that are running or queued, the oldest first, and then those that have ended sessions and
    /// finished recently.
    ///
    /// # Errors
    /// If the database does not respond.
    pub async fn list(&self, _grant: &Grant) -> Result<Vec<JobSummary>, AppError> {
        Ok(store::list(self.database.pool(), self.database.now() - SHOWN).await?)
    }

    /// Starts the job. Returns how many sessions it has ended if there are few enough to wait for it;
    /// `None`: it continues in the background. Never fails, because the change itself is committed.
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
                tracing::warn!(cause = %error, "cannot count the sessions that a job has ended");
                None
            }
        }
    }

    /// Waits until a job is done, whichever process works on it, and reports its progress regularly.
    ///
    /// # Errors
    /// [`AppError::NotFound`], or if the database does not respond.
    pub async fn finish(&self, id: &str, progress: impl Fn(&JobSummary)) -> Result<JobSummary, AppError> {
        let mut finished = self.finished.subscribe();
        loop {
            let job = store::find(self.database.pool(), id).await?.ok_or(AppError::NotFound)?;
            if job.finished_at.is_some() {
                return Ok(job);
            }
            progress(&job);
            // Another process may be working on it, so do not wait only for this process's notification.
            let _ = timeout(CHECK_EVERY, finished.changed()).await;
        }
    }

    /// Like [`Self::finish`], for the job of a policy change.
    ///
    /// # Errors
    /// Those of [`Self::finish`].
    pub async fn finish_change(&self, change: &str, progress: impl Fn(&JobSummary)) -> Result<JobSummary, AppError> {
        let id = store::of_change(self.database.pool(), change).await?.ok_or(AppError::NotFound)?;
        self.finish(&id, progress).await
    }
}
