//! The list of breached passwords: a file of the beginnings of SHA-1 hashes, sorted, which is searched in place. The
//! server opens the file again when it has been replaced.

use std::{
    fs::{File, Metadata},
    io,
    os::unix::fs::{FileExt, MetadataExt},
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use super::{digest::Digest, limiter::WarningLimiter};
use crate::{account::server::password::Password, database::Clock};

/// The beginning of every list.
const MAGIC: [u8; 8] = *b"HPBREACH";
/// The version of the format.
const VERSION: u64 = 1;
/// The length of an entry in bytes: the first 8 of a hash's 20. In a list of two billion passwords, one in nine billion
/// others seems to be.
pub(super) const WIDTH: usize = 8;
/// The length of the header in bytes: the beginning and five numbers.
pub(super) const HEADER: usize = 48;
/// The number of entries that are read at once.
const BLOCK: usize = 512;

/// The number of reads after which an entry is found if hashes are spread evenly.
const EVEN_READS: u32 = 4;

/// Why the list cannot be used. The text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The file is missing or cannot be read.
    #[error("{}: {error}; `hallpass breached build` makes this file", .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system reports.
        error: io::Error,
    },
    /// The file begins differently.
    #[error("{} is not a list of breached passwords; `hallpass breached build` makes one", .0.display())]
    NotAList(PathBuf),
    /// The file has another version of the format.
    #[error("{} was made by another version of Hallpass; make it again with `hallpass breached build`", .0.display())]
    Version(PathBuf),
    /// The file is not as long as its header says.
    #[error("{} is incomplete or damaged; make it again with `hallpass breached build`", .0.display())]
    Length(PathBuf),
    /// The search was interrupted.
    #[error("the search was interrupted: {0}")]
    Stopped(String),
}

/// What a list says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListFacts {
    /// The number of entries.
    pub entries: u64,
    /// How often a password appeared in breaches at least, to be in the list.
    pub least: u64,
    /// When the list was made, in Unix seconds.
    pub built_at: u64,
}

impl ListFacts {
    /// The header of a list.
    pub(super) fn encode(self) -> [u8; HEADER] {
        let mut header = [0; HEADER];
        let numbers = [VERSION, WIDTH as u64, self.entries, self.least, self.built_at].map(u64::to_be_bytes);
        header[..MAGIC.len()].copy_from_slice(&MAGIC);
        header[MAGIC.len()..].copy_from_slice(numbers.as_flattened());
        header
    }

    fn decode(header: &[u8; HEADER], file: &Path) -> Result<Self, ListError> {
        let (words, _) = header.as_chunks::<8>();
        let [magic, numbers @ ..] = words else { return Err(ListError::NotAList(file.to_owned())) };
        let numbers: Vec<_> = numbers.iter().map(|number| u64::from_be_bytes(*number)).collect();
        match numbers[..] {
            _ if *magic != MAGIC => Err(ListError::NotAList(file.to_owned())),
            [VERSION, width, entries, least, built_at] if width == WIDTH as u64 => {
                Ok(Self { entries, least, built_at })
            }
            _ => Err(ListError::Version(file.to_owned())),
        }
    }
}

/// A list, if one is configured. Cheap to clone.
#[derive(Clone, Debug)]
pub struct BreachedList(Option<Arc<Configured>>);

#[derive(Debug)]
struct Configured {
    path: PathBuf,
    /// `None` until it is first needed.
    opened: RwLock<Option<Opened>>,
    warnings: WarningLimiter,
}

/// An open file. It stays readable if another one takes its place.
#[derive(Clone, Debug)]
struct Opened {
    list: Arc<OpenList>,
    /// What the path led to when it was last looked at.
    seen: Option<Identity>,
}

/// What changes when a file is replaced: device, number, length and the time at which it was written.
type Identity = (u64, u64, u64, i64, i64);

fn identity(metadata: &Metadata) -> Identity {
    (metadata.dev(), metadata.ino(), metadata.len(), metadata.mtime(), metadata.mtime_nsec())
}

impl BreachedList {
    /// Will use this file, which is opened at the first use.
    pub(super) fn new(path: Option<&Path>, clock: Clock) -> Self {
        let configured = |path: &Path| {
            let warnings = WarningLimiter::new(clock);
            Arc::new(Configured { path: path.to_owned(), opened: RwLock::default(), warnings })
        };
        Self(path.map(configured))
    }

    /// Whether no file is configured.
    pub fn is_off(&self) -> bool {
        self.0.is_none()
    }

    /// Opens the file, if one is configured.
    ///
    /// # Errors
    /// If it is missing, incomplete or not a list.
    pub fn load(&self) -> Result<Option<ListFacts>, ListError> {
        self.0.as_ref().map(|configured| Ok(configured.open()?.facts)).transpose()
    }

    /// Whether the list has the password. Reads the disk, so do not call it on async threads. If the file cannot be read,
    /// no, and a warning is logged at most once a minute.
    pub fn contains(&self, password: &Password) -> bool {
        let Some(configured) = &self.0 else { return false };
        self.find(&Digest::of(password)).unwrap_or_else(|error| {
            if configured.warnings.is_due() {
                tracing::warn!(cause = %error, "breached passwords cannot be looked up; new passwords are not checked");
            }
            false
        })
    }

    /// Whether the list has the password with this hash.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn find(&self, digest: &Digest) -> Result<bool, ListError> {
        let Some(configured) = &self.0 else { return Ok(false) };
        let found = configured.open()?.contains(digest.entry());
        found.map_err(|error| ListError::File { file: configured.path.clone(), error })
    }
}

impl Configured {
    /// The open list: the file at the path or, if that is missing or damaged, the one before.
    fn open(&self) -> Result<Arc<OpenList>, ListError> {
        let seen = std::fs::metadata(&self.path).map(|metadata| identity(&metadata)).ok();
        let opened = self.opened.read().unwrap_or_else(PoisonError::into_inner).clone();
        match &opened {
            Some(opened) if opened.seen == seen => return Ok(Arc::clone(&opened.list)),
            _ => {}
        }
        let list = match (OpenList::open(&self.path), opened) {
            (Ok(list), _) => Arc::new(list),
            (Err(error), None) => return Err(error),
            (Err(error), Some(before)) => {
                tracing::warn!(cause = %error, "the new list of breached passwords cannot be used; the old one stays in use");
                before.list
            }
        };
        let opened = Opened { list: Arc::clone(&list), seen };
        *self.opened.write().unwrap_or_else(PoisonError::into_inner) = Some(opened);
        Ok(list)
    }
}

/// An open file.
#[derive(Debug)]
struct OpenList {
    file: File,
    facts: ListFacts,
}

impl OpenList {
    fn open(path: &Path) -> Result<Self, ListError> {
        let failed = |error| ListError::File { file: path.to_owned(), error };
        let file = File::open(path).map_err(failed)?;
        let mut header = [0; HEADER];
        match file.read_exact_at(&mut header, 0) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(ListError::NotAList(path.to_owned()));
            }
            read => read.map_err(failed)?,
        }
        let facts = ListFacts::decode(&header, path)?;
        let length = facts.entries.checked_mul(WIDTH as u64).and_then(|length| length.checked_add(HEADER as u64));
        if length != Some(file.metadata().map_err(failed)?.len()) {
            return Err(ListError::Length(path.to_owned()));
        }
        Ok(Self { file, facts })
    }

    /// Searches for an entry, mostly with two or three reads: hashes are spread evenly, so that an entry's value tells its
    /// place. After some reads, every second one halves the range, so that the search of any list is short.
    fn contains(&self, entry: u64) -> io::Result<bool> {
        let mut buffer = [0; BLOCK * WIDTH];
        // The places that may have the entry, and the entries around them.
        let (mut low, mut high) = (0, self.facts.entries);
        let (mut least, mut most) = (0, u64::MAX);
        let mut reads = 0;
        while low < high {
            let halves = reads > EVEN_READS && reads % 2 == 0;
            let guess = low + if halves { (high - low) / 2 } else { share(entry, least, most, high - low) };
            reads += 1;
            let count = (high - low).min(BLOCK as u64);
            let first = guess.saturating_sub(count / 2).clamp(low, high - count);
            let read = &mut buffer[..usize::try_from(count).unwrap_or(BLOCK) * WIDTH];
            self.file.read_exact_at(read, HEADER as u64 + first * WIDTH as u64)?;
            let (block, _) = read.as_chunks::<WIDTH>();
            let value = |bytes: &[u8; WIDTH]| u64::from_be_bytes(*bytes);
            match block.binary_search_by_key(&entry, value) {
                Ok(_) => return Ok(true),
                Err(0) => (high, most) = (first, block.first().map_or(most, value)),
                Err(place) if place == block.len() => {
                    (low, least) = (first + count, block.last().map_or(least, value));
                }
                Err(_) => return Ok(false),
            }
        }
        Ok(false)
    }
}

/// How far into a range of this length an entry is likely to be, if the entries around the range are `least` and `most`.
fn share(entry: u64, least: u64, most: u64, length: u64) -> u64 {
    let (part, whole) = (entry.saturating_sub(least), most.saturating_sub(least).max(1));
    let place = u128::from(part) * u128::from(length) / u128::from(whole);
    u64::try_from(place).unwrap_or(u64::MAX).min(length - 1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn write(file: &Path, entries: &BTreeSet<u64>) {
        let facts = ListFacts { entries: entries.len() as u64, least: 1, built_at: 0 };
        let entries = entries.iter().flat_map(|entry| entry.to_be_bytes());
        std::fs::write(file, facts.encode().into_iter().chain(entries).collect::<Vec<_>>()).unwrap();
    }

    /// Whether the list has each of these entries.
    fn found(entries: &BTreeSet<u64>, sought: impl IntoIterator<Item = u64>) -> Vec<bool> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("list");
        write(&file, entries);
        let list = OpenList::open(&file).unwrap();
        sought.into_iter().map(|entry| list.contains(entry).unwrap()).collect()
    }

    #[test]
    fn the_first_the_last_and_a_single_entry_are_found() {
        // More than fit into one read.
        let many: BTreeSet<u64> = (1..=3000).map(|number| number * 6_000_000_000_000_000).collect();
        let (first, last) = (*many.first().unwrap(), *many.last().unwrap());
        assert_eq!(found(&many, [first, last, 9 * first]), [true; 3]);
        assert_eq!(found(&many, [0, first - 1, first + 1, last - 1, last + 1, u64::MAX]), [false; 6]);
        assert_eq!(found(&BTreeSet::from([7]), [6, 7, 8]), [false, true, false]);
        assert_eq!(found(&BTreeSet::from([0, u64::MAX]), [0, 1, u64::MAX]), [true, false, true]);
        assert_eq!(found(&BTreeSet::new(), [0, 7, u64::MAX]), [false; 3]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        /// Numbers close together, which no list of hashes has, are the worst case.
        #[test]
        fn the_search_agrees_with_a_set(
            spread in prop::collection::btree_set(any::<u64>(), 0..2000),
            close in prop::collection::btree_set(0..5000_u64, 0..2000),
            sought in prop::collection::vec(any::<u64>(), 100),
        ) {
            let entries: BTreeSet<u64> = spread.into_iter().chain(close).collect();
            let near = entries.iter().flat_map(|entry| [entry.saturating_sub(1), *entry, entry.saturating_add(1)]);
            let sought: Vec<u64> = near.chain(sought).collect();
            let expected: Vec<bool> = sought.iter().map(|entry| entries.contains(entry)).collect();
            prop_assert_eq!(found(&entries, sought), expected);
        }
    }

    #[test]
    fn damaged_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("list");
        let open = || BreachedList::new(Some(&file), Clock::stopped()).load().map_err(|error| error.to_string());
        assert!(open().unwrap_err().contains("`hallpass breached build` makes this file"));
        write(&file, &BTreeSet::from([1, 2, 3]));
        assert_eq!(open().unwrap().unwrap().entries, 3);
        let whole = std::fs::read(&file).unwrap();
        let with = |bytes: &[u8]| {
            std::fs::write(&file, bytes).unwrap();
            open().unwrap_err()
        };
        assert!(with(&whole[..whole.len() - 1]).contains("incomplete"));
        assert!(with(&[&*whole, &[0]].concat()).contains("incomplete"));
        assert!(with(&whole[..HEADER - 1]).contains("is not a list"));
        assert!(with(b"").contains("is not a list"));
        let changed = |place: usize| whole.iter().enumerate().map(|(at, byte)| byte ^ u8::from(at == place)).collect();
        let changed = [0, 15, 23].map(|place| with(&Vec::clone(&changed(place))));
        assert!(changed[0].contains("is not a list"));
        assert!(changed[1].contains("another version"), "the version");
        assert!(changed[2].contains("another version"), "the width");
    }

    #[test]
    fn a_replaced_file_is_used_and_a_damaged_or_missing_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (file, new) = (folder.path().join("list"), folder.path().join("new"));
        let list = BreachedList::new(Some(&file), Clock::stopped());
        let password = Password::from("gravel tulip eleven".to_owned());
        let entry = Digest::of(&password).entry();
        write(&file, &BTreeSet::from([1]));
        assert!(!list.contains(&password));
        write(&new, &BTreeSet::from([1, entry]));
        std::fs::rename(&new, &file).unwrap();
        assert!(list.contains(&password));
        std::fs::write(&new, "damaged").unwrap();
        std::fs::rename(&new, &file).unwrap();
        assert!(list.contains(&password), "the old one stays in use");
        std::fs::remove_file(&file).unwrap();
        assert!(list.contains(&password), "the old one stays in use");
        write(&file, &BTreeSet::from([1, 2]));
        assert!(!list.contains(&password));
    }

    #[test]
    fn without_a_file_nothing_is_breached() {
        let list = BreachedList::new(None, Clock::stopped());
        assert!(list.is_off() && list.load().unwrap().is_none());
        assert!(!list.contains(&"password".to_owned().into()));
        let missing = BreachedList::new(Some(Path::new("/nowhere/list")), Clock::stopped());
        assert!(!missing.contains(&"password".to_owned().into()), "passwords are accepted");
    }
}
