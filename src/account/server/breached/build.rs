//! Makes the list of breached passwords from the public one, which is sorted and larger than memory: line by line, into a
//! file that takes the place of the old list when it is complete.

use std::{
    fmt,
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use super::{
    digest,
    list::{HEADER, ListFacts},
};

/// The length of the buffers for reading and writing, in bytes.
const BUFFER: usize = 1 << 20;
/// No line of the public list is as long, in bytes.
const LONGEST_LINE: u64 = 100;
/// The number of hexadecimal digits of a hash.
const DIGITS: usize = 40;
/// The number of hexadecimal digits in the name of a range.
const PREFIX: usize = 5;
/// The number of ranges.
const RANGES: usize = 1 << (4 * PREFIX);
/// The number of hashes after which progress is reported.
const REPORT_EVERY: u64 = 10_000_000;

/// Why a list cannot be made. The text names the file and, if there is one, the line.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A file cannot be read or written.
    #[error("{file}: {error}")]
    File {
        /// The file.
        file: String,
        /// What the system reports.
        error: io::Error,
    },
    /// A line is not a hash and a count.
    #[error("{file}, line {line}: expected {digits} hexadecimal digits of a SHA-1 hash, a colon and a number")]
    Malformed {
        /// The file.
        file: String,
        /// The number of the line, from 1.
        line: u64,
        /// The number of digits.
        digits: usize,
    },
    /// A hash is less than the one before.
    #[error("{file}, line {line}: the hash is less than the one before; the source must be sorted by hash")]
    Unsorted {
        /// The file.
        file: String,
        /// The number of the line, from 1.
        line: u64,
    },
    /// A folder contains something else.
    #[error("{}: expected only files named by 5 hexadecimal digits, such as 21BD1.txt", .0.display())]
    NotARange(PathBuf),
    /// The file in which the list is made exists.
    #[error("{} exists: another build is running, or one was interrupted; then delete this file", .0.display())]
    Unfinished(PathBuf),
    /// No hash is left.
    #[error("the source has no hash with a count of {0} or more")]
    Empty(u64),
}

/// Where hashes come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// The standard input.
    Input,
    /// A file, or a folder with a file for each range.
    Path(PathBuf),
}

impl From<PathBuf> for Source {
    fn from(path: PathBuf) -> Self {
        if path == Path::new("-") { Self::Input } else { Self::Path(path) }
    }
}

/// The outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Built {
    /// The number of hashes in the list.
    pub entries: u64,
    /// How many ranges folders lack.
    pub missing_ranges: usize,
}

/// Makes a list of the hashes with a count of at least `least` from sources that are sorted by hash, also one after the
/// other. `now`: when, in Unix seconds. `progress` learns the number of hashes that were read.
///
/// # Errors
/// See [`BuildError`]. Then the output is not changed.
pub fn build(
    sources: &[Source],
    output: &Path,
    least: u64,
    now: i64,
    progress: impl FnMut(u64),
) -> Result<Built, BuildError> {
    let mut list = NewList::create(output, least, progress)?;
    let mut missing_ranges = 0;
    for source in sources {
        match source {
            Source::Input => list.read(io::stdin().lock(), &"standard input", &[])?,
            Source::Path(folder) if folder.is_dir() => missing_ranges += list.read_folder(folder)?,
            Source::Path(file) => list.read_file(file, &[])?,
        }
    }
    let entries = list.finish(output, u64::try_from(now).unwrap_or_default())?;
    Ok(Built { entries, missing_ranges })
}

/// An error of this file.
fn failed(file: impl fmt::Display) -> impl FnOnce(io::Error) -> BuildError {
    move |error| BuildError::File { file: file.to_string(), error }
}

/// The file in which a list is made, which is deleted unless the list is completed.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // Fails if it has been renamed.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A list that is being made.
struct NewList<P> {
    place: Unfinished,
    file: BufWriter<File>,
    progress: P,
    least: u64,
    entries: u64,
    read: u64,
    last_hash: [u8; DIGITS / 2],
    last_entry: Option<u64>,
}

impl<P: FnMut(u64)> NewList<P> {
    fn create(output: &Path, least: u64, progress: P) -> Result<Self, BuildError> {
        let mut path = output.as_os_str().to_owned();
        path.push(".partial");
        let path = PathBuf::from(path);
        let file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => BuildError::Unfinished(path.clone()),
            _ => failed(path.display())(error),
        })?;
        let mut list = Self {
            place: Unfinished(path),
            file: BufWriter::with_capacity(BUFFER, file),
            progress,
            least,
            entries: 0,
            read: 0,
            last_hash: [0; DIGITS / 2],
            last_entry: None,
        };
        // No valid header, until the list is complete.
        list.write(&[0; HEADER])?;
        Ok(list)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), BuildError> {
        self.file.write_all(bytes).map_err(failed(self.place.0.display()))
    }

    /// Reads the ranges in this folder. Returns how many are missing.
    fn read_folder(&mut self, folder: &Path) -> Result<usize, BuildError> {
        let mut ranges = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(failed(folder.display()))? {
            let entry = entry.map_err(failed(folder.display()))?;
            ranges.push(Range::named(&entry.file_name()).ok_or_else(|| BuildError::NotARange(entry.path()))?);
        }
        ranges.sort_unstable_by_key(|range| range.prefix.to_ascii_uppercase());
        for range in &ranges {
            self.read_file(&folder.join(range.name()), &range.prefix)?;
        }
        Ok(RANGES.saturating_sub(ranges.len()))
    }

    fn read_file(&mut self, file: &Path, prefix: &[u8]) -> Result<(), BuildError> {
        let opened = File::open(file).map_err(failed(file.display()))?;
        self.read(BufReader::with_capacity(BUFFER, opened), &file.display(), prefix)
    }

    /// Reads lines of hashes that all begin with `prefix`, which the lines leave out.
    fn read(&mut self, mut input: impl BufRead, name: &dyn fmt::Display, prefix: &[u8]) -> Result<(), BuildError> {
        let mut text = Vec::new();
        for line in 1.. {
            text.clear();
            let mut limited = input.by_ref().take(LONGEST_LINE);
            if limited.read_until(b'\n', &mut text).map_err(failed(name))? == 0 {
                break;
            }
            let digits = DIGITS - prefix.len();
            let (hash, count) = parse(&text, prefix).ok_or_else(|| {
                let file = name.to_string();
                BuildError::Malformed { file, line, digits }
            })?;
            if hash < self.last_hash {
                return Err(BuildError::Unsorted { file: name.to_string(), line });
            }
            self.last_hash = hash;
            self.read += 1;
            if self.read.is_multiple_of(REPORT_EVERY) {
                (self.progress)(self.read);
            }
            let entry = digest::entry(&hash);
            if count >= self.least && self.last_entry != Some(entry) {
                self.write(&entry.to_be_bytes())?;
                self.last_entry = Some(entry);
                self.entries += 1;
            }
        }
        Ok(())
    }

    /// Writes the header and puts the list in its place. Returns the number of entries.
    fn finish(self, output: &Path, built_at: u64) -> Result<u64, BuildError> {
        let Self { place, file, least, entries, .. } = self;
        if entries == 0 {
            return Err(BuildError::Empty(least));
        }
        let header = ListFacts { entries, least, built_at }.encode();
        let written = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|mut file| {
            file.seek(SeekFrom::Start(0))?;
            file.write_all(&header)?;
            file.sync_all()
        });
        written.map_err(failed(place.0.display()))?;
        std::fs::rename(&place.0, output).map_err(failed(output.display()))?;
        Ok(entries)
    }
}

/// A file with the hashes that have the same first digits, as it is named. There are a million of them.
struct Range {
    prefix: [u8; PREFIX],
    has_extension: bool,
}

impl Range {
    fn named(name: &std::ffi::OsStr) -> Option<Self> {
        let name = name.to_str()?;
        let bare = name.strip_suffix(".txt");
        let prefix: [u8; PREFIX] = bare.unwrap_or(name).as_bytes().try_into().ok()?;
        prefix.iter().all(u8::is_ascii_hexdigit).then_some(Self { prefix, has_extension: bare.is_some() })
    }

    fn name(&self) -> String {
        let extension = if self.has_extension { ".txt" } else { "" };
        format!("{}{extension}", String::from_utf8_lossy(&self.prefix))
    }
}

/// The hash and the count of a line.
fn parse(line: &[u8], prefix: &[u8]) -> Option<([u8; DIGITS / 2], u64)> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (digits, rest) = line.split_at_checked(DIGITS - prefix.len())?;
    let count = rest.strip_prefix(b":").filter(|count| count.iter().all(u8::is_ascii_digit))?;
    let count = str::from_utf8(count).ok()?.parse().ok()?;
    let mut text = [0; DIGITS];
    text[..prefix.len()].copy_from_slice(prefix);
    text[prefix.len()..].copy_from_slice(digits);
    let mut hash = [0; DIGITS / 2];
    hex::decode_to_slice(text, &mut hash).ok()?;
    Some((hash, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_a_hash_and_a_count() {
        let digits = "21BD12DC183F740EE76F27B78EB39C8AD972A757";
        let hash: [u8; 20] = hex::decode(digits).unwrap().try_into().unwrap();
        let read = |line: &str| parse(line.as_bytes(), b"");
        for good in [":7", ":7\n", ":7\r\n", ":007"] {
            assert_eq!(read(&format!("{digits}{good}")), Some((hash, 7)), "{good:?}");
        }
        assert_eq!(read(&format!("{}:7", digits.to_lowercase())), Some((hash, 7)));
        assert_eq!(parse(b"2DC183F740EE76F27B78EB39C8AD972A757:7", b"21bd1"), Some((hash, 7)));
        for bad in ["", ":", ":x", ":-1", ":+1", ":7 ", " :7", ":7\n\n", ":99999999999999999999"] {
            assert_eq!(read(&format!("{digits}{bad}")), None, "{bad:?}");
        }
        for bad in ["", "\n", "21BD1:7", "X1BD12DC183F740EE76F27B78EB39C8AD972A757:7", "é", &format!("{digits}0:7")] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn names_of_ranges_have_five_digits() {
        for good in ["21BD1", "21bd1.txt"] {
            assert_eq!(Range::named(good.as_ref()).unwrap().name(), good);
        }
        for bad in ["21BD", "21BD12", "21BDX", "21BD1.csv", ".txt", "README"] {
            assert!(Range::named(bad.as_ref()).is_none(), "{bad}");
        }
    }
}
