//! The version of a SQLite database: while it stays the same, no process has committed a transaction. It is the header of
//! the WAL index, which all connections share. A commit writes the header last. Reading it needs no SQL statement
//! (<https://sqlite.org/walformat.html>, 2.1).

use std::{
    fs::{File, Metadata},
    os::unix::fs::{FileExt, MetadataExt},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use sqlx::{AnyPool, AssertSqlSafe};

/// The length of the header in bytes. The file begins with two copies of it.
const HEADER: usize = 48;
/// The offset of the byte that is 1 once the index is initialized.
const IS_INITIALIZED: usize = 12;
/// The place of the WAL's salt. Until the WAL has its first frame, it is zero, and the header is always the same.
const SALT: std::ops::Range<usize> = 32..40;

/// The open WAL indexes of this process. Closing such a file releases the locks that SQLite holds on it, because POSIX
/// locks belong to the process and not to the descriptor. So a file stays open until it is removed and unused.
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
pub(super) struct WalIndex {
    path: PathBuf,
    file: Arc<File>,
}

impl WalIndex {
    /// Opens the index of a database, and checks that the pool's connections use it: a commit must change it. `None`:
    /// there is no such file, it does not change, or the database is not in WAL mode.
    ///
    /// # Errors
    /// If the database cannot be read or written.
    pub(super) async fn verify(database: &Path, pool: &AnyPool) -> Result<Option<Self>, sqlx::Error> {
        let mut connection = pool.acquire().await?;
        let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut *connection).await?;
        let Some(index) = Self::open(database).filter(|_| mode == "wal") else { return Ok(None) };
        let before = index.header();
        let number: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
        // Writes its page even if the number stays the same.
        let write = AssertSqlSafe(format!("PRAGMA user_version = {number}"));
        sqlx::query(write).execute(&mut *connection).await?;
        Ok((index.version().is_some() && index.header() != before).then_some(index))
    }

    fn open(database: &Path) -> Option<Self> {
        // SQLite follows a link to the database before it names the files beside it.
        let mut name = database.canonicalize().ok()?.into_os_string();
        name.push("-shm");
        let path = PathBuf::from(name);
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|file| Arc::strong_count(file) > 1 || file.metadata().is_ok_and(|found| found.nlink() > 0));
        let file = Arc::new(File::open(&path).ok()?);
        // A second descriptor of the same file must stay open, too.
        open.push(Arc::clone(&file));
        Some(Self { path, file })
    }

    /// The current version; `None` if it is not known, such as during a commit.
    pub(super) fn version(&self) -> Option<Version> {
        let headers = self.header()?;
        let (first, second) = headers.split_at(HEADER);
        // SQLite writes the second copy first, so copies that differ mean that a commit is in progress.
        let is_sound = first == second && first[IS_INITIALIZED] == 1 && first[SALT].iter().any(|byte| *byte != 0);
        (is_sound && self.is_current()).then(|| first.try_into().ok().map(Version)).flatten()
    }

    /// Both copies of the header.
    fn header(&self) -> Option<[u8; 2 * HEADER]> {
        let mut headers = [0; 2 * HEADER];
        self.file.read_exact_at(&mut headers, 0).ok().map(|()| headers)
    }

    /// Whether the path still leads to the open file. SQLite removes the file when the last connection closes, and the
    /// next one creates another.
    fn is_current(&self) -> bool {
        let identity = |found: Metadata| (found.dev(), found.ino());
        let named = std::fs::metadata(&self.path).map(identity);
        named.is_ok_and(|named| self.file.metadata().is_ok_and(|open| identity(open) == named))
    }
}
