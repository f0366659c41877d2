//! Hashing and rating passwords off the async threads and behind limits: a flood of sign-ins can
//! take neither the memory nor the threads that pages need (ASVS 2.4.1, 13.2.6).

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::sync::Semaphore;

use super::password::{Hashing, Password, Rating};
use crate::error::AppError;

/// Calls that may wait for each worker; more answer 503 at once.
const QUEUE_PER_WORKER: usize = 16;

/// Bounded crews of workers: one for hashes, and one for ratings, so that neither starves the other.
#[derive(Clone, Debug)]
pub struct Hashers {
    hashing: Arc<Hashing>,
    hashes: Crew,
    ratings: Crew,
}

impl Hashers {
    /// At most `workers` hashes are computed at a time, and one rating.
    pub fn new(hashing: Hashing, workers: usize) -> Self {
        Self { hashing: Arc::new(hashing), hashes: Crew::new(workers), ratings: Crew::new(1) }
    }

    /// See [`Hashing::hash`].
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait already.
    pub async fn hash(&self, password: Password) -> Result<String, AppError> {
        let hashing = Arc::clone(&self.hashing);
        self.hashes.work(move || hashing.hash(&password)).await?.map_err(|error| AppError::internal(&error))
    }

    /// See [`Hashing::verify`].
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait already.
    pub async fn verify(&self, password: Password, phc: Option<String>) -> Result<bool, AppError> {
        let hashing = Arc::clone(&self.hashing);
        self.hashes.work(move || hashing.verify(&password, phc.as_deref())).await
    }

    /// See [`Password::rate`].
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait already.
    pub async fn rate(&self, password: Password, context: Vec<String>) -> Result<Rating, AppError> {
        self.ratings.work(move || password.rate(&context)).await
    }

    /// See [`Hashing::is_outdated`].
    pub fn is_outdated(&self, phc: &str) -> bool {
        self.hashing.is_outdated(phc)
    }
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
        let queue = workers * QUEUE_PER_WORKER;
        Self { workers: Arc::new(Semaphore::new(workers)), waiting: Arc::default(), queue }
    }

    async fn work<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let place = Place::take(self)?;
        let worker = Arc::clone(&self.workers).acquire_owned().await.map_err(|_| AppError::Busy)?;
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
