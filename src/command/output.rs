//! What commands write. A reader may have hung up and a disk may be full: nothing here panics, and the
//! exit code says what became of the act.

use std::io::{self, Write};

use super::CommandError;

/// Says what became of an act that is done. It is done whether or not anybody can read so.
pub(super) fn report(text: &str) {
    match line(text) {
        Err(error) if !is_hang_up(&error) => remark(&format!("hallpass: done, but standard output: {error}")),
        _ => {}
    }
}

/// Prints what was asked for; a reader that hangs up has seen enough.
///
/// # Errors
/// When it cannot be written for another reason.
pub(super) fn print(text: &str) -> Result<(), CommandError> {
    match line(text) {
        Err(error) if is_hang_up(&error) => Ok(()),
        written => written.map_err(CommandError::Output),
    }
}

/// Prints what is worth nothing unless all of it arrives: a link that is shown once, an export.
///
/// # Errors
/// When not all of it was taken, for whatever reason.
pub(super) fn deliver(text: &str) -> Result<(), CommandError> {
    line(text).map_err(CommandError::Output)
}

/// The same as JSON.
///
/// # Errors
/// Those of [`deliver`].
pub(super) fn deliver_json(value: &impl serde::Serialize) -> Result<(), CommandError> {
    deliver(&json(value)?)
}

/// Prints what was asked for, as JSON.
///
/// # Errors
/// Those of [`print`].
pub(super) fn print_json(value: &impl serde::Serialize) -> Result<(), CommandError> {
    print(&json(value)?)
}

/// Adds something on standard error, where that is possible.
pub(super) fn remark(text: &str) {
    // There is nowhere left to say that it failed.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Writes a line to standard output, all the way.
pub(super) fn line(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}

/// Whether the reader has gone.
pub(super) fn is_hang_up(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

fn json(value: &impl serde::Serialize) -> Result<String, CommandError> {
    serde_json::to_string_pretty(value).map_err(|error| CommandError::Other(error.to_string()))
}
