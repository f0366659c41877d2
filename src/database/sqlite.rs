//! The SQLite file: which file sqlx will open, its mode, and which process serves from it. URLs are parsed
//! exactly as sqlx does.

use std::{
    fs::{File, Metadata, OpenOptions, TryLockError},
    io::{ErrorKind, Read, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
};

use sqlx::{any::AnyConnectOptions, sqlite::SqliteConnectOptions};

use super::{errors::ConnectError, id::new_id};

/// The SQLite database to open.
pub(super) struct Target {
    /// The URL for sqlx.
    pub(super) url: String,
    /// `None`: in memory.
    pub(super) file: Option<PathBuf>,
    /// Whether opening it creates it.
    creates: bool,
    /// Whether the URL has no parameter except `mode`.
    is_plain: bool,
}

impl Target {
    /// `creates`: whether a missing file may be created, unless the mode in the URL forbids it.
    pub(super) fn of(url: &str, creates: bool) -> Result<Self, ConnectError> {
        if url == "sqlite://:memory:" {
            return Self::of("sqlite::memory:", creates);
        }
        // Like sqlx: parse the URL, then split at the first question mark.
        let any = AnyConnectOptions::from_str(url).map_err(ConnectError::Refused)?;
        let url = any.database_url.as_str();
        let (name, parameters) = url.split_once('?').unwrap_or((url, ""));
        let modes = || form_urlencoded::parse(parameters.as_bytes()).filter(|(key, _)| key == "mode");
        let has_mode = |mode: &str| modes().any(|(_, value)| value == mode);
        if name == "sqlite::memory:" || has_mode("memory") {
            // A name that every connection of this process shares, and no other process.
            let url = format!("sqlite:file:hallpass-{}?mode=memory&cache=shared", new_id());
            return Ok(Self { url, file: None, creates: false, is_plain: false });
        }
        let is_plain = form_urlencoded::parse(parameters.as_bytes()).all(|(key, _)| key == "mode");
        let creates = creates && (modes().next().is_none() || has_mode("rwc"));
        let url = match (modes().next(), parameters) {
            (Some(_), _) => url.to_owned(),
            (None, "") => format!("{name}?mode={}", if creates { "rwc" } else { "rw" }),
            (None, _) => format!("{url}&mode={}", if creates { "rwc" } else { "rw" }),
        };
        let options = AnyConnectOptions::from_str(&url).and_then(|any| SqliteConnectOptions::try_from(&any));
        let file = options.map_err(ConnectError::Refused)?.get_filename().to_path_buf();
        if file.as_os_str().is_empty() || file.to_str().is_none_or(|name| name.starts_with("file:")) {
            return Err(ConnectError::NoFile);
        }
        Ok(Self { url, file: Some(file), creates, is_plain })
    }

    /// Creates the file and its folder with access for their owner only, or checks the modes of existing
    /// ones (ASVS 13.3.2).
    pub(super) fn prepare(&self) -> Result<(), ConnectError> {
        let Some(file) = &self.file else { return Ok(()) };
        let failed = |cause| ConnectError::File { file: file.display().to_string(), cause };
        // Do not open it: closing it would release this process's locks on the file.
        let found = match std::fs::metadata(file) {
            Ok(found) => found,
            Err(cause) if cause.kind() == ErrorKind::NotFound && self.creates => return make(file),
            Err(cause) if cause.kind() == ErrorKind::NotFound => {
                return Err(ConnectError::Missing { file: file.display().to_string() });
            }
            Err(cause) if cause.kind() == ErrorKind::NotADirectory => {
                let folder = folder(file).unwrap_or(file).display().to_string();
                return Err(ConnectError::Folder { folder, cause });
            }
            Err(cause) => return Err(failed(cause)),
        };
        if !found.is_file() {
            return Err(failed(ErrorKind::IsADirectory.into()));
        }
        private(file, &found)
    }

    /// Why SQLite could not open the file, if the system reports a reason.
    pub(super) fn why_not(&self) -> Option<ConnectError> {
        let file = self.file.as_deref()?;
        let cause = OpenOptions::new().read(true).write(true).open(file).err()?;
        Some(ConnectError::File { file: file.display().to_string(), cause })
    }
}

/// Whether the missing file that the URL names can be created. Tests this in the nearest existing folder.
///
/// # Errors
/// If it cannot be created.
pub fn can_be_made(url: &str) -> Result<(), ConnectError> {
    let target = Target::of(url, true)?;
    let Some(file) = &target.file else { return Ok(()) };
    if !target.creates {
        return Err(ConnectError::Missing { file: file.display().to_string() });
    }
    let named = |folder: &Path| if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_path_buf() };
    let mut folders = file.ancestors().skip(1).map(named);
    let Some(folder) = folders.find(|folder| folder.exists()) else { return Ok(()) };
    let trial = folder.join(format!(".hallpass-{}", new_id()));
    let failed = |cause| ConnectError::Folder { folder: folder.display().to_string(), cause };
    std::fs::create_dir(&trial).and_then(|()| std::fs::remove_dir(&trial)).map_err(failed)
}

/// The folder of a file, if its path contains one.
fn folder(file: &Path) -> Option<&Path> {
    file.parent().filter(|folder| !folder.as_os_str().is_empty())
}

fn make(file: &Path) -> Result<(), ConnectError> {
    if let Some(folder) = folder(file).filter(|folder| !folder.exists()) {
        let failed = |cause| ConnectError::Folder { folder: folder.display().to_string(), cause };
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
    }
    let failed = |cause| ConnectError::File { file: file.display().to_string(), cause };
    let made = OpenOptions::new().create(true).append(true).mode(0o600).open(file).map_err(failed)?;
    private(file, &made.metadata().map_err(failed)?)
}

fn private(file: &Path, found: &Metadata) -> Result<(), ConnectError> {
    let mode = found.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(ConnectError::Mode { file: file.display().to_string(), mode });
    }
    Ok(())
}

/// The identity of the open file, to detect that another file has replaced it.
#[derive(Clone, Debug)]
pub(super) struct OpenFile {
    path: Arc<Path>,
    device_and_inode: (u64, u64),
    is_plain: bool,
}

impl OpenFile {
    /// The open file; `None`: the database is in memory.
    pub(super) fn of(target: &Target) -> std::io::Result<Option<Self>> {
        let Some(path) = target.file.as_deref() else { return Ok(None) };
        let found = std::fs::metadata(path)?;
        let device_and_inode = (found.dev(), found.ino());
        Ok(Some(Self { path: path.into(), device_and_inode, is_plain: target.is_plain }))
    }

    /// Whether the URL has no parameter that may change how SQLite locks, shares or caches the file.
    pub(super) fn is_plain(&self) -> bool {
        self.is_plain
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file was removed or replaced, so that writes to it are lost.
    pub(super) fn is_gone(&self) -> bool {
        std::fs::metadata(&self.path).map_or(true, |found| (found.dev(), found.ino()) != self.device_and_inode)
    }
}

/// The server lock on a database file. The kernel releases it when the process ends.
#[derive(Debug)]
pub struct ServerLock(#[expect(dead_code, reason = "held, not read")] Option<File>);

impl ServerLock {
    /// No lock is needed: the engine supports several servers, or no other process can access the database.
    pub(super) fn none() -> Self {
        Self(None)
    }

    /// Takes the server lock on a database file. The lock file remains after the process has ended.
    pub(super) fn take(file: &Path) -> Result<Self, ConnectError> {
        let failed = |cause| ConnectError::File { file: file.display().to_string(), cause };
        // All links to a file share one lock.
        let mut name = file.canonicalize().map_err(failed)?.into_os_string();
        name.push("-lock");
        let path = PathBuf::from(name);
        let failed = |cause| ConnectError::File { file: path.display().to_string(), cause };
        let mut lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {
                // On a full disk the lock works, too, without the process id.
                let _ = lock.set_len(0).and_then(|()| write!(lock, "{}", std::process::id()));
                Ok(Self(Some(lock)))
            }
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = lock.read_to_string(&mut holder);
                let holder = if holder.is_empty() { "unknown".to_owned() } else { holder };
                Err(ConnectError::Served { file: file.display().to_string(), holder })
            }
            Err(TryLockError::Error(cause)) => Err(failed(cause)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(url: &str) -> Option<PathBuf> {
        Target::of(url, true).unwrap().file
    }

    #[test]
    fn the_file_is_the_one_that_sqlx_opens() {
        for (url, path) in [
            ("sqlite://data/hallpass.db", "data/hallpass.db"),
            ("sqlite:data/hallpass.db", "data/hallpass.db"),
            ("sqlite:///var/lib/h.db?mode=rwc", "/var/lib/h.db"),
            ("sqlite:///var/hall%20pass.db", "/var/hall pass.db"),
            ("sqlite:///var/hall pass.db", "/var/hall pass.db"),
            ("sqlite:///var/a%3Fb%23c.db?cache=private", "/var/a?b#c.db"),
            ("sqlite:///var/lib/../h.db", "/var/h.db"),
        ] {
            assert_eq!(file(url), Some(PathBuf::from(path)), "{url}");
        }
    }

    #[test]
    fn databases_in_memory_have_no_file_and_share_a_cache() {
        for url in ["sqlite::memory:", "sqlite://:memory:", "sqlite://any?mode=memory"] {
            let target = Target::of(url, true).unwrap();
            assert_eq!(target.file, None, "{url}");
            assert!(target.url.contains("cache=shared"), "{}", target.url);
        }
    }

    #[test]
    fn urls_without_a_file_are_rejected() {
        for url in ["sqlite:", "sqlite://", "sqlite:file:other.db", "sqlite://h.db?mode=none", "sqlite://h.db?x=y"] {
            assert!(Target::of(url, true).is_err(), "{url}");
        }
    }

    #[test]
    fn the_mode_in_the_url_can_forbid_creation() {
        let creates = |url: &str, asked| Target::of(url, asked).unwrap().creates;
        assert!(creates("sqlite://h.db", true));
        assert!(!creates("sqlite://h.db", false));
        assert!(!creates("sqlite://h.db?mode=rw", true));
        assert!(!creates("sqlite://h.db?mode=ro", true));
        assert!(!creates("sqlite://h.db?mode=rwc", false));
    }
}
