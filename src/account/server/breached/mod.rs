//! Passwords that have appeared in data breaches (ASVS 6.2.12), known from a file on this machine and from a service that
//! learns only the beginning of a hash. Neither passwords nor their hashes are stored or logged.

mod build;
mod digest;
mod limiter;
mod list;
mod range_api;

pub use self::{
    build::{BuildError, Built, Source, build},
    list::{BreachedList, ListError, ListFacts},
    range_api::{RangeError, parse_address},
};

use std::{path::Path, sync::Arc};

use url::Url;

use self::{digest::Digest, range_api::RangeApi};
use super::password::Password;
use crate::database::Clock;

/// Why it is unknown whether a password has appeared in a breach.
#[derive(Debug, thiserror::Error)]
pub enum LookupError {
    /// The list cannot be read.
    #[error(transparent)]
    List(#[from] ListError),
    /// The service does not answer as expected.
    #[error("the service for breached passwords: {0}")]
    Range(#[from] RangeError),
}

/// Knows breached passwords, if a list or a service is configured. Cheap to clone.
#[derive(Clone, Debug)]
pub struct BreachedPasswords {
    list: BreachedList,
    service: Option<Arc<RangeApi>>,
}

impl BreachedPasswords {
    /// Will look passwords up in this list and ask the service at this address.
    ///
    /// # Errors
    /// If the service needs TLS, and this machine has no certificates of authorities.
    pub fn new(list: Option<&Path>, service: Option<&Url>, clock: &Clock) -> Result<Self, RangeError> {
        let list = BreachedList::new(list, clock.clone());
        let service = service.map(|address| RangeApi::new(address, clock.clone())).transpose()?;
        Ok(Self { list, service: service.map(Arc::new) })
    }

    /// Whether neither is configured.
    pub fn is_off(&self) -> bool {
        self.list.is_off() && self.service.is_none()
    }

    /// The list.
    pub fn list(&self) -> &BreachedList {
        &self.list
    }

    /// Whether the service knows the password. If it does not answer, no, and a warning is logged at most once a minute:
    /// an outage elsewhere must not keep people from signing up.
    pub async fn is_known_to_service(&self, password: &Password) -> bool {
        match &self.service {
            Some(service) => service.contains_or_warn(&Digest::of(password)).await,
            None => false,
        }
    }

    /// Asks the service for a range, if there is one. Returns whether there is.
    ///
    /// # Errors
    /// If it does not answer as expected.
    pub async fn check_service(&self) -> Result<bool, RangeError> {
        let Some(service) = &self.service else { return Ok(false) };
        service.contains(&Digest::of(&String::new().into())).await.map(|_| true)
    }

    /// Whether the list or the service knows the password.
    ///
    /// # Errors
    /// If the first of them that was asked could not answer.
    pub async fn find(&self, password: &Password) -> Result<bool, LookupError> {
        let (list, digest) = (self.list.clone(), Digest::of(password));
        let listed = tokio::task::spawn_blocking(move || list.find(&digest)).await;
        if listed.map_err(|error| ListError::Stopped(error.to_string())).flatten()? {
            return Ok(true);
        }
        match &self.service {
            Some(service) => Ok(service.contains(&Digest::of(password)).await?),
            None => Ok(false),
        }
    }
}
