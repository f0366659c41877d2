//! Values that were read from the database, kept in memory while its version stays the same.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use super::{pool::Database, version::Version};

/// The maximum number of values in a [`VersionCache`].
const MOST: usize = 10_000;

/// Values of one version of the database. Cheap to clone.
#[derive(Debug)]
pub(crate) struct VersionCache<K, T>(Arc<Mutex<Entries<K, T>>>);

#[derive(Debug)]
struct Entries<K, T> {
    version: Option<Version>,
    values: HashMap<K, T>,
}

impl<K, T> Default for VersionCache<K, T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Entries { version: None, values: HashMap::new() })))
    }
}

impl<K, T> Clone for VersionCache<K, T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K: Eq + Hash, T: Clone> VersionCache<K, T> {
    /// The value that was read at this version.
    pub(crate) fn get<Q>(&self, version: Version, key: &Q) -> Option<T>
    where
        K: std::borrow::Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        // A panic while the lock was held cannot have left the values inconsistent.
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (entries.version == Some(version)).then(|| entries.values.get(key).cloned()).flatten()
    }

    /// Keeps a value. `version` is the database's version before the value was read.
    pub(crate) fn put(&self, version: Version, key: K, value: T) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.version != Some(version) || entries.values.len() >= MOST {
            entries.values.clear();
            entries.version = Some(version);
        }
        entries.values.insert(key, value);
    }
}

impl<T: Clone> VersionCache<(), T> {
    /// The current value: the kept one if the database has not changed, or else the one that `read` returns.
    ///
    /// # Errors
    /// The error that `read` returns.
    pub(crate) async fn get_or_read<E>(
        &self,
        database: &Database,
        read: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let version = database.version();
        if let Some(value) = version.and_then(|version| self.get(version, &())) {
            return Ok(value);
        }
        let value = read.await?;
        if let Some(version) = version {
            self.put(version, (), value.clone());
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::database::{Clock, Missing, version::WalIndex};

    async fn open_url(url: &str) -> Database {
        let database = Database::connect(url, 2, Missing::Make, Clock::system()).await.unwrap();
        database.migrate().await.unwrap();
        database.trust_version().await;
        database
    }

    async fn open(folder: &Path) -> Database {
        open_url(&format!("sqlite://{}/test.db", folder.display())).await
    }

    async fn write(database: &Database) {
        sqlx::query("UPDATE locks SET taken = taken + 1 WHERE name = 'policy'").execute(database.pool()).await.unwrap();
    }

    #[tokio::test]
    async fn the_version_changes_with_each_commit_of_any_connection_and_not_with_reads() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (open(folder.path()).await, open(folder.path()).await);
        let first = one.version().expect("a version");
        one.ping().await.unwrap();
        assert_eq!(one.version(), Some(first));
        assert_eq!(other.version(), Some(first));
        write(&other).await;
        let second = one.version().expect("a version");
        assert_ne!(second, first);
        write(&one).await;
        assert_ne!(other.version().expect("a version"), second);
    }

    #[tokio::test]
    async fn a_rolled_back_transaction_leaves_the_version_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let database = open(folder.path()).await;
        let before = database.version().expect("a version");
        let mut tx = database.begin().await.unwrap();
        sqlx::query("UPDATE locks SET taken = taken + 1").execute(&mut *tx).await.unwrap();
        assert_eq!(database.version(), Some(before));
        drop(tx);
        database.ping().await.unwrap();
        assert_eq!(database.version(), Some(before));
    }

    #[tokio::test]
    async fn checkpoints_and_a_new_log_do_not_bring_an_old_version_back() {
        let folder = tempfile::tempdir().unwrap();
        let database = open(folder.path()).await;
        let mut seen = vec![database.version().expect("a version")];
        for _ in 0..4 {
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(database.pool()).await.unwrap();
            write(&database).await;
            let version = database.version().expect("a version");
            assert!(!seen.contains(&version));
            seen.push(version);
        }
    }

    #[tokio::test]
    async fn there_is_no_version_without_a_file_that_all_connections_share() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/test.db", folder.path().display());
        let database = Database::connect(&url, 2, Missing::Make, Clock::system()).await.unwrap();
        assert_eq!(database.version(), None, "not before `trust_version`");
        for parameter in ["cache=shared", "vfs=unix-excl", "immutable=true"] {
            let url = format!("sqlite://{}/{}.db?mode=rwc&{parameter}", folder.path().display(), parameter.len());
            let Ok(other) = Database::connect(&url, 1, Missing::Make, Clock::system()).await else { continue };
            other.trust_version().await;
            assert_eq!(other.version(), None, "{parameter}");
        }
        assert_eq!(open_url("sqlite::memory:").await.version(), None);
    }

    #[tokio::test]
    async fn a_removed_or_replaced_index_has_no_version() {
        for replaced in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let database = open(folder.path()).await;
            assert!(database.version().is_some());
            let index = folder.path().join("test.db-shm");
            // Another name keeps the file alive.
            std::fs::hard_link(&index, folder.path().join("copy")).unwrap();
            std::fs::remove_file(&index).unwrap();
            if replaced {
                std::fs::copy(folder.path().join("copy"), &index).unwrap();
            }
            assert_eq!(database.version(), None, "replaced: {replaced}");
        }
    }

    #[tokio::test]
    async fn an_index_beside_a_symbolic_link_is_ignored() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let first = open(elsewhere.path()).await;
        // Left over from a time when the database was here.
        std::fs::copy(elsewhere.path().join("test.db-shm"), folder.path().join("test.db-shm")).unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join("test.db"), folder.path().join("test.db")).unwrap();
        let database = open(folder.path()).await;
        let before = database.version().expect("a version");
        write(&first).await;
        assert_ne!(database.version(), Some(before));
    }

    #[tokio::test]
    async fn a_file_that_no_commit_changes_is_not_trusted() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (database, other) = (open(folder.path()).await, open(elsewhere.path()).await);
        write(&other).await;
        let (one, pool) = (folder.path().join("test.db"), database.pool());
        assert!(WalIndex::verify(&one, pool).await.unwrap().is_some());
        assert!(WalIndex::verify(&elsewhere.path().join("test.db"), pool).await.unwrap().is_none());
    }

    #[test]
    fn values_are_kept_for_one_version_only() {
        let (one, other) = (Version::of(1), Version::of(2));
        let cache = VersionCache::<String, i32>::default();
        cache.put(one, "a".to_owned(), 1);
        cache.put(one, "b".to_owned(), 2);
        assert_eq!((cache.get(one, "a"), cache.get(one, "b"), cache.get(other, "a")), (Some(1), Some(2), None));
        cache.put(other, "a".to_owned(), 3);
        assert_eq!((cache.get(one, "a"), cache.get(one, "b"), cache.get(other, "a")), (None, None, Some(3)));
    }
}
