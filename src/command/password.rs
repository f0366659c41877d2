//! Reads passwords for commands.

use std::io::{BufRead, IsTerminal, Read};

use super::error::CommandError;
use crate::account::server::password::Password;

/// Asks twice at a terminal. Otherwise reads standard input, but only if the flag is given.
pub(super) fn read_new_password(stdin: bool) -> Result<Password, CommandError> {
    let password = read_password(stdin)?;
    if !stdin && prompt("Repeat the password: ")? != password {
        return Err(CommandError::Other("the passwords do not match".to_owned()));
    }
    Ok(password)
}

/// Asks at a terminal. Otherwise reads standard input, but only if the flag is given.
pub(super) fn read_password(stdin: bool) -> Result<Password, CommandError> {
    if stdin {
        let mut line = String::new();
        // A line longer than any password is rejected by the password rules and not read to its end.
        std::io::stdin().lock().take(8192).read_line(&mut line)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned().into());
    }
    if !std::io::stdin().is_terminal() {
        return Err(CommandError::Other(
            "cannot prompt for the password without a terminal; use --password-stdin".to_owned(),
        ));
    }
    prompt("Password: ")
}

fn prompt(words: &str) -> Result<Password, CommandError> {
    Ok(rpassword::prompt_password(words)?.into())
}
