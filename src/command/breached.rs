//! `hallpass breached …`: the list of breached passwords. Opens no database.

use std::{io::IsTerminal, path::PathBuf};

use clap::Subcommand;

use super::{
    error::CommandError,
    output::{print, remark, report},
    password::read_password,
};
use crate::{
    account::server::breached::{Source, build},
    database::Clock,
    error::Problem,
    server::{
        self,
        config::{Config, ConfigError},
    },
};

#[derive(Debug, Subcommand)]
pub(super) enum Breached {
    /// Make the list from the hashes that Have I Been Pwned publishes
    Build {
        /// A file sorted by hash, a folder of ranges, or - for standard input; several are read one after the other
        #[arg(required = true)]
        sources: Vec<PathBuf>,
        /// The list, which is replaced when the new one is complete
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
        /// Leave out passwords that appeared in breaches fewer than N times
        #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
        least: u64,
    },
    /// Say whether a password is in the configured list or known to the configured service; exit code 1 if so
    Check {
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
    },
}

impl Breached {
    /// `config` is only read when it is needed.
    pub(super) async fn run(self, config: impl FnOnce() -> Result<Config, ConfigError>) -> Result<(), CommandError> {
        match self {
            Self::Build { sources, output, least } => {
                let sources: Vec<Source> = sources.into_iter().map(Source::from).collect();
                let is_read = std::io::stderr().is_terminal();
                let progress = |read: u64| {
                    if is_read {
                        remark(&format!("{} million hashes", read / 1_000_000));
                    }
                };
                let built = build(&sources, &output, least, Clock::system().now(), progress);
                let built = built.map_err(|error| CommandError::Other(error.to_string()))?;
                if built.missing_ranges > 0 {
                    remark(&format!(
                        "hallpass: the download is not complete: {} ranges are missing",
                        built.missing_ranges
                    ));
                }
                report(&format!("Wrote {} hashes to {}.", built.entries, output.display()));
                Ok(())
            }
            Self::Check { password_stdin } => {
                let breached = server::breached_passwords(&config()?, &Clock::system());
                let breached = breached.map_err(|error| CommandError::Other(error.to_string()))?;
                if breached.is_off() {
                    let words = "set breached_passwords_file or breached_passwords_api first";
                    return Err(CommandError::Other(words.to_owned()));
                }
                let password = read_password(password_stdin)?;
                match breached.find(&password).await {
                    Ok(true) => Err(CommandError::Other(Problem::Breached.to_string())),
                    Ok(false) => print("This password is not known from a data breach."),
                    Err(error) => Err(CommandError::Other(error.to_string())),
                }
            }
        }
    }
}
