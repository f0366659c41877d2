//! The places of IP addresses, such as "Berlin, Germany", from a file on this machine in MaxMind's format. Nothing is
//! sent to anybody.

use std::{
    fmt,
    net::IpAddr,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use maxminddb::{MaxMindDbError, PathElement, Reader};

use crate::{locale, texts::session as t};

/// Why a file of places cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PlacesError {
    /// It cannot be read, or is not in MaxMind's format.
    #[error(transparent)]
    File(#[from] MaxMindDbError),
    /// It has other contents, such as the providers of addresses.
    #[error("the file contains {0}, not cities or countries")]
    Contents(String),
}

/// How often to look for a newer file.
const LOOK_EVERY: Duration = Duration::from_mins(10);
/// What the types of files with places contain, such as `GeoLite2-City` or `DBIP-Country-Lite`.
const CONTENTS: [&str; 3] = ["City", "Country", "Enterprise"];
/// The language in which every such file has names.
const ENGLISH: &str = "en";

/// Finds the places of addresses; none without a file. Cheap to clone.
#[derive(Clone, Default)]
pub struct Places(Option<Arc<File>>);

/// A file's content, with the time at which it was written.
type Loaded = (SystemTime, Arc<Reader<Vec<u8>>>);

struct File {
    path: PathBuf,
    /// `None` until it is first needed.
    loaded: RwLock<Option<Loaded>>,
}

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Places").field(&self.0.as_ref().map(|file| &file.path)).finish()
    }
}

impl Places {
    /// Will find places in this file, which is read at the first use.
    pub fn new(path: Option<&Path>) -> Self {
        Self(path.map(|path| Arc::new(File { path: path.to_owned(), loaded: RwLock::default() })))
    }

    /// Reads the file, or reads it again if it has changed.
    ///
    /// # Errors
    /// See [`PlacesError`]; what was read before stays in use.
    pub fn load(&self) -> Result<(), PlacesError> {
        let Some(file) = &self.0 else { return Ok(()) };
        let written_at = std::fs::metadata(&file.path).and_then(|file| file.modified()).map_err(MaxMindDbError::Io)?;
        let is_current = |loaded: &Option<Loaded>| loaded.as_ref().is_some_and(|(at, _)| *at == written_at);
        if is_current(&file.loaded.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(());
        }
        let reader = Reader::open_readfile(&file.path)?;
        let contents = &reader.metadata().database_type;
        if !CONTENTS.iter().any(|known| contents.contains(known)) {
            return Err(PlacesError::Contents(contents.clone()));
        }
        *file.loaded.write().unwrap_or_else(PoisonError::into_inner) = Some((written_at, Arc::new(reader)));
        Ok(())
    }

    /// Reads the file again whenever it has changed.
    pub(super) async fn keep_current(&self) {
        if self.0.is_none() {
            return;
        }
        let mut look = tokio::time::interval(LOOK_EVERY);
        loop {
            look.tick().await;
            let places = self.clone();
            let loaded = tokio::task::spawn_blocking(move || places.load()).await;
            if let Ok(Err(error)) = loaded {
                tracing::warn!(cause = %error, "cannot read geoip_database; the last version stays in use");
            }
        }
    }

    /// The place of an address in the reader's language, or in English: city and country, as far as they are known.
    pub fn find(&self, address: &str) -> Option<String> {
        let file = self.0.as_ref()?;
        let loaded = || file.loaded.read().unwrap_or_else(PoisonError::into_inner).clone();
        let (_, reader) = loaded().or_else(|| {
            self.load().ok()?;
            loaded()
        })?;
        let found = reader.lookup(address.parse::<IpAddr>().ok()?).ok()?;
        let language = locale::reader().tag;
        let name = |of: &str| {
            [language, ENGLISH].iter().find_map(|language| {
                let path = [of, "names", language].map(PathElement::Key);
                found.decode_path::<String>(&path).ok().flatten().filter(|name| !name.is_empty())
            })
        };
        match (name("city"), name("country")) {
            // A city state is named once.
            (Some(city), Some(country)) if city != country => Some(t::place(city, country)),
            (city, country) => city.or(country),
        }
    }
}
