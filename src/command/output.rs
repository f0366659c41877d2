//! The output of commands. Nothing here panics if the reader has hung up or the disk is full, and the exit code tells
//! whether the command succeeded.

use std::{
    borrow::Cow,
    cell::Cell,
    io::{self, IsTerminal, Write},
};

use super::error::CommandError;
use crate::{account::server::text::deceives, directory::Attribution, job::JobSummary, ui::time::utc};

/// Reports the outcome of a completed change. A failure to print it does not fail the command.
pub(super) fn report(text: &str) {
    match line(text) {
        Err(error) if !is_hang_up(&error) => remark(&format!("hallpass: done, but cannot write the output: {error}")),
        _ => {}
    }
}

/// Prints requested information. A reader that hangs up early is not an error.
///
/// # Errors
/// If the output cannot be written for any other reason.
pub(super) fn print(text: &str) -> Result<(), CommandError> {
    match line(text) {
        Err(error) if is_hang_up(&error) => Ok(()),
        written => written.map_err(CommandError::Output),
    }
}

/// Prints output that is useless unless all of it arrives, such as an export or a one-time link.
///
/// # Errors
/// If not all of it could be written, for any reason.
pub(super) fn deliver(text: &str) -> Result<(), CommandError> {
    line(text).map_err(CommandError::Output)
}

/// Like [`deliver`], as JSON.
///
/// # Errors
/// Those of [`deliver`].
pub(super) fn deliver_json(value: &impl serde::Serialize) -> Result<(), CommandError> {
    deliver(&json(value)?)
}

/// Like [`print`], as JSON.
///
/// # Errors
/// Those of [`print`].
pub(super) fn print_json(value: &impl serde::Serialize) -> Result<(), CommandError> {
    print(&json(value)?)
}

/// Prints a remark on standard error. Failures are ignored.
pub(super) fn remark(text: &str) {
    // There is nowhere left to report a failure.
    let _ = writeln!(io::stderr(), "{}", harmless(text));
}

/// Writes a line to standard output and flushes it.
pub(super) fn line(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", harmless(text))?;
    out.flush()
}

/// Whether the reader has closed the pipe.
pub(super) fn is_hang_up(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

fn json(value: &impl serde::Serialize) -> Result<String, CommandError> {
    serde_json::to_string_pretty(value).map_err(|error| CommandError::Other(error.to_string()))
}

/// Escapes control characters, which a terminal would interpret, as in JSON. Older rows may contain some.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_obeyed = |c: char| deceives(c) && !matches!(c, '\n' | '\t');
    if !text.contains(is_obeyed) {
        return text.into();
    }
    text.chars()
        .fold(String::with_capacity(text.len()), |mut shown, c| {
            if is_obeyed(c) {
                // Writing to a `String` cannot fail. All of these characters fit into four hex digits.
                let _ = std::fmt::Write::write_fmt(&mut shown, format_args!("\\u{:04x}", u32::from(c)));
            } else {
                shown.push(c);
            }
            shown
        })
        .into()
}

/// Formats who did something and when.
pub(super) fn attribution(act: &Attribution) -> String {
    let by = act.by.as_deref().unwrap_or("at the terminal");
    format!("{} ({by})", utc(act.at))
}

/// Prints the progress of a job on standard error, if that is a terminal, whenever the text changes.
pub(super) fn progress() -> impl Fn(&JobSummary) {
    let is_read = io::stderr().is_terminal();
    let said = Cell::new(String::new());
    move |job| {
        let words = job.words();
        if is_read && said.replace(words.clone()) != words {
            remark(&words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(harmless("می\u{200c}خواهم\n\t👨\u{200d}👩"), "می\u{200c}خواهم\n\t👨\u{200d}👩");
        assert_eq!(harmless("a\u{1b}[31mb\u{9b}2J\u{202e}c\r"), "a\\u001b[31mb\\u009b2J\\u202ec\\u000d");
        let json = serde_json::json!("a\u{9b}b").to_string();
        assert_eq!(serde_json::from_str::<String>(&harmless(&json)).unwrap(), "a\u{9b}b");
    }
}
