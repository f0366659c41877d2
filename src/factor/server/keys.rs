//! Encrypts the secrets that the database stores (AES-256-GCM; ASVS 11.3.2). The keys are in a file outside the database,
//! so a copy of the database reveals no secret (ASVS 13.3.1).

use std::{
    fs::OpenOptions,
    io::{self, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// The length of a key in bytes.
const KEY_LENGTH: usize = 32;
/// The length of a nonce in bytes.
const NONCE_LENGTH: usize = 12;

/// Why secrets cannot be encrypted or decrypted.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// No file is configured, and there is no SQLite file beside which one could be created.
    #[error("no file for keys is configured: set secret_key_file")]
    NoFile,
    /// The file cannot be read or created.
    #[error("{file}: {error}", file = .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What went wrong.
        error: io::Error,
    },
    /// Others can read the file.
    #[error("{file}: the mode is {mode:03o}, so that others can read the keys; run: chmod 600 {file}", file = .file.display())]
    Mode {
        /// The file.
        file: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// A line of the file is not a key.
    #[error("{file}, line {line}: expected 64 hexadecimal digits", file = .file.display())]
    NotAKey {
        /// The file.
        file: PathBuf,
        /// The number of the line, from 1.
        line: usize,
    },
    /// None of the keys has encrypted this secret, or it was changed.
    #[error("a secret in the database cannot be decrypted with any of the keys")]
    Unknown,
    /// The system has no random bytes.
    #[error("{0}")]
    Random(getrandom::Error),
}

/// A new key, as a line of the file.
///
/// # Errors
/// When the system has no random bytes.
pub fn new_key() -> Result<String, KeyError> {
    let mut key = [0_u8; KEY_LENGTH];
    getrandom::fill(&mut key).map_err(KeyError::Random)?;
    Ok(hex::encode(key))
}

/// The keys. The first one encrypts; all decrypt, so that a key can be replaced. Cheap to clone.
#[derive(Clone)]
pub struct SecretKeys(Arc<Keys>);

struct Keys {
    file: Option<PathBuf>,
    /// Whether to create the file when it is first needed.
    can_create: bool,
    known: Mutex<Vec<Key>>,
}

#[derive(Clone)]
struct Key([u8; KEY_LENGTH]);

impl std::fmt::Debug for SecretKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SecretKeys({:?})", self.0.file)
    }
}

impl SecretKeys {
    /// The keys of the configured file or, if there is none, of a file beside the SQLite file, which is created when it
    /// is first needed.
    pub fn new(configured: Option<PathBuf>, sqlite_file: Option<&Path>) -> Self {
        let beside = sqlite_file.map(|database| {
            let mut name = database.as_os_str().to_owned();
            name.push(".key");
            PathBuf::from(name)
        });
        let can_create = configured.is_none();
        Self(Arc::new(Keys { file: configured.or(beside), can_create, known: Mutex::default() }))
    }

    /// Reads the file. `false`: there is none yet, and it is created when it is first needed.
    ///
    /// # Errors
    /// See [`KeyError`]; [`KeyError::NoFile`] is no reason not to start.
    pub fn load(&self) -> Result<bool, KeyError> {
        let file = self.0.file.as_ref().ok_or(KeyError::NoFile)?;
        match read(file) {
            Ok(keys) => {
                *self.known() = keys;
                Ok(true)
            }
            Err(KeyError::File { error, .. }) if self.0.can_create && error.kind() == io::ErrorKind::NotFound => {
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether the first key has encrypted this secret.
    pub(super) fn is_current(&self, sealed: &str) -> Result<bool, KeyError> {
        let keys = self.keys(|keys| !keys.is_empty())?;
        Ok(keys.first().is_some_and(|key| sealed.split_once('.').is_some_and(|(id, _)| id == key.id())))
    }

    fn known(&self) -> MutexGuard<'_, Vec<Key>> {
        // A panic while the lock was held cannot have left the keys inconsistent.
        self.0.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The keys, read from the file again if `is_enough` rejects those that are known.
    fn keys(&self, is_enough: impl Fn(&[Key]) -> bool) -> Result<Vec<Key>, KeyError> {
        let known = self.known().clone();
        if is_enough(&known) {
            return Ok(known);
        }
        self.load()?;
        Ok(self.known().clone())
    }

    /// Encrypts a secret. It can be decrypted only with the same `context`, such as the ID of its row.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub(super) fn seal(&self, secret: &[u8], context: &str) -> Result<String, KeyError> {
        let file = self.0.file.as_ref().ok_or(KeyError::NoFile)?;
        // Only here: a file that is created to decrypt something would hide that the right one is missing.
        if self.0.can_create && !file.exists() {
            create(file)?;
        }
        let keys = self.keys(|keys| !keys.is_empty())?;
        let key = keys.first().ok_or(KeyError::Unknown)?;
        let mut nonce = [0_u8; NONCE_LENGTH];
        getrandom::fill(&mut nonce).map_err(KeyError::Random)?;
        let payload = Payload { msg: secret, aad: context.as_bytes() };
        let sealed = key.cipher().encrypt(Nonce::from_slice(&nonce), payload).map_err(|_| KeyError::Unknown)?;
        Ok(format!("{}.{}", key.id(), BASE64_URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat())))
    }

    /// Decrypts a secret.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub(super) fn open(&self, sealed: &str, context: &str) -> Result<Vec<u8>, KeyError> {
        let (id, sealed) = sealed.split_once('.').ok_or(KeyError::Unknown)?;
        let sealed = BASE64_URL_SAFE_NO_PAD.decode(sealed).map_err(|_| KeyError::Unknown)?;
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LENGTH).ok_or(KeyError::Unknown)?;
        let keys = self.keys(|keys| keys.iter().any(|key| key.id() == id))?;
        let key = keys.iter().find(|key| key.id() == id).ok_or(KeyError::Unknown)?;
        let payload = Payload { msg: sealed, aad: context.as_bytes() };
        key.cipher().decrypt(Nonce::from_slice(nonce), payload).map_err(|_| KeyError::Unknown)
    }
}

impl Key {
    /// Tells keys apart: the first 8 hexadecimal digits of a digest.
    fn id(&self) -> String {
        hex::encode(&Sha256::digest(self.0)[..4])
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&self.0.into())
    }
}

/// Creates the file with a key, unless another process is faster.
fn create(file: &Path) -> Result<(), KeyError> {
    let key = new_key()?;
    let fail = |error| KeyError::File { file: file.to_owned(), error };
    // Written under another name first, so that nobody reads half a key.
    let draft = file.with_extension(format!("key.{}", uuid::Uuid::now_v7()));
    let written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft);
    written.and_then(|mut open| writeln!(open, "{key}").and_then(|()| open.sync_all())).map_err(fail)?;
    let linked = std::fs::hard_link(&draft, file);
    // It stays behind if it cannot be removed, which does no harm.
    let _ = std::fs::remove_file(&draft);
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(fail(error)),
        _ => Ok(()),
    }
}

fn read(file: &Path) -> Result<Vec<Key>, KeyError> {
    let fail = |error| KeyError::File { file: file.to_owned(), error };
    let mode = std::fs::metadata(file).map_err(fail)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(KeyError::Mode { file: file.to_owned(), mode });
    }
    let text = std::fs::read_to_string(file).map_err(fail)?;
    let lines = text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let key = |(index, line): (usize, &str)| {
        let bytes = hex::decode(line).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Key).ok_or_else(|| KeyError::NotAKey { file: file.to_owned(), line: index + 1 })
    };
    let keys: Vec<Key> = lines.map(key).collect::<Result<_, _>>()?;
    if keys.is_empty() { Err(KeyError::NotAKey { file: file.to_owned(), line: 1 }) } else { Ok(keys) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &Path, content: &str, mode: u32) -> SecretKeys {
        let file = folder.join("keys");
        // The file may be left from an earlier step.
        let _ = std::fs::remove_file(&file);
        let mut open = OpenOptions::new().write(true).create_new(true).mode(mode).open(&file).unwrap();
        open.write_all(content.as_bytes()).unwrap();
        SecretKeys::new(Some(file), None)
    }

    #[test]
    fn a_secret_is_opened_by_its_key_and_in_its_context_only() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = ("11".repeat(32), "22".repeat(32));
        let sealed = written(folder.path(), &old, 0o600).seal(b"secret", "a").unwrap();
        assert!(!sealed.contains("secret"));
        let rotated = written(folder.path(), &format!("# newest first\n{new}\n{old}\n"), 0o600);
        assert_eq!(rotated.open(&sealed, "a").unwrap(), b"secret");
        assert!(matches!(rotated.open(&sealed, "b"), Err(KeyError::Unknown)));
        assert_ne!(rotated.seal(b"secret", "a").unwrap().split('.').next(), sealed.split('.').next());
        let without = written(folder.path(), &new, 0o600);
        assert!(matches!(without.open(&sealed, "a"), Err(KeyError::Unknown)));
        let mut forged = sealed.clone();
        forged.replace_range(30..31, if &forged[30..31] == "A" { "B" } else { "A" });
        assert!(matches!(rotated.open(&forged, "a"), Err(KeyError::Unknown)));
    }

    #[test]
    fn a_file_beside_the_database_is_created_once() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("hallpass.db");
        let keys = SecretKeys::new(None, Some(&database));
        assert!(!keys.load().unwrap());
        assert!(!folder.path().join("hallpass.db.key").exists(), "not before it is needed");
        let sealed = keys.seal(b"secret", "a").unwrap();
        let mode = std::fs::metadata(folder.path().join("hallpass.db.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(SecretKeys::new(None, Some(&database)).open(&sealed, "a").unwrap(), b"secret");
        std::fs::remove_file(folder.path().join("hallpass.db.key")).unwrap();
        assert!(matches!(SecretKeys::new(None, Some(&database)).open(&sealed, "a"), Err(KeyError::Unknown)));
        assert!(!folder.path().join("hallpass.db.key").exists(), "not to decrypt");
    }

    #[test]
    fn a_file_that_is_missing_open_to_others_or_not_a_key_is_rejected() {
        let folder = tempfile::tempdir().unwrap();
        let missing = SecretKeys::new(Some(folder.path().join("missing")), None);
        assert!(missing.load().unwrap_err().to_string().contains("missing: "));
        assert!(matches!(missing.seal(b"secret", "a"), Err(KeyError::File { .. })), "and it is not created");
        let open = written(folder.path(), &"11".repeat(32), 0o640).load().unwrap_err().to_string();
        assert!(open.contains("mode is 640"), "{open}");
        let short = written(folder.path(), "# a comment\n1234\n", 0o600).load().unwrap_err().to_string();
        assert!(short.contains("line 2"), "{short}");
        assert!(written(folder.path(), "\n", 0o600).load().is_err(), "without a key");
        assert!(matches!(SecretKeys::new(None, None).seal(b"secret", "a"), Err(KeyError::NoFile)));
    }
}
