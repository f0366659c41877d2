//! Hashes and rates passwords off the async threads and within limits, so that a flood of sign-ins cannot take
//! the memory and the threads that pages need (ASVS 2.4.1, 13.2.6).

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{sync::Semaphore, time::timeout};

use super::{
    breached::BreachedList,
    hashing::{Hashing, Memory, Verified},
    password::{Password, Rating},
};
use crate::error::AppError;

/// The number of calls that may wait for each worker: enough for a burst of a hundred sign-ups. A waiting call
/// uses no more memory than its request.
const QUEUE_PER_WORKER: usize = 64;
/// The minimum length of a queue, which applies to a single worker.
const LEAST_QUEUE: usize = 128;
/// How long a call waits for a worker before it fails with [`AppError::Busy`].
const QUEUE_TIMEOUT: Duration = Duration::from_secs(10);

/// Bounded pools of workers for hashes, for ratings of new passwords and for the strength meter. They are
/// separate, so that none starves another.
#[derive(Clone, Debug)]
pub struct Hashers {
    hashing: Arc<Hashing>,
    /// Working memory to reuse: as many as there have been concurrent hashes.
    memories: Arc<Mutex<Vec<Memory>>>,
    hashes: WorkerPool,
    ratings: WorkerPool,
    meter: WorkerPool,
}

impl Hashers {
    /// Computes at most `workers` hashes at a time, and as many ratings.
    pub fn new(hashing: Hashing, workers: usize) -> Self {
        Self {
            hashing: Arc::new(hashing),
            memories: Arc::default(),
            hashes: WorkerPool::new(workers),
            ratings: WorkerPool::new(workers),
            meter: WorkerPool::new(1),
        }
    }

    /// See [`Hashing::work`].
    pub fn work(&self) -> u64 {
        self.hashing.work()
    }

    /// See [`Hashing::hash`].
    ///
    /// # Errors
    /// [`AppError::Busy`] if too many calls are waiting, or this one has waited too long.
    pub async fn hash(&self, password: Password) -> Result<String, AppError> {
        let hashed = self.compute(move |hashing, memory| hashing.hash(memory, &password)).await?;
        hashed.map_err(|error| AppError::internal(&error))
    }

    /// See [`Hashing::verify`].
    ///
    /// # Errors
    /// [`AppError::Busy`] if too many calls are waiting, or this one has waited too long.
    pub async fn verify(
        &self,
        password: Password,
        phc: Option<String>,
        in_use: Vec<String>,
    ) -> Result<Verified, AppError> {
        self.compute(move |hashing, memory| hashing.verify(memory, &password, phc.as_deref(), &in_use)).await
    }

    /// See [`Password::rate`]. For a password that is about to be set. Also looks it up in the list.
    ///
    /// # Errors
    /// [`AppError::Busy`] if too many calls are waiting, or this one has waited too long.
    pub async fn rate(
        &self,
        password: Password,
        context: Vec<String>,
        breached: BreachedList,
    ) -> Result<Rating, AppError> {
        self.ratings.work(move || rate(&password, &context, &breached)).await
    }

    /// The same for the strength meter, which is updated while somebody types.
    ///
    /// # Errors
    /// [`AppError::Busy`] if too many calls are waiting, or this one has waited too long.
    pub async fn meter(
        &self,
        password: Password,
        context: Vec<String>,
        breached: BreachedList,
    ) -> Result<Rating, AppError> {
        self.meter.work(move || rate(&password, &context, &breached)).await
    }

    async fn compute<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Hashing, &mut Memory) -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let (hashing, memories) = (Arc::clone(&self.hashing), Arc::clone(&self.memories));
        self.hashes
            .work(move || {
                let mut memory = lock(&memories).pop().unwrap_or_default();
                let done = job(&hashing, &mut memory);
                lock(&memories).push(memory);
                done
            })
            .await
    }
}

/// Ignores poisoning: a panic elsewhere cannot leave the list inconsistent.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn rate(password: &Password, context: &[String], breached: &BreachedList) -> Rating {
    Rating { is_breached: breached.contains(password), ..password.rate(context) }
}

/// A pool of workers, and its queue.
#[derive(Clone, Debug)]
struct WorkerPool {
    workers: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    queue: usize,
}

impl WorkerPool {
    fn new(workers: usize) -> Self {
        let queue = LEAST_QUEUE.max(workers * QUEUE_PER_WORKER);
        Self { workers: Arc::new(Semaphore::new(workers)), waiting: Arc::default(), queue }
    }

    async fn work<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let place = QueueSlot::take(self)?;
        let worker = timeout(QUEUE_TIMEOUT, Arc::clone(&self.workers).acquire_owned()).await;
        let worker = worker.map_err(|_| AppError::Busy)?.map_err(|_| AppError::Busy)?;
        // The permit moves into the job, so that a cancelled caller does not free the worker early.
        let done = tokio::task::spawn_blocking(move || {
            let _worker = worker;
            job()
        })
        .await;
        drop(place);
        done.map_err(|error| AppError::internal(&error))
    }
}

/// A place in the queue, released when dropped.
struct QueueSlot(Arc<AtomicUsize>);

impl QueueSlot {
    fn take(crew: &WorkerPool) -> Result<Self, AppError> {
        if crew.waiting.fetch_add(1, Ordering::SeqCst) >= crew.queue {
            crew.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(AppError::Busy);
        }
        Ok(Self(Arc::clone(&crew.waiting)))
    }
}

impl Drop for QueueSlot {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
