//! The command line: parses it, sets up the process and runs the command. Exit codes: 0 success, 1 rejected or failed,
//! 2 usage error.

mod account;
mod appeal;
mod arguments;
mod audit;
mod breached;
mod check;
mod clock;
mod demo;
mod error;
mod factor;
mod invite;
mod key;
mod mail;
mod new;
mod note;
mod open;
mod output;
mod password;
mod policy;
mod role;
mod session;

use std::{path::PathBuf, process::ExitCode};

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};

use self::{
    error::CommandError,
    open::open_existing,
    output::{print, remark, report},
};
use crate::{
    app::{self, App},
    database::Missing,
    feature,
    server::{self, ServeError, config::Config, log::Drain, signals, telemetry},
};

/// Accounts and live sessions in one binary.
#[derive(Debug, Parser)]
#[command(name = "hallpass", version)]
struct Cli {
    /// The configuration file [default: hallpass.toml in the current directory, if it exists]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server (the default if no command is given)
    Serve,
    /// Manage accounts; can be used while the server is running, and open pages update within a second
    #[command(subcommand)]
    Account(account::Account),
    /// Manage roles and their permissions
    #[command(subcommand)]
    Role(role::Role),
    /// Print which role may use which page and server function
    Access {
        #[arg(long)]
        json: bool,
    },
    /// List and end sessions
    #[command(subcommand)]
    Session(session::Session),
    /// Show and change the policy, such as session limits; changes take effect immediately
    #[command(subcommand)]
    Policy(policy::Policy),
    /// Create, list and revoke invitations to sign up
    #[command(subcommand)]
    Invite(invite::Invite),
    /// List, follow, export and verify the audit; can be used while the server is running
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Show the clock that decides which old records are deleted, and confirm that it is right
    #[command(subcommand)]
    Clock(clock::Clock),
    /// Create and replace the keys that encrypt secrets in the database
    #[command(subcommand)]
    Key(key::Key),
    /// List and remove authenticator apps, recovery codes and passkeys
    #[command(subcommand)]
    Factor(factor::Factor),
    /// Make the list of breached passwords, and look one up
    #[command(subcommand)]
    Breached(breached::Breached),
    /// Test mail, list the outbox, and send messages again
    #[command(subcommand)]
    Mail(mail::Mail),
    /// Bring the database schema up to date
    Migrate,
    /// Check the configuration, the database and file permissions, and report what to fix
    Check,
    /// Fill an empty database with fictional accounts, for demonstrations
    Demo(demo::Demo),
    /// Create a new application based on Hallpass
    New(new::New),
    /// Print the version
    Version,
}

/// Runs the command line of an application: the server, and commands for accounts, sessions, roles, the policy and the
/// audit. Exit codes: 0 success, 1 rejected or failed, 2 usage error.
pub fn main(app: App) -> ExitCode {
    let command = app::install(app).and_then(|()| with_features(feature::wiring::commands(&App::current().features)));
    let matches = match command {
        Ok(command) => command.get_matches(),
        Err(problem) => {
            remark(&format!("hallpass: {problem}"));
            return ExitCode::FAILURE;
        }
    };
    let result = tokio::runtime::Runtime::new().map_err(CommandError::Io).and_then(|runtime| {
        runtime.block_on(async {
            // Everything else works without the handler, so the command continues.
            if let Err(error) = signals::survive_file_size_limit() {
                remark(&format!("hallpass: cannot install a handler for SIGXFSZ: {error}"));
            }
            match feature_command(&matches) {
                Some((name, arguments)) => run_feature(&matches, name, arguments).await,
                None => Box::pin(run(Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()))).await,
            }
        })
    });
    match result {
        Ok(code) => code,
        Err(error) => {
            remark(&format!("hallpass: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// The command line together with the commands of features.
///
/// # Errors
/// If a feature's command has the name of one of Hallpass's, or has an argument `config`.
fn with_features(commands: Vec<clap::Command>) -> Result<clap::Command, String> {
    let own = Cli::command();
    for command in &commands {
        let name = command.get_name();
        if name == "help" || own.find_subcommand(name).is_some() {
            return Err(format!("the feature {name:?} needs another name: Hallpass already has such a command"));
        }
        if hides_config(command) {
            return Err(format!("the command {name:?} must not have an argument \"config\": Hallpass uses it"));
        }
    }
    // Applications hide `new`.
    let own = if App::current().added().is_empty() { own } else { own.mut_subcommand("new", |new| new.hide(true)) };
    Ok(own.subcommands(commands))
}

/// Whether an argument of the command, or of one of its subcommands, hides `--config`.
fn hides_config(command: &clap::Command) -> bool {
    let is_config = |argument: &clap::Arg| argument.get_id() == "config" || argument.get_long() == Some("config");
    command.get_arguments().any(is_config) || command.get_subcommands().any(hides_config)
}

/// The command of a feature, if one was given.
fn feature_command(matches: &ArgMatches) -> Option<(&str, &ArgMatches)> {
    let is_own = |name: &str| Cli::command().find_subcommand(name).is_some();
    matches.subcommand().filter(|(name, _)| !is_own(name))
}

async fn run_feature(matches: &ArgMatches, name: &str, arguments: &ArgMatches) -> Result<ExitCode, CommandError> {
    telemetry::start_quietly();
    let config = Config::load(matches.get_one("config").cloned(), std::env::vars_os())?;
    let services = open_existing(&config).await?;
    if let Some(feature) = services.features.find(name) {
        let printed = feature.run(arguments).await?;
        print(printed.trim_end())?;
    }
    services.database.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Runs the server. An error that ends it goes through the log's buffer, so a stalled reader of
/// standard error cannot block the exit.
async fn serve(config: Config) -> ExitCode {
    let log = telemetry::start(&config);
    let _drain = Drain(log.clone());
    match server::run(config, log.clone()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            log.append(format!("hallpass: {error}\n").as_bytes());
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<ExitCode, CommandError> {
    let config = || Config::load(cli.config.clone(), std::env::vars_os());
    match cli.command.unwrap_or(Command::Serve) {
        Command::Version => print(&format!("hallpass {}", env!("CARGO_PKG_VERSION")))?,
        Command::New(command) => command.run()?,
        Command::Check => return Ok(check::run(config()).await),
        Command::Serve => {
            let config = config()?;
            return Ok(serve(config).await);
        }
        Command::Migrate => {
            let database = server::open(&config()?, Missing::Make).await.map_err(ServeError::from)?;
            database.migrate().await.map_err(ServeError::from)?;
            database.close().await;
            report("The schema is up to date.");
        }
        Command::Demo(command) => {
            telemetry::start_quietly();
            command.run(config()?).await?;
        }
        Command::Account(command) => {
            telemetry::start_quietly();
            command.run(&config()?).await?;
        }
        Command::Session(command) => {
            telemetry::start_quietly();
            command.run(&config()?).await?;
        }
        Command::Role(command) => {
            telemetry::start_quietly();
            command.run(&config()?).await?;
        }
        Command::Access { json } => {
            telemetry::start_quietly();
            role::access(&config()?, json).await?;
        }
        Command::Audit(command) => {
            telemetry::start_quietly();
            return command.run(&config()?).await;
        }
        Command::Clock(command) => {
            telemetry::start_quietly();
            command.run(&config()?).await?;
        }
        Command::Key(command) => {
            telemetry::start_quietly();
            command.run(&config()?).await?;
        }
        Command::Factor(command) => {
            telemetry::start_quietly();
            command.run(&config()?).await?;
        }
        Command::Breached(command) => {
            telemetry::start_quietly();
            command.run(config).await?;
        }
        Command::Mail(command) => {
            telemetry::start_quietly();
            command.run(&config()?).await?;
        }
        Command::Policy(command) => {
            telemetry::start_quietly();
            command.run(&config()?).await?;
        }
        Command::Invite(command) => {
            telemetry::start_quietly();
            command.run(&config()?).await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_of_features_are_added() {
        let read = |words: &[&str]| {
            let notes = clap::Command::new("notes").arg(clap::Arg::new("from"));
            let command = with_features(vec![notes]).expect("the names are different");
            let matches = command.try_get_matches_from(words).expect("the arguments are valid");
            let found = feature_command(&matches);
            found.map(|(name, arguments)| (name.to_owned(), arguments.get_one::<String>("from").cloned()))
        };
        assert_eq!(read(&["hallpass", "notes", "ada"]), Some(("notes".to_owned(), Some("ada".to_owned()))));
        assert_eq!(read(&["hallpass", "account", "list"]), None);
        assert_eq!(read(&["hallpass"]), None);
    }

    #[test]
    fn commands_of_features_must_not_hide_ours() {
        let problem = |command| with_features(vec![command]).unwrap_err();
        for own in ["account", "help", "serve"] {
            assert!(problem(clap::Command::new(own)).contains("needs another name"), "{own}");
        }
        let import = clap::Command::new("import").arg(clap::Arg::new("path").long("config"));
        assert_eq!(
            problem(clap::Command::new("notes").subcommand(import)),
            "the command \"notes\" must not have an argument \"config\": Hallpass uses it"
        );
    }
}
