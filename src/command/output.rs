//! What commands write. A reader may have hung up and a disk may be full: nothing here panics, and the
//! exit code says what became of the act.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::CommandError;
use crate::account::server::text::deceives;

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
    let _ = writeln!(io::stderr(), "{}", harmless(text));
}

/// Writes a line to standard output, all the way.
pub(super) fn line(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", harmless(text))?;
    out.flush()
}

/// Whether the reader has gone.
pub(super) fn is_hang_up(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

fn json(value: &impl serde::Serialize) -> Result<String, CommandError> {
    serde_json::to_string_pretty(value).map_err(|error| CommandError::Other(error.to_string()))
}

/// The text with what a terminal would obey written out, as JSON escapes it: older rows may hold some.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_obeyed = |c: char| deceives(c) && !matches!(c, '\n' | '\t');
    if !text.contains(is_obeyed) {
        return text.into();
    }
    text.chars()
        .fold(String::with_capacity(text.len()), |mut shown, c| {
            if is_obeyed(c) {
                // Writing to a text does not fail; none of these is beyond four digits.
                let _ = std::fmt::Write::write_fmt(&mut shown, format_args!("\\u{:04x}", u32::from(c)));
            } else {
                shown.push(c);
            }
            shown
        })
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_printed_is_an_order_to_the_terminal() {
        assert_eq!(harmless("می\u{200c}خواهم\n\t👨\u{200d}👩"), "می\u{200c}خواهم\n\t👨\u{200d}👩");
        assert_eq!(harmless("a\u{1b}[31mb\u{9b}2J\u{202e}c\r"), "a\\u001b[31mb\\u009b2J\\u202ec\\u000d");
        let json = serde_json::json!("a\u{9b}b").to_string();
        assert_eq!(serde_json::from_str::<String>(&harmless(&json)).unwrap(), "a\u{9b}b");
    }
}
