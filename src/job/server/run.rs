//! The worker loop: take the oldest job, process a batch, pause for other work, repeat.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::{
    Jobs,
    store::{self, Job},
};
use crate::{
    access::Ending,
    audit::{
        Act,
        server::{Actor, Event},
    },
    error::AppError,
    health::{Source, Warning},
    policy::server::{EVERYONE, set_ended},
    session::server::cuts::{self, Cursor},
};

/// The number of sessions in a batch.
const BATCH: i64 = 500;
/// The minimum pause between two batches. Otherwise it lasts as long as the last batch, so that other work
/// gets the same share of the database.
const REST: Duration = Duration::from_millis(5);
/// How often to look for jobs that another process has abandoned.
const CHECK_EVERY: Duration = Duration::from_secs(2);
/// A process without a heartbeat for this long counts as gone. If it still runs, it notices at its next
/// batch.
const LEASE: Duration = Duration::from_secs(6);
/// How often to check a job of another process.
const WATCH_EVERY: Duration = Duration::from_millis(500);
/// How long a stopping process waits for its batch to end.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);
/// The delay before a failed batch is retried: initial and maximum.
const RETRY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(30));
/// How often to notify the console of the progress.
const NOTIFY_EVERY: Duration = Duration::from_secs(2);

/// The outcome of one iteration.
enum Turn {
    /// There is nothing to do.
    Idle,
    /// A batch was done.
    Worked,
    /// Another process or transaction is working on it.
    Waiting(Duration),
}

/// The state between two iterations.
struct Run {
    /// Whether there was a job in the last iteration.
    has_job: bool,
    /// The last heartbeat of another process on its job, and when it was first seen.
    seen: Option<(String, String, i64, Instant)>,
    notified: Instant,
}

impl Jobs {
    /// Looks for jobs and works on them, forever.
    pub async fn run_maintenance(self) {
        while !*self.closing.borrow() {
            self.run().await;
            self.pause(CHECK_EVERY).await;
        }
    }

    /// Stops after the current batch and releases the job, so that others can take over at once. If the
    /// database does not respond, they wait for the lease to expire.
    pub async fn close(&self) {
        self.closing.send_replace(true);
        let release = async {
            let _turn = self.turn.lock().await;
            store::release(self.database.pool(), &self.worker).await
        };
        match timeout(CLOSE_WITHIN, release).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(cause = %error, "cannot release a job"),
            Err(_) => tracing::warn!("timed out releasing a job"),
        }
    }

    /// Waits, unless the process is stopping.
    async fn pause(&self, pause: Duration) {
        let mut closing = self.closing.subscribe();
        // Either way, the caller checks `closing` next.
        let _ = timeout(pause, closing.wait_for(|closing| *closing)).await;
    }

    /// Works until there is nothing left to do.
    pub(super) async fn run(&self) {
        let _turn = self.turn.lock().await;
        let mut run = Run { has_job: false, seen: None, notified: Instant::now() };
        let mut retry = RETRY.0;
        while !*self.closing.borrow() {
            let began = Instant::now();
            match self.work(&mut run).await {
                Ok(turn) => {
                    self.database.warnings().clear(Source::Jobs);
                    retry = RETRY.0;
                    match turn {
                        Turn::Idle => return,
                        Turn::Worked => self.pause(began.elapsed().max(REST)).await,
                        Turn::Waiting(pause) => self.pause(pause).await,
                    }
                }
                Err(error) => {
                    // A single failure may be a lost race.
                    if run.has_job && retry > RETRY.0 {
                        let warning = Warning::JobStuck { cause: error.to_string() };
                        self.database.warnings().raise(Source::Jobs, warning, self.database.now());
                    }
                    tracing::warn!(cause = %error, "a batch of a job failed; retrying");
                    self.pause(retry).await;
                    retry = (2 * retry).min(RETRY.1);
                }
            }
        }
    }

    async fn work(&self, run: &mut Run) -> Result<Turn, AppError> {
        let pool = self.database.pool();
        let job = store::next(pool).await?;
        run.has_job = job.is_some();
        let Some(job) = job else { return Ok(Turn::Idle) };
        if *job.worker != *self.worker {
            if !job.worker.is_empty() && !run.is_gone(&job) {
                return Ok(Turn::Waiting(WATCH_EVERY));
            }
            store::claim(pool, &job, &self.worker).await?;
            return Ok(Turn::Worked);
        }
        if job.total.is_none() {
            let total = cuts::count_live(pool, i64::MAX).await?;
            store::set_total(pool, &job.id, total).await?;
            return Ok(Turn::Worked);
        }
        match cuts::next_place(pool, &job.place, BATCH).await? {
            Some((until, sessions)) => self.batch(run, &job, &until, sessions).await,
            None => self.complete(&job).await,
        }
    }

    async fn batch(&self, run: &mut Run, job: &Job, until: &Cursor, sessions: i64) -> Result<Turn, AppError> {
        let mut tx = self.database.begin().await?;
        let reached = cuts::end_range(&mut tx, job.generation, &job.place, until).await?;
        // The next pass does not count sessions that have ended now.
        let (place, checked) =
            if reached.left > 0 { (&job.place, reached.ended + reached.ended_before) } else { (until, sessions) };
        if !store::progress(&mut *tx, job, &self.worker, place, checked, reached).await? {
            // Another process has taken over.
            return Ok(Turn::Waiting(WATCH_EVERY));
        }
        if run.notified.elapsed() >= NOTIFY_EVERY {
            tx.notify_console().await?;
            run.notified = Instant::now();
        }
        tx.commit().await?;
        Ok(if reached.left > 0 { Turn::Waiting(10 * REST) } else { Turn::Worked })
    }

    /// Every row is processed: deletes the cut and records the audit event.
    async fn complete(&self, job: &Job) -> Result<Turn, AppError> {
        let mut tx = self.database.begin().await?;
        let settled = cuts::remove(&mut tx, job.generation).await?;
        let (ended, ended_before) = (job.ended + settled.ended, job.ended_before + settled.ended_before);
        let now = tx.now();
        let origin = store::lock_origin(&mut tx, &job.id).await?;
        if !store::complete(&mut *tx, job, &self.worker, (ended, ended_before), now).await? {
            return Ok(Turn::Waiting(WATCH_EVERY));
        }
        if let Some(change) = &job.policy_change {
            set_ended(&mut *tx, change, ended).await?;
        }
        // Read in this transaction, before `complete` deletes it. It may have been deleted since the
        // job was read, together with the account that started it.
        tx.acts_for(Actor { origin, ..job.actor.clone() });
        let (ending, whose) = match &*job.whose {
            "" => (Ending::Policy, "changed limits".to_owned()),
            EVERYONE => (Ending::EndedByAdministrator, EVERYONE.to_owned()),
            role => (Ending::EndedByAdministrator, format!("role {role}")),
        };
        for (ending, sessions) in [(ending.name(), ended), ("deadline", ended_before)] {
            if sessions > 0 {
                let event = Event::new(Act::END_SESSIONS).with("ending", ending).with("sessions", sessions);
                tx.record(event.with("whose", &whose));
            }
        }
        tx.notify_console().await?;
        tx.commit().await?;
        self.finished.send_modify(|count| *count += 1);
        tracing::info!(actor = job.actor.name, whose, ended, ended_before, "sessions ended");
        Ok(Turn::Worked)
    }
}

impl Run {
    /// Whether the job's worker has had no heartbeat for so long that it counts as gone, by this process's
    /// own clock, because clocks differ.
    fn is_gone(&mut self, job: &Job) -> bool {
        match &self.seen {
            Some((id, worker, heartbeats, since))
                if (id, worker, *heartbeats) == (&job.id, &job.worker, job.heartbeats) =>
            {
                since.elapsed() >= LEASE
            }
            _ => {
                self.seen = Some((job.id.clone(), job.worker.clone(), job.heartbeats, Instant::now()));
                false
            }
        }
    }
}
