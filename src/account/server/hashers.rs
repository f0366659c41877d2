//! Hashing off the async threads and behind a limit: a flood of sign-ins can take neither the
//! memory nor the threads that pages need (ASVS 2.4.1, 13.2.6).

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::sync::Semaphore;

use super::password::{Hashing, Password};
use crate::error::AppError;

/// Calls that may wait for each worker; more answer 503 at once.
const QUEUE_PER_WORKER: usize = 16;

/// A bounded crew of hashing workers.
#[derive(Clone, Debug)]
pub struct Hashers {
    hashing: Arc<Hashing>,
    workers: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    queue: usize,
}

impl Hashers {
    /// At most `workers` hashes are computed at a time.
    pub fn new(hashing: Hashing, workers: usize) -> Self {
        Self {
            hashing: Arc::new(hashing),
            workers: Arc::new(Semaphore::new(workers)),
            waiting: Arc::default(),
            queue: workers * QUEUE_PER_WORKER,
        }
    }

    /// See [`Hashing::hash`].
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait already.
    pub async fn hash(&self, password: Password) -> Result<String, AppError> {
        self.work(move |hashing| hashing.hash(&password)).await?.map_err(|error| AppError::internal(&error))
    }

    /// See [`Hashing::verify`].
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait already.
    pub async fn verify(&self, password: Password, phc: Option<String>) -> Result<bool, AppError> {
        self.work(move |hashing| hashing.verify(&password, phc.as_deref())).await
    }

    /// See [`Hashing::is_outdated`].
    pub fn is_outdated(&self, phc: &str) -> bool {
        self.hashing.is_outdated(phc)
    }

    async fn work<T: Send + 'static>(&self, job: impl FnOnce(&Hashing) -> T + Send + 'static) -> Result<T, AppError> {
        let place = Place::take(self)?;
        let worker = Arc::clone(&self.workers).acquire_owned().await.map_err(|_| AppError::Busy)?;
        let hashing = Arc::clone(&self.hashing);
        // The worker's permit moves into the job: a caller that hangs up frees no worker early.
        let done = tokio::task::spawn_blocking(move || {
            let _worker = worker;
            job(&hashing)
        })
        .await;
        drop(place);
        done.map_err(|error| AppError::internal(&error))
    }
}

/// A place in the queue, given back when dropped.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(hashers: &Hashers) -> Result<Self, AppError> {
        if hashers.waiting.fetch_add(1, Ordering::SeqCst) >= hashers.queue {
            hashers.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(AppError::Busy);
        }
        Ok(Self(Arc::clone(&hashers.waiting)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
