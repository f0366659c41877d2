//! Working on jobs: take the oldest one, carry it a batch further, make room for others, and so on.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::{
    Jobs,
    store::{self, Job},
};
use crate::{
    access::Ending,
    audit::{Act, server::Event},
    database::Actor,
    error::AppError,
    health::{Source, Warning},
    policy::server::{EVERYONE, set_ended},
    session::server::cuts::{self, Place},
};

/// Sessions a batch goes through.
const BATCH: i64 = 500;
/// Between two batches at least; otherwise as long as the last one took, so that others get as much of
/// the database.
const REST: Duration = Duration::from_millis(5);
/// How often it is looked for jobs that another process has left.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// A process that says nothing on its job for so long is taken to be gone. If it is not, it notices at
/// its next batch.
const LEASE: Duration = Duration::from_secs(6);
/// How often somebody else's job is looked at.
const WATCH_EVERY: Duration = Duration::from_millis(500);
/// How long a process that stops waits for its batch to end.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);
/// Between two tries of a batch that failed, at first and at most.
const RETRY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(30));
/// How often the console is told how far it is.
const TELL_EVERY: Duration = Duration::from_secs(2);

/// What came of a look at the jobs.
enum Turn {
    /// There is nothing to do.
    Idle,
    /// A batch was done.
    Worked,
    /// Another process, or another transaction, is at it.
    Waiting(Duration),
}

/// What is known of the jobs between two looks.
struct Run {
    /// Whether there was one at the last look.
    has_job: bool,
    /// What another process last said on its job, and since when it says so.
    seen: Option<(String, String, i64, Instant)>,
    told: Instant,
}

impl Jobs {
    /// Looks for jobs and works on them, for ever.
    pub async fn keep_up(self) {
        while !*self.closing.borrow() {
            self.run().await;
            self.pause(LOOK_EVERY).await;
        }
    }

    /// Stops working after the batch that is under way, and releases the job, so that others need not wait to
    /// take over. Without an answer of the database they wait for the lease to expire.
    pub async fn close(&self) {
        self.closing.send_replace(true);
        let release = async {
            let _turn = self.turn.lock().await;
            store::release(self.database.pool(), &self.worker).await
        };
        match timeout(CLOSE_WITHIN, release).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(cause = %error, "a job could not be released"),
            Err(_) => tracing::warn!("a job could not be released in time"),
        }
    }

    /// Waits, unless the process stops.
    async fn pause(&self, pause: Duration) {
        let mut closing = self.closing.subscribe();
        // Either way, the caller looks at `closing` next.
        let _ = timeout(pause, closing.wait_for(|closing| *closing)).await;
    }

    /// Works until there is nothing left to do.
    pub(super) async fn run(&self) {
        let _turn = self.turn.lock().await;
        let mut run = Run { has_job: false, seen: None, told: Instant::now() };
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
                    tracing::warn!(cause = %error, "a batch of a job failed; it is tried again");
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

    async fn batch(&self, run: &mut Run, job: &Job, until: &Place, sessions: i64) -> Result<Turn, AppError> {
        let mut tx = self.database.begin().await?;
        let reached = cuts::end_range(&mut tx, job.generation, &job.place, until).await?;
        // Sessions that are ended now are not among those that the next pass counts.
        let (place, checked) =
            if reached.left > 0 { (&job.place, reached.ended + reached.ended_before) } else { (until, sessions) };
        if !store::progress(&mut *tx, job, &self.worker, place, checked, reached).await? {
            // Another process has taken it to be left.
            return Ok(Turn::Waiting(WATCH_EVERY));
        }
        if run.told.elapsed() >= TELL_EVERY {
            tx.notify_console().await?;
            run.told = Instant::now();
        }
        tx.commit().await?;
        Ok(if reached.left > 0 { Turn::Waiting(10 * REST) } else { Turn::Worked })
    }

    /// Every row has been reached: the mark goes, and the audit gets its line.
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
        // Read before `complete` takes it away, and within its transaction: it may have been deleted since the job was
        // read, with the account of whoever started it.
        tx.acts_for(Actor { origin, ..job.actor.clone() });
        let (ending, whose) = match &*job.whose {
            "" => (Ending::Policy, "changed limits".to_owned()),
            EVERYONE => (Ending::EndedByAdministrator, EVERYONE.to_owned()),
            role => (Ending::EndedByAdministrator, format!("role {role}")),
        };
        for (ending, sessions) in [(ending.name(), ended), ("deadline", ended_before)] {
            if sessions > 0 {
                let event = Event::new(Act::EndSessions).with("ending", ending).with("sessions", sessions);
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
    /// Whether the process that works on the job has said nothing for so long that it must be gone. By this
    /// process's own measure of time, because clocks differ.
    fn is_gone(&mut self, job: &Job) -> bool {
        match &self.seen {
            Some((id, worker, beats, since)) if (id, worker, *beats) == (&job.id, &job.worker, job.beats) => {
                since.elapsed() >= LEASE
            }
            _ => {
                self.seen = Some((job.id.clone(), job.worker.clone(), job.beats, Instant::now()));
                false
            }
        }
    }
}
