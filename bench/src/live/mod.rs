//! The cost of a thousand open tabs, and how soon they show that their account was banned.

mod figures;
mod tabs;

use std::time::{Duration, Instant};

use clap::Args;

use self::{
    figures::{Figures, Restart, between},
    tabs::Tabs,
};
use crate::{
    Common, Report, Result,
    people::{Browser, Person},
    server::{Server, Setup},
    times::milliseconds,
};

/// How long the server is left idle before its memory is first read, and at the end.
const SETTLE: Duration = Duration::from_secs(2);
/// Open files that this program and the server need besides the tabs.
const FILES: u64 = 512;
/// "Service restart" (RFC 6455, 7.4.1, by its registry).
const RESTART: u16 = 1012;

#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) common: Common,
    /// An empty `PostgreSQL` database [default: a new `SQLite` file]
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// The number of accounts, each of which is banned
    #[arg(long, default_value_t = 100)]
    accounts: usize,
    /// The number of open tabs per account
    #[arg(long, default_value_t = 10)]
    tabs: usize,
    /// Seconds between opening the tabs and reading the memory; above 25, each tab has received a heartbeat
    #[arg(long, default_value_t = 2)]
    settle: u64,
    /// Finally stop the server while the tabs are open, and measure how long it takes
    #[arg(long)]
    restart: bool,
}

pub(crate) async fn measure(options: &Options) -> Result<Report> {
    let count = options.accounts * options.tabs;
    if count == 0 {
        return Err("there must be at least one tab".into());
    }
    let files = FILES + u64::try_from(count)?;
    if rlimit::increase_nofile_limit(files)? < files {
        return Err(format!("{files} open files are needed; raise `ulimit -n`").into());
    }
    let setup = Setup::new(&options.common.binary, options.database_url.clone(), count).await?;
    let outcome = measure_with(&setup, options).await;
    match outcome {
        Ok(figures) => Ok(figures.report()),
        Err(error) => Err(format!("{error}\nThe server's log ends with:\n{}", setup.log()).into()),
    }
}

async fn measure_with(setup: &Setup, options: &Options) -> Result<Figures> {
    let (people, administrator) = make_people(setup, options.accounts).await?;
    // A new process: memory freed after hashing passwords would hide the memory of the tabs.
    let server = setup.serve().await?;
    let browser = Browser::new(&setup.origin)?;
    browser.warm_up(&administrator).await?;
    let mut figures = Figures { accounts: people.len(), ..Figures::default() };
    let mut tabs = open(&mut figures, setup, &server, &people, options).await?;
    figures.tabs = tabs.count();
    ban_all(&mut figures, &mut tabs, &browser, &administrator, &people).await?;
    if options.restart {
        figures.restart = Some(restart(server, tabs).await?);
    }
    Ok(figures)
}

async fn make_people(setup: &Setup, count: usize) -> Result<(Vec<Person>, String)> {
    let server = setup.serve().await?;
    let browser = Browser::new(&setup.origin)?;
    let people = browser.people(count).await?;
    let administrator = browser.administrator(setup).await?;
    server.stop().await?;
    Ok((people, administrator))
}

/// Opens the tabs and measures their memory.
async fn open(
    figures: &mut Figures,
    setup: &Setup,
    server: &Server,
    people: &[Person],
    options: &Options,
) -> Result<Tabs> {
    tokio::time::sleep(SETTLE).await;
    figures.memory_before = server.memory()?;
    let begun = Instant::now();
    let tabs = Tabs::open(&setup.origin, people, options.tabs).await?;
    figures.opening = milliseconds(begun.elapsed());
    tokio::time::sleep(Duration::from_secs(options.settle)).await;
    figures.memory_after = server.memory()?;
    Ok(tabs)
}

/// Bans one account after another, and measures how soon its tabs show it.
async fn ban_all(
    figures: &mut Figures,
    tabs: &mut Tabs,
    browser: &Browser,
    administrator: &str,
    people: &[Person],
) -> Result<()> {
    for (owner, person) in people.iter().enumerate() {
        tabs.catch_up()?;
        figures.round_trip.add(milliseconds(browser.round_trip(administrator).await?));
        let (sent, answered) = browser.ban(administrator, &person.id).await?;
        match tabs.banned(owner).await? {
            Some(last) => {
                figures.from_sending.add(between(sent, last));
                figures.from_answer.add(between(answered, last));
            }
            None => figures.untold += 1,
        }
    }
    // Wait for messages that were sent to the wrong tabs.
    tokio::time::sleep(SETTLE).await;
    tabs.catch_up()?;
    (figures.strays, figures.beats) = (tabs.strays, tabs.beats);
    Ok(())
}

/// Stops the server while the tabs are open.
async fn restart(server: Server, tabs: Tabs) -> Result<Restart> {
    let ((status, time), told) = tokio::try_join!(server.stop(), tabs.closed(RESTART))?;
    Ok(Restart { time: milliseconds(time), clean: status.success(), told })
}
