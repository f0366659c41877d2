//! The log: a bounded buffer that a separate thread writes to standard error. Logging never blocks, fails
//! or panics. Lines that do not fit or cannot be written are counted.

use std::{
    fs::File,
    io::{self, Write},
    os::fd::AsFd,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use tracing_subscriber::fmt::MakeWriter;

use crate::{
    database::Database,
    health::{Source, Warning},
};

/// The size of the buffer in bytes. The thread may have as much again while it writes.
const ROOM: usize = 1024 * 1024;
/// How long the process waits at exit for its last lines to be written.
const DRAIN_WITHIN: Duration = Duration::from_millis(500);
/// How often to retry a non-blocking standard error.
const RETRY_EVERY: Duration = Duration::from_millis(20);
/// How often to check for lost lines.
const CHECK_EVERY: Duration = Duration::from_secs(1);
/// How long the console warns after the last loss.
const WARN_FOR: Duration = Duration::from_hours(1);
/// The cause when lines do not fit into the buffer.
const NO_READER: &str = "standard error is not read fast enough";

/// The log. Cheap to clone; clones share the buffer.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    buffer: Mutex<Buffer>,
    /// Signalled when there is something to write.
    filled: Condvar,
    /// Signalled when everything is written.
    drained: Condvar,
}

#[derive(Debug, Default)]
struct Buffer {
    /// Whole lines, up to [`ROOM`].
    lines: Vec<u8>,
    /// Whether the thread is writing lines that it has taken.
    is_writing: bool,
    lost: Lost,
}

impl Buffer {
    fn is_waiting(&self) -> bool {
        self.is_writing || !self.lines.is_empty()
    }
}

/// The number of lines lost since the start, and the cause of the last loss.
#[derive(Clone, Debug, Default)]
struct Lost {
    lines: u64,
    cause: String,
}

impl Log {
    /// Starts the thread that writes to standard error.
    pub fn start() -> Self {
        // A separate descriptor: other writers to standard error must not wait for its lock while the
        // thread waits for a reader.
        match io::stderr().as_fd().try_clone_to_owned() {
            Ok(descriptor) => Self::writing_to(File::from(descriptor)),
            Err(_) => Self::writing_to(io::stderr()),
        }
    }

    fn writing_to(sink: impl Write + Send + 'static) -> Self {
        let log = Self::default();
        let thread = {
            let log = log.clone();
            thread::Builder::new().name("log".to_owned()).spawn(move || log.write_to(sink))
        };
        if let Err(error) = thread {
            // Nothing is ever written. The console shows this as soon as the buffer is full.
            log.buffer().lost.cause = error.to_string();
        }
        log
    }

    fn buffer(&self) -> MutexGuard<'_, Buffer> {
        // No code panics while it has the lock.
        self.0.buffer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends whole lines, or counts them as lost if they do not fit.
    pub fn append(&self, lines: &[u8]) {
        let mut buffer = self.buffer();
        if buffer.lines.len() + lines.len() > ROOM {
            buffer.lost.lines += count(lines);
            NO_READER.clone_into(&mut buffer.lost.cause);
        } else {
            buffer.lines.extend_from_slice(lines);
            self.0.filled.notify_one();
        }
    }

    /// Waits until everything is written, for at most half a second.
    fn drain(&self) {
        drop(self.0.drained.wait_timeout_while(self.buffer(), DRAIN_WITHIN, |buffer| buffer.is_waiting()));
    }

    /// Raises and clears the console's warning about lost lines, forever.
    pub(super) async fn watch(self, database: Database) {
        let (mut seen, mut raised_at) = (0, None::<Duration>);
        let mut ticks = tokio::time::interval(CHECK_EVERY);
        loop {
            ticks.tick().await;
            let (lost, now) = (self.buffer().lost.clone(), database.clock().monotonic());
            if lost.lines > seen {
                (seen, raised_at) = (lost.lines, Some(now));
                let warning = Warning::LogLinesLost { lines: lost.lines, cause: lost.cause };
                database.warnings().raise(Source::Log, warning, database.now());
            } else if raised_at.is_none_or(|at| now.saturating_sub(at) > WARN_FOR) {
                database.warnings().clear(Source::Log);
            }
        }
    }

    fn write_to(&self, mut sink: impl Write) {
        let (mut reported, mut is_cut) = (0, false);
        loop {
            let lines = self.take();
            let written = write(&mut sink, &lines, &mut is_cut);
            let lost = {
                let mut buffer = self.buffer();
                if let Err((rest, error)) = &written {
                    buffer.lost.lines += count(rest);
                    buffer.lost.cause = error.to_string();
                }
                buffer.lost.clone()
            };
            if written.is_ok() && lost.lines > reported {
                let since = lost.lines - reported;
                tracing::warn!(lost = since, in_all = lost.lines, cause = lost.cause, "log lines were lost");
                reported = lost.lines;
            }
            self.buffer().is_writing = false;
            self.0.drained.notify_all();
        }
    }

    /// Waits for lines and takes them.
    fn take(&self) -> Vec<u8> {
        let empty = |buffer: &mut Buffer| buffer.lines.is_empty();
        let mut buffer = self.0.filled.wait_while(self.buffer(), empty).unwrap_or_else(PoisonError::into_inner);
        buffer.is_writing = true;
        std::mem::take(&mut buffer.lines)
    }
}

/// Waits on drop until the last lines are written, with a time limit in case nobody reads them.
#[derive(Debug)]
pub struct Drain(pub Log);

impl Drop for Drain {
    fn drop(&mut self) {
        self.0.drain();
    }
}

/// Writes lines; returns the unwritten rest with an error. `is_cut`: whether the last line was written
/// only in part; then the next write begins with a line break.
fn write<'a>(sink: &mut impl Write, lines: &'a [u8], is_cut: &mut bool) -> Result<(), (&'a [u8], io::Error)> {
    let mut rest = lines;
    while !rest.is_empty() {
        let next = if *is_cut { b"\n" } else { rest };
        match sink.write(next) {
            Ok(0) => return Err((rest, io::ErrorKind::WriteZero.into())),
            Ok(_) if *is_cut => *is_cut = false,
            Ok(written) => rest = &rest[written..],
            Err(error) => match error.kind() {
                io::ErrorKind::Interrupted => {}
                io::ErrorKind::WouldBlock => thread::sleep(RETRY_EVERY),
                _ => {
                    *is_cut |= lines[..lines.len() - rest.len()].last().is_some_and(|byte| *byte != b'\n');
                    return Err((rest, error));
                }
            },
        }
    }
    Ok(())
}

fn count(lines: &[u8]) -> u64 {
    lines.split_inclusive(|byte| *byte == b'\n').count() as u64
}

/// Each call appends one line and always succeeds.
impl Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.append(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[cfg(test)]
impl Log {
    /// The lines that have not been written yet.
    pub(super) fn waiting(&self) -> String {
        String::from_utf8_lossy(&self.buffer().lines).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Accepts what the test permits: each permit is a number of bytes to write, or an error.
    struct Sink {
        permits: mpsc::Receiver<Option<usize>>,
        written: mpsc::Sender<Vec<u8>>,
    }

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let permit = self.permits.recv().unwrap_or(Some(usize::MAX));
            let length = permit.ok_or(io::ErrorKind::StorageFull)?.min(bytes.len());
            self.written.send(bytes[..length].to_vec()).expect("the test listens");
            Ok(length)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Waits as long as it takes.
    fn settle(log: &Log) {
        while log.buffer().is_waiting() {
            log.drain();
        }
    }

    fn sink() -> (Sink, mpsc::Sender<Option<usize>>, mpsc::Receiver<Vec<u8>>) {
        let (permit, permits) = mpsc::channel();
        let (written, received) = mpsc::channel();
        (Sink { permits, written }, permit, received)
    }

    #[test]
    fn a_stalled_reader_loses_lines_without_blocking() {
        let (sink, permit, received) = sink();
        let log = Log::writing_to(sink);
        let line = [b'x'; 1023].into_iter().chain([b'\n']).collect::<Vec<_>>();
        for _ in 0..3000 {
            log.append(&line);
        }
        let lost = log.buffer().lost.clone();
        // The thread has what it took first, at most the size of the buffer.
        assert!((3000 - 2048..=3000 - 1024).contains(&lost.lines), "{lost:?}");
        assert_eq!(lost.cause, NO_READER);
        drop(permit);
        settle(&log);
        assert_eq!(received.try_iter().map(|bytes| count(&bytes)).sum::<u64>(), 3000 - lost.lines);
    }

    #[test]
    fn failed_writes_are_counted_and_the_next_line_starts_fresh() {
        let (sink, permit, received) = sink();
        let log = Log::writing_to(sink);
        for allowed in [Some(3), None] {
            permit.send(allowed).expect("the thread listens");
        }
        log.append(b"first\nsecond\n");
        settle(&log);
        assert_eq!(log.buffer().lost.lines, 2);
        drop(permit);
        log.append(b"third\n");
        settle(&log);
        let written: Vec<u8> = received.try_iter().flatten().collect();
        assert_eq!(String::from_utf8_lossy(&written), "fir\nthird\n");
        assert_eq!(log.buffer().lost.lines, 2);
    }

    #[test]
    fn drain_does_not_wait_for_an_absent_reader() {
        let (sink, permit, _received) = sink();
        let log = Log::writing_to(sink);
        log.append(b"line\n");
        log.drain();
        assert!(log.buffer().is_waiting());
        drop(permit);
    }
}
