//! The version of a SQLite database: while it stays the same, no process has committed a transaction. It is the header of
//! the WAL index, which all connections share, and which a commit writes last: reading it takes no statement
//! (<https://sqlite.org/walformat.html>, 2.1).

use std::{
    fs::{File, Metadata},
    os::unix::fs::{FileExt, MetadataExt},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

/// The length of the header in bytes. The file begins with two copies of it.
const HEADER: usize = 48;
/// Where the header has a 1 if the index is in use.
const IS_INITIALIZED: usize = 12;

/// The open WAL indexes of this process. Closing such a file would release the locks that SQLite holds on it, because
/// POSIX locks belong to the process and not to the descriptor. So a file stays open until it is removed and unused.
static OPEN: Mutex<Vec<Arc<File>>> = Mutex::new(Vec::new());

/// A state of the database's contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version([u8; HEADER]);

#[cfg(test)]
impl Version {
    pub(super) fn of(byte: u8) -> Self {
        Self([byte; HEADER])
    }
}

/// The WAL index of a SQLite file.
#[derive(Debug)]
pub(super) struct WalIndex(Arc<File>);

impl WalIndex {
    /// Opens the index beside a database file; `None` if there is none, because no connection is open or the database
    /// does not use a write-ahead log.
    pub(super) fn open(database: &Path) -> Option<Self> {
        let mut name = database.as_os_str().to_owned();
        name.push("-shm");
        let identity = |found: &Metadata| (found.dev(), found.ino());
        let found = std::fs::metadata(&name).ok()?;
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|file| Arc::strong_count(file) > 1 || is_there(file));
        let same = open.iter().find(|file| file.metadata().is_ok_and(|known| identity(&known) == identity(&found)));
        let file = match same {
            Some(file) => Arc::clone(file),
            None => {
                let file = Arc::new(File::open(&name).ok()?);
                open.push(Arc::clone(&file));
                file
            }
        };
        Some(Self(file))
    }

    /// The current version; `None` if it cannot be told, such as during a commit.
    pub(super) fn version(&self) -> Option<Version> {
        let mut headers = [0; 2 * HEADER];
        self.0.read_exact_at(&mut headers, 0).ok()?;
        let (first, second) = headers.split_at(HEADER);
        // Writers write the second copy first, so that different copies show a commit in progress.
        let is_sound = first == second && first[IS_INITIALIZED] == 1;
        // SQLite removes the file when the last connection closes, and the next one creates another.
        (is_sound && is_there(&self.0)).then(|| first.try_into().ok().map(Version)).flatten()
    }
}

/// Whether the file still has a name.
fn is_there(file: &File) -> bool {
    file.metadata().is_ok_and(|found| found.nlink() > 0)
}
