//! Measures Hallpass from the outside, with the release binary: open tabs, the console at a million accounts, hashing,
//! actions on a million sessions, and requests among ten million sessions. It must not share code with the server and
//! uses it only as a browser would.

mod acts;
mod console;
mod hashing;
mod live;
mod people;
mod seed;
mod server;
mod store;
mod times;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use serde_json::Value;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Measures a Hallpass server. Exit status: 0 if all limits hold, 1 if one is exceeded, 2 if the measurement failed, 3
/// if the machine is too busy to tell
#[derive(Parser)]
#[command(name = "hallpass-bench", args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    tabs: live::Options,
}

#[derive(Subcommand)]
enum What {
    /// Measure many open tabs: their memory, and how soon they show a ban (the default if no command is given)
    Tabs(live::Options),
    /// Measure each page of the console at a million accounts, as a ratio to the same page at a thousand
    Console(console::Options),
    /// Measure the hashing of passwords: its memory, and whether its time reveals which accounts exist
    Hashing(hashing::Options),
    /// Measure actions on a million live sessions: how soon they are answered, and how long sign-ins take meanwhile
    Acts(acts::Options),
    /// Measure requests among ten million stored sessions, as a ratio to ten thousand, and the sessions' size on disk
    Store(store::Options),
}

/// What every measurement takes.
#[derive(Args)]
pub(crate) struct Common {
    /// The release binary
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../dist/hallpass/hallpass"))]
    binary: PathBuf,
    /// Print the results as JSON
    #[arg(long)]
    json: bool,
}

/// The measurements, and descriptions of the limits that are exceeded or undecided because of the machine.
pub(crate) struct Report {
    text: String,
    json: Value,
    broken: Vec<String>,
    undecided: Vec<String>,
}

// A single thread, so that the server can use the other processors.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let (measured, json) = match cli.what.unwrap_or(What::Tabs(cli.tabs)) {
        What::Tabs(options) => (live::measure(&options).await, options.common.json),
        What::Console(options) => (console::measure(&options).await, options.common.json),
        What::Hashing(options) => (hashing::measure(&options).await, options.common.json),
        What::Acts(options) => (acts::measure(&options).await, options.common.json),
        What::Store(options) => (store::measure(&options).await, options.common.json),
    };
    let report = match measured {
        Ok(report) => report,
        Err(error) => {
            eprintln!("hallpass-bench: {error}");
            return ExitCode::from(2);
        }
    };
    if json {
        println!("{:#}", report.json);
    } else {
        println!("{}", report.text);
    }
    for sentence in &report.broken {
        eprintln!("BROKEN: {sentence}");
    }
    for sentence in &report.undecided {
        eprintln!("UNDECIDED: {sentence}; measure again on a quieter machine");
    }
    if !report.broken.is_empty() {
        ExitCode::FAILURE
    } else if report.undecided.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(3)
    }
}
