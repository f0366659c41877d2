//! Hashing and rating passwords off the async threads and behind limits: a flood of sign-ins can
//! take neither the memory nor the threads that pages need (ASVS 2.4.1, 13.2.6).

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{sync::Semaphore, time::timeout};

use super::{
    hashing::{Hashing, Memory, Verified},
    password::{Password, Rating},
};
use crate::error::AppError;

/// Calls that may wait for each worker. A burst of a hundred sign-ups finds room; each takes its
/// request and no more.
const QUEUE_PER_WORKER: usize = 64;
/// Calls that may wait where there is one worker only.
const LEAST_QUEUE: usize = 128;
/// How long a call waits for a worker before it is told to come again.
const PATIENCE: Duration = Duration::from_secs(10);

/// Bounded crews of workers: for hashes, for ratings that decide, and for the meter, so that none
/// starves another.
#[derive(Clone, Debug)]
pub struct Hashers {
    hashing: Arc<Hashing>,
    /// As many as hashes have ever been computed at a time.
    memories: Arc<Mutex<Vec<Memory>>>,
    hashes: Crew,
    ratings: Crew,
    meter: Crew,
}

impl Hashers {
    /// At most `workers` hashes are computed at a time, and as many ratings.
    pub fn new(hashing: Hashing, workers: usize) -> Self {
        Self {
            hashing: Arc::new(hashing),
            memories: Arc::default(),
            hashes: Crew::new(workers),
            ratings: Crew::new(workers),
            meter: Crew::new(1),
        }
    }

    /// See [`Hashing::work`].
    pub fn work(&self) -> u64 {
        self.hashing.work()
    }

    /// See [`Hashing::hash`].
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait already, or for too long.
    pub async fn hash(&self, password: Password) -> Result<String, AppError> {
        let hashed = self.compute(move |hashing, memory| hashing.hash(memory, &password)).await?;
        hashed.map_err(|error| AppError::internal(&error))
    }

    /// See [`Hashing::verify`].
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait already, or for too long.
    pub async fn verify(
        &self,
        password: Password,
        phc: Option<String>,
        in_use: Vec<String>,
    ) -> Result<Verified, AppError> {
        self.compute(move |hashing, memory| hashing.verify(memory, &password, phc.as_deref(), &in_use)).await
    }

    /// See [`Password::rate`]: of a password that is about to be set.
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait already, or for too long.
    pub async fn rate(&self, password: Password, context: Vec<String>) -> Result<Rating, AppError> {
        self.ratings.work(move || password.rate(&context)).await
    }

    /// The same for the meter, which asks while somebody types.
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait already, or for too long.
    pub async fn meter(&self, password: Password, context: Vec<String>) -> Result<Rating, AppError> {
        self.meter.work(move || password.rate(&context)).await
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

/// A panic elsewhere leaves nothing half done in a list.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Workers of one kind, and those who wait for them.
#[derive(Clone, Debug)]
struct Crew {
    workers: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    queue: usize,
}

impl Crew {
    fn new(workers: usize) -> Self {
        let queue = LEAST_QUEUE.max(workers * QUEUE_PER_WORKER);
        Self { workers: Arc::new(Semaphore::new(workers)), waiting: Arc::default(), queue }
    }

    async fn work<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let place = Place::take(self)?;
        let worker = timeout(PATIENCE, Arc::clone(&self.workers).acquire_owned()).await;
        let worker = worker.map_err(|_| AppError::Busy)?.map_err(|_| AppError::Busy)?;
        // The worker's permit moves into the job: a caller that hangs up frees no worker early.
        let done = tokio::task::spawn_blocking(move || {
            let _worker = worker;
            job()
        })
        .await;
        drop(place);
        done.map_err(|error| AppError::internal(&error))
    }
}

/// A place in the queue, given back when dropped.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(crew: &Crew) -> Result<Self, AppError> {
        if crew.waiting.fetch_add(1, Ordering::SeqCst) >= crew.queue {
            crew.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(AppError::Busy);
        }
        Ok(Self(Arc::clone(&crew.waiting)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
