//! The command line: reads it, sets the process up and hands over. Exit codes: 0 done, 1 refused
//! or failed, 2 not understood.

mod account;
mod check;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    error::AppError,
    server::{
        self, ServeError,
        config::{Config, ConfigError},
        telemetry,
    },
};

/// Accounts and live sessions in one binary.
#[derive(Debug, Parser)]
#[command(name = "hallpass", version)]
struct Cli {
    /// The configuration file [default: hallpass.toml in this folder, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the application until it is told to stop; so does `hallpass` alone
    Serve,
    /// Work with accounts; also beside a running server, which follows at the next request
    #[command(subcommand)]
    Account(account::Account),
    /// Bring the database's schema up to date
    Migrate,
    /// Test the configuration, the database and file modes, and say what to mend
    Check,
    /// Print the version
    Version,
}

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error("{}", refusal(.0))]
    Refused(#[from] AppError),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Other(String),
}

/// Field errors a line each; everything else in its own words.
fn refusal(error: &AppError) -> String {
    match error {
        AppError::Invalid { fields } => {
            let lines: Vec<String> = fields.iter().map(|wrong| format!("{}: {}", wrong.field, wrong.problem)).collect();
            lines.join("\n")
        }
        error => error.to_string(),
    }
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let result =
        tokio::runtime::Runtime::new().map_err(CommandError::Io).and_then(|runtime| runtime.block_on(run(cli)));
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hallpass: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<ExitCode, CommandError> {
    let config = || Config::load(cli.config.clone(), std::env::vars_os());
    match cli.command.unwrap_or(Command::Serve) {
        Command::Version => println!("hallpass {}", env!("CARGO_PKG_VERSION")),
        Command::Check => return Ok(check::run(config()).await),
        Command::Serve => {
            let config = config()?;
            telemetry::start(&config);
            server::run(config).await?;
        }
        Command::Migrate => {
            let database = server::open(&config()?).await.map_err(ServeError::from)?;
            database.migrate().await.map_err(ServeError::from)?;
            println!("The schema is up to date.");
        }
        Command::Account(command) => {
            telemetry::start_quietly();
            command.run(&config()?).await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
